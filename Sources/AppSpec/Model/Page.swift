/// A page: a path, who may open it, and its blocks from top to bottom.
public struct Page: Sendable, Equatable {
  public var path: PagePath
  public var title: String
  public var roles: [Role]
  /// Whether the app's navigation lists it; pages with a parameter in their path never are.
  public var listed: Bool
  public var blocks: [Block]

  public init(path: PagePath, title: String, roles: [Role], listed: Bool, blocks: [Block]) {
    self.path = path
    self.title = title
    self.roles = roles
    self.listed = listed
    self.blocks = blocks
  }
}

/// `/`, `/customers` or `/invoices/:id`; a parameter feeds the query parameter of the same name.
public struct PagePath: Hashable, Sendable, CustomStringConvertible {
  public enum Segment: Hashable, Sendable, CustomStringConvertible {
    case literal(String)
    case parameter(Name)

    public var description: String {
      switch self {
      case .literal(let text): text
      case .parameter(let name): ":\(name)"
      }
    }
  }
  public var segments: [Segment]

  public init(segments: [Segment]) { self.segments = segments }

  public var parameters: [Name] {
    segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }

  public var description: String {
    "/" + segments.map(\.description).joined(separator: "/")
  }
}

/// One block of a page. Its place on the page (`index`, from 0) names it in URLs and forms.
public struct Block: Sendable, Equatable {
  public var index: Int
  public var content: Content

  public init(index: Int, content: Content) {
    self.index = index
    self.content = content
  }

  public enum Content: Sendable, Equatable {
    case text(TextBlock)
    case metric(MetricBlock)
    case filter(FilterBlock)
    case table(TableBlock)
    case detail(DetailBlock)
    case form(FormBlock)
    case chart(ChartBlock)
    case document(DocumentBlock)
  }
}

/// Paragraphs, `# headings`, `- lists`, `**bold**`, `*emphasis*` and `[links](/path)`, with `{{variables}}` of the
/// page's parameters, the viewer and, with a query, its first row.
public struct TextBlock: Sendable, Equatable {
  public var text: String
  public var query: Name?
  public init(text: String, query: Name? = nil) {
    self.text = text
    self.query = query
  }
}

/// One number of a query's first row.
public struct MetricBlock: Sendable, Equatable {
  public var query: Name
  public var value: String
  public var label: String
  public init(query: Name, value: String, label: String) {
    self.query = query
    self.value = value
    self.label = label
  }
}

/// Fields for the parameters of a query (all but those in the page's path and the viewer's).
public struct FilterBlock: Sendable, Equatable {
  public var query: Name
  public init(query: Name) { self.query = query }
}

public struct TableBlock: Sendable, Equatable {
  public var query: Name
  public var title: String?
  /// The columns shown, in order; empty: all of the query's.
  public var columns: [String]
  public var sort: Sort?
  /// Columns that the search field looks into, as text, ignoring case.
  public var search: [String]
  /// Where a row leads: a path whose `:name` are columns.
  public var row: PagePath?
  public var actions: [Name]
  /// Rows on a page, 1…500; 50 when the spec says nothing.
  public var pageSize: Int
  /// Whether people may take the whole filtered table with them as CSV; true when the spec says nothing.
  public var export: Bool
  /// What stands there when no row matches.
  public var empty: String?

  public init(
    query: Name, title: String? = nil, columns: [String] = [], sort: Sort? = nil, search: [String] = [],
    row: PagePath? = nil, actions: [Name] = [], pageSize: Int = 50, export: Bool = true, empty: String? = nil
  ) {
    self.query = query
    self.title = title
    self.columns = columns
    self.sort = sort
    self.search = search
    self.row = row
    self.actions = actions
    self.pageSize = pageSize
    self.export = export
    self.empty = empty
  }
}

/// `due_on` or `-due_on`.
public struct Sort: Sendable, Equatable {
  public var column: String
  public var descending: Bool
  public init(column: String, descending: Bool) {
    self.column = column
    self.descending = descending
  }
}

/// The first row of a query as a list of labels and values.
public struct DetailBlock: Sendable, Equatable {
  public var query: Name
  public var title: String?
  public var columns: [String]
  public var actions: [Name]
  public init(query: Name, title: String? = nil, columns: [String] = [], actions: [Name] = []) {
    self.query = query
    self.title = title
    self.columns = columns
    self.actions = actions
  }
}

/// The inputs of an action as a form on the page. When the action is `on` a query, its row is that query's
/// first row under the page's parameters.
public struct FormBlock: Sendable, Equatable {
  public var action: Name
  public var title: String?
  public init(action: Name, title: String? = nil) {
    self.action = action
    self.title = title
  }
}

public struct ChartBlock: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable { case bar, line, area }
  public var query: Name
  public var kind: Kind
  /// The column of categories or days.
  public var x: String
  /// One or more columns of numbers.
  public var y: [String]
  /// Required: a screen reader announces it.
  public var title: String
  public init(query: Name, kind: Kind, x: String, y: [String], title: String) {
    self.query = query
    self.kind = kind
    self.x = x
    self.y = y
    self.title = title
  }
}
