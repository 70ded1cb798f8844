/// Reads described groups from JSON strictly: every key that is unknown and every value of another form is a finding
/// at its path; what can be read is read all the same, so a person sees all findings at once.

public import Values

/// Where a group stands in the document. Most groups have no finding, so it is written out for a finding alone.
private final class FieldPath {
  private let parent: FieldPath?
  private let name: String
  private let index: Int?

  /// The group of that name, or the one at `index` of a list; `parent` is nil for a field of the document itself.
  init(_ parent: FieldPath?, _ name: String, _ index: Int? = nil) {
    self.parent = parent
    self.name = name
    self.index = index
  }

  /// Such as `lines[0].taxes[1]`.
  var text: String {
    let start = parent.map { $0.text + "." } ?? ""
    return start + name + (index.map { "[" + String($0) + "]" } ?? "")
  }
}

struct FieldReader: FieldVisitor {
  private let path: FieldPath?
  private var rest: [JSON.Member]
  private var known: [String] = []
  private(set) var findings: [Finding] = []

  fileprivate static func read<Group: Described>(_ value: JSON, at path: FieldPath?) -> (Group, [Finding]) {
    var group = Group()
    guard let members = value.members else {
      return (
        group, [.form(path?.text ?? "", "Here belongs a group of fields in braces, not " + describe(value) + ".")]
      )
    }
    var reader = FieldReader(path: path, rest: members)
    group.describe(&reader)
    reader.reportUnknown()
    return (group, reader.findings)
  }

  private init(path: FieldPath?, rest: [JSON.Member]) {
    self.path = path
    self.rest = rest
    known.reserveCapacity(24)
  }

  // MARK: - Fields

  @inline(never)
  mutating func text(_ name: String, _ value: inout String?, _ about: String) {
    guard let json = take(name) else { return }
    guard let text = json.string else { return wrong(name, "text in quotes", json) }
    value = Text.trimmed(text)
    let strange = Text.beyondFonts(text)
    if !strange.isEmpty { findings.append(.characters(strange, child(name))) }
  }

  @inline(never)
  mutating func decimal(_ name: String, _ value: inout Decimal?, _ about: String) {
    guard let json = take(name) else { return }
    let text: String
    switch json {
    case .integer(let number): text = String(number)
    case .number(let written): text = written
    case .string(let written): text = written
    default: return wrong(name, "a number like \"12.50\"", json)
    }
    guard let number = Decimal(text) else { return wrong(name, "a number like \"12.50\" with at most 38 digits", json) }
    value = number
  }

  @inline(never)
  mutating func day(_ name: String, _ value: inout Day?, _ about: String) {
    guard let json = take(name) else { return }
    guard let text = json.string, let day = Day(iso: text) else {
      return wrong(name, "a day like \"2026-11-21\"", json)
    }
    value = day
  }

  @inline(never)
  mutating func flag(_ name: String, _ value: inout Bool, _ about: String) {
    guard let json = take(name) else { return }
    guard let flag = json.bool else { return wrong(name, "true or false", json) }
    value = flag
  }

  @inline(never)
  mutating func bytes(_ name: String, _ value: inout [UInt8], _ about: String) {
    guard let json = take(name) else { return }
    guard let text = json.string, let bytes = Base64.decode(text) else { return wrong(name, "base64", json) }
    value = bytes
  }

  @inline(never)
  mutating func choice<Value: Choice>(_ name: String, _ value: inout Value, default standard: Value, _ about: String) {
    guard let json = take(name) else { return }
    if let text = json.string, let choice = Value(rawValue: text) {
      value = choice
    } else {
      var words: [String] = []
      for choice in Value.allCases { words.append(choice.rawValue) }
      wrong(name, "one of " + words.joined(separator: ", "), json)
    }
  }

  @inline(never)
  mutating func group<Group: Described>(_ name: String, _ value: inout Group?, _ about: String) {
    guard let json = take(name) else { return }
    let (group, found): (Group, [Finding]) = FieldReader.read(json, at: FieldPath(path, name))
    findings += found
    value = group
  }

  @inline(never)
  mutating func groups<Group: Described>(_ name: String, _ value: inout [Group], _ about: String) {
    guard let json = take(name) else { return }
    guard let items = json.array else { return wrong(name, "a list in brackets", json) }
    value.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      let (group, found): (Group, [Finding]) = FieldReader.read(item, at: FieldPath(path, name, index))
      findings += found
      value.append(group)
    }
  }

  // MARK: - Bookkeeping

  /// Nil when it is absent or null.
  @inline(never)
  private mutating func take(_ name: String) -> JSON? {
    known.append(name)
    guard let index = rest.firstIndex(where: { $0.isNamed(name) }) else { return nil }
    let value = rest.remove(at: index).value
    return value == .null ? nil : value
  }

  @inline(never)
  private func child(_ name: String) -> String { FieldPath(path, name).text }

  @inline(never)
  private mutating func wrong(_ name: String, _ expected: String, _ found: JSON) {
    findings.append(.form(child(name), "Here belongs " + expected + ", not " + FieldReader.describe(found) + "."))
  }

  @inline(never)
  private mutating func reportUnknown() {
    for member in rest {
      let nearest = Text.nearest(to: member.name, among: known)
      findings.append(
        .form(
          child(member.name), "There is no such field." + (nearest.map { " Did you mean “" + $0 + "”?" } ?? ""),
          rule: "unknown-field"))
    }
  }

  private static func describe(_ value: JSON) -> String {
    switch value {
    case .null: "nothing"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): "the number " + String(number)
    case .number(let text): "the number " + Text.shortened(text)
    case .string(let text): "“" + Text.shortened(text) + "”"
    case .array: "a list"
    case .object: "a group of fields"
    }
  }
}

extension Invoice {
  /// Reads an invoice from JSON; never fails as a whole: what could not be read stands in the findings.
  public static func read(_ value: JSON) -> (invoice: Invoice, findings: [Finding]) {
    let (invoice, findings): (Invoice, [Finding]) = FieldReader.read(value, at: nil)
    return (invoice, findings)
  }

  /// Reads an invoice from the bytes of a JSON text. Nil with one finding when they are not JSON at all,
  /// or no group of fields.
  public static func read(_ bytes: [UInt8]) -> (invoice: Invoice?, findings: [Finding]) {
    do throws(JSONError) {
      let json = try JSON.parse(bytes)
      guard json.members != nil else {
        return (nil, [.form("", "An invoice is a group of fields in braces.")])
      }
      let (invoice, findings) = read(json)
      return (invoice, findings)
    } catch {
      return (nil, [.syntax(bytes, error)])
    }
  }
}
