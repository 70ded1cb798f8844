/// Rules about how a document looks: what nobody would notice before it is printed.

enum LookRules {
  static let all: [Rule<Facts>] = [
    Rule(
      "language", "look.language", "There are no words in this language: English is printed.",
      "Use en, de, fr, es, it, nl, pl, pt, ar or he.", loss: .nothing
    ) {
      guard let tag = $0.invoice.look?.language else { return false }
      return Formats.place(of: Formats(tag).language) == nil
    },
    Rule("accent", "look.accent", "This is no colour.", "Write it as #0a5c36.", loss: .nothing) {
      guard let accent = $0.invoice.look?.accent else { return false }
      return Design.color(accent) == nil
    },
  ]
}
