extension Words {
  static let french: StaticString = """
    Facture
    Avoir
    Facture rectificative
    Facture d’acompte
    Facture pro forma
    Devis
    Reçu
    Numéro
    Date
    Échéance
    Valable jusqu’au
    Date de livraison
    Période
    N° client
    Votre référence
    Commande
    Contrat
    Projet
    Bon de livraison
    Se rapporte à
    N° TVA
    N° fiscal
    Adresse de livraison
    N°
    Désignation
    Quantité
    Prix unitaire
    TVA
    Montant
    Article
    Remise
    Supplément
    par
    Sous-total
    Total HT
    sur
    Total TTC
    Déjà payé
    Arrondi
    Net à payer
    Montant crédité
    À reporter
    Report
    Page {1} sur {2}
    Paiement
    Titulaire
    Référence
    Scanner pour payer
    Payer en ligne
    Payé par carte se terminant par
    Le montant sera prélevé sur {1} (mandat {2}).
    Autoliquidation : TVA due par le preneur.
    Livraison intracommunautaire exonérée de TVA.
    Exportation exonérée de TVA.
    Hors champ d’application de la TVA.
    Exonéré de TVA.
    Remboursement
    Compte
    Exigibilité TVA
    Ordre de vente
    Bon de réception
    Appel d’offres
    Objet
    Représentant fiscal
    Bénéficiaire
    Pièces jointes
    HUR|heure|heures
    DAY|jour|jours
    MIN|minute|minutes
    WEE|semaine|semaines
    MON|mois
    ANN|an|ans
    H87|pièce|pièces
    SET|lot|lots
    LS|forfait
    XPK|paquet|paquets
    NAR|article|articles
    """
}
