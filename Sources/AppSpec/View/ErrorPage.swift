/// The page for every problem: what happened, what to do, and the id to quote.
public enum ErrorPage {
  /// A UTF-8 HTML document. Nothing of it may carry internal detail.
  /// - Parameters:
  ///   - chrome: absent where no viewer is known.
  ///   - stylesheet: the path of `AppAssets.stylesheet`, when there is no chrome.
  ///   - back: where a person can go from here.
  public static func render(
    title: String, message: String, advice: String, requestID: String, chrome: Chrome? = nil,
    stylesheet: String? = nil, back: (title: String, path: String)? = nil
  ) -> [UInt8] { [] }
}
