// How policies ask for the signed context. A scalar subquery runs once for each statement; each one costs some
// microseconds, so a policy of a busy table has one.

/// The context's workspace, for contexts of these roles only (names with spaces between them).
func workspace(as roles: String) -> String { context("c.workspace", roles) }

/// The context's actor, for contexts of these roles only.
func actor(as roles: String) -> String { context("c.actor", roles) }

let anyWorkspace = "(select c.workspace from gate.context c)"
let anyActor = "(select c.actor from gate.context c)"
let contextRole = "(select c.role from gate.context c)"

/// For `freehold_feed`: what belongs to a workspace that the context's runtime serves.
func served(_ column: String) -> String {
  "\(column) = \(workspace(as: "runtime")) or \(contextRole) = 'runtime_of_all'"
}

private func context(_ column: String, _ roles: String) -> String {
  let list = roles.split(separator: " ").map { "'\($0)'" }.joined(separator: ", ")
  return "(select case when c.role in (\(list)) then \(column) end from gate.context c)"
}

/// Row-level security, also for the owner.
func guarded(_ tables: String...) -> String {
  tables.map { "\n  alter table \($0) enable row level security, force row level security;" }.joined() + "\n"
}
