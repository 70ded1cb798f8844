internal import PDF

extension InvoiceLayout {
  mutating func placeSwissBill() throws(PDFError) {}
}
