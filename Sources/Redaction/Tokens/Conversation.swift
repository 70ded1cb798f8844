/// One conversation's tokens: equal values get equal tokens, numbered as they come, and what comes back is restored. It stays
/// in the memory of the side that made it: there is no way to write it out.

public struct Conversation: Sendable {
  /// What look-alikes in the input become, so that they come back as they were.
  static let quoted: [UInt8] = Array("TEXT".utf8)

  /// From a kind's name and the value to the token's number, and back.
  private var numbers: [[UInt8]: Int] = [:]
  private var values: [[UInt8]: [UInt8]] = [:]
  private var counts: [[UInt8]: Int] = [:]

  public init() {}

  /// The token that was given first, with its brackets; nil where none was.
  public private(set) var firstToken: String?

  /// How many different values have a token.
  public var count: Int { values.count }

  /// `bytes` with a token in place of each finding: `restored(replaced(x)) == x` for every x.
  public mutating func replaced(_ bytes: [UInt8], _ kinds: Kinds = .standard) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 64)
    var start = 0
    var at = 0
    while at < bytes.count {
      guard bytes[at] == 0x5B, case .token(let end, _, _) = LookAlike.at(at, bytes, isEnd: true) else {
        at += 1
        continue
      }
      replace(Array(bytes[start..<at]), kinds, into: &out)
      appendToken(Conversation.quoted, Array(bytes[at..<end]), to: &out)
      at = end
      start = end
    }
    replace(start == 0 ? bytes : Array(bytes[start...]), kinds, into: &out)
    return out
  }

  /// A value that is a token whole, whatever is in it: a column that is marked personal.
  public mutating func token(_ value: [UInt8], kind: Kind) -> [UInt8] {
    var out: [UInt8] = []
    appendToken(Array(kind.name.utf8), value, to: &out)
    return out
  }

  private mutating func replace(_ bytes: [UInt8], _ kinds: Kinds, into out: inout [UInt8]) {
    var at = 0
    for finding in Redaction.findings(bytes, kinds) {
      out.append(contentsOf: bytes[at..<finding.range.lowerBound])
      appendToken(Array(finding.kind.name.utf8), Array(bytes[finding.range]), to: &out)
      at = finding.range.upperBound
    }
    out.append(contentsOf: bytes[at...])
  }

  mutating func appendToken(_ kind: [UInt8], _ value: [UInt8], to out: inout [UInt8]) {
    let key = kind + [0] + value
    let number: Int
    if let known = numbers[key] {
      number = known
    } else {
      number = (counts[kind] ?? 0) + 1
      counts[kind] = number
      numbers[key] = number
      values[kind + [0x5F] + Array(String(number).utf8)] = value
    }
    let token = [0x5B, 0x5B] + kind + [0x5F] + Array(String(number).utf8) + [0x5D, 0x5D]
    if firstToken == nil { firstToken = String(decoding: token, as: UTF8.self) }
    out.append(contentsOf: token)
  }

  /// The value behind `EMAIL_1`; nil for a token that was never given.
  func value(_ name: [UInt8]) -> [UInt8]? { values[name] }

  /// All of `bytes` at once; a stream goes through a `Restorer`.
  public func restored(_ bytes: [UInt8]) -> [UInt8] {
    var restorer = Restorer(self)
    return restorer.restore(bytes) + restorer.finish()
  }
}
