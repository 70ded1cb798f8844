/// `document` blocks: each field from one place, from columns that there are, and none of those missing without which
/// nobody can work with the document.
extension SpecChecker {
  mutating func readDocument(_ node: SpecNode) -> Block.Content? {
    let query = query(node)
    let lines = reference(node, "lines", to: "query", among: declaredQueries)
    let fixed = values(node["fixed"], DocumentField.document)
    let row = values(node["row"], DocumentField.document)
    let line = values(node["line"], DocumentField.line)
    for (value, place) in row { checkColumn(value.text, of: query, at: place) }
    for (value, place) in line { checkColumn(value.text, of: lines, at: place) }
    checkOnce(fixed.map(\.value.field), row)
    checkNeeded((fixed + row).map(\.value.field.name), node)
    guard let query, let lines else { return nil }
    return .document(
      DocumentBlock(
        query: query, lines: lines, title: node.text("title"), fixed: fixed.map(\.value), row: row.map(\.value),
        line: line.map(\.value)))
  }

  /// The fields that stand under `node`, in the order of the spec; unknown keys have their findings already.
  private func values(_ node: SpecNode?, _ fields: [DocumentField]) -> [(value: DocumentValue, place: Place)] {
    (node?.entries ?? []).flatMap { entry -> [(value: DocumentValue, place: Place)] in
      if let field = fields.first(where: { $0.group == nil && $0.key == entry.key }) {
        return entry.value.text.map { [(DocumentValue(field: field, text: $0), entry.value.place)] } ?? []
      }
      return entry.value.entries.compactMap { inner in
        guard let field = fields.first(where: { $0.group == entry.key && $0.key == inner.key }),
          let text = inner.value.text
        else { return nil }
        return (DocumentValue(field: field, text: text), inner.value.place)
      }
    }
  }

  private mutating func checkOnce(_ fixed: [DocumentField], _ row: [(value: DocumentValue, place: Place)]) {
    for (value, place) in row where fixed.contains(value.field) {
      report(
        place, "said-twice", "“\(value.field.name)” stands under fixed and under row.",
        "Keep the fixed value or the column.")
    }
  }

  private mutating func checkNeeded(_ names: [String], _ node: SpecNode) {
    let missing = DocumentField.needed.filter { !names.contains($0) }
    guard !missing.isEmpty, node["row"] != nil else { return }
    report(
      node.place, "field-missing", "This document does not say: \(missing.joined(separator: ", ")).",
      "Name the column under row, or the value under fixed.")
  }
}
