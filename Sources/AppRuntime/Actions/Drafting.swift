/// An action's prompts: asked one after the other, while a page of the person's shows what comes.

import AppSpec
import Connectors
import Contract
import HTTPTypes
import Hummingbird
import LanguageModels
import Logging
import NIOCore
import ServerKit
import Values

extension Runtime {
  /// Asks, and leads to the page where the texts come (`DraftPage`); a machine gets them as JSON.
  func draft(_ plan: ActionPlan, _ visit: Visit, _ request: Request) async throws -> Response {
    let owner = owner(visit)
    // Nobody is asked twice for a form that was sent twice.
    if request.prefersHTML, let draft = draftBook.draft(asking: ModelDraft.asking(plan), of: owner) {
      return .seeOther(DraftPath.of(draft, visit))
    }
    let ticket = try enter(visit.workspace, modelCalls)
    let row = try await row(of: plan, visit)
    guard request.prefersHTML else {
      defer { withExtendedLifetime(ticket) {} }
      return try await draftsAsJSON(plan, row, visit)
    }
    // Another is wanted in the place of this one.
    if let old = plan.draft { await draftBook.drop(old, of: owner) }
    let draft = ModelDraft(plan, patience: settings.unreadPrompts)
    // The other post may have come while the row was read.
    let kept = draftBook.put(draft, of: owner, in: visit.session.session)
    guard kept === draft else { return .seeOther(DraftPath.of(kept, visit)) }
    draft.begin(on: visit.context.channel.eventLoop) { hear in
      defer { withExtendedLifetime(ticket) {} }
      return await drafts(plan, row, visit, hear: hear)
    }
    return .seeOther(DraftPath.of(draft, visit))
  }

  func owner(_ visit: Visit) -> DraftBook.Owner {
    DraftBook.Owner(
      workspace: visit.workspace, account: visit.session.account, app: visit.live.id,
      isPreview: visit.live.isPreview)
  }

  /// As this person sees it now; nil where the action has none.
  func row(of plan: ActionPlan, _ visit: Visit) async throws -> ResultSet? {
    guard let statement = plan.rowStatement else { return nil }
    switch await read([statement], visit)[0] {
    case .rows(let rows):
      guard rows.rowCount == 1 else { throw Refusal.noSuchRow.problem }
      return rows
    case .failed(let failure) where failure.meansNoSuchKey: throw Refusal.noSuchRow.problem
    case .failed(let failure): throw failure.problem
    }
  }

  private func draftsAsJSON(_ plan: ActionPlan, _ row: ResultSet?, _ visit: Visit) async throws -> Response {
    let drafted = await slowRequests.whileClientStays(visit.context.channel) {
      await drafts(plan, row, visit) { _ in }
    }
    let texts = try drafted.mapError { $0.problem }.get()
    return .json(.object([.init("drafts", .array(texts.map(\.json)))]))
  }

  /// Each prompt has the answers before it.
  private func drafts(
    _ plan: ActionPlan, _ row: ResultSet?, _ visit: Visit, hear: @escaping @Sendable (String) -> Void
  ) async -> ModelDraft.Ending {
    // Nothing is sent that could not be told.
    guard visit.live.isSaved else { return .failure(.notSaved) }
    do { try await spool.add([]) } catch {
      visit.context.logger.critical("prompts are refused, they cannot be recorded: \(error)")
      return .failure(.unrecorded)
    }
    var texts: [DraftedText] = []
    var earlier: [Name: String] = [:]
    for index in plan.action.prompts.indices {
      let prompt: Prompt
      switch plan.prompt(index, row: row, earlier: earlier) {
      case .success(let planned): prompt = planned
      case .failure(let refusal):
        visit.context.logger.error("a prompt cannot be made: \(refusal.problem.code.rawValue)")
        return .failure(.unrecorded)
      }
      let outcome = await modelDesk.ask(prompt, for: asker(plan, visit), hear: hear)
      switch outcome.answer {
      case .success(let answer):
        earlier[prompt.into] = answer.text
        texts.append(
          DraftedText(
            into: prompt.into, text: answer.text, isCutShort: answer.isCutShort,
            unknownTokens: outcome.unknownTokens, receipt: outcome.told))
      case .failure(let problem):
        log(problem, plan, visit)
        return .failure(problem)
      }
    }
    return .success(texts)
  }

  /// A preview's calls are told too: what it sends is sent.
  private func asker(_ plan: ActionPlan, _ visit: Visit) -> ModelAsker {
    let app = visit.live.app
    return ModelAsker(
      workspace: visit.workspace, scope: scope(visit), app: visit.live.id,
      policy: app.redaction, redactor: app.redactor, connections: visit.place.workspace.models,
      account: visit.session.account, request: visit.context.requestID, release: visit.live.release,
      action: visit.live.release.map { _ in plan.action.name })
  }

  private func log(_ problem: ModelProblem, _ plan: ActionPlan, _ visit: Visit) {
    visit.context.logger.warning(
      "a model wrote nothing",
      metadata: [
        "app": .string(visit.live.app.name.text), "action": .string(plan.action.name.text),
        "problem": .string(problem.code.rawValue), "reason": .string(problem.reason),
      ])
  }
}

extension ModelOutcome {
  /// As the person reads it.
  fileprivate var told: DraftReceipt? {
    guard let connection else { return nil }
    return DraftReceipt(
      connection: connection.name.text, model: connection.model, region: connection.region, redaction: redaction,
      masked: receipt.masked.map { ($0.kind.name, $0.count) }, tokensIn: receipt.tokensIn,
      tokensOut: receipt.tokensOut, isGuessed: receipt.isGuessed, milliseconds: milliseconds)
  }

  private var redaction: String {
    switch receipt.redactor {
    case .ours: "Freehold's redactor, in this runtime"
    case .own: "your own redactor"
    case .fallback: "your own redactor failed; Freehold's did it, in this runtime"
    case .none: "switched off for this app; columns marked personal were kept back"
    }
  }
}

extension DraftedText {
  fileprivate var json: JSON {
    let told: [JSON.Member] =
      receipt.map { receipt in
        [
          .init("connection", .string(receipt.connection)), .init("model", .string(receipt.model)),
          .init("region", .string(receipt.region)), .init("tokens_in", .integer(receipt.tokensIn)),
          .init("tokens_out", .integer(receipt.tokensOut)), .init("tokens_guessed", .bool(receipt.isGuessed)),
          .init("milliseconds", .integer(receipt.milliseconds)),
          .init("masked", .object(receipt.masked.map { .init($0.kind, .integer($0.count)) })),
        ]
      } ?? []
    return .object([
      .init("into", .string(into.text)), .init("text", .string(text)), .init("cut_short", .bool(isCutShort)),
      .init("unknown_tokens", .integer(Int64(unknownTokens))),
      .init("receipt", .object(told)),
    ])
  }
}
