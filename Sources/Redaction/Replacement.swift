/// What stands in place of a finding where nothing comes back: in logs and exports.

public enum Replacement: Sendable {
  /// `[EMAIL]`.
  case name
  /// A star for each letter and digit; other signs stay.
  case mask
  /// `[EMAIL:` and 64 bits of HMAC-SHA256 under the key: equal values can be told from different ones, by whoever has the key.
  case hash(key: [UInt8])
  case drop
}

extension Redaction {
  public static func replaced(_ bytes: [UInt8], _ kinds: Kinds = .standard, by replacement: Replacement) -> [UInt8] {
    replaced(bytes, findings(bytes, kinds), by: replacement)
  }

  /// `found` as `findings` gives them for these bytes.
  public static func replaced(_ bytes: [UInt8], _ found: [Finding], by replacement: Replacement) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    for finding in found {
      out.append(contentsOf: bytes[at..<finding.range.lowerBound])
      put(finding.kind, bytes[finding.range], by: replacement, into: &out)
      at = finding.range.upperBound
    }
    out.append(contentsOf: bytes[at...])
    return out
  }

  private static func put(
    _ kind: Kind, _ value: ArraySlice<UInt8>, by replacement: Replacement, into out: inout [UInt8]
  ) {
    switch replacement {
    case .name: out.append(contentsOf: "[\(kind.name)]".utf8)
    case .mask: for byte in value where byte & 0xC0 != 0x80 { out.append(isSign(byte) ? byte : 0x2A) }
    case .hash(let key):
      out.append(contentsOf: "[\(kind.name):".utf8)
      for byte in SHA256.authentication(Array(value), key: key)[..<8] {
        out.append(contentsOf: [hex(byte >> 4), hex(byte & 15)])
      }
      out.append(0x5D)
    case .drop: break
    }
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte < 0x80 && byte &- 0x30 >= 10 && (byte | 0x20) &- 0x61 >= 26
  }

  private static func hex(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }
}
