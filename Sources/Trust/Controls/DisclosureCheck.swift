// `ops.disclosure`: what stands at /.well-known/security.txt, read as whoever found a weakness reads it (RFC 9116).

public import Values

public enum DisclosureCheck {
  /// - Parameters:
  ///   - text: what was answered at `/.well-known/security.txt`.
  ///   - type: its `Content-Type`.
  ///   - policy: what was answered where `Policy` leads to; nil when that could not be asked for.
  public static func verdict(
    status: Int, type: String, text: String, policyStatus: Int?, now: Instant
  ) -> ControlVerdict {
    var findings: [String] = []
    var evidence = Evidence()
    if status != 200 { findings.append("/.well-known/security.txt answers \(status)") }
    if !type.lowercased().hasPrefix("text/plain") { findings.append("it is no plain text (section 3)") }
    if type.lowercased().filter({ $0 != " " }) != "text/plain;charset=utf-8" {
      findings.append("its type does not say UTF-8 (section 3)")
    }
    var fields: [String: [String]] = [:]
    for line in text.replacing("\r\n", with: "\n").split(separator: "\n") where !line.hasPrefix("#") {
      guard let colon = line.firstIndex(of: ":"), line[line.index(after: colon)...].hasPrefix(" ") else {
        findings.append("a line is no field (section 4)")
        continue
      }
      fields[line[..<colon].lowercased(), default: []].append(String(line[colon...].dropFirst(2)))
    }
    findings += contact(fields["contact"] ?? []) + expiry(fields["expires"] ?? [], now)
    for name in ["canonical", "policy"] {
      for value in fields[name] ?? [] where !value.hasPrefix("https://") {
        findings.append("\(name) is no https address (section 2.5)")
      }
    }
    if policyStatus != 200 { findings.append("the policy of good faith is not there") }
    evidence.names("fields", fields.keys.sorted())
    return ControlVerdict(findings: findings, evidence)
  }

  private static func contact(_ values: [String]) -> [String] {
    if values.isEmpty { return ["there is no contact (section 2.5.3)"] }
    return values.allSatisfy { value in ["mailto:", "https://", "tel:"].contains { value.hasPrefix($0) } }
      ? [] : ["a contact is no address that can be used (section 2.5.3)"]
  }

  private static func expiry(_ values: [String], _ now: Instant) -> [String] {
    guard values.count == 1, let expires = Instant(iso: values[0]) else {
      return ["it does not say once when it expires (section 2.5.5)"]
    }
    if expires < now { return ["it has expired (section 2.5.5)"] }
    return expires.day > now.day.adding(days: 366) ? ["it expires in more than a year (section 2.5.5)"] : []
  }
}
