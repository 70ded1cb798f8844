/// Rules about the document as a whole, its notes, references and files (EN 16931-1 section 6.4; BR, BR-CO, BR-CL).

internal import Values

enum DocumentRules {
  static let all: [Rule<Facts>] = head + dates + money + contents

  private static let head: [Rule<Facts>] = [
    Rule("BR-02", "number", "The invoice has no number.", "Give it a number that no other invoice of yours has.") {
      $0.invoice.number == nil
    },
    Rule("BR-03", "issued", "The day of issue is missing.", "Enter the day on which the invoice is sent.") {
      $0.invoice.issued == nil
    },
    Rule("BR-CL-01", "typeCode", "This is no code for a kind of invoice.", "Leave it empty: the kind says enough.") {
      let code = $0.invoice.documentTypeCode
      return $0.invoice.kind == .creditNote
        ? !CodeLists.creditNoteTypes.contains(code) : !CodeLists.invoiceTypes.contains(code)
    },
    Rule("BR-06", "seller.name", "The seller has no name.", "Enter the full name of your business.") {
      $0.invoice.seller?.name == nil
    },
    Rule("BR-07", "buyer.name", "The buyer has no name.", "Enter the customer's full name.") {
      $0.invoice.buyer?.name == nil
    },
    Rule("BR-08", "seller.address", "The seller's address is missing.", "Enter your address.") {
      $0.invoice.seller?.address == nil
    },
    Rule("BR-09", "seller.address.country", "The seller's country is missing.", "Enter its code, such as DE.") {
      $0.invoice.seller?.address != nil && $0.invoice.seller?.address?.country == nil
    },
    Rule("BR-10", "buyer.address", "The buyer's address is missing.", "Enter the customer's address.") {
      $0.invoice.buyer?.address == nil
    },
    Rule("BR-11", "buyer.address.country", "The buyer's country is missing.", "Enter its code, such as DE.") {
      $0.invoice.buyer?.address != nil && $0.invoice.buyer?.address?.country == nil
    },
    Rule(
      "BR-CO-26", "seller", "Nothing identifies the seller.",
      "Enter your VAT identifier, your number in the register of companies, or another identifier."
    ) {
      guard let seller = $0.invoice.seller else { return true }
      return seller.ids.isEmpty && seller.legalId?.id == nil && seller.vatId == nil
    },
  ]

  private static let dates: [Rule<Facts>] = [
    Rule(
      "BR-CO-03", "taxPointCode", "The day when VAT becomes due is given twice.",
      "Keep either the day or the code for it."
    ) { $0.invoice.taxPoint != nil && $0.invoice.taxPointCode != nil },
    Rule("BR-CL-06", "taxPointCode", "This code does not exist.", "Use 3 (issue), 35 (delivery) or 432 (payment).") {
      $0.invoice.taxPointCode.map { !CodeLists.taxPoints.contains($0) } ?? false
    },
    Rule(
      // In the standard, but no longer in its validation artefacts.
      "BR-CO-25", "due", "It is not said when the invoice is to be paid.", "Enter a due date or terms of payment.",
      loss: .nothing
    ) {
      !$0.totals.due.isNegative && !$0.totals.due.isZero && $0.invoice.due == nil && $0.invoice.paymentTerms == nil
    },
    Rule("due-before-issue", "due", "The invoice is due before it is issued.", "Check both days.", loss: .nothing) {
      guard let due = $0.invoice.due, let issued = $0.invoice.issued else { return false }
      return due < issued
    },
  ]

