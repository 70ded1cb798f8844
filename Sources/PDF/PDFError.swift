/// Why bytes from outside could not be used.
public enum PDFError: Error, Hashable, Sendable {
  /// Not a TrueType or OpenType font, or one whose tables contradict each other.
  case brokenFont
  /// Outlines in PostScript's form (`CFF `): the house's fonts are TrueType.
  case unsupportedFont
  /// The font's licence flags forbid embedding (OpenType OS/2 `fsType`, restricted licence).
  case fontForbidsEmbedding
  /// Neither PNG nor JPEG.
  case unknownImage
  /// The file is cut short or contradicts itself.
  case brokenImage
  /// More than 64 MiB when unpacked.
  case imageTooLarge
  /// JPEG in CMYK, lossless or arithmetic JPEG: not to be shown faithfully on an sRGB page.
  case unsupportedImage
  case outOfMemory
}
