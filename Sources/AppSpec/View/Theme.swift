/// A workspace's own colours, measures and fonts over `DesignTokens`, as its administrators write them: CSS custom
/// properties of a closed grammar. What leaves this type is written anew from what was understood, so that nothing of
/// the text itself reaches a page.
///
///     --accent: #7a2e0e;
///     --radius: 4px;
///     @media (prefers-color-scheme: dark) { --accent: #f0a580; }
public struct Theme: Sendable, Equatable {
  public struct Property: Sendable, Equatable {
    public var name: String
    public var value: String
  }

  /// What is wrong, and at which line, from 1.
  public struct Finding: Error, Sendable, Equatable {
    public var line: Int
    public var message: String

    public init(line: Int, message: String) {
      self.line = line
      self.message = message
    }
  }

  /// In bytes.
  public static let limit = 4_000

  public private(set) var light: [Property] = []
  public private(set) var dark: [Property] = []

  public init() {}

  /// All findings at once; a colour that cannot be read on its ground is one of them.
  public init(_ text: String) throws(ThemeFindings) {
    var parser = ThemeParser(text)
    let (light, dark) = parser.parse()
    (self.light, self.dark) = (Theme.last(light), Theme.last(dark))
    let findings = parser.findings.isEmpty ? unreadable : parser.findings
    guard findings.isEmpty else { throw ThemeFindings(all: findings) }
  }

  public var isEmpty: Bool { light.isEmpty && dark.isEmpty }

  /// As it is kept and shown again: one property a line.
  public var text: String {
    let inDark = dark.isEmpty ? "" : "@media (prefers-color-scheme: dark) {\n\(Theme.lines(dark, "  "))}\n"
    return Theme.lines(light, "") + inDark
  }

  /// Of a property that is set; nil where Freehold's own value holds.
  public func value(_ name: String, inDark: Bool = false) -> String? {
    (inDark ? dark : light).first { $0.name == name }?.value
  }

  /// What is set besides some properties, for whoever has fields of their own for them.
  public func leavingOut(light names: Set<String>, dark others: Set<String>) -> Theme {
    var rest = self
    rest.light.removeAll { names.contains($0.name) }
    rest.dark.removeAll { others.contains($0.name) }
    return rest
  }

  /// The rules that go after those of `DesignTokens`. Colours of the light mode do not reach into the dark one.
  public var stylesheet: String {
    func rule(_ properties: [Property]) -> String {
      ":root{" + properties.map { "--\($0.name):\($0.value)" }.joined(separator: ";") + "}"
    }
    let colours = DesignTokens.light.completing(light.filter { $0.value.hasPrefix("#") })
    let others = light.filter { !$0.value.hasPrefix("#") }
    let dark = DesignTokens.dark.completing(dark)
    return (others.isEmpty ? "" : rule(others) + "\n")
      + (colours.isEmpty ? "" : "@media not (prefers-color-scheme:dark){\(rule(colours))}\n")
      + (dark.isEmpty ? "" : "@media (prefers-color-scheme:dark){\(rule(dark))}\n")
  }

  private static func lines(_ properties: [Property], _ indent: String) -> String {
    properties.map { "\(indent)--\($0.name): \($0.value);\n" }.joined()
  }

  /// Of a name that is given twice the last one counts, as in CSS.
  private static func last(_ properties: [Property]) -> [Property] {
    var kept: [Property] = []
    for property in properties {
      kept.removeAll { $0.name == property.name }
      kept.append(property)
    }
    return kept
  }

  private var unreadable: [Finding] {
    var findings: [Finding] = []
    for (scheme, tokens, own) in [
      ("light", DesignTokens.light, light), ("dark", DesignTokens.dark, dark),
    ] where !own.isEmpty {
      let own = tokens.completing(own)
      var colours = Dictionary(uniqueKeysWithValues: tokens.map { ($0.name, $0.value) })
      for property in own { colours[property.name] = property.value }
      for (text, ground, least) in DesignTokens.contrasts {
        guard own.contains(where: { $0.name == text || $0.name == ground }), let one = colours[text],
          let other = colours[ground], let ratio = Contrast.ratio(one, other), ratio < least
        else { continue }
        let tenths = Int(ratio * 10)
        findings.append(
          Finding(
            line: 0,
            message: "In \(scheme) mode --\(text) (\(one)) cannot be read on --\(ground) (\(other)): the contrast is "
              + "\(tenths / 10).\(tenths % 10), it must be \(least)."))
      }
    }
    return findings
  }
}

public struct ThemeFindings: Error, Sendable, Equatable {
  public var all: [Theme.Finding]

  public init(all: [Theme.Finding]) { self.all = all }
}
