/// The address of the page at hand, and of the same page in other states: another sort, another filter, the next rows.
///
/// Only what the page knows is carried along: its queries' parameters and its tables' states.
struct PageAddress {
  let path: String
  /// In the order of the request.
  let parameters: [(name: String, value: String)]
  /// Each of them as it stands in an address.
  private let encoded: [String]

  init(_ plan: PagePlan) {
    path = "/" + plan.request.path.map(PercentEncoding.encode).joined(separator: "/")
    var parameters: [(name: String, value: String)] = []
    for parameter in plan.request.query
    where PageAddress.knows(plan, parameter.name) && !parameters.contains(where: { $0.name == parameter.name }) {
      parameters.append(parameter)
    }
    self.parameters = parameters
    encoded = parameters.map { PageAddress.encode($0.name, $0.value) }
  }

  /// Whether a name is the state of one of the page's tables or a parameter of its queries; the path's are neither.
  private static func knows(_ plan: PagePlan, _ name: String) -> Bool {
    if plan.parameters.keys.contains(where: { $0.text == name }) { return false }
    return plan.blocks.contains { block in
      block.arguments?.typed.keys.contains { $0.text == name } == true
        || states.contains { name.hasPrefix($0) && name.dropFirst($0.count) == String(block.index) }
    }
  }

  private static let states = ["sort.", "q.", "after.", "before.", "page."]

  private static func encode(_ name: String, _ value: String) -> String {
    var out: [UInt8] = []
    PercentEncoding.append(name.utf8, to: &out)
    out.append(UInt8(ascii: "="))
    PercentEncoding.append(value.utf8, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// Within the app, without the app's own path in front.
  /// - Parameter changes: nil takes a parameter away.
  func text(_ changes: [(name: String, value: String?)] = []) -> String {
    var text = path
    var separator = "?"
    func add(_ pair: String) {
      text += separator
      text += pair
      separator = "&"
    }
    for (parameter, pair) in zip(parameters, encoded) where !changes.contains(where: { $0.name == parameter.name }) {
      add(pair)
    }
    for case (let name, let value?) in changes { add(PageAddress.encode(name, value)) }
    return text
  }

  /// The same page without `names`, up to the value of `name`, which the caller adds.
  func opening(_ name: String, without names: [String]) -> String {
    let text = text((names + [name]).map { ($0, nil) })
    return text + (text.utf8.count > path.utf8.count ? "&" : "?") + PercentEncoding.encode(name) + "="
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
