/// What a model wrote, and what is told of its writing.

/// A text as a model wrote it, or as a person left it.
public struct DraftedText: Sendable {
  /// The prompt's name.
  public var into: Name
  public var text: String
  /// The model stopped at the longest answer that was allowed.
  public var isCutShort: Bool
  /// How many tokens in it stand for nothing: the model made them up, or another text had them.
  public var unknownTokens: Int
  /// Nil where the person has changed it since.
  public var receipt: DraftReceipt?

  public init(
    into: Name, text: String, isCutShort: Bool = false, unknownTokens: Int = 0, receipt: DraftReceipt? = nil
  ) {
    self.into = into
    self.text = text
    self.isCutShort = isCutShort
    self.unknownTokens = unknownTokens
    self.receipt = receipt
  }

  /// What its reader has to know before he uses it.
  func writeWarning(to html: inout HTML) {
    guard let warning else { return }
    html.raw("<p class=\"notice warning\">")
    html.text(warning)
    html.raw("</p>")
  }

  private var warning: String? {
    let cut = isCutShort ? "The model had to stop here: the text may lack its end." : nil
    let unknown: String? =
      switch unknownTokens {
      case 0: nil
      case 1: "A [[…]] in it stands for nothing. The model made it up: write what belongs there."
      default:
        "\(unknownTokens) of the [[…]] in it stand for nothing. The model made them up: write what belongs there."
      }
    let parts = [cut, unknown].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}

/// Counts and names; nothing of the texts.
public struct DraftReceipt: Sendable {
  public var connection: String
  public var model: String
  public var region: String
  /// Who looked for personal data, as a sentence.
  public var redaction: String
  /// Kinds as tokens name them, with how many places.
  public var masked: [(kind: String, count: Int64)]
  public var tokensIn: Int64
  public var tokensOut: Int64
  /// The provider did not count them.
  public var isGuessed: Bool
  public var milliseconds: Int64

  public init(
    connection: String, model: String, region: String, redaction: String, masked: [(kind: String, count: Int64)],
    tokensIn: Int64, tokensOut: Int64, isGuessed: Bool, milliseconds: Int64
  ) {
    self.connection = connection
    self.model = model
    self.region = region
    self.redaction = redaction
    self.masked = masked
    self.tokensIn = tokensIn
    self.tokensOut = tokensOut
    self.isGuessed = isGuessed
    self.milliseconds = milliseconds
  }

  func write(to html: inout HTML) {
    html.raw("<details class=\"receipt\"><summary>")
    html.text("\(summary) · \(isGuessed ? "about " : "")\(tokensIn + tokensOut) tokens · \(seconds) s")
    html.raw("</summary><dl>")
    write("Model", "\(model), \(region)", to: &html)
    write("Connection", connection, to: &html)
    write("Redaction", redaction, to: &html)
    let kinds = masked.map { "\($0.count) × \(DraftReceipt.words($0.kind))" }.joined(separator: ", ")
    write("Kept back", kinds.isEmpty ? "nothing was found" : kinds, to: &html)
    let counted = "\(tokensIn) sent, \(tokensOut) received"
    write("Tokens", isGuessed ? "about \(counted): the server did not count them" : counted, to: &html)
    html.raw("</dl></details>")
  }

  private var summary: String {
    let count = masked.reduce(0) { $0 + $1.count }
    let kept = count == 0 ? "no personal data found" : count == 1 ? "1 value kept back" : "\(count) values kept back"
    return "Written by \(model) · \(kept)"
  }

  private var seconds: String { "\(milliseconds / 1000).\(milliseconds % 1000 / 100)" }

  private func write(_ term: String, _ value: String, to html: inout HTML) {
    html.raw("<div><dt>")
    html.text(term)
    html.raw("</dt><dd>")
    html.text(value)
    html.raw("</dd></div>")
  }

  /// `DATE_OF_BIRTH` as “date of birth”; short ones are abbreviations.
  private static func words(_ kind: String) -> String {
    let isName = kind.contains("_") ? kind.split(separator: "_")[0].utf8.count > 2 : kind.utf8.count > 4
    return isName
      ? kind.lowercased().split(separator: "_").joined(separator: " ")
      : kind.split(separator: "_").joined(separator: " ")
  }
}
