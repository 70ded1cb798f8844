/// The fields of a query's parameters. A `GET` form: what it shows is an address that can be kept and sent on.
struct FilterView {
  let plan: PagePlan
  let block: BlockPlan
  let query: Query
  let address: PageAddress
  let chrome: Chrome

  private var fields: [Parameter] { query.parameters.filter { plan.parameters[$0.name] == nil } }

  func write(to html: inout HTML) {
    guard let arguments = block.arguments, !fields.isEmpty else { return }
    let names = Set(fields.map(\.name.text))
    html.raw("<form class=\"card filter\" method=\"get\" novalidate data-filter role=\"search\" aria-label=\"Filter\"")
    html.attribute("action", chrome.appPath + address.path)
    html.raw(">")
    address.writeHidden(except: names.union(address.places), to: &html)
    html.raw("<div class=\"fields\">")
    for field in fields {
      let problem = arguments.problems.first { $0.field == field.name.text }?.message
      FieldView(
        parameter: field, name: field.name.text, id: "f\(block.index).\(field.name)",
        value: arguments.typed[field.name] ?? "", problem: problem, isFilter: true
      ).write(to: &html)
    }
    html.raw("<div class=\"buttons\"><button class=\"button\">Show</button>")
    if address.parameters.contains(where: { names.contains($0.name) }) { writeClear(names, to: &html) }
    html.raw("</div></div></form>")
  }

  private func writeClear(_ names: Set<String>, to html: inout HTML) {
    html.raw("<a class=\"button plain\"")
    let changes = names.union(address.places).sorted().map { (name: $0, value: String?.none) }
    html.attribute("href", chrome.appPath + address.text(changes))
    html.raw(">Clear</a>")
  }
}
