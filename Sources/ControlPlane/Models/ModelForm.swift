/// A model connection as it is typed, and what is wrong with it.

import AppSpec
import Contract
import ControlStore
import ServerKit

struct ModelForm: Sendable {
  enum Part: String, Sendable, CaseIterable { case name, provider, model, region, secret, tokens }

  var text: [Part: String] = [:]
  var problems: [Part: String] = [:]
  /// Whether it changes a connection that is there.
  var isChange = false

  init() {}

  init(_ form: Fields) {
    for part in Part.allCases { text[part] = form[part.rawValue].map(Self.trimmed) ?? "" }
  }

  init(_ model: ModelConnection) {
    text = [
      .name: model.name.text, .provider: model.provider.rawValue, .model: model.model, .region: model.region,
      .secret: model.secret, .tokens: model.dailyTokens.map(String.init) ?? "",
    ]
    isChange = true
  }

  /// Nil with `problems` where something is to correct. Without a secret's name, it is `model-NAME`.
  mutating func check() -> ModelChoice? {
    let name = Name(self[.name])
    if name == nil {
      problems[.name] = "A name has lower-case letters, digits and _, begins with a letter, and 63 characters at most."
    }
    let provider = ModelProviderKind(rawValue: self[.provider])
    if provider == nil { problems[.provider] = "Choose one of the two." }
    if !ModelConnection.isModel(self[.model]) {
      problems[.model] = "The model as its provider writes it: letters, digits and . _ : / @ -, 100 at most."
    }
    if !ModelConnection.isRegion(self[.region]) {
      problems[.region] = "Where the model runs, in 1 to 60 letters, digits, spaces and . , _ ( ) -"
    }
    let secret = self[.secret].isEmpty ? String("model-\(self[.name])".prefix(63)) : self[.secret]
    if name != nil, !ModelConnection.isSecret(secret) {
      problems[.secret] = "A secret's name has lower-case letters, digits, - and _, 63 at most."
    }
    let tokens = Int64(self[.tokens].filter { !" ,.'_".contains($0) })
    if !self[.tokens].isEmpty, tokens.map({ !(1...ModelConnection.mostTokens).contains($0) }) ?? true {
      problems[.tokens] = "A number of tokens, such as 200000; empty for no limit."
    }
    guard problems.isEmpty, let name, let provider else { return nil }
    return ModelChoice(
      name: name, provider: provider, model: self[.model], region: self[.region], secret: secret, dailyTokens: tokens)
  }

  subscript(part: Part) -> String { text[part] ?? "" }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
