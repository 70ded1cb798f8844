/// The colours that follow the accent where a theme sets it alone: what stands on it, its pale ground, the first series.

extension [(name: String, value: String)] {
  /// These are a scheme's own colours; `set` is what a theme has over them.
  func completing(_ set: [Theme.Property]) -> [Theme.Property] {
    guard let accent = set.first(where: { $0.name == "accent" })?.value else { return set }
    func colour(_ name: String) -> String {
      set.first { $0.name == name }?.value ?? first { $0.name == name }?.value ?? accent
    }
    let inks = ["#ffffff", "#101311"].sorted { (Contrast.ratio($0, accent) ?? 1) > (Contrast.ratio($1, accent) ?? 1) }
    let paper = colour("paper")
    let soft =
      [12, 9, 6, 3].map { Contrast.mix(accent, into: paper, percent: $0) }
      .first { (Contrast.ratio(accent, $0) ?? 1) >= 4.5 } ?? paper
    let following = [("accent-ink", inks[0]), ("accent-soft", soft), ("series-0", accent)]
    return set
      + following.filter { name, _ in !set.contains { $0.name == name } }.map { Theme.Property(name: $0, value: $1) }
  }
}
