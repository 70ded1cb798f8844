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

  /// Names of the spec only, for reports: `/invoices/:id`.
  public var path: PagePath { page.path }
}
