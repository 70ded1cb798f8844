/// One read-only statement over one source, with its typed parameters.
public struct Query: Sendable, Equatable {
  public var name: Name
  public var source: Name
  /// The statement as written, with `:name` placeholders.
  public var sql: String
  public var parameters: [Parameter]
  /// What is known of columns beyond the database's own types, in the order of the spec.
  public var columns: [Column]
  /// Columns that identify a row, for paging and for actions on a row. `[id]` when the spec says nothing.
  public var key: [String]

  public init(
    name: Name, source: Name, sql: String, parameters: [Parameter], columns: [Column], key: [String]
  ) {
    self.name = name
    self.source = source
    self.sql = sql
    self.parameters = parameters
    self.columns = columns
    self.key = key
  }

  public func column(_ name: String) -> Column? { columns.first { $0.name == name } }
}

/// A value that a request supplies: a query's parameter or an action's input.
public struct Parameter: Sendable, Equatable {
  public var name: Name
  public var type: ParameterType
  /// The label at its field; the name with spaces and a capital when the spec says nothing.
  public var label: String
  /// A sentence under its field.
  public var help: String?
  /// Whether an empty value is refused (inputs: true unless said otherwise; a query's parameter without a
  /// default is required, with `required: false` an empty one is null).
  public var required: Bool
  public var fallback: DefaultValue?
  /// Inclusive bounds as literals of `type`; for text the bounds of its length in characters.
  public var minimum: String?
  public var maximum: String?
  /// Text in a field of several lines.
  public var multiline: Bool

  public init(
    name: Name, type: ParameterType, label: String, help: String? = nil, required: Bool, fallback: DefaultValue? = nil,
    minimum: String? = nil, maximum: String? = nil, multiline: Bool = false
  ) {
    self.name = name
    self.type = type
    self.label = label
    self.help = help
    self.required = required
    self.fallback = fallback
    self.minimum = minimum
    self.maximum = maximum
    self.multiline = multiline
  }
}

public enum ParameterType: Sendable, Equatable {
  case text, integer, decimal, boolean, day, timestamp, uuid
  /// One of a list; the value goes to the database as text.
  case choice([Choice])

  public struct Choice: Sendable, Equatable {
    public var value: String
    public var label: String
    public init(value: String, label: String) {
      self.value = value
      self.label = label
    }
  }

  /// Its word in a spec.
  public var word: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .decimal: "decimal"
    case .boolean: "boolean"
    case .day: "day"
    case .timestamp: "timestamp"
    case .uuid: "uuid"
    case .choice: "choice"
    }
  }

  /// The PostgreSQL type that the bound parameter is cast to.
  public var postgresType: String {
    switch self {
    case .text, .choice: "text"
    case .integer: "bigint"
    case .decimal: "numeric"
    case .boolean: "boolean"
    case .day: "date"
    case .timestamp: "timestamptz"
    case .uuid: "uuid"
    }
  }
}

public enum DefaultValue: Sendable, Equatable {
  /// A literal of the parameter's type, checked.
  case literal(String)
  /// `today`, `today - 30`, `today + 7`: a day relative to the viewer's request, in UTC.
  case today(plusDays: Int)
  /// `now`
  case now
}

/// How a column is shown and what it means.
public struct Column: Sendable, Equatable {
  public var name: String
  public var label: String
  public var format: Format
  /// Personal data of this class: tokenised whole before an AI step, never in a log.
  public var personal: PersonalData?

  public init(name: String, label: String, format: Format = .automatic, personal: PersonalData? = nil) {
    self.name = name
    self.label = label
    self.format = format
    self.personal = personal
  }

  public enum Format: Sendable, Equatable {
    /// By the database's type.
    case automatic
    /// An amount with this ISO 4217 currency, or with the one in that column.
    case money(currency: String)
    case moneyIn(column: String)
    case number(decimals: Int)
    /// 0.19 as 19 %
    case percent
    case day, timestamp, boolean
    /// A coloured word: the tone for each value.
    case badge([String: Tone])
    case email, phone, link
  }

  public enum Tone: String, Sendable, CaseIterable { case neutral, good, warning, bad, info }
}

/// The classes of personal data that a column can be marked with.
public enum PersonalData: String, Sendable, CaseIterable {
  case contact, name, address, identity, financial, health, other
}
