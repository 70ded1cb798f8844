/// `freehold trust state`, `statements` and `withdraw`: what the operator says on `/trust` he can say from the machine too,
/// signed, audited and shown the same.

import Contract
import ControlStore
import ServerKit
public import Trust
import Values

extension TrustCommands {
  /// What is stated about a control that no program can check.
  public struct Stated: Sendable {
    public enum State: String, Sendable { case nothing, stated, expired, withdrawn, notGenuine = "not_genuine" }

    public let control: Control
    public let state: State
    /// The newest; nil where there is none, or none that this installation has signed.
    public let statement: ControlStatement?
  }

  /// The newest of each control that can be stated, in the registry's order.
  public func stated() async throws -> [Stated] {
    let kept = try await reaching { try await store.latestStatements() }
    let now = live.now()
    let standing = kept.standing(by: live.key.verifier, at: now)
    return Control.all.filter { $0.kind == .attested }.map { control in
      let isForged = standing.forged.contains(control.id.text)
      let statement = isForged ? nil : standing.newest[control.id]
      let state: Stated.State =
        switch statement {
        case nil: isForged || standing.isAnybodys ? .notGenuine : .nothing
        case let statement? where statement.isWithdrawal: .withdrawn
        case let statement?: statement.counts(at: now) ? .stated : .expired
        }
      return Stated(control: control, state: state, statement: statement)
    }
  }

  /// - Parameter until: a day (YYYY-MM-DD); nil for the last one that the control allows.
  public func state(_ control: Control, name: String, until: String?, text: String) async throws -> Stated {
    let now = live.now()
    let last = until ?? now.day.adding(days: control.statedDays).iso
    switch ControlStatement.read(control, name: name, until: last, text: text, at: now) {
    case .failure(let problems):
      let sentences = ControlStatement.Part.allCases.compactMap { problems.of[$0] }
      throw Failure.notStated("Not stated. " + sentences.joined(separator: " "))
    case .success(let statement): return try await keep(statement, control, .stated)
    }
  }

  public func withdraw(_ control: Control, name: String) async throws -> Stated {
    guard let stated = try await stated().first(where: { $0.control.id == control.id }),
      [.stated, .expired].contains(stated.state)
    else { throw Failure.notStated("Nothing is stated about \(control.id): there is nothing to withdraw.") }
    return try await keep(.withdrawal(of: control, by: name, at: live.now()), control, .withdrawn)
  }

  private func keep(_ statement: ControlStatement, _ control: Control, _ state: Stated.State) async throws -> Stated {
    let signed = try SignedControlStatement(signing: statement, with: live.key)
    let request = RequestID.random(milliseconds: statement.at.microsecondsSinceEpoch / 1000)
    try await reaching {
      try await store.stateByCommand(signed, key: live.key.verifier, request: request).granted()
    }
    return Stated(control: control, state: state, statement: statement)
  }
}

extension TrustCommands.Stated {
  /// For a program: `{"statements":[…]}`, each with `control`, `claim`, `state` and, where something was stated, `by`, `at`,
  /// `until`, `text`.
  public static func json(_ all: [Self]) -> String {
    JSON.object([.init("statements", .array(all.map(\.json)))]).text
  }

  private var json: JSON {
    var members: [JSON.Member] = [
      .init("control", .string(control.id.text)), .init("claim", .string(control.claim)),
      .init("state", .string(state.rawValue)),
    ]
    if let statement {
      members += [.init("by", .string(statement.by)), .init("at", .string(statement.at.iso))]
      if !statement.isWithdrawal {
        members += [.init("until", .string(statement.until.iso)), .init("text", .string(statement.text))]
      }
    }
    return .object(members)
  }

  /// For a terminal.
  public var lines: [String] {
    var lines = ["\(control.id)  \(control.claim)."]
    switch (state, statement) {
    case (.stated, let said?), (.expired, let said?):
      lines.append(
        "  \(state == .stated ? "STATED" : "EXPIRED") by \(said.by), \(said.at.iso), until \(said.until.iso)")
      lines += said.text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
    case (.withdrawn, let said?): lines.append("  WITHDRAWN by \(said.by), \(said.at.iso): it is not claimed")
    case (.notGenuine, _): lines.append("  NOT GENUINE: a record was not signed by this installation")
    default: lines.append("  nothing is stated: it is not claimed")
    }
    return lines
  }
}
