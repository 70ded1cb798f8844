/// An invoice made of rows: the first row of one query, and the rows of another as its lines. The visitor's browser makes
/// the PDF (`BrowserCore`); a server only reads the rows.
public struct DocumentBlock: Sendable, Equatable {
  /// Its first row is the document.
  public var query: Name
  /// Its rows are the lines, in its own order.
  public var lines: Name
  public var title: String?
  /// The same on each document, such as who sells.
  public var fixed: [DocumentValue]
  /// From columns of `query`.
  public var row: [DocumentValue]
  /// From columns of `lines`.
  public var line: [DocumentValue]

  public init(
    query: Name, lines: Name, title: String? = nil, fixed: [DocumentValue] = [], row: [DocumentValue] = [],
    line: [DocumentValue] = []
  ) {
    self.query = query
    self.lines = lines
    self.title = title
    self.fixed = fixed
    self.row = row
    self.line = line
  }
}

/// One field of a document and what stands there: a value, or the column that has it.
public struct DocumentValue: Sendable, Equatable {
  public var field: DocumentField
  public var text: String

  public init(field: DocumentField, text: String) {
    self.field = field
    self.text = text
  }
}

/// A field that a document or one of its lines can have: a key of the spec, and where it stands in an invoice
/// (`Sources/Invoices/Model`, whose JSON the browser's core reads).
public struct DocumentField: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case text, decimal, day, currency, country
    /// Base64; a database may break its lines.
    case image
    case word([String])
  }
  /// `seller` of `seller.name`; nil for a field of the document itself.
  public let group: String?
  public let key: String
  /// `payments[0].account`
  public let path: String
  public let kind: Kind
  /// For editors and the guide, with the business term of EN 16931 where there is one.
  public let summary: String

  /// As it is called in messages: `seller.name`.
  public var name: String { group.map { "\($0).\(key)" } ?? key }

  init(_ group: String?, _ key: String, _ path: String, _ summary: String) {
    self.init(group, key, path, .text, summary)
  }

  init(_ group: String?, _ key: String, _ path: String, _ kind: Kind, _ summary: String) {
    self.group = group
    self.key = key
    self.path = path
    self.kind = kind
    self.summary = summary
  }
}
