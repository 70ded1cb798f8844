/// What a page cannot show: the document is made without it, and a person is told.

public import PDF
public import Values

extension Invoice {
  /// What no font of the chain has, field by field, beyond what `known` says already. `written` is the invoice as JSON.
  public func unprintable(_ written: JSON, _ fonts: FontChain, known: [Finding]) -> [Finding] {
    var found: [Finding] = []
    Invoice.examine(written, "") { text, path in
      let missing = fonts.missing(text)
      guard !missing.isEmpty, !known.contains(where: { $0.rule == "characters" && $0.field == path }) else { return }
      found.append(.characters(missing, path))
    }
    return found
  }

  private static func examine(_ value: JSON, _ path: String, _ text: (String, String) -> Void) {
    switch value {
    case .string(let string): text(string, path)
    case .array(let items):
      for (index, item) in items.enumerated() { examine(item, path + "[" + String(index) + "]", text) }
    case .object(let members):
      for member in members { examine(member.value, path.isEmpty ? member.name : path + "." + member.name, text) }
    default: break
    }
  }
}

extension Finding {
  static func characters(_ characters: String, _ field: String) -> Finding {
    Finding(
      rule: "characters", field: field, sentence: "No font has these characters: " + characters,
      advice: "Write them in other letters.", loss: .nothing)
  }

  /// Of a `ReadLogo` without an image.
  public static let logo = Finding(
    rule: "logo", field: "look.logo", sentence: "The logo cannot be read: the document is made without it.",
    advice: "Choose a PNG, or a JPEG in RGB, of at most 16 million pixels.", loss: .nothing)
}
