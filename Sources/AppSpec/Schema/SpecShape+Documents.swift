/// The keys of a `document` block, from the list of fields: each once with a value, once with a column.

internal import Values

extension SpecShape {
  static let document = Shape.Group(
    what: "a document",
    keys: [
      .init(name: "query", shape: .text(.name), required: true, summary: "The query whose first row the document is."),
      .init(name: "lines", shape: .text(.name), required: true, summary: "The query whose rows are its lines."),
      .init(name: "title", shape: .text(.words), summary: "Its heading."),
      .init(name: "fixed", shape: .group(fixedFields), summary: "What is the same on each document: values."),
      .init(name: "row", shape: .group(rowFields), required: true, summary: "What its row says: columns of the query."),
      .init(
        name: "line", shape: .group(lineFields), required: true, summary: "What each line says: columns of the lines."),
    ])

  private static let groups: [(name: String, summary: String)] = [
    ("seller", "Who sells."), ("buyer", "Who buys."), ("discount", "What is taken off."),
    ("surcharge", "What is added."), ("payment", "How to pay."),
    ("exemption", "Why no VAT is due."), ("look", "How it is laid out."),
  ]

  private static let fixedFields = Shape.Group(what: "the fixed values of a document", keys: keys("fixed", shape))

  private static let rowFields = Shape.Group(
    what: "the columns of a document", keys: keys("row") { _ in .text(.column) })

  private static let lineFields = Shape.Group(
    what: "the columns of a line",
    keys: DocumentField.line.map { field in
      let required = ["name", "quantity", "price"].contains(field.key)
      return .init(name: field.key, shape: .text(.column), required: required, summary: field.summary)
    })

  private static func keys(_ part: String, _ shape: @escaping (DocumentField) -> Shape) -> [Shape.Key] {
    let key = { (field: DocumentField) in Shape.Key(name: field.key, shape: shape(field), summary: field.summary) }
    let single = DocumentField.document.filter { $0.group == nil }.map(key)
    return single
      + groups.map { group in
        let fields = DocumentField.document.filter { $0.group == group.name }
        return Shape.Key(
          name: group.name, shape: .group(Shape.Group(what: "\(part)'s \(group.name)", keys: fields.map(key))),
          summary: group.summary)
      }
  }

  private static func shape(_ field: DocumentField) -> Shape {
    switch field.kind {
    case .text: .text(.words)
    case .decimal: .text(.decimal)
    case .day: .text(.day)
    case .currency: .text(.currency)
    case .country: .text(.country)
    case .image: .text(.image)
    case .word(let words): .word(words)
    }
  }
}

extension Shape.TextRule {
  fileprivate static let decimal = Shape.TextRule(
    what: "a number", pattern: "^-?[0-9]{1,20}(\\.[0-9]{1,10})?$", accepts: { isDecimal($0) },
    advice: "Write it with a point and without thousands: 1234.50", anyScalar: true)

  private static func isDecimal(_ text: String) -> Bool {
    let parts = (text.hasPrefix("-") ? text.dropFirst() : text[...]).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let limits = [20, 10]
    return zip(parts, limits).allSatisfy { part, limit in
      (1...limit).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
    }
  }

  fileprivate static let day = Shape.TextRule(
    what: "a day", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", accepts: { Day(iso: $0) != nil },
    advice: "Write it as 2026-11-21.")

  fileprivate static let image = Shape.TextRule(
    what: "a picture", pattern: "^(iVBORw0KGgo|/9j/)[A-Za-z0-9+/]+={0,2}$",
    accepts: { text in
      ["iVBORw0KGgo", "/9j/"].contains { text.hasPrefix($0) } && text.utf8.count <= 200_000
        && Base64.decode(text) != nil
    },
    advice: "Give a PNG or JPEG of at most 150 kB in base64, as “base64 -w0 logo.png” writes it.")

  fileprivate static let country = Shape.TextRule(
    what: "a country", pattern: "^[A-Z]{2}$",
    accepts: { $0.utf8.count == 2 && $0.utf8.allSatisfy { (65...90).contains($0) } },
    advice: "Write its code of two letters (ISO 3166-1), such as DE.")
}
