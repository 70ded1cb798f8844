/// From a posted form to an action plan: which row is meant, what was typed, and what is still to be asked.
struct ActionPlanner {
  let checked: CheckedApp
  let action: Action
  let submission: ActionSubmission
  private let compiled: CompiledQuery?

  init(_ checked: CheckedApp, _ action: Action, _ submission: ActionSubmission) {
    self.checked = checked
    self.action = action
    self.submission = submission
    compiled = action.on.flatMap { checked.queries[$0] }
  }

  func plan() -> Result<ActionPlan, Refusal> {
    guard let idempotency = submission.value("idempotency"), ActionPlanner.isKey(idempotency) else {
      return .failure(.badForm("The form's idempotency key is missing or not of its shape."))
    }
    let asked = submission.value("asked") != nil || action.inputs.isEmpty
    let (inputs, typed, problems) = readInputs(asked: asked)
    let drafts = readDrafts()
    let needsDrafts = drafts.count < action.prompts.count || action.statements.isEmpty && !action.prompts.isEmpty
    // Where a draft is read before it is written, the question stands beside it.
    let isQuestionDue = action.confirm != nil && submission.value("confirmed") == nil
    let keys = keyFields
    return rowStatement(keys).map { row in
      ActionPlan(
        action: action, source: sourceName, rowStatement: row,
        idempotencyKey: ActionPlanner.key(idempotency, for: action, keys), returnPath: returnPath,
        problems: asked ? problems + draftProblems(drafts) : [],
        needsConfirmation: !asked || isQuestionDue && !(needsDrafts && action.isReviewed), needsDrafts: needsDrafts,
        formBlock: submission.value("form").flatMap { Int($0) }, app: checked.app, submission: submission,
        inputs: inputs, typed: typed, drafts: drafts,
        identity: keys.map { ("key." + $0.name, $0.value) } + submission.fields.filter { $0.name.hasPrefix("param.") })
    }
  }

  private var sourceName: Name? {
    action.statements.first?.source ?? compiled?.query.source
  }

  /// A row's button sends its whole key as one field `keys`, a form sends a field for each column.
  private var keyFields: [(name: String, value: String)] {
    submission.fields.flatMap { field -> [(name: String, value: String)] in
      if field.name == "keys" { return RowKey.parse(field.value) }
      return field.name.hasPrefix("key.") ? [(String(field.name.dropFirst(4)), field.value)] : []
    }
  }

  private func rowStatement(_ keys: [(name: String, value: String)]) -> Result<Statement?, Refusal> {
    guard let compiled else { return .success(nil) }
    guard keys.isEmpty || Set(keys.map(\.name)) == Set(compiled.query.key), Set(keys.map(\.name)).count == keys.count
    else { return .failure(.badForm("The form does not name the row's key.")) }
    let arguments = Arguments(compiled.query, path: [:], now: submission.now) { submission.value("param." + $0) }
    guard arguments.isComplete else {
      return .failure(.badForm("A parameter of the query “\(compiled.query.name)” is missing or not of its type."))
    }
    var builder = SQLBuilder(compiled, arguments: arguments, viewer: submission.viewer)
    let conditions = keys.map { "\(SQLBuilder.column($0.name)) = \(builder.bind($0.value))" }
    let filter = conditions.isEmpty ? "" : " where " + conditions.joined(separator: " and ")
    // Two, to notice that the row is not the only one.
    return .success(builder.statement("select * from \(compiled.asTable)\(filter) limit 2", limit: 2))
  }

  private func readInputs(asked: Bool) -> (inputs: [Name: String?], typed: [Name: String], problems: [FieldProblem]) {
    var inputs: [Name: String?] = [:]
    var typed: [Name: String] = [:]
    var problems: [FieldProblem] = []
    for input in action.inputs {
      let isBox = input.type == .boolean
      let text =
        submission.value("in." + input.name.text)
        ?? (asked ? (isBox ? "false" : "") : input.fallbackValue(now: submission.now) ?? "")
      typed[input.name] = text
      switch input.parse(text) {
      case .failure(let problem): problems.append(problem)
      case .success(let value):
        inputs[input.name] = .some(value)
        if value == nil, input.required { problems.append(ActionPlanner.empty(input)) }
      }
    }
    return (inputs, typed, problems)
  }

  /// As the person left them; CR LF is how browsers send lines.
  private func readDrafts() -> [Name: String] {
    var drafts: [Name: String] = [:]
    // The person wants others.
    if submission.value("redraft") != nil { return drafts }
    for prompt in action.prompts {
      guard let text = submission.value("ai." + prompt.into.text) else { continue }
      drafts[prompt.into] = text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }
    return drafts
  }

  /// In bytes of UTF-8: more than a model writes at once.
  private static let longestDraft = 65_536

  private func draftProblems(_ drafts: [Name: String]) -> [FieldProblem] {
    if action.statements.isEmpty { return [] }
    return action.prompts.compactMap { prompt in
      guard let text = drafts[prompt.into] else { return nil }
      let message: String? =
        text.allSatisfy(\.isWhitespace)
        ? "Write something here, or go back."
        : text.utf8.count > ActionPlanner.longestDraft
          ? "Write at most \(ActionPlanner.longestDraft) bytes."
          : text.utf8.contains(0) ? "This text holds a NUL character." : nil
      return message.map { FieldProblem(field: prompt.into.text, message: $0) }
    }
  }

  private static func empty(_ input: Parameter) -> FieldProblem {
    let message =
      if case .choice = input.type { "Choose one of the list." } else { "Fill in “\(input.label)”." }
    return FieldProblem(field: input.name.text, message: message)
  }

  /// The path that the form names, when it lies within the app and on a page that the viewer may open; else the first.
  private var returnPath: String {
    guard let text = submission.value("return"), let target = AppPath(text),
      checked.app.page(at: target.segments, for: submission.viewer.role) != nil
    else { return "/" }
    return target.text
  }

  private static func isKey(_ text: String) -> Bool {
    (16...46).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
      }
  }

  /// A table's rows share one form, so the row is mixed into its key.
  private static func key(_ text: String, for action: Action, _ keys: [(name: String, value: String)]) -> String {
    text + "-"
      + Cursor.fingerprint([action.name.text] + keys.sorted { $0.name < $1.name }.flatMap { [$0.name, $0.value] })
  }
}
