/// Whether a spec may be published, and everything that its author should know about it.
public enum SpecCheck {
  /// Reported at most; the rest is counted in the last one.
  public static let maximumFindings = 200

  /// Never crashes and never throws, whatever the bytes are.
  public static func check(_ bytes: [UInt8]) -> Checked {
    let text = SpecBytes.withoutMark(bytes)
    let (root, unread) = SpecReader.read(text)
    guard let root else { return Checked(app: nil, findings: sorted(unread)) }
    let shape = ShapeCheck.findings(root)
    var checker = SpecChecker(source: SpecSource(text))
    let app = checker.check(root)
    let findings = sorted(unread + shape + checker.findings)
    guard !findings.contains(where: { $0.severity == .error }) else { return Checked(app: nil, findings: findings) }
    return Checked(app: CheckedApp(app: app, bytes: bytes), findings: findings)
  }

  /// In the order of the spec, each only once; errors go before warnings where there are too many.
  private static func sorted(_ findings: [Finding]) -> [Finding] {
    var seen: Set<String> = []
    let unique = findings.filter { seen.insert("\($0.line):\($0.column) \($0.code) \($0.message)").inserted }
    var ordered = unique.filter { $0.severity == .error } + unique.filter { $0.severity == .warning }
    let dropped = ordered.count - maximumFindings
    if dropped > 0 { ordered.removeLast(dropped + 1) }
    ordered.sort { ($0.line, $0.column) < ($1.line, $1.column) }
    guard dropped > 0, let last = ordered.last else { return ordered }
    let place = Place(line: last.line, column: last.column)
    return ordered + [
      Finding(
        .error, place, "more-findings", "There are \(dropped + 1) more findings.",
        "Mend the ones above first, then check again.")
    ]
  }
}

/// The outcome of a check.
public struct Checked: Sendable, Equatable {
  /// Nil exactly when there is a finding of the level `error`.
  public let app: CheckedApp?
  /// In the order of the spec.
  public let findings: [Finding]
}
