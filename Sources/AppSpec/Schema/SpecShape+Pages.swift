/// The keys of pages, blocks and actions.
extension SpecShape {
  static let page = Shape.Group(
    what: "a page",
    keys: [
      .init(name: "path", shape: .text(.path), required: true, summary: "/, /customers or /customers/:id"),
      .init(
        name: "title", shape: .text(.words), required: true, summary: "Its heading and its name in the navigation."),
      rolesKey("page", "open"),
      .init(name: "listed", shape: .flag, summary: "Whether the navigation lists it."),
      .init(
        name: "blocks", shape: .list(.group(block)), required: true, summary: "What stands on it, from top to bottom."),
    ])

  static let block = Shape.Group(
    what: "a block",
    keys: [
      .init(
        name: "text", shape: .either([.text(.template), .group(text)]), summary: "Paragraphs, headings, lists, links."),
      .init(name: "metric", shape: .group(metric), summary: "One number."),
      .init(name: "filter", shape: .group(filter), summary: "Fields for a query's parameters."),
      .init(name: "table", shape: .group(table), summary: "Rows, with sorting, search, pages, actions and export."),
      .init(name: "detail", shape: .group(detail), summary: "One row as labels and values."),
      .init(name: "form", shape: .group(form), summary: "An action's inputs."),
      .init(name: "chart", shape: .group(chart), summary: "Bars, lines or areas."),
      .init(
        name: "document", shape: .group(document), summary: "An invoice from a row; the browser makes its PDF."),
    ], exactlyOne: true)

  private static let queryKey = Shape.Key(
    name: "query", shape: .text(.name), required: true, summary: "The query that it shows.")
  private static let titleKey = Shape.Key(name: "title", shape: .text(.words), summary: "Its heading.")
  private static let columnsKey = Shape.Key(
    name: "columns", shape: .list(.text(.column)), summary: "The columns shown, in order; all of them otherwise.")
  private static let actionsKey = Shape.Key(
    name: "actions", shape: .list(.text(.name)), summary: "Actions on a row of this query.")

  static let text = Shape.Group(
    what: "a text",
    keys: [
      .init(name: "text", shape: .text(.template), required: true, summary: "Text with {{variables}}."),
      .init(name: "query", shape: .text(.name), summary: "The query whose first row gives variables."),
    ])

  static let metric = Shape.Group(
    what: "a metric",
    keys: [
      queryKey,
      .init(name: "value", shape: .text(.column), required: true, summary: "The column with the number."),
      .init(
        name: "label", shape: .text(.words), required: true, summary: "What the number is.",
        missing: (
          "label-missing", "This metric has no label, so a screen reader says a bare number.",
          "Add for example: label: Open invoices"
        )),
    ])

  static let filter = Shape.Group(what: "a filter", keys: [queryKey])

  static let table = Shape.Group(
    what: "a table",
    keys: [
      queryKey, titleKey, columnsKey,
      .init(name: "sort", shape: .text(.sort), summary: "A column, with - in front for the largest first."),
      .init(name: "search", shape: .list(.text(.column)), summary: "The columns that the search field looks into."),
      .init(name: "row", shape: .text(.path), summary: "Where a row leads: a path whose :names are columns."),
      actionsKey,
      .init(name: "page_size", shape: .whole(1...500), summary: "Rows on a page; 50 when nothing is said."),
      .init(name: "export", shape: .flag, summary: "Whether people may take the table with them as CSV."),
      .init(name: "empty", shape: .text(.words), summary: "What stands there when there is no row."),
    ])

  static let detail = Shape.Group(what: "a detail", keys: [queryKey, titleKey, columnsKey, actionsKey])

  static let form = Shape.Group(
    what: "a form",
    keys: [
      .init(name: "action", shape: .text(.name), required: true, summary: "The action whose inputs it asks for."),
      titleKey,
    ])

  static let chart = Shape.Group(
    what: "a chart",
    keys: [
      queryKey,
      .init(
        name: "kind", shape: .word(ChartBlock.Kind.allCases.map(\.rawValue)), required: true,
        summary: "How it is drawn."),
      .init(name: "x", shape: .text(.column), required: true, summary: "The column of categories or days."),
      .init(
        name: "y", shape: .either([.text(.column), .list(.text(.column))]), required: true,
        summary: "One or more columns of numbers."),
      .init(
        name: "title", shape: .text(.words), required: true, summary: "What it shows.",
        missing: (
          "title-missing", "This chart has no title, so a screen reader cannot say what it shows.",
          "Add for example: title: Revenue by month"
        )),
    ])

  static let action = Shape.Group(
    what: "an action",
    keys: [
      .init(name: "title", shape: .text(.words), required: true, summary: "What its button says."),
      .init(name: "on", shape: .text(.name), summary: "The query that its row is read again through."),
      rolesKey("action", "do"),
      .init(name: "confirm", shape: .text(.template), summary: "A question with {{variables}}."),
      .init(
        name: "inputs", shape: .named(.name, parameter),
        summary: "What it asks for; one named new_COLUMN begins with the row's value of that column."),
      .init(
        name: "steps", shape: .list(.group(step)), required: true, summary: "What happens, together or not at all."),
      .init(name: "success", shape: .text(.template), summary: "What people read afterwards."),
      .init(name: "then", shape: .text(.path), summary: "Where people go afterwards."),
    ])

  static let step = Shape.Group(
    what: "a step",
    keys: [
      .init(name: "run", shape: .group(run), summary: "One statement that writes."),
      .init(name: "ai", shape: .group(ai), summary: "Text from a model; before every statement."),
    ], exactlyOne: true)

  static let ai = Shape.Group(
    what: "a prompt",
    keys: [
      .init(
        name: "into", shape: .text(.name), required: true,
        summary: "The text's name in later prompts, and in statements as :name."),
      .init(
        name: "prompt", shape: .text(.template), required: true,
        summary: "What the model is asked; only what it names by {{variables}} is sent."),
      .init(
        name: "model", shape: .text(.name),
        summary: "A model connection of the workspace; its default one when nothing is said."),
    ])

  static let run = Shape.Group(
    what: "a statement",
    keys: [
      .init(name: "source", shape: .text(.name), required: true, summary: "The source that it writes to."),
      .init(
        name: "sql", shape: .text(.sql), required: true,
        summary:
          "One statement; its :names are the row's columns, the inputs, the viewer's and what earlier steps returned."),
      .init(
        name: "expect", shape: .text(.expectation),
        summary: "How many rows it must touch; one row when nothing is said."),
    ])
}
