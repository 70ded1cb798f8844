// `ops.pinned`: what this program was built from, each package by one exact version.

public enum PinnedCheck {
  /// - Parameter packages: by name and version, as they were resolved.
  public static func verdict(of packages: [(name: String, version: String)]? = nil) -> ControlVerdict {
    let packages = packages ?? Dependencies.all
    var findings = packages.isEmpty ? ["there is no list of packages"] : []
    findings += packages.filter { !isExact($0.version) }.map { "\($0.name) has no exact version" }
    let names = packages.map(\.name)
    findings += Set(names.filter { name in names.count { $0 == name } > 1 }).sorted().map { "\($0) is there twice" }
    var evidence = Evidence()
    evidence.count("packages", packages.count)
    evidence.names("built from", packages.map { "\($0.name) \($0.version)" })
    return ControlVerdict(findings: findings, evidence)
  }

  /// `1.2.3`, also `1.2.3-beta.1` (semver.org, sections 2 and 9): neither a range nor a branch.
  private static func isExact(_ version: String) -> Bool {
    let core = version.prefix { $0 != "-" }.split(separator: ".", omittingEmptySubsequences: false)
    return core.count == 3 && core.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
  }
}
