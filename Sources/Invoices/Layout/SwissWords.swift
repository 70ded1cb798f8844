/// The words of a Swiss payment part.

/// What must stand on it (annex D). The text of a language has a line for each, in this order.
enum SwissWord: Int, CaseIterable {
  case paymentPart
  case receipt
  case payableTo
  case reference
  case information
  case payableBy
  case blankPayableBy
  case currency
  case amount
  case acceptance
  case separate
}

/// In a language of Switzerland or English.
struct SwissWords {
  private let lines: TextLines

  init(_ language: String) { lines = TextLines(Self.text(language)) }

  subscript(_ word: SwissWord) -> String { lines[word.rawValue] }

  private static func text(_ language: String) -> StaticString {
    switch language {
    case "de":
      """
      Zahlteil
      Empfangsschein
      Konto / Zahlbar an
      Referenz
      Zusätzliche Informationen
      Zahlbar durch
      Zahlbar durch (Name/Adresse)
      Währung
      Betrag
      Annahmestelle
      Vor der Einzahlung abzutrennen
      """
    case "fr":
      """
      Section paiement
      Récépissé
      Compte / Payable à
      Référence
      Informations supplémentaires
      Payable par
      Payable par (nom/adresse)
      Monnaie
      Montant
      Point de dépôt
      A détacher avant le versement
      """
    case "it":
      """
      Sezione pagamento
      Ricevuta
      Conto / Pagabile a
      Riferimento
      Informazioni supplementari
      Pagabile da
      Pagabile da (nome/indirizzo)
      Valuta
      Importo
      Punto di accettazione
      Da staccare prima del versamento
      """
    default:
      """
      Payment part
      Receipt
      Account / Payable to
      Reference
      Additional information
      Payable by
      Payable by (name/address)
      Currency
      Amount
      Acceptance point
      Separate before paying in
      """
    }
  }
}
