struct UBLWriter {
  let invoice: Invoice
  let totals: Totals
  let format: EInvoiceFormat
  func document() -> [UInt8] { [] }
}
