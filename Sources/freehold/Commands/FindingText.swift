/// Findings as compilers show them: place, message, the line with a caret, what would be right.

import AppSpec
import Values

enum FindingText {
  static func text(_ checked: Checked, file: String, spec: [UInt8]) -> String {
    let lines = spec.split(separator: 0x0A, omittingEmptySubsequences: false)
    let parts = checked.findings.map { finding in
      let place = "\(file):\(finding.line):\(finding.column): \(finding.severity.rawValue): \(finding.message)"
      let source = excerpt(finding, lines)
      return ([Terminal.bold(place)] + source + ["  \(finding.advice)  [\(finding.code)]"]).joined(separator: "\n")
    }
    return (parts + [summary(checked, file: file)]).joined(separator: "\n")
  }

  static func summary(_ checked: Checked, file: String) -> String {
    let errors = checked.findings.count { $0.severity == .error }
    let warnings = checked.findings.count - errors
    let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
    return counts.isEmpty ? "\(file): nothing to complain about." : "\(file): \(counts)."
  }

  static func json(_ checked: Checked) -> JSON {
    ["ok": .bool(checked.app != nil), "findings": .array(checked.findings.map(json))]
  }

  static func json(_ finding: Finding) -> JSON {
    [
      "severity": .string(finding.severity.rawValue), "line": .integer(Int64(finding.line)),
      "column": .integer(Int64(finding.column)), "code": .string(finding.code), "message": .string(finding.message),
      "advice": .string(finding.advice),
    ]
  }

  /// The finding's line with a caret under its column, cut to what a terminal shows.
  private static func excerpt(_ finding: Finding, _ lines: [ArraySlice<UInt8>]) -> [String] {
    guard finding.line >= 1, finding.line <= lines.count else { return [] }
    let scalars = String(decoding: lines[finding.line - 1].prefix(2000), as: UTF8.self).unicodeScalars
    let first = max(0, finding.column - 80)
    let shown = scalars.dropFirst(first).prefix(100).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    let line = String(String.UnicodeScalarView(shown))
    guard !line.isEmpty else { return [] }
    let number = String(finding.line)
    let margin = String(repeating: " ", count: number.count)
    let caret = String(repeating: " ", count: max(0, finding.column - 1 - first)) + "^"
    return ["  \(Terminal.dim("\(number) |")) \(line)", "  \(Terminal.dim("\(margin) |")) \(Terminal.bold(caret))"]
  }
}
