/// Something that a person does: inputs, a confirmation, and steps that commit together or not at all.
public struct Action: Sendable, Equatable {
  public var name: Name
  public var title: String
  /// The query that the action's row is read again through, as this viewer, before any step runs.
  public var on: Name?
  public var roles: [Role]
  /// A question with `{{variables}}` of the row and the inputs.
  public var confirm: String?
  public var inputs: [Parameter]
  public var steps: [Step]
  /// What the person reads afterwards; `{{variables}}` of the row and the inputs.
  public var success: String?
  /// Where the person goes afterwards; back to where he was when the spec says nothing.
  public var then: PagePath?

  public init(
    name: Name, title: String, on: Name? = nil, roles: [Role], confirm: String? = nil, inputs: [Parameter] = [],
    steps: [Step], success: String? = nil, then: PagePath? = nil
  ) {
    self.name = name
    self.title = title
    self.on = on
    self.roles = roles
    self.confirm = confirm
    self.inputs = inputs
    self.steps = steps
    self.success = success
    self.then = then
  }
}

public enum Step: Sendable, Equatable {
  /// Stands before every `run`: no transaction is open while a model thinks.
  case ai(AIStep)
  case run(RunStep)
}

/// Text from a model. A person reads and may change it before a `run` step writes it.
public struct AIStep: Sendable, Equatable {
  /// The text's name in later prompts and statements.
  public var into: Name
  /// With `{{variables}}` of the row, the inputs, the viewer and what earlier prompts gave: nothing else is sent.
  public var prompt: String
  /// A model connection of the workspace; its default one when the spec names none.
  public var model: Name?

  public init(into: Name, prompt: String, model: Name? = nil) {
    self.into = into
    self.prompt = prompt
    self.model = model
  }
}

extension Action {
  public var prompts: [AIStep] { steps.compactMap { if case .ai(let step) = $0 { step } else { nil } } }
  public var statements: [RunStep] { steps.compactMap { if case .run(let step) = $0 { step } else { nil } } }
}

/// One statement. Its `:names` are the row's columns, the inputs, the viewer's, and columns that an earlier step
/// returned.
public struct RunStep: Sendable, Equatable {
  public var source: Name
  public var sql: String
  public var expect: Expectation

  public init(source: Name, sql: String, expect: Expectation) {
    self.source = source
    self.sql = sql
    self.expect = expect
  }
}

/// How many rows a step must touch; anything else rolls the whole action back.
public enum Expectation: Sendable, Equatable {
  /// `one row` (when the spec says nothing)
  case oneRow
  /// `some rows`: at least one
  case someRows
  /// `N rows`
  case rows(Int)
  /// `any rows`
  case anyRows
}
