/// Which addresses may stand in an `href`. A scheme that is not on the list is no link at all, so `javascript:` and
/// `data:` never are.
enum SafeLink {
  /// An address on the web; nil for any other.
  static func external(_ text: String) -> String? {
    let lower = text.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), hasNoControls(text) else { return nil }
    return text
  }

  /// A link of a text: a path within the app (then `appPath` goes before it), a web or mail address, a phone number.
  static func inText(_ text: String, appPath: String) -> String? {
    if text.hasPrefix("#") || text.hasPrefix("?") { return hasNoControls(text) ? text : nil }
    if text.hasPrefix("/") { return AppPath(text).map { appPath + $0.text } }
    let lower = text.lowercased()
    guard lower.hasPrefix("mailto:") || lower.hasPrefix("tel:") else { return external(text) }
    return hasNoControls(text) ? text : nil
  }

  /// Browsers drop tabs and line breaks within addresses, so they could hide a scheme.
  private static func hasNoControls(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
  }
}
