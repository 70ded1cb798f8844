/// What must not stand in a log line or leave a page: card numbers, IBANs, e-mail addresses and known secrets, each
/// replaced by the name of its kind.
///
/// This first version knows the checksummed and the unmistakable only. One pass over UTF-8, linear in its length.

public enum Redaction {
  public enum Kind: Sendable, Equatable { case card, iban, email, secret }

  /// A place in the text, in bytes of its UTF-8.
  public struct Finding: Sendable, Equatable {
    public var kind: Kind
    public var range: Range<Int>

    public init(_ kind: Kind, _ range: Range<Int>) {
      self.kind = kind
      self.range = range
    }
  }

  /// `text` with `[CARD]`, `[IBAN]`, `[EMAIL]` and `[SECRET]` in place of what was found.
  public static func redacted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let found = findings(bytes)
    return found.isEmpty ? text : String(decoding: replaced(bytes, found), as: UTF8.self)
  }

  public static func redacted(_ bytes: [UInt8]) -> [UInt8] { replaced(bytes, findings(bytes)) }

  /// In ascending order, without overlaps.
  public static func findings(_ bytes: [UInt8]) -> [Finding] {
    var text = Text(bytes)
    var found: [Finding] = []
    var at = 0
    while at < bytes.count {
      if let finding = finding(in: text, at: at) {
        found.append(finding)
        at = finding.range.upperBound
        text.start = at
      } else {
        at += 1
      }
    }
    return found
  }

  private static func finding(in text: Text, at start: Int) -> Finding? {
    if let end = Secrets.match(text, start) { return Finding(.secret, end) }
    guard text.startsToken(start) else { return nil }
    if let end = Email.match(text, start) { return Finding(.email, start..<end) }
    if let end = Card.match(text, start) { return Finding(.card, start..<end) }
    if let end = IBAN.match(text, start) { return Finding(.iban, start..<end) }
    return nil
  }

  private static func replaced(_ bytes: [UInt8], _ found: [Finding]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    for finding in found {
      out.append(contentsOf: bytes[at..<finding.range.lowerBound])
      out.append(contentsOf: finding.kind.label.utf8)
      at = finding.range.upperBound
    }
    out.append(contentsOf: bytes[at...])
    return out
  }
}

extension Redaction.Kind {
  public var label: String {
    switch self {
    case .card: "[CARD]"
    case .iban: "[IBAN]"
    case .email: "[EMAIL]"
    case .secret: "[SECRET]"
    }
  }
}
