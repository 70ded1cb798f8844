/// A code list as one text of codes with one space between two: nothing to build when the module loads.
struct CodeList: Sendable {
  private let codes: String

  init(_ codes: String) { self.codes = codes }

  @inline(never)
  func contains(_ code: String) -> Bool {
    var (codes, code) = (codes, code)
    return codes.withUTF8 { codes in code.withUTF8 { code in CodeList.contains(codes, code) } }
  }

  private static func contains(_ codes: UnsafeBufferPointer<UInt8>, _ code: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = code.first, !code.contains(0x20), code.count <= codes.count else { return false }
    for start in 0...codes.count - code.count where codes[start] == first {
      let end = start + code.count
      guard start == 0 || codes[start - 1] == 0x20, end == codes.count || codes[end] == 0x20 else { continue }
      if codes[start..<end].elementsEqual(code) { return true }
    }
    return false
  }

  var all: [String] {
    codes.utf8.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
  }
}
