/// What many documents share: the fonts in which an invoice is set, and the logo; nobody here opens a file.

public import PDF

public struct InvoiceFonts: Sendable {
  public var regular: FontChain
  public var bold: FontChain
  /// For the Swiss payment part, which allows Arial, Frutiger, Helvetica and Liberation Sans (IG QR-bill 2.3, section
  /// 3.4); the invoice's own where they are missing.
  public var swiss: (regular: FontChain, bold: FontChain)?

  /// Used where it is the invoice's: a picture takes longer to read than ten lines take to set.
  public var logo: ReadLogo?

  public init(regular: FontChain, bold: FontChain, swiss: (regular: FontChain, bold: FontChain)? = nil) {
    self.regular = regular
    self.bold = bold
    self.swiss = swiss
  }
}

/// A logo that has been read. One that is no picture costs nobody his document: it is left out, and a finding says so.
public struct ReadLogo: Sendable {
  public let bytes: [UInt8]
  public let image: Image?

  /// Throws `outOfMemory` alone.
  public init(_ bytes: [UInt8]) throws(PDFError) {
    self.bytes = bytes
    do throws(PDFError) {
      image = try Image(bytes)
    } catch {
      guard error != .outOfMemory else { throw error }
      image = nil
    }
  }

  /// Whether it was read from these bytes.
  public func isOf(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == self.bytes.count else { return false }
    return bytes.withUnsafeBytes { left in
      self.bytes.withUnsafeBytes { right in
        var place = 0
        while place + 8 <= left.count {
          let word = left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
          if word != right.loadUnaligned(fromByteOffset: place, as: UInt64.self) { return false }
          place += 8
        }
        return left[place...].elementsEqual(right[place...])
      }
    }
  }
}
