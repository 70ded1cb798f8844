/// An action's prompts: asked one after the other, while the person's page stands open and says so.

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
  /// The page of the drafts, or for a machine the drafts as JSON.
  func draft(_ plan: ActionPlan, _ visit: Visit, _ request: Request) async throws -> Response {
    let ticket = try enter(visit.workspace, modelCalls)
    let row = try await row(of: plan, visit)
    guard request.prefersHTML else {
      defer { withExtendedLifetime(ticket) {} }
      return try await draftsAsJSON(plan, row, visit)
    }
    var headers = HTTPFields()
    headers[.contentType] = "text/html; charset=utf-8"
    let body = ResponseBody { writer in
      try await write(plan, row, visit, to: &writer)
      withExtendedLifetime(ticket) {}
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: headers, body: body)
  }

  /// As this person sees it now; nil where the action has none.
  private func row(of plan: ActionPlan, _ visit: Visit) async throws -> ResultSet? {
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

  /// What stands there is never the last word until the end is written: a page that broke off says that a model writes.
  private func write(
    _ plan: ActionPlan, _ row: ResultSet?, _ visit: Visit, to writer: inout any ResponseBodyWriter
  ) async throws {
    try await writer.write(ByteBuffer(bytes: plan.renderWaiting(chrome: chrome(visit))))
    let (pieces, heard) = AsyncStream<String>.makeStream()
    async let asked = slowRequests.whileClientStays(visit.context.channel) {
      let drafted = await drafts(plan, row, visit) { heard.yield($0) }
      heard.finish()
      return drafted
    }
    for await piece in pieces { try await writer.write(ByteBuffer(bytes: ActionPlan.renderPiece(piece))) }
    let end: [UInt8]
    switch await asked {
    case .success(let texts): end = plan.renderDrafts(texts, row: row, chrome: chrome(visit))
    case .failure(let problem):
      let (happened, advice) = problem.words
      end = plan.renderRefusal(happened: happened, advice: advice, chrome: chrome(visit))
    }
    try await writer.write(ByteBuffer(bytes: end))
  }

  /// Each prompt has the answers before it.
  private func drafts(
    _ plan: ActionPlan, _ row: ResultSet?, _ visit: Visit, hear: @escaping @Sendable (String) async -> Void
  ) async -> Result<[DraftedText], ModelProblem> {
    // Nothing is sent that could not be told.
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
      let outcome = await modelDesk.ask(prompt, for: asker(visit), hear: hear)
      await record(outcome, plan, visit)
      switch outcome.answer {
      case .success(let answer):
        earlier[prompt.into] = answer.text
        texts.append(
          DraftedText(into: prompt.into, text: answer.text, isCutShort: answer.isCutShort, receipt: outcome.told))
      case .failure(let problem): return .failure(problem)
      }
    }
    return .success(texts)
  }

  private func asker(_ visit: Visit) -> ModelAsker {
    let app = visit.live.app
    return ModelAsker(
      workspace: visit.workspace, scope: scope(visit), app: visit.live.id,
      policy: app.redaction, redactor: app.redactor, connections: visit.place.workspace.models)
  }

  /// A preview's too: what it sends is sent.
  private func record(_ outcome: ModelOutcome, _ plan: ActionPlan, _ visit: Visit) async {
    let problem: ProblemCode? = if case .failure(let problem) = outcome.answer { problem.code } else { nil }
    let call = Contract.ModelCall(
      app: visit.live.id, by: visit.session.account, request: visit.context.requestID, release: visit.live.release,
      action: visit.live.release.map { _ in plan.action.name }, problem: problem, milliseconds: outcome.milliseconds,
      receipt: outcome.receipt)
    if let problem {
      visit.context.logger.warning(
        "a model wrote nothing",
        metadata: [
          "app": .string(visit.live.app.name.text), "action": .string(plan.action.name.text),
          "problem": .string(problem.rawValue),
        ])
    }
    do { try await spool.add([report(.modelCalled(call), in: visit.workspace)]) } catch {
      visit.context.logger.critical("a model's receipt is not in the spool: \(error)")
    }
  }
}

extension ModelOutcome {
  /// As the person reads it.
  fileprivate var told: DraftReceipt? {
    guard let connection else { return nil }
    return DraftReceipt(
      connection: connection.name.text, model: connection.model, region: connection.region, redaction: redaction,
      masked: receipt.masked.map { ($0.kind.name, $0.count) }, tokensIn: receipt.tokensIn,
      tokensOut: receipt.tokensOut, milliseconds: milliseconds)
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
          .init("tokens_out", .integer(receipt.tokensOut)), .init("milliseconds", .integer(receipt.milliseconds)),
          .init("masked", .object(receipt.masked.map { .init($0.kind, .integer($0.count)) })),
        ]
      } ?? []
    return .object([
      .init("into", .string(into.text)), .init("text", .string(text)), .init("cut_short", .bool(isCutShort)),
      .init("receipt", .object(told)),
    ])
  }
}
