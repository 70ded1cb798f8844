/// The address of the page at hand, and of the same page in other states: another sort, another filter, the next rows.
///
/// Only what the page knows is carried along: its queries' parameters and its tables' states.
struct PageAddress {
  let path: String
  /// In the order of the request.
  let parameters: [(name: String, value: String)]

  init(_ plan: PagePlan) {
    path = "/" + plan.request.path.map(PercentEncoding.encode).joined(separator: "/")
    var known: Set<String> = []
    for block in plan.blocks {
      for prefix in ["sort", "q", "after", "before", "page"] { known.insert("\(prefix).\(block.index)") }
      for name in block.arguments?.typed.keys.map(\.text) ?? [] { known.insert(name) }
    }
    known.subtract(plan.parameters.keys.map(\.text))
    var seen: Set<String> = []
    parameters = plan.request.query.filter { known.contains($0.name) && seen.insert($0.name).inserted }
  }

  /// Within the app, without the app's own path in front.
  /// - Parameter changes: nil takes a parameter away.
  func text(_ changes: [(name: String, value: String?)] = []) -> String {
    var query = parameters.filter { parameter in !changes.contains { $0.name == parameter.name } }
    for case (let name, let value?) in changes { query.append((name, value)) }
    if query.isEmpty { return path }
    return path + "?"
      + query.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }.joined(separator: "&")
  }

  /// Hidden fields for all parameters but `names`, so that one form does not undo another.
  func writeHidden(except names: Set<String>, to html: inout HTML) {
    for parameter in parameters where !names.contains(parameter.name) {
      html.hidden(parameter.name, parameter.value)
    }
  }

  /// A table's place, which another filter or search makes meaningless.
  static func place(_ block: Int) -> [String] { ["after.\(block)", "before.\(block)", "page.\(block)"] }

  var places: Set<String> {
    Set(parameters.map(\.name).filter { $0.hasPrefix("after.") || $0.hasPrefix("before.") || $0.hasPrefix("page.") })
  }
}

extension HTML {
  public mutating func hidden(_ name: String, _ value: String) {
    raw("<input type=\"hidden\"")
    attribute("name", name)
    attribute("value", value)
    raw(">")
  }
}
