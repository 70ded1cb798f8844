/// The rows that a document is made of, and how they become the invoice that the browser's core reads.
///
/// Texts of the source are passed on as they are: what is no number or no day is said by the core, at its field.

public import Values

/// A document of one request.
public struct DocumentPlan: Sendable {
  /// The row, then the lines: run them together.
  public let statements: [Statement]
  let block: DocumentBlock
  let query: Query
  let linesQuery: Query

  /// What a browser sets in a second or two.
  public static let maximumLines = 10_000

  public enum Refusal: Error, Sendable, Equatable {
    /// The row is gone, or this viewer cannot see it.
    case noSuchRow
    /// More than `maximumLines`.
    case tooManyLines
  }

  /// - Parameters:
  ///   - row: the outcome of the first statement.
  ///   - lines: of the second.
  /// - Returns: an invoice by the JSON Schema at `/schema/invoice.json`.
  public func invoice(_ row: ResultSet, _ lines: ResultSet) -> Result<JSON, Refusal> {
    guard !row.isEmpty else { return .failure(.noSuchRow) }
    guard lines.rowCount <= DocumentPlan.maximumLines else { return .failure(.tooManyLines) }
    var invoice = JSON.object([])
    for value in block.fixed { invoice.set(.string(value.text), at: value.field.steps) }
    fill(&invoice, block.row, Cell(rows: row, query: query), 0)
    invoice.dropWhatIsNothing()
    let cells = Cell(rows: lines, query: linesQuery)
    let filled = (0..<lines.rowCount).map { index in
      var line = JSON.object([])
      fill(&line, block.line, cells, index)
      line.dropWhatIsNothing()
      if line["unit"] == nil { line.set("C62", at: ["unit"]) }
      return line
    }
    invoice.set(.array(filled), at: ["lines"])
    return .success(invoice)
  }

  private func fill(_ target: inout JSON, _ values: [DocumentValue], _ cells: Cell, _ row: Int) {
    for value in values {
      if let text = cells.text(row, value) { target.set(.string(text), at: value.field.steps) }
    }
  }

  /// Reads one field's text from a row.
  private struct Cell {
    let rows: ResultSet
    let query: Query

    /// Nil for NULL, for an empty text and for a column that the source does not have any more.
    func text(_ row: Int, _ value: DocumentValue) -> String? {
      guard let column = rows.column(value.text), let cell = rows.cell(row, column) else { return nil }
      // `char(n)` comes with the blanks that fill it.
      let blank = { (byte: UInt8) in byte == UInt8(ascii: " ") }
      let text = String(decoding: cell.drop(while: blank).reversed().drop(while: blank).reversed(), as: UTF8.self)
      if text.isEmpty { return nil }
      switch value.field.kind {
      case .decimal where query.column(value.text)?.format == .percent: return DocumentPlan.percent(text)
      case .image: return text.filter { !$0.isWhitespace }
      case .day where rows.columns[column].kind == .timestamp: return String(text.prefix(10))
      default: return text
      }
    }
  }

  /// `0.190` as `19`: a share of one as percent. What is no number stays what it is.
  private static func percent(_ text: String) -> String {
    guard let share = Decimal(text) else { return text }
    do throws(DecimalOverflow) { return try (share * Decimal(100)).trimmed.description } catch { return text }
  }
}

extension Decimal {
  /// Without zeros at the end of its fraction.
  fileprivate var trimmed: Decimal {
    var (coefficient, scale) = (coefficient, scale)
    while scale > 0, coefficient % 10 == 0 { (coefficient, scale) = (coefficient / 10, scale - 1) }
    return Decimal(coefficient: coefficient, scale: scale) ?? self
  }
}

extension DocumentField {
  /// `payments[0].account` as `payments`, `[0]`, `account`; only the first entry of a list is ever named.
  fileprivate var steps: [String] {
    path.split(separator: ".").flatMap { part in
      part.hasSuffix("[0]") ? [String(part.dropLast(3)), "[0]"] : [String(part)]
    }
  }
}

extension JSON {
  /// A discount or surcharge without an amount, or of 0, is none, whatever else is said about it.
  fileprivate mutating func dropWhatIsNothing() {
    guard case .object(var members) = self else { return }
    members.removeAll { member in
      guard ["allowances", "charges"].contains(member.name) else { return false }
      guard let amount = member.value.array?.first?["amount"]?.string else { return true }
      return Decimal(amount)?.isZero ?? false
    }
    self = .object(members)
  }

  /// Puts `value` at the end of `steps`, and makes the objects and lists on the way.
  fileprivate mutating func set(_ value: JSON, at steps: [String]) {
    guard let step = steps.first else { return self = value }
    let rest = Array(steps.dropFirst())
    var inner = (step == "[0]" ? array?.first : self[step]) ?? (rest.first == "[0]" ? .array([]) : .object([]))
    inner.set(value, at: rest)
    if step == "[0]" { return self = .array([inner]) }
    var members = members ?? []
    if let index = members.firstIndex(where: { $0.name == step }) {
      members[index].value = inner
    } else {
      members.append(Member(step, inner))
    }
    self = .object(members)
  }
}
