/// What the browser's worker may ask of the core: bytes in, bytes out, the same natively and as WebAssembly.

internal import Invoices
internal import Values

/// The functions by the number under which a worker calls them; a number is never reused (3 was the schema, now a file).
public enum CoreFunction: UInt32, CaseIterable, Sendable {
  /// An invoice as JSON, or `{"format": …, "invoice": …}` → its findings and totals as JSON.
  case check = 1
  /// `{"format": …, "invoice": …}` → the e-invoice as XML in UTF-8.
  case eInvoice = 2
  /// A role (`FontShelf`), a zero byte, and a font's bytes → nothing.
  case addFont = 4
  /// An invoice as JSON → its pages as painting orders (`PaintingOrders`).
  case pages = 5
  /// A font's number and glyphs' numbers, 32 bits each → their outlines (`GlyphOutlines`).
  case outlines = 6
  /// `{"created": seconds since 1970, "format": …, "invoice": …}` → the PDF; with `"watermark": true`, a marked one.
  case pdf = 7
  /// An invoice from anywhere, as JSON, XML or PDF → `{"invoice": …, "findings": …}`: what can be read, and what cannot. In the
  /// browser a module of its own.
  case read = 8
  /// An invoice as JSON → its pages with the watermark, as painting orders.
  case markedPages = 9
}

/// What a call comes to. On the wire one byte tells them apart: 0 before an answer, 1 before a refusal.
public enum CoreAnswer: Sendable, Equatable {
  case answer([UInt8])
  /// `{"code": …, "sentence": …}`, in words for a person.
  case refusal(CoreRefusal)

  public var bytes: [UInt8] {
    switch self {
    case .answer(let bytes): [0] + bytes
    case .refusal(let refusal): [1] + refusal.json.bytes
    }
  }
}

public struct CoreRefusal: Error, Sendable, Equatable {
  public var code: String
  public var sentence: String

  var json: JSON { ["code": .string(code), "sentence": .string(sentence)] }

  static let unknownFunction = CoreRefusal(
    code: "unknown-function", sentence: "This page and its core are of different versions. Reload the page.")
  static let badRequest = CoreRefusal(code: "bad-request", sentence: "The core could not read what it was asked.")
  static let tooLarge = CoreRefusal(
    code: "too-large", sentence: "A number on this invoice is too large to calculate with.")
  static let noFonts = CoreRefusal(code: "no-fonts", sentence: "The fonts are not loaded yet.")
  static let badFont = CoreRefusal(code: "bad-font", sentence: "A font could not be read.")
  static let badPicture = CoreRefusal(
    code: "bad-picture", sentence: "The logo could not be read. Choose a PNG or JPEG file.")
}

/// One core: what it was given before (fonts) and the functions. Used by one thread.
public final class Core {
  private var fonts = FontShelf()

  public init() {}

  /// Calls function number `number`; whatever the bytes are, an answer or a refusal comes back.
  public func call(_ number: UInt32, _ input: [UInt8]) -> CoreAnswer {
    input.withUnsafeBufferPointer { call(number, $0) }
  }

  /// The same with bytes that need not outlive the call.
  public func call(_ number: UInt32, _ input: UnsafeBufferPointer<UInt8>) -> CoreAnswer {
    guard let function = CoreFunction(rawValue: number) else { return .refusal(.unknownFunction) }
    do throws(CoreRefusal) {
      if function == .addFont {
        try fonts.add(input)
        return .answer([])
      }
      return .answer(try answer(function, Array(input)))
    } catch {
      return .refusal(error)
    }
  }

  /// The function `read`, which needs nothing that a core holds.
  public static func reading(_ input: [UInt8]) -> CoreAnswer {
    do throws(CoreRefusal) { return .answer(try readInvoice(input)) } catch { return .refusal(error) }
  }

  private func answer(_ function: CoreFunction, _ input: [UInt8]) throws(CoreRefusal) -> [UInt8] {
    switch function {
    case .check: return try InvoiceReport(input, &fonts).json.bytes
    case .eInvoice: return try eInvoice(input)
    case .addFont: return []
    case .pages: return try paintingOrders(input, &fonts)
    case .outlines: return try glyphOutlines(input, fonts)
    case .pdf: return try pdf(input, &fonts)
    case .read:
      #if arch(wasm32)
        throw .unknownFunction
      #else
        return try readInvoice(input)
      #endif
    case .markedPages: return try paintingOrders(input, &fonts, watermark: true)
    }
  }
}
