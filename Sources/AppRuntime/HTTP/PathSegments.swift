import ServerKit
import Values

/// The decoded segments of a path (RFC 3986 section 3.3), strictly: what is not UTF-8 is refused.
enum PathSegments {
  static func decode(_ path: String) throws(Problem) -> [String] {
    var segments: [String] = []
    for part in path.utf8.split(separator: UInt8(ascii: "/")) { segments.append(try decode(part)) }
    return segments
  }

  private static func decode(_ segment: Substring.UTF8View) throws(Problem) -> String {
    guard segment.contains(UInt8(ascii: "%")) else { return String(Substring(segment)) }
    var out: [UInt8] = []
    var rest = segment
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      guard rest.count >= 2, let decoded = Hex.decode(rest.prefix(2)) else { throw Self.malformed }
      out += decoded
      rest = rest.dropFirst(2)
    }
    guard !out.contains(0), let text = String(validating: out, as: UTF8.self) else { throw Self.malformed }
    return text
  }

  private static let malformed = Problem.malformed("The address is not percent-encoded UTF-8.")
}
