/// Puts values back into a stream, piece by piece as a model writes it; holds back only what could be the beginning of a token.

public struct Restorer: Sendable {
  private let conversation: Conversation
  private var pending: [UInt8] = []
  /// Tokens that nobody gave (`EMAIL_9`), each once and at most a hundred; they stay in the text as they came.
  public private(set) var unknown: [String] = []

  public init(_ conversation: Conversation) { self.conversation = conversation }

  public mutating func restore(_ piece: [UInt8]) -> [UInt8] { advance(piece, isEnd: false) }

  /// What was held back.
  public mutating func finish() -> [UInt8] { advance([], isEnd: true) }

  private mutating func advance(_ piece: [UInt8], isEnd: Bool) -> [UInt8] {
    let bytes = pending + piece
    pending = []
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      guard bytes[at] == 0x5B else {
        out.append(bytes[at])
        at += 1
        continue
      }
      // Of more than two brackets the last two are the token's.
      if at + 2 < bytes.count, bytes[at + 1] == 0x5B, bytes[at + 2] == 0x5B {
        out.append(0x5B)
        at += 1
        continue
      }
      switch LookAlike.at(at, bytes, isEnd: isEnd) {
      case .none:
        out.append(0x5B)
        at += 1
      case .unfinished:
        pending = Array(bytes[at...])
        return out
      case .token(let end, let name, let hasGenitive):
        put(name, hasGenitive, bytes[at..<end], into: &out)
        at = end
      }
    }
    return out
  }

  private mutating func put(_ name: [UInt8], _ hasGenitive: Bool, _ raw: ArraySlice<UInt8>, into out: inout [UInt8]) {
    guard let value = conversation.value(name) else {
      let text = String(decoding: name, as: UTF8.self)
      if unknown.count < 100, !unknown.contains(text) { unknown.append(text) }
      out.append(contentsOf: raw)
      return
    }
    out.append(contentsOf: value)
    if hasGenitive { out.append(contentsOf: [0x27, 0x73]) }
  }
}
