/// An action's steps as a source can parse them before anyone has done the action.

/// One step with its placeholders, to be prepared and not run.
public struct StepProbe: Sendable, Equatable {
  public var action: Name
  public var source: Name
  /// With `$1…`; a placeholder of a known type carries its cast.
  public var sql: String
}

extension CheckedApp {
  /// - Parameter catalog: gives the columns of a row their types.
  public func stepProbes(catalog: Catalog) -> [StepProbe] {
    app.actions.flatMap { action in
      action.statements.map { StepProbe(action: action.name, source: $0.source, sql: sql($0, of: action, catalog)) }
    }
  }

  private func sql(_ step: RunStep, of action: Action, _ catalog: Catalog) -> String {
    var sql = ""
    var count = 0
    for piece in SQLTemplate(step.sql, for: .step).pieces {
      switch piece {
      case .sql(let text): sql += text
      case .placeholder(let name):
        count += 1
        sql += type(of: name, in: action, catalog).map { "($\(count)::\($0))" } ?? "$\(count)"
      }
    }
    return sql
  }

  /// Nil for what an earlier step returns, and for columns of which the catalog knows nothing.
  private func type(of name: Name, in action: Action, _ catalog: Catalog) -> String? {
    if let type = Viewer.type(of: name) { return type }
    if let input = action.inputs.first(where: { $0.name == name }) { return input.type.postgresType }
    if action.prompts.contains(where: { $0.into == name }) { return "text" }
    let columns = action.on.flatMap { catalog.columns[$0] } ?? []
    return columns.first { $0.name == name.text }?.kind.postgresType
  }
}
