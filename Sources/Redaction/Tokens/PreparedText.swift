/// A text that others may look through before its values get tokens: whole values and what looks like a token have theirs
/// already, and whatever is found in those is no finding.

public struct PreparedText: Sendable {
  public fileprivate(set) var bytes: [UInt8] = []
  /// Where tokens stand, in ascending order.
  fileprivate var tokens: [Range<Int>] = []

  public init() {}
}

extension Conversation {
  /// Appends `bytes`; look-alikes in them become tokens of their own, so that they come back as they were. Neighbouring
  /// pieces of a text are to be joined before: a look-alike may begin in one and end in the other.
  public mutating func append(_ bytes: [UInt8], to text: inout PreparedText) {
    var (start, at) = (0, 0)
    while at < bytes.count {
      guard bytes[at] == 0x5B, case .token(let end, _, _) = LookAlike.at(at, bytes, isEnd: true) else {
        at += 1
        continue
      }
      text.bytes.append(contentsOf: bytes[start..<at])
      append(value: Array(bytes[at..<end]), Conversation.quoted, to: &text)
      at = end
      start = end
    }
    text.bytes.append(contentsOf: bytes[start...])
  }

  /// Appends a token in place of `value`, whatever is in it.
  public mutating func append(value: [UInt8], _ name: TokenName, to text: inout PreparedText) {
    append(value: value, name.bytes, to: &text)
  }

  private mutating func append(value: [UInt8], _ name: [UInt8], to text: inout PreparedText) {
    let start = text.bytes.count
    appendToken(name, value, to: &text.bytes)
    text.tokens.append(start..<text.bytes.count)
  }

  /// The text with a token for each of `spans`; spans that overlap become one, and what reaches into a token ends before it.
  /// - Returns: also the names of the tokens that were put in, in their order.
  public mutating func tokenised(_ text: PreparedText, _ spans: [TokenSpan]) -> (bytes: [UInt8], names: [TokenName]) {
    var out: [UInt8] = []
    out.reserveCapacity(text.bytes.count + 64)
    var names: [TokenName] = []
    var at = 0
    for span in text.free(TokenSpan.joined(spans)) {
      out.append(contentsOf: text.bytes[at..<span.range.lowerBound])
      appendToken(span.name.bytes, Array(text.bytes[span.range]), to: &out)
      names.append(span.name)
      at = span.range.upperBound
    }
    out.append(contentsOf: text.bytes[at...])
    return (out, names)
  }
}

extension PreparedText {
  /// `spans`, ascending and apart, without what lies in tokens.
  fileprivate func free(_ spans: [TokenSpan]) -> [TokenSpan] {
    var out: [TokenSpan] = []
    var next = 0
    for span in spans {
      var start = span.range.lowerBound
      while next < tokens.count, tokens[next].upperBound <= start { next += 1 }
      var token = next
      while token < tokens.count, tokens[token].lowerBound < span.range.upperBound {
        if start < tokens[token].lowerBound { out.append(TokenSpan(start..<tokens[token].lowerBound, span.name)) }
        start = tokens[token].upperBound
        token += 1
      }
      if start < span.range.upperBound { out.append(TokenSpan(start..<span.range.upperBound, span.name)) }
    }
    return out
  }
}

extension TokenSpan {
  /// In ascending order and apart; of those that overlap the longer one says the name, of equal ones the first.
  static func joined(_ spans: [TokenSpan]) -> [TokenSpan] {
    var out: [TokenSpan] = []
    var longest = 0
    let ordered = spans.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    for (_, span) in ordered where !span.range.isEmpty {
      guard let last = out.last, span.range.lowerBound < last.range.upperBound else {
        out.append(span)
        longest = span.range.count
        continue
      }
      let end = span.range.upperBound > last.range.upperBound ? span.range.upperBound : last.range.upperBound
      out[out.count - 1].range = last.range.lowerBound..<end
      if span.range.count > longest {
        longest = span.range.count
        out[out.count - 1].name = span.name
      }
    }
    return out
  }
}
