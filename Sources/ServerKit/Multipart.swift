/// Forms with files (`multipart/form-data`, RFC 7578), read strictly.

import Values

extension Fields {
  /// A file's value is its bytes in base64url; one that was not chosen is empty.
  /// - Parameter type: the whole `Content-Type`, with its boundary.
  init(multipart body: [UInt8], type: String) throws(Problem) {
    guard let boundary = Self.parameter("boundary", of: type), (1...70).contains(boundary.utf8.count) else {
      throw Self.brokenParts
    }
    // The first boundary has no line before it (RFC 2046 section 5.1.1).
    let mark = Array("\r\n--\(boundary)".utf8)
    var rest = (Array("\r\n".utf8) + body)[...]
    guard let first = Self.first(mark, in: rest), first.lowerBound == rest.startIndex else { throw Self.brokenParts }
    rest = rest[first.upperBound...]
    var fields = Fields()
    while !rest.starts(with: "--".utf8) {
      guard rest.starts(with: "\r\n".utf8), let end = Self.first(mark, in: rest.dropFirst(2)) else {
        throw Self.brokenParts
      }
      try fields.add(part: rest[(rest.startIndex + 2)..<end.lowerBound])
      rest = rest[end.upperBound...]
    }
    self = fields
  }

  private mutating func add(part: ArraySlice<UInt8>) throws(Problem) {
    guard let gap = Self.first(Array("\r\n\r\n".utf8), in: part),
      let head = String(validating: part[..<gap.lowerBound], as: UTF8.self)
    else { throw Self.brokenParts }
    let lines = head.split(separator: "\r\n")
    let disposition = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
    guard let disposition, let name = Self.parameter("name", of: String(disposition)) else { throw Self.brokenParts }
    let value = part[gap.upperBound...]
    if Self.parameter("filename", of: String(disposition)) != nil {
      try append(name, Base64URL.encode(Array(value)))
    } else {
      guard !value.contains(0), let text = String(validating: value, as: UTF8.self) else { throw Self.brokenParts }
      try append(name, text)
    }
  }

  /// `; name=value` or `; name="value"`, behind the first semicolon.
  private static func parameter(_ name: String, of header: String) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].trimmingSpaces().lowercased() == name else { continue }
      let value = pair[1].trimmingSpaces()
      return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count > 1
        ? String(value.dropFirst().dropLast()) : String(value)
    }
    return nil
  }

  private static func first(_ mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    guard bytes.count >= mark.count else { return nil }
    for start in bytes.startIndex...(bytes.endIndex - mark.count)
    where bytes[start] == mark[0] && bytes[start..<start + mark.count].elementsEqual(mark) {
      return start..<start + mark.count
    }
    return nil
  }

  private static let brokenParts = Problem.malformed("The form's parts are broken.")
}
