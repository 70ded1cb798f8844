/// What the pages of apps load; the runtime serves these under `/_freehold/assets/<sha>.css` and `.js`.
public enum AppAssets {
  public static let stylesheet: String = ""
  public static let script: String = ""
}
