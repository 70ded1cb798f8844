/// A form block's last submission, when its page is rendered again because of problems.
public struct FormState: Sendable, Equatable {
  public var action: Name
  /// The form's place on its page.
  public var block: Int
  /// What was typed, by input.
  public var values: [Name: String]
  public var problems: [FieldProblem]

  public init(action: Name, block: Int, values: [Name: String], problems: [FieldProblem]) {
    self.action = action
    self.block = block
    self.values = values
    self.problems = problems
  }
}
