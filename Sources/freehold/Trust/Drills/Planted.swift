/// What a canary run plants: values that occur nowhere by chance, with all that encodings differ in.

import Contract
import Trust
import Values

struct Planted: Sendable {
  /// In every value of this run, and in none of another's.
  let mark: String

  init() { mark = Hex.encode((0..<6).map { _ in UInt8.random(in: 0...255) }) }

  var row: String { "Zoë “Kanarienvögel” & Töchter \(mark)" }
  var personal: String { "ana.lindqvist.\(mark)@kanarienvogel.example" }
  var note: String { #"<b>owes 4,711.00 €</b> / \#(mark) \ "quoted""# }
  var input: String { "paid by Björn \(mark) as agreed" }
  var wrongInput: String { "never to be kept: Łukasz \(mark)" }
  var previewInput: String { "seen in a preview: Žofie \(mark)" }
  var filter: String { "looked for Çelik \(mark)" }
  var credential: String { "kanari_\(mark)_Pa55word" }
  var wrongCredential: String { "kanari_\(mark)_wr0ng_one" }
  var newCredential: String { "kanari_\(mark)_r0tated" }
  var seller: String { "Zitronenfalter \(mark) Atelier" }
  var buyer: String { "Käufer & Söhne \(mark) GmbH" }
  var line: String { "Entwürfe für \(mark), 12 Seiten" }
  var contact: String { "Žofie Kanarienvogelová \(mark)" }
  var answer: String { "the model remembers \(mark) kindly" }
  var letter: String { "Liebe Žofie, as agreed: \(mark) — until Friday" }
  var modelKey: String { "sk-kanari-\(mark)-model" }
  var webhookKey: String { "kanari-webhook-\(mark)-secret" }
  var number: String { "INV-\(mark)-001" }

  var business: [Canary] {
    named([
      ("row", row), ("personal", personal), ("note", note), ("input", input), ("input that failed", wrongInput),
      ("input of a preview", previewInput), ("search", filter),
    ])
  }
  /// What AI steps have of it.
  var models: [Canary] {
    named([("personal name", contact), ("the model's answer", answer), ("letter", letter)])
  }
  var credentials: [Canary] {
    named([
      ("credential", credential), ("wrong credential", wrongCredential), ("rotated credential", newCredential),
      ("the model's key", modelKey), ("the redactor's key", webhookKey),
    ])
  }
  var invoice: [Canary] {
    named([("seller", seller), ("buyer", buyer), ("line", line), ("invoice number", number)])
  }
  var all: [Canary] { business + models + credentials + invoice }

  /// For one place that is sabotaged.
  func sabotage(_ place: Int) -> Canary? {
    Canary(name: "sabotage", text: "<i>gepflanzt</i> ä/\"\(place)\" '\(mark)' & mehr")
  }

  private func named(_ values: [(String, String)]) -> [Canary] {
    values.compactMap { Canary(name: $0.0, text: $0.1) }
  }
}
