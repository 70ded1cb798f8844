extension Words {
  static let polish = Words(
    invoice: "Faktura", creditNote: "Nota kredytowa", correctedInvoice: "Faktura korygująca",
    prepaymentInvoice: "Faktura zaliczkowa", proForma: "Faktura pro forma", quote: "Oferta", receipt: "Pokwitowanie",
    number: "Numer", date: "Data", due: "Termin płatności", validUntil: "Ważne do", delivered: "Data dostawy",
    period: "Okres", customer: "Nr klienta", yourReference: "Państwa znak", order: "Zamówienie", contract: "Umowa",
    project: "Projekt", deliveryNote: "Dowód dostawy", refersTo: "Dotyczy", vatId: "NIP UE", taxId: "NIP",
    deliveryAddress: "Adres dostawy", position: "Lp.", description: "Nazwa", quantity: "Ilość", price: "Cena",
    tax: "VAT", amount: "Wartość", article: "Artykuł", allowance: "Rabat", charge: "Dopłata", per: "za",
    subtotal: "Suma częściowa", withoutTax: "Razem netto", on: "od", total: "Razem brutto", prepaid: "Zapłacono",
    rounding: "Zaokrąglenie", amountDue: "Do zapłaty", refund: "Kwota zwrotu", carriedForward: "Do przeniesienia",
    broughtForward: "Z przeniesienia", page: "Strona {1} z {2}", payment: "Płatność", holder: "Właściciel konta",
    reference: "Tytuł przelewu", scan: "Zeskanuj, aby zapłacić", payOnline: "Zapłać online",
    card: "Zapłacono kartą o końcówce", directDebit: "Kwota zostanie pobrana z {1} (mandat {2}).",
    reverseCharge: "Odwrotne obciążenie.", intraCommunity: "Wewnątrzwspólnotowa dostawa towarów zwolniona z VAT.",
    export: "Eksport zwolniony z VAT.", outsideScope: "Nie podlega VAT.", exempt: "Zwolnione z VAT.",
    units: [
      UnitWord("HUR", "godz.", "godz."), UnitWord("DAY", "dzień", "dni"), UnitWord("MIN", "min", "min"),
      UnitWord("WEE", "tydz.", "tyg."), UnitWord("MON", "mies.", "mies."), UnitWord("ANN", "rok", "lat"),
      UnitWord("H87", "szt.", "szt."), UnitWord("EA", "szt.", "szt."), UnitWord("SET", "kpl.", "kpl."),
      UnitWord("LS", "ryczałt", "ryczałt"), UnitWord("XPK", "op.", "op."), UnitWord("NAR", "art.", "art."),
    ])
}
