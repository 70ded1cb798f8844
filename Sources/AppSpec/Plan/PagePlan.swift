/// A page that the viewer may open: the statements to run, and how their outcomes become HTML.
public struct PagePlan: Sendable {
  /// Independent of each other: run them together. `render` wants one outcome for each, in this order.
  public let statements: [Statement]
  let app: App
  let page: Page
  let request: PageRequest
  /// The values of the path's parameters, as they stand in the URL.
  let parameters: [Name: String]
  let blocks: [BlockPlan]

  /// Whether the page is about one row and the row is not there, or not for this viewer's eyes: `outcomes` says no row
  /// for the first detail whose query depends on the path alone.
  public func lacksItsRow(_ outcomes: [Outcome]) -> Bool {
    let subject = blocks.first { block in
      guard case .detail(_, let query, _) = block.kind else { return false }
      return !query.parameters.isEmpty && query.parameters.allSatisfy { parameters[$0.name] != nil }
    }
    guard let statement = subject?.statement, case .rows(let rows) = outcomes[statement] else { return false }
    return rows.isEmpty
  }

  /// Whether one of its blocks is the form that was typed into.
  public func shows(_ form: FormState) -> Bool {
    blocks.contains { block in
      guard block.index == form.block, case .form(_, let action, _) = block.kind else { return false }
      return action.name == form.action
    }
  }

  /// Names of the spec only, for reports: `/invoices/:id`.
  public var path: PagePath { page.path }
}
