extension Words {
  static let italian = Words(
    invoice: "Fattura", creditNote: "Nota di credito", correctedInvoice: "Fattura rettificativa",
    prepaymentInvoice: "Fattura di acconto", proForma: "Fattura proforma", quote: "Preventivo", receipt: "Ricevuta",
    number: "Numero", date: "Data", due: "Scadenza", validUntil: "Valido fino al", delivered: "Data di consegna",
    period: "Periodo", customer: "N. cliente", yourReference: "Vostro riferimento", order: "Ordine",
    contract: "Contratto", project: "Progetto", deliveryNote: "Documento di trasporto", refersTo: "Riferimento",
    vatId: "P. IVA", taxId: "Codice fiscale", deliveryAddress: "Indirizzo di consegna", position: "N.",
    description: "Descrizione", quantity: "Quantità", price: "Prezzo", tax: "IVA", amount: "Importo",
    article: "Articolo", allowance: "Sconto", charge: "Maggiorazione", per: "per", subtotal: "Subtotale",
    withoutTax: "Imponibile", on: "su", total: "Totale", prepaid: "Già pagato", rounding: "Arrotondamento",
    amountDue: "Totale da pagare", refund: "Importo accreditato", carriedForward: "A riportare",
    broughtForward: "Riporto", page: "Pagina {1} di {2}", payment: "Pagamento", holder: "Intestatario",
    reference: "Causale", scan: "Scansiona per pagare", payOnline: "Paga online",
    card: "Pagato con la carta che termina con", directDebit: "L’importo sarà addebitato su {1} (mandato {2}).",
    reverseCharge: "Inversione contabile: IVA a carico del destinatario.",
    intraCommunity: "Cessione intracomunitaria non imponibile IVA.", export: "Esportazione non imponibile IVA.",
    outsideScope: "Fuori campo IVA.", exempt: "Esente da IVA.",
    units: [
      UnitWord("HUR", "ora", "ore"), UnitWord("DAY", "giorno", "giorni"), UnitWord("MIN", "minuto", "minuti"),
      UnitWord("WEE", "settimana", "settimane"), UnitWord("MON", "mese", "mesi"), UnitWord("ANN", "anno", "anni"),
      UnitWord("H87", "pz.", "pz."), UnitWord("EA", "pz.", "pz."), UnitWord("SET", "set", "set"),
      UnitWord("LS", "a corpo", "a corpo"), UnitWord("XPK", "confezione", "confezioni"),
      UnitWord("NAR", "articolo", "articoli"),
    ])
}
