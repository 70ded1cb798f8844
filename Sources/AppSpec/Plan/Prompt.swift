/// What one AI step asks: composed here, sent by the runtime once its personal parts are replaced.

public struct Prompt: Sendable, Equatable {
  /// What the answer is called.
  public var into: Name
  /// A model connection's name; nil is the workspace's default one.
  public var model: Name?
  /// In order; together they are the prompt.
  public var parts: [PromptPart]
}

public enum PromptPart: Sendable, Equatable {
  /// The builder's own words.
  case text(String)
  /// What a variable stood for. With a class it is personal as a whole, whatever is in it.
  case value(String, personal: PersonalData?)
}

extension ActionPlan {
  /// The prompt of the AI step `index` (among the AI steps).
  ///
  /// A value of the row's personal columns, and the viewer's address, is personal wherever it stands in what is sent: also
  /// within an input, another column or an earlier answer, and whether or not the prompt names its column.
  /// - Parameters:
  ///   - row: what `rowStatement` returned; nil when there is none.
  ///   - earlier: the answers of the AI steps before, by their names.
  public func prompt(_ index: Int, row: ResultSet?, earlier: [Name: String]) -> Result<Prompt, Refusal> {
    if !problems.isEmpty { return .failure(.invalid(problems)) }
    if let refusal = refusal(row) { return .failure(refusal) }
    guard action.prompts.indices.contains(index) else { return .failure(.badForm("There is no such prompt.")) }
    let step = action.prompts[index]
    let scope = ActionScope(plan: self, row: row, earlier: [])
    let known = PersonalValues(scope.personalValues)
    let pieces = TextTemplate(step.prompt).expand { name in
      if let answer = Name(name).flatMap({ earlier[$0] }) { return TextTemplate.Value(raw: answer) }
      return scope.shown(name)
    }
    let parts = pieces.flatMap { piece -> [PromptPart] in
      switch piece {
      case .literal(let text): [.text(text)]
      case .value(let value):
        value.personal.map { [.value(value.shown, personal: $0)] } ?? known.cut(value.shown)
      }
    }
    return .success(Prompt(into: step.into, model: step.model, parts: parts))
  }
}

extension ActionScope {
  /// The row's personal values, as they are stored and as they are shown, and the viewer's address.
  fileprivate var personalValues: [(text: String, class: PersonalData)] {
    var values: [(text: String, class: PersonalData)] = [(plan.submission.viewer.email, .contact)]
    let query = plan.action.on.flatMap { plan.app.query($0) }
    for column in query?.columns ?? [] {
      guard let personal = column.personal, let row, !row.isEmpty, let index = row.column(column.name),
        let raw = row.text(0, index)
      else { continue }
      values.append((raw, personal))
      let shown = RowView(row, query).plain(0, column.name)
      if shown != raw { values.append((shown, personal)) }
    }
    return values
  }

  /// The class of a variable that is personal as a whole.
  func personal(_ name: Name) -> PersonalData? {
    switch name.text {
    case "viewer_email": return .contact
    case "viewer_id": return .identity
    default: break
    }
    if plan.action.inputs.contains(where: { $0.name == name }) { return nil }
    return plan.action.on.flatMap { plan.app.query($0) }?.column(name.text)?.personal
  }
}

/// Finds known values in a text, as whole words, in capitals and in small letters; and of a person's name each part.
struct PersonalValues {
  private struct Known {
    var text: [Unicode.Scalar]
    var `class`: PersonalData
    /// In small letters, and found in both.
    var isFolded: Bool
  }

  /// The longest first: of two that begin at one place the larger counts.
  private let values: [Known]

  /// Values of one or two characters stand everywhere and say nothing.
  init(_ values: [(text: String, class: PersonalData)]) {
    let whole = values.map { Known(text: Self.folded(Array($0.text.unicodeScalars)), class: $0.class, isFolded: true) }
    let parts = values.filter { $0.class == .name }.flatMap { value in
      value.text.split(whereSeparator: \.isWhitespace).filter(Self.isNamePart).map {
        Known(text: Array($0.unicodeScalars), class: value.class, isFolded: false)
      }
    }
    self.values = (whole + parts).filter { $0.text.count > 2 }.sorted { $0.text.count > $1.text.count }
  }

  /// What begins small is no name: “von”, “and”.
  private static func isNamePart(_ word: Substring) -> Bool {
    word.unicodeScalars.first.map { $0.properties.isAlphabetic && !$0.properties.isLowercase } ?? false
  }

  /// One for one, so that places stay what they are.
  private static func folded(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    text.map { $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 }
  }

  func cut(_ text: String) -> [PromptPart] {
    let scalars = Array(text.unicodeScalars)
    let folded = Self.folded(scalars)
    var parts: [PromptPart] = []
    var start = 0
    var index = 0
    func plain(upTo end: Int) {
      if end > start { parts.append(.value(PersonalValues.string(scalars[start..<end]), personal: nil)) }
    }
    while index < scalars.count {
      guard let value = values.first(where: { stands($0.text, at: index, in: $0.isFolded ? folded : scalars) }) else {
        index += 1
        continue
      }
      plain(upTo: index)
      let end = index + value.text.count
      parts.append(.value(PersonalValues.string(scalars[index..<end]), personal: value.class))
      (index, start) = (end, end)
    }
    plain(upTo: scalars.count)
    return parts
  }

  private func stands(_ value: [Unicode.Scalar], at index: Int, in text: [Unicode.Scalar]) -> Bool {
    let end = index + value.count
    guard end <= text.count, text[index] == value[0], text[index..<end].elementsEqual(value) else { return false }
    return (index == 0 || !isWord(text[index - 1])) && (end == text.count || !isWord(text[end]))
  }

  private func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
