/// A code list as one text of codes with one space between two: nothing to build when the module loads.
struct CodeList: Sendable {
  private let codes: String

  init(_ codes: String) { self.codes = codes }

  @inline(never)
  func contains(_ code: String) -> Bool {
    let wanted = Array(code.utf8)
    guard !wanted.isEmpty, !wanted.contains(0x20) else { return false }
    var codes = codes
    return codes.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 0x20 { end += 1 }
        if end - start == wanted.count, bytes[start..<end].elementsEqual(wanted) { return true }
        start = end + 1
      }
      return false
    }
  }

  var all: [String] {
    codes.utf8.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
  }
}
