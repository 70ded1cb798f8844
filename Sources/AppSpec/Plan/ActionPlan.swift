public import Values

/// The form of an action as it was posted: `key.COLUMN`, `param.NAME`, `in.NAME`, `idempotency`, `return`, `asked`
/// (the inputs were shown), `confirmed` (the question was), `ai.NAME` (a drafted text as the person leaves it), `draft` (the
/// runtime's name for what a model wrote), `redraft` (other texts are wanted). The runtime has verified `csrf` before.
public struct ActionSubmission: Sendable {
  public var action: Name
  /// Decoded, in order.
  public var fields: [(name: String, value: String)]
  public var viewer: Viewer
  public var now: Instant

  public init(action: Name, fields: [(name: String, value: String)], viewer: Viewer, now: Instant) {
    self.action = action
    self.fields = fields
    self.viewer = viewer
    self.now = now
  }

  func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// An action that the viewer may do, on the way from a posted form to its steps.
///
/// The runtime reads `rowStatement` (when there is one), shows `renderConfirmation` while `needsConfirmation` is true
/// or `problems` is not empty, asks a model for every `prompt` and shows what it wrote while `needsDrafts` is true, and
/// otherwise runs every statement's `step` in one transaction.
public struct ActionPlan: Sendable {
  public let action: Action
  /// Where the row is read and all statements run; nil for prompts without a row.
  public let source: Name?
  /// Reads the row again as this viewer; exactly one row must come back. To be run in the steps' transaction too.
  public let rowStatement: Statement?
  /// 16…64 characters of `[A-Za-z0-9_-]`, different for each row that one form could have been posted for.
  public let idempotencyKey: String
  /// Where the person was: a path and query within the app (`/invoices/5?before=2026-01-01`), without the app's own
  /// path in front.
  public let returnPath: String
  /// What is wrong with the inputs that were typed; steps are refused while this is not empty.
  public let problems: [FieldProblem]
  /// A question must be answered or inputs asked for before the steps may run.
  public let needsConfirmation: Bool
  /// Models are to be asked first: the action has prompts, and the form brings no texts for them.
  public let needsDrafts: Bool
  /// The form block that this was typed into, where it was one on a page; an index of the page at `returnPath`.
  public let formBlock: Int?
  let app: App
  public let submission: ActionSubmission
  /// In text format, by input; nil is NULL.
  let inputs: [Name: String?]
  /// What was typed, by input.
  let typed: [Name: String]
  /// What the person made of the drafted texts, by prompt.
  let drafts: [Name: String]
  /// Hidden fields that say again which row is meant.
  let identity: [(name: String, value: String)]
}

extension ActionPlan {
  /// The form brings texts that a person has read.
  public var hasDrafts: Bool { !drafts.isEmpty }

  /// What the runtime knows the texts by that a model wrote; nil before one has.
  public var draft: String? { submission.value("draft") }

  /// What makes two posts of one form the same: its inputs and the row that they are about. For digests only.
  public var content: [UInt8] {
    let typed = action.inputs.map { JSON.Member($0.name.text, (inputs[$0.name] ?? nil).map(JSON.string) ?? .null) }
    let row = identity.map { JSON.Member($0.name, .string($0.value)) }
    let texts = action.prompts.compactMap { prompt in
      drafts[prompt.into].map { JSON.Member(prompt.into.text, .string($0)) }
    }
    return JSON.array([.object(typed), .object(row)] + (texts.isEmpty ? [] : [.object(texts)])).bytes
  }
}

/// One step, bound.
public struct PlannedStep: Sendable, Equatable {
  public var statement: Statement
  public var expect: Expectation
}
