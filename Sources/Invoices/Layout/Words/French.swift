extension Words {
  static let french = Words(
    invoice: "Facture", creditNote: "Avoir", correctedInvoice: "Facture rectificative",
    prepaymentInvoice: "Facture d’acompte", proForma: "Facture pro forma", quote: "Devis", receipt: "Reçu",
    number: "Numéro", date: "Date", due: "Échéance", validUntil: "Valable jusqu’au", delivered: "Date de livraison",
    period: "Période", customer: "N° client", yourReference: "Votre référence", order: "Commande", contract: "Contrat",
    project: "Projet", deliveryNote: "Bon de livraison", refersTo: "Se rapporte à", vatId: "N° TVA", taxId: "N° fiscal",
    deliveryAddress: "Adresse de livraison", position: "N°", description: "Désignation", quantity: "Quantité",
    price: "Prix unitaire", tax: "TVA", amount: "Montant", article: "Article", allowance: "Remise",
    charge: "Supplément", per: "par", subtotal: "Sous-total", withoutTax: "Total HT", on: "sur", total: "Total TTC",
    prepaid: "Déjà payé", rounding: "Arrondi", amountDue: "Net à payer", refund: "Montant crédité",
    carriedForward: "À reporter", broughtForward: "Report", page: "Page {1} sur {2}", payment: "Paiement",
    holder: "Titulaire", reference: "Référence", scan: "Scanner pour payer", payOnline: "Payer en ligne",
    card: "Payé par carte se terminant par", directDebit: "Le montant sera prélevé sur {1} (mandat {2}).",
    reverseCharge: "Autoliquidation : TVA due par le preneur.",
    intraCommunity: "Livraison intracommunautaire exonérée de TVA.", export: "Exportation exonérée de TVA.",
    outsideScope: "Hors champ d’application de la TVA.", exempt: "Exonéré de TVA.",
    units: [
      UnitWord("HUR", "heure", "heures"), UnitWord("DAY", "jour", "jours"), UnitWord("MIN", "minute", "minutes"),
      UnitWord("WEE", "semaine", "semaines"), UnitWord("MON", "mois", "mois"), UnitWord("ANN", "an", "ans"),
      UnitWord("H87", "pièce", "pièces"), UnitWord("EA", "pièce", "pièces"), UnitWord("SET", "lot", "lots"),
      UnitWord("LS", "forfait", "forfait"), UnitWord("XPK", "paquet", "paquets"),
      UnitWord("NAR", "article", "articles"),
    ])
}
