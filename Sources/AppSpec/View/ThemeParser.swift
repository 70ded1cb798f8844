/// The grammar of a theme. Whatever it does not know is a finding: there is no escape, function, import or address in it.
///
///     theme       = *(declaration / root / dark)
///     root        = ":root" "{" *declaration "}"
///     dark        = "@media" "(prefers-color-scheme: dark)" "{" *(declaration / root) "}"
///     declaration = "--" name ":" value ";"
///     value       = "#" 3 or 6 hex digits / number "px" or "rem" / font names, with commas between them
struct ThemeParser {
  private let bytes: [UInt8]
  private var at = 0
  private var line = 1
  private(set) var findings: [Theme.Finding] = []

  private static let lengths: Set<String> = ["radius", "gap", "pad", "control"]
  private static let fonts: Set<String> = ["font", "mono"]
  private static let colours = Set(DesignTokens.light.map(\.name))
  private static let mostFindings = 20

  init(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.count > Theme.limit { note("This is longer than \(Theme.limit) bytes.") }
  }

  mutating func parse() -> (light: [Theme.Property], dark: [Theme.Property]) {
    var (light, dark): ([Theme.Property], [Theme.Property]) = ([], [])
    guard findings.isEmpty else { return (light, dark) }
    skipSpace()
    while at < bytes.count, findings.count < Self.mostFindings {
      if take("@media") {
        dark += darkBlock()
      } else {
        light += declarations(orRoot: true)
      }
      skipSpace()
    }
    return (light, dark)
  }

  private mutating func darkBlock() -> [Theme.Property] {
    for part in ["(", "prefers-color-scheme", ":", "dark", ")", "{"] where !take(part) {
      note("After @media only (prefers-color-scheme: dark) { … } can stand.")
      skipStatement()
      return []
    }
    var found: [Theme.Property] = []
    while at < bytes.count, findings.count < Self.mostFindings {
      if take("}") { return found }
      found += declarations(orRoot: true)
      skipSpace()
    }
    note("A } is missing.")
    return found
  }

  /// One declaration, or those of one `:root` block.
  private mutating func declarations(orRoot: Bool) -> [Theme.Property] {
    if orRoot, take(":root") {
      guard take("{") else {
        note("After :root comes {.")
        skipStatement()
        return []
      }
      var found: [Theme.Property] = []
      while at < bytes.count, findings.count < Self.mostFindings {
        if take("}") { return found }
        found += declarations(orRoot: false)
        skipSpace()
      }
      note("A } is missing.")
      return found
    }
    return declaration().map { [$0] } ?? []
  }