  private static let money: [Rule<Facts>] = [
    Rule("BR-05", "currency", "The currency is missing.", "Enter its code, such as EUR.") {
      $0.invoice.currency == nil
    },
    Rule("BR-CL-04", "currency", "There is no such currency.", "Use a code of ISO 4217, such as EUR.") {
      $0.invoice.currency.map { !CodeLists.currencies.contains($0) } ?? false
    },
    Rule("BR-CL-05", "vatCurrency", "There is no such currency.", "Use a code of ISO 4217, such as SEK.") {
      $0.invoice.vatCurrency.map { !CodeLists.currencies.contains($0) } ?? false
    },
    Rule(
      "BR-53", "vatInVatCurrency", "The VAT total in the currency in which VAT is accounted is missing.",
      "Enter the amount, or remove that currency."
    ) { ($0.invoice.vatCurrency != nil) != ($0.invoice.vatInVatCurrency != nil) },
    Rule(
      "PEPPOL-EN16931-R005", "vatCurrency", "VAT is accounted in the invoice's own currency.",
      "Leave this field empty.", loss: .xrechnung
    ) { $0.invoice.vatCurrency != nil && $0.invoice.vatCurrency == $0.invoice.currency },
  ]

  private static let contents: [Rule<Facts>] = [
    Rule("BR-16", "lines", "The invoice has no line.", "Enter what you invoice.") { $0.invoice.lines.isEmpty },
    Rule(
      "BR-CO-18", "lines", "No line says how it is taxed.", "Choose the VAT of each line, even if it is exempt."
    ) { !$0.invoice.lines.isEmpty && $0.totals.taxes.isEmpty },
    Rule(
      "BR-CL-07", "references.object.scheme", "This kind of reference does not exist.",
      "Use a code of UNTDID 1153, or leave it empty."
    ) { $0.invoice.references?.object?.scheme.map { !CodeLists.references.contains($0) } ?? false },
    Rule("object-id", "references.object.id", "The invoiced object has no identifier.", "Enter it or remove it.") {
      $0.invoice.references?.object != nil && $0.invoice.references?.object?.id == nil
    },
    Rule(
      "CII-SR-467", "payments", "An e-invoice knows one kind of payment: the others are only printed.",
      "Put the way to pay that the e-invoice shall name first.", loss: .nothing
    ) { facts in
      facts.invoice.eInvoicePayments.count
        < facts.invoice.payments.filter { $0.impliedOrWrittenCode(facts.invoice.currency) != nil }.count
    },
    Rule(
      "direct-debits", "payments", "An e-invoice can name one direct debit only.", "Keep one of them."
    ) { $0.invoice.eInvoicePayments.filter { $0.directDebit != nil }.count > 1 },
  ]

  static let note: [Rule<Note>] = [
    Rule("BR-CL-08", "subject", "This subject code does not exist.", "Use a code of UNTDID 4451, or leave it empty.") {
      $0.subject.map { !CodeLists.noteSubjects.contains($0) } ?? false
    },
    Rule("note-text", "text", "The note has no text.", "Write it or remove it.") { $0.text == nil },
  ]

  static let preceding: [Rule<PrecedingInvoice>] = [
    Rule("BR-55", "number", "The number of the preceding invoice is missing.", "Enter it.") { $0.number == nil }
  ]

  static let attachment: [Rule<Attachment>] = [
    Rule("BR-52", "id", "The attached document has no name.", "Enter its number or title.") { $0.id == nil },
    Rule(
      "BR-CL-24", "mime", "Files of this kind cannot be attached.",
      "Attach a PDF, PNG, JPEG, CSV, Excel or OpenDocument spreadsheet."
    ) { !$0.content.isEmpty && !mediaTypes.contains($0.mime ?? "") },
    Rule("attachment-filename", "filename", "The attached file has no name.", "Enter it, with its ending.") {
      !$0.content.isEmpty && $0.filename == nil
    },
  ]

  /// EN 16931-1 BT-125-1.
  private static let mediaTypes = [
    "application/pdf", "image/png", "image/jpeg", "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
  ]

  static func period(line: Bool) -> [Rule<Period>] {
    [
      Rule(line ? "BR-30" : "BR-29", "end", "The period ends before it begins.", "Check both days.") {
        guard let start = $0.start, let end = $0.end else { return false }
        return end < start
      },
      Rule(line ? "BR-CO-20" : "BR-CO-19", "", "The period has neither a first nor a last day.", "Enter one of them.") {
        $0.start == nil && $0.end == nil
      },
    ]
  }
}
