/// A picture, read once and placed as often as wanted: PNG of every kind, JPEG in grey or RGB.
public final class Image: Sendable {
  /// In pixels, as it is seen.
  public let width: Int
  public let height: Int
  let form: Form
  /// How the stored pixels are turned to be seen (Exif orientation, 1 to 8).
  let orientation: Int

  enum Form: Sendable {
    /// The file as it is.
    case jpeg([UInt8], components: Int)
    case samples(Samples)
  }

  /// Rows of samples as a zlib stream.
  struct Samples: Sendable {
    var columns: Int
    var rows: Int
    var components: Int
    var bits: Int
    var packed: [UInt8]
    /// Whether each row begins with PNG's filter type.
    var isFiltered: Bool
    /// Colours of an indexed image, three bytes each.
    var palette: [UInt8]?
    /// How opaque each pixel is, one byte each, as a zlib stream.
    var mask: [UInt8]?
  }

  /// At most so many bytes of samples are unpacked: a small file may claim to be a huge picture.
  /// A phone's 12 million pixels have room, four bytes each.
  static let mostBytes = 64 << 20

  /// Throws `unknownImage`, `brokenImage`, `imageTooLarge` or `unsupportedImage`; never traps, whatever the bytes.
  public init(_ bytes: [UInt8]) throws(PDFError) {
    if bytes.starts(with: PNG.signature) {
      let samples = try PNG(bytes).samples()
      form = .samples(samples)
      orientation = 1
      (width, height) = (samples.columns, samples.rows)
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      let picture = try JPEG(bytes)
      form = .jpeg(bytes, components: picture.components)
      orientation = picture.orientation
      (width, height) = orientation > 4 ? (picture.rows, picture.columns) : (picture.columns, picture.rows)
    } else {
      throw .unknownImage
    }
  }

  /// The operator that turns the unit square, and the picture in it, upright.
  var turn: StaticString {
    switch orientation {
    case 2: " -1 0 0 1 1 0 cm"
    case 3: " -1 0 0 -1 1 1 cm"
    case 4: " 1 0 0 -1 0 1 cm"
    case 5: " 0 -1 -1 0 1 1 cm"
    case 6: " 0 -1 1 0 0 1 cm"
    case 7: " 0 1 1 0 0 0 cm"
    case 8: " 0 1 -1 0 1 0 cm"
    default: ""
    }
  }
}
