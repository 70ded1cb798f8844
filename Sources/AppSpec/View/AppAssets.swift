/// What the pages of apps load; the runtime serves these under `/_freehold/assets/<sha>.css` and `.js`.
public enum AppAssets {
  public static let stylesheet: String = Stylesheet.text
  /// Needs `script-src` and, for questions that open over the page, `connect-src 'self'`.
  public static let script: String = Script.text
}
