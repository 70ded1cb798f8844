/// Colours, type and measures as CSS custom properties: one source for apps and console, light and dark.
///
/// Text on `--paper` and `--ground` has a contrast of at least 4.5:1 in both schemes, borders of controls 3:1 (WCAG 2.2,
/// 1.4.3 and 1.4.11); `DesignTokensTests` computes them.
public enum DesignTokens {
  public static let light: [(name: String, value: String)] = [
    ("ground", "#f6f6f3"), ("paper", "#ffffff"), ("sunken", "#efefea"), ("ink", "#1c1f1d"), ("quiet", "#5a625d"),
    ("line", "#e1e2dc"), ("edge", "#858d88"), ("accent", "#1b6b47"), ("accent-ink", "#ffffff"),
    ("accent-soft", "#e3f1e9"), ("good", "#1d6a3f"), ("good-soft", "#e2f3e8"), ("warning", "#7d4f00"),
    ("warning-soft", "#fbeecf"), ("bad", "#a92622"), ("bad-soft", "#fce7e5"), ("info", "#1f5a92"),
    ("info-soft", "#e4effa"), ("neutral", "#4c544f"), ("neutral-soft", "#ebedea"), ("series-0", "#1b6b47"),
    ("series-1", "#b4591a"), ("series-2", "#2f62b0"), ("series-3", "#8a3c86"), ("series-4", "#776a00"),
    ("series-5", "#9b2d45"),
  ]

  public static let dark: [(name: String, value: String)] = [
    ("ground", "#141715"), ("paper", "#1c201e"), ("sunken", "#252a27"), ("ink", "#eceeec"), ("quiet", "#a5aea8"),
    ("line", "#323835"), ("edge", "#757e79"), ("accent", "#7fd0a5"), ("accent-ink", "#0d2117"),
    ("accent-soft", "#20382c"), ("good", "#8bd8a6"), ("good-soft", "#1d3526"), ("warning", "#ecc477"),
    ("warning-soft", "#3a2e14"), ("bad", "#f4a19b"), ("bad-soft", "#43211f"), ("info", "#99c8f4"),
    ("info-soft", "#1d3145"), ("neutral", "#c0c8c3"), ("neutral-soft", "#2c322f"), ("series-0", "#7fd0a5"),
    ("series-1", "#f0a566"), ("series-2", "#8db5f5"), ("series-3", "#d79ad3"), ("series-4", "#d8c95a"),
    ("series-5", "#ef93a6"),
  ]

  private static let measures = """
    --font:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Cantarell,sans-serif;\
    --mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;\
    --radius:8px;--gap:16px;--pad:20px;--control:36px;--shadow:0 1px 2px rgb(0 0 0/.05)
    """

  /// `:root` rules; goes before every other rule.
  public static let stylesheet =
    ":root{color-scheme:light dark;\(measures);\(properties(light))}\n"
    + "@media (prefers-color-scheme:dark){:root{\(properties(dark));--shadow:none}}\n"

  private static func properties(_ tokens: [(name: String, value: String)]) -> String {
    tokens.map { "--\($0.name):\($0.value)" }.joined(separator: ";")
  }
}
