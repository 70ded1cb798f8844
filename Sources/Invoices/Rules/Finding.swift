/// What is wrong with an invoice, at its field, in the user's words. A finding never stops a person from having his PDF;
/// it says what is lost.

public import Values

public struct Finding: Sendable, Equatable {
  /// What the person loses as long as the finding stands.
  public enum Loss: String, Sendable, Equatable {
    /// The file cannot be read as it was meant.
    case unreadable
    /// No e-invoice is embedded: EN 16931 is broken.
    case eInvoice = "e-invoice"
    /// No XRechnung: the German rules are broken.
    case xrechnung
    /// Nothing is lost; a person should look at it.
    case nothing
  }

  /// The rule's id in EN 16931 (`BR-02`), in XRechnung (`BR-DE-1`), or a word of ours.
  public var rule: String
  /// Where: `lines[3].taxes[0].rate`; empty for the invoice as a whole.
  public var field: String
  /// What is wrong.
  public var sentence: String
  /// What to do.
  public var advice: String
  public var loss: Loss

  public init(rule: String, field: String, sentence: String, advice: String, loss: Loss) {
    self.rule = rule
    self.field = field
    self.sentence = sentence
    self.advice = advice
    self.loss = loss
  }

  public var json: JSON {
    [
      "rule": .string(rule), "field": .string(field), "sentence": .string(sentence), "advice": .string(advice),
      "loss": .string(loss.rawValue),
    ]
  }

  static func form(_ field: String, _ sentence: String, rule: String = "form") -> Finding {
    Finding(
      rule: rule, field: field, sentence: sentence, advice: "The schema of an invoice names every field.",
      loss: .unreadable)
  }

  static func syntax(_ bytes: [UInt8], _ error: JSONError) -> Finding {
    var line = 1
    var column = 1
    for byte in bytes.prefix(error.offset) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    let what =
      switch error.reason {
      case .unexpectedEnd: "The text ends too early."
      case .unexpectedByte: "A character stands where it may not stand."
      case .badNumber: "A number is not written as JSON writes numbers."
      case .badString: "A text in quotes has a character that must be escaped."
      case .badUTF8: "A text is not UTF-8."
      case .duplicateName: "A field stands twice in one group."
      case .tooDeep: "Groups are nested too deeply."
      case .trailingBytes: "Something follows after the end."
      }
    return Finding(
      rule: "json", field: "", sentence: "Line " + String(line) + ", column " + String(column) + ": " + what,
      advice: "Correct the JSON there.", loss: .unreadable)
  }
}
