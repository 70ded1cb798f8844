/// A rule is a small value: its id, the field it is about, what to say and when it is broken. Tables of such values stand
/// beside this file; `check` applies them.

internal import Values

struct Rule<Subject>: Sendable {
  let id: StaticString
  /// Below the subject's own path; empty for the subject itself.
  let field: StaticString
  let sentence: StaticString
  let advice: StaticString
  let loss: Finding.Loss
  let isBroken: @Sendable (Subject) -> Bool

  @inline(never)
  init(
    _ id: StaticString, _ field: StaticString, _ sentence: StaticString, _ advice: StaticString,
    loss: Finding.Loss = .eInvoice, isBroken: @Sendable @escaping (Subject) -> Bool
  ) {
    self.id = id
    self.field = field
    self.sentence = sentence
    self.advice = advice
    self.loss = loss
    self.isBroken = isBroken
  }

  func finding(at path: String) -> Finding {
    let field = String(text: field)
    let place = path.isEmpty ? field : field.isEmpty ? path : path + "." + field
    return Finding(
      rule: String(text: id), field: place, sentence: String(text: sentence), advice: String(text: advice), loss: loss)
  }
}

/// What the rules about the whole invoice look at.
final class Facts {
  let invoice: Invoice
  /// As the lines add up.
  let computed: Totals
  /// As printed and exported.
  let totals: Totals
  let format: EInvoiceFormat
  /// The unit codes of its lines that exist: each is looked up once, however many lines there are.
  let units: [String]

  init(_ invoice: Invoice, _ format: EInvoiceFormat) throws(DecimalOverflow) {
    self.invoice = invoice
    self.format = format
    computed = try Totals(computing: invoice)
    totals = invoice.totals == nil ? computed : try Totals(of: invoice)
    var units: [String] = []
    for index in invoice.lines.indices {
      if let unit = invoice.lines[index].unit, !units.contains(unit), CodeLists.units.contains(unit) {
        units.append(unit)
      }
    }
    self.units = units
  }
}

/// Rules about a line or an allowance also ask about the invoice around it.
struct Part<Value> {
  let value: Value
  let facts: Facts
}

/// The findings so far.
struct Findings {
  private(set) var all: [Finding] = []

  mutating func apply<Subject>(_ rules: [Rule<Subject>], to subject: Subject, at path: @autoclosure () -> String = "") {
    for rule in rules where rule.isBroken(subject) { all.append(rule.finding(at: path())) }
  }

  mutating func append(_ finding: Finding) { all.append(finding) }
}
