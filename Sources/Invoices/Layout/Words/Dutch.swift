extension Words {
  static let dutch = Words(
    invoice: "Factuur", creditNote: "Creditnota", correctedInvoice: "Gecorrigeerde factuur",
    prepaymentInvoice: "Voorschotfactuur", proForma: "Pro-formafactuur", quote: "Offerte", receipt: "Kwitantie",
    number: "Nummer", date: "Datum", due: "Vervaldatum", validUntil: "Geldig tot", delivered: "Leverdatum",
    period: "Periode", customer: "Klantnummer", yourReference: "Uw referentie", order: "Bestelling",
    contract: "Contract", project: "Project", deliveryNote: "Pakbon", refersTo: "Betreft", vatId: "Btw-nummer",
    taxId: "Fiscaal nr.", deliveryAddress: "Afleveradres", position: "Nr.", description: "Omschrijving",
    quantity: "Aantal", price: "Prijs", tax: "Btw", amount: "Bedrag", article: "Artikel", allowance: "Korting",
    charge: "Toeslag", per: "per", subtotal: "Subtotaal", withoutTax: "Totaal excl. btw", on: "over", total: "Totaal",
    prepaid: "Reeds betaald", rounding: "Afronding", amountDue: "Te betalen", refund: "Gecrediteerd bedrag",
    carriedForward: "Transport", broughtForward: "Transport", page: "Pagina {1} van {2}", payment: "Betaling",
    holder: "Rekeninghouder", reference: "Kenmerk", scan: "Scan om te betalen", payOnline: "Online betalen",
    card: "Betaald met kaart eindigend op", directDebit: "Het bedrag wordt afgeschreven van {1} (machtiging {2}).",
    reverseCharge: "Btw verlegd.", intraCommunity: "Vrijgestelde intracommunautaire levering.",
    export: "Vrijgestelde uitvoer.", outsideScope: "Niet aan btw onderworpen.", exempt: "Vrijgesteld van btw.",
    units: [
      UnitWord("HUR", "uur", "uur"), UnitWord("DAY", "dag", "dagen"), UnitWord("MIN", "minuut", "minuten"),
      UnitWord("WEE", "week", "weken"), UnitWord("MON", "maand", "maanden"), UnitWord("ANN", "jaar", "jaar"),
      UnitWord("H87", "stuk", "stuks"), UnitWord("EA", "stuk", "stuks"), UnitWord("SET", "set", "sets"),
      UnitWord("LS", "vast bedrag", "vast bedrag"), UnitWord("XPK", "pak", "pakken"),
      UnitWord("NAR", "artikel", "artikelen"),
    ])
}
