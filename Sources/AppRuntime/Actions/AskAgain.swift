/// What is wrong with a form, told where it was typed: at its fields on its page, or above its question, with all that
/// was typed still there. Machines get the same as problem details.

import AppSpec
import Connectors
import Contract
import HTTPTypes
import Hummingbird
import Logging
import ServerKit
import Values

extension Runtime {
  func askAgain(
    _ plan: ActionPlan, _ problems: [FieldProblem], _ problem: Problem, _ visit: Visit, _ request: Request
  ) async throws -> Response {
    guard request.prefersHTML else { throw problem.naming(problems) }
    var metadata: Logger.Metadata = ["problem": .string(problem.code.rawValue)]
    for (name, value) in problem.detail { metadata[name] = .string(value) }
    visit.context.logger.info("request refused", metadata: metadata)
    let status = HTTPResponse.Status(code: problem.code.status)
    // Texts that a person has read stand in no form of a page.
    if !plan.hasDrafts, let page = await formPage(plan, problems, visit) { return .html(page, status: status) }
    return try await ask(plan, problems, status, visit)
  }

  /// The page that the form is on; nil when it is on none, or cannot be shown there now.
  private func formPage(_ plan: ActionPlan, _ problems: [FieldProblem], _ visit: Visit) async -> [UInt8]? {
    guard let form = plan.formState(problems), let asked = pageRequest(plan.returnPath, visit),
      case .success(let page) = visit.live.checked.page(asked, catalog: visit.live.catalog), page.shows(form)
    else { return nil }
    let outcomes = await read(page.statements, visit)
    if page.lacksItsRow(outcomes) || outcomes.contains(where: \.hasFailed) { return nil }
    return page.render(outcomes, chrome: chrome(visit), form: form)
  }

  /// A `GET` of a path within the app, as a link of ours has it.
  private func pageRequest(_ target: String, _ visit: Visit) -> PageRequest? {
    let parts = target.split(separator: "?", maxSplits: 1)
    do throws(Problem) {
      let query = parts.count == 2 ? try Fields(parts[1].utf8) : Fields()
      return PageRequest(
        path: try PathSegments.decode(String(parts[0])), query: query.all, viewer: visit.session.viewer,
        now: visit.now)
    } catch {
      // Nothing of ours leads there, so there is no page to go back to.
      return nil
    }
  }

  /// The question and the fields, about the row as it is now.
  func ask(
    _ plan: ActionPlan, _ problems: [FieldProblem], _ status: HTTPResponse.Status, _ visit: Visit
  ) async throws -> Response {
    var row: ResultSet?
    if let statement = plan.rowStatement {
      switch await read([statement], visit)[0] {
      case .rows(let rows): row = rows
      case .failed(let failure) where failure.meansNoSuchKey: throw Refusal.noSuchRow.problem
      case .failed(let failure): throw failure.problem
      }
      guard row?.rowCount == 1 else { throw Refusal.noSuchRow.problem }
    }
    switch plan.renderConfirmation(row: row, problems: problems, chrome: chrome(visit)) {
    case .success(let html): return .html(html, status: status)
    case .failure(let refusal): throw refusal.problem
    }
  }
}

extension Problem {
  /// With `errors`, one for each field.
  func naming(_ problems: [FieldProblem]) -> Problem {
    let errors = problems.map { problem in
      JSON.object(
        (problem.field == FieldProblem.wholeForm ? [] : [.init("field", .string(problem.field))])
          + [.init("message", .string(problem.message))])
    }
    var named = self
    named.members.append(.init("errors", .array(errors)))
    return named
  }
}

extension Outcome {
  fileprivate var hasFailed: Bool { if case .failed = self { true } else { false } }
}
