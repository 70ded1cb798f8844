/// The keys of a spec: which there are, what may stand at them, and which must.
enum SpecShape {
  static let app = Shape.Group(
    what: "an app",
    keys: [
      .init(
        name: "app", shape: .text(.name), required: true, summary: "The app's name: its path on the workspace's host."),
      .init(name: "title", shape: .text(.words), required: true, summary: "What people read in the navigation."),
      .init(name: "sources", shape: .named(.name, .group(source)), summary: "Where data comes from, by name."),
      .init(name: "redaction", shape: .group(redaction), summary: "What happens to text before an AI step sees it."),
      .init(name: "queries", shape: .named(.name, .group(query)), summary: "Statements that read, by name."),
      .init(name: "pages", shape: .list(.group(page)), required: true, summary: "What people open."),
      .init(name: "actions", shape: .named(.name, .group(action)), summary: "What people do, by name."),
    ])

  static let source = Shape.Group(
    what: "a source",
    keys: [
      .init(
        name: "kind",
        shape: .word(
          Source.Kind.allCases.map(\.rawValue),
          later: ["supabase", "airtable", "sheets", "gmail", "chargebee", "http"]),
        required: true, summary: "What the source is."),
      .init(
        name: "secret", shape: .text(.secret), required: true,
        summary: "The name of the secret that holds the connection; its value never stands in a spec."),
    ])

  static let redaction = Shape.Group(
    what: "a redaction",
    keys: [
      .init(
        name: "policy", shape: .word(RedactionPolicy.allCases.map(\.rawValue)), required: true,
        summary: "required: no AI step without redaction; default: redact; off: send text as it is."),
      .init(
        name: "redactor", shape: .text(.secret),
        summary: "The name of the secret of a redactor of your own, a webhook; ours when nothing is said."),
    ])

  static let query = Shape.Group(
    what: "a query",
    keys: [
      .init(name: "source", shape: .text(.name), required: true, summary: "The source that it reads."),
      .init(
        name: "sql", shape: .text(.sql), required: true,
        summary: "One statement that reads; values are :names of its parameters and of the viewer."),
      .init(
        name: "parameters", shape: .named(.name, parameter), summary: "The values that a page or its filter supplies."),
      .init(
        name: "columns", shape: .named(.column, .group(column)), summary: "How columns are shown and what they mean."),
      .init(
        name: "key", shape: .either([.text(.column), .list(.text(.column))]),
        summary: "The columns that identify a row; id when nothing is said."),
    ])

  /// A query's parameter: a type's word, or all about it.
  static let parameter = Shape.either([.word(typeWords), .group(input)])
  static let typeWords = ["text", "integer", "decimal", "boolean", "day", "timestamp", "choice", "uuid"]

  static let input = Shape.Group(
    what: "a parameter",
    keys: [
      .init(name: "type", shape: .word(typeWords), required: true, summary: "The type of its values."),
      .init(name: "label", shape: .text(.words), summary: "The label at its field."),
      .init(name: "help", shape: .text(.words), summary: "A sentence under its field."),
      .init(name: "required", shape: .flag, summary: "Whether it must be filled in."),
      .init(name: "default", shape: .text(.value), summary: "A value of its type; also today, today - 30, now."),
      .init(name: "min", shape: .text(.value), summary: "The smallest value; of a text the smallest length."),
      .init(name: "max", shape: .text(.value), summary: "The largest value; of a text the largest length."),
      .init(
        name: "choices", shape: .either([.list(.text(.value)), .named(.value, .text(.words))]),
        summary: "The values of a choice, or each value with its label."),
      .init(name: "multiline", shape: .flag, summary: "A text in a field of several lines."),
    ])

  static let column = Shape.Group(
    what: "a column",
    keys: [
      .init(name: "label", shape: .text(.words), summary: "Its heading."),
      .init(
        name: "format", shape: .either([.word(formatWords), .group(format)]), summary: "How its values are shown."),
      .init(
        name: "personal", shape: .word(PersonalData.allCases.map(\.rawValue)),
        summary: "Its class of personal data: replaced by a token before any AI step."),
    ])
  static let formatWords = ["percent", "day", "timestamp", "boolean", "email", "phone", "link"]

  static let format = Shape.Group(
    what: "a format",
    keys: [
      .init(name: "money", shape: .text(.currency), summary: "An amount in this currency."),
      .init(name: "money_in", shape: .text(.column), summary: "An amount in the currency of that column."),
      .init(name: "number", shape: .whole(0...12), summary: "A number with that many digits after the point."),
      .init(
        name: "badge", shape: .named(.value, .word(Column.Tone.allCases.map(\.rawValue))),
        summary: "A coloured word: the tone for each value."),
    ], exactlyOne: true)

  static let roles = Shape.list(.word(Role.allCases.map(\.rawValue)))

  static func rolesKey(_ what: String, _ verb: String) -> Shape.Key {
    Shape.Key(
      name: "roles", shape: roles, required: true, summary: "All the roles that may \(verb) it; nobody else may.",
      missing: (
        "roles-missing", "This \(what) names no roles, so nobody may \(verb) it.",
        "Add for example: roles: [member, admin]. Roles are no ladder: list each one that may."
      ))
  }
}
