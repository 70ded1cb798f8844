extension Words {
  static let german = Words(
    invoice: "Rechnung", creditNote: "Gutschrift", correctedInvoice: "Rechnungskorrektur",
    prepaymentInvoice: "Anzahlungsrechnung", proForma: "Proforma-Rechnung", quote: "Angebot", receipt: "Quittung",
    number: "Nummer", date: "Datum", due: "Fällig am", validUntil: "Gültig bis", delivered: "Leistungsdatum",
    period: "Leistungszeitraum", customer: "Kundennummer", yourReference: "Ihr Zeichen", order: "Bestellung",
    contract: "Vertrag", project: "Projekt", deliveryNote: "Lieferschein", refersTo: "Bezug", vatId: "USt-IdNr.",
    taxId: "Steuernr.", deliveryAddress: "Lieferanschrift", position: "Pos.", description: "Bezeichnung",
    quantity: "Menge", price: "Einzelpreis", tax: "USt.", amount: "Betrag", article: "Artikel", allowance: "Nachlass",
    charge: "Zuschlag", per: "je", subtotal: "Zwischensumme", withoutTax: "Summe netto", on: "auf",
    total: "Gesamtbetrag", prepaid: "Bereits bezahlt", rounding: "Rundung", amountDue: "Zahlbetrag",
    refund: "Gutgeschriebener Betrag", carriedForward: "Übertrag", broughtForward: "Übertrag",
    page: "Seite {1} von {2}", payment: "Zahlung", holder: "Kontoinhaber", reference: "Verwendungszweck",
    scan: "Zum Bezahlen scannen", payOnline: "Online bezahlen", card: "Bezahlt mit der Karte, die endet auf",
    directDebit: "Der Betrag wird von {1} eingezogen (Mandat {2}).",
    reverseCharge: "Steuerschuldnerschaft des Leistungsempfängers.",
    intraCommunity: "Steuerfreie innergemeinschaftliche Lieferung.", export: "Steuerfreie Ausfuhrlieferung.",
    outsideScope: "Nicht steuerbar.", exempt: "Umsatzsteuerfrei.",
    units: [
      UnitWord("HUR", "Std.", "Std."), UnitWord("DAY", "Tag", "Tage"), UnitWord("MIN", "Min.", "Min."),
      UnitWord("WEE", "Woche", "Wochen"), UnitWord("MON", "Monat", "Monate"), UnitWord("ANN", "Jahr", "Jahre"),
      UnitWord("H87", "Stk.", "Stk."), UnitWord("EA", "Stk.", "Stk."), UnitWord("SET", "Set", "Sets"),
      UnitWord("LS", "pauschal", "pauschal"), UnitWord("XPK", "Paket", "Pakete"),
      UnitWord("NAR", "Artikel", "Artikel"),
    ])
}
