/// The fonts in which an invoice is set; nobody here opens a file.

public import PDF

public struct InvoiceFonts: Sendable {
  public var regular: FontChain
  public var bold: FontChain
  /// For the Swiss payment part, which allows Arial, Frutiger, Helvetica and Liberation Sans (IG QR-bill 2.3, section
  /// 3.4); the invoice's own where they are missing.
  public var swiss: (regular: FontChain, bold: FontChain)?

  public init(regular: FontChain, bold: FontChain, swiss: (regular: FontChain, bold: FontChain)? = nil) {
    self.regular = regular
    self.bold = bold
    self.swiss = swiss
  }
}