  private mutating func declaration() -> Theme.Property? {
    guard take("--") else {
      note("Only custom properties can stand here, such as --accent: #1b6b47;")
      skipStatement()
      return nil
    }
    let name = word { $0 == UInt8(ascii: "-") || Self.isLetter($0) || Self.isDigit($0) }
    guard take(":") else {
      note("After --\(name) comes a colon.")
      skipStatement()
      return nil
    }
    skipSpace()
    let start = line
    let raw = word { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "{") && $0 != 0x0A }
    // The last one of a block needs none, as in CSS.
    if !take(";"), at < bytes.count, bytes[at] != UInt8(ascii: "}") {
      note("A semicolon is missing after --\(name).", line: start)
    }
    guard let value = value(of: name, String(raw)) else {
      note(advice(name), line: start)
      return nil
    }
    return Theme.Property(name: name, value: value)
  }

  /// Written anew; nil for what the grammar does not have.
  private func value(of name: String, _ raw: String) -> String? {
    let text = raw.trimmingSpaces
    if Self.colours.contains(name) { return Self.colour(text) }
    if Self.lengths.contains(name) { return Self.length(text) }
    if Self.fonts.contains(name) { return Self.fontList(text) }
    return nil
  }

  private func advice(_ name: String) -> String {
    if Self.colours.contains(name) { return "--\(name) is a colour: write it as #rrggbb." }
    if Self.lengths.contains(name) { return "--\(name) is a length: a number with px (to 64) or rem (to 4)." }
    if Self.fonts.contains(name) { return "--\(name) is a list of font names with commas between them." }
    let known = (Self.colours.sorted() + Self.lengths.sorted() + Self.fonts.sorted()).map { "--\($0)" }
    return "There is no property --\(name). There are \(known.joined(separator: ", "))."
  }

  private static func colour(_ text: String) -> String? {
    let digits = Array(text.utf8.dropFirst())
    guard text.utf8.first == UInt8(ascii: "#"), digits.count == 3 || digits.count == 6,
      digits.allSatisfy({ isDigit($0) || (0x61...0x66).contains($0 | 0x20) })
    else { return nil }
    let long = digits.count == 6 ? digits : digits.flatMap { [$0, $0] }
    return "#" + String(decoding: long.map { isDigit($0) ? $0 : $0 | 0x20 }, as: UTF8.self)
  }

  private static func length(_ text: String) -> String? {
    guard let unit = ["px", "rem"].first(where: { text.hasSuffix($0) }) else { return nil }
    let number = text.dropLast(unit.count)
    guard number.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }), let value = Double(number),
      value <= (unit == "px" ? 64 : 4)
    else { return nil }
    let hundredths = Int((value * 100).rounded())
    let fraction = hundredths % 100
    let decimals = fraction == 0 ? "" : "." + (fraction < 10 ? "0" : "") + String(fraction)
    return "\(hundredths / 100)\(decimals)\(unit)"
  }

  private static func fontList(_ text: String) -> String? {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map { part -> String in
      var name = Substring(String(part).trimmingSpaces)
      if let quote = name.first, quote == "\"" || quote == "'", name.count > 1, name.last == quote {
        name = name.dropFirst().dropLast()
      }
      return String(name)
    }
    let isPlain = names.allSatisfy { name in
      (1...40).contains(name.utf8.count) && isLetter(name.utf8.first!)
        && name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x20 || $0 == UInt8(ascii: "-") }
    }
    guard isPlain, names.count <= 8 else { return nil }
    let generic: Set<String> = ["sans-serif", "serif", "monospace", "system-ui", "ui-monospace", "ui-sans-serif"]
    return names.map { generic.contains($0) ? $0 : "\"\($0)\"" }.joined(separator: ", ")
  }
}

extension ThemeParser {
  private mutating func note(_ message: String, line: Int? = nil) {
    findings.append(Theme.Finding(line: line ?? self.line, message: message))
  }

  private mutating func take(_ text: String) -> Bool {
    skipSpace()
    guard bytes[at...].starts(with: text.utf8) else { return false }
    at += text.utf8.count
    return true
  }

  private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
    let start = at
    while at < bytes.count, belongs(bytes[at]) { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// Spaces, line ends and comments.
  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x0A:
        line += 1
        at += 1
      case 0x09, 0x0D, 0x20: at += 1
      case UInt8(ascii: "/") where bytes[at...].starts(with: "/*".utf8): skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() {
    at += 2
    while at < bytes.count, !bytes[at...].starts(with: "*/".utf8) {
      if bytes[at] == 0x0A { line += 1 }
      at += 1
    }
    at = min(at + 2, bytes.count)
  }

  /// To behind the next semicolon, brace or line, so that one mistake is one finding.
  private mutating func skipStatement() {
    _ = word { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") && $0 != 0x0A }
    if at < bytes.count, bytes[at] != 0x0A { at += 1 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var rest = Substring(self)
    while let first = rest.unicodeScalars.first, [0x20, 0x09, 0x0D].contains(first.value) {
      rest.unicodeScalars.removeFirst()
    }
    while let last = rest.unicodeScalars.last, [0x20, 0x09, 0x0D].contains(last.value) {
      rest.unicodeScalars.removeLast()
    }
    return String(rest)
  }
}
