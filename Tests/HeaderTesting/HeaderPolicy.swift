// What every answer of both servers has to say to a browser, whichever route gave it.

/// The strict policy, and where an answer falls short of it.
public enum HeaderPolicy {
  /// - Parameters:
  ///   - field: the value of a header, by its name in lower case.
  ///   - framedBy: the CSP source that may show the page in a frame; nil: nobody may.
  /// - Returns: what is missing or too weak, for a person to read; empty when nothing is.
  public static func weaknesses(framedBy: String? = nil, _ field: (String) -> String?) -> [String] {
    var found: [String] = []
    let exact = [
      "x-content-type-options": "nosniff", "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    ]
    for (name, value) in exact.sorted(by: { $0.key < $1.key }) where field(name) != value {
      found.append("\(name): \(field(name) ?? "missing")")
    }
    if framedBy == nil, field("x-frame-options") != "DENY" { found.append("x-frame-options is not DENY") }
    for feature in ["camera", "geolocation", "microphone", "payment", "usb"]
    where field("permissions-policy")?.contains("\(feature)=()") != true {
      found.append("permissions-policy leaves \(feature)")
    }
    if field("x-request-id") == nil { found.append("x-request-id is missing") }
    return found + caching(field) + content(field("content-security-policy"), framedBy: framedBy ?? "'none'")
  }

  /// Kept by nobody, or under a name that changes with the content, or asked for again each time.
  private static func caching(_ field: (String) -> String?) -> [String] {
    let value = field("cache-control") ?? "missing"
    let isFine = ["no-store", "no-cache"].contains(value) || value.hasSuffix("immutable")
    return isFine ? [] : ["cache-control: \(value)"]
  }

  private static func content(_ policy: String?, framedBy: String) -> [String] {
    guard let policy else { return ["content-security-policy is missing"] }
    var directives: [String: [String]] = [:]
    for directive in policy.split(separator: ";") {
      let words = directive.split(separator: " ").map(String.init)
      if let name = words.first { directives[name] = Array(words.dropFirst()) }
    }
    var found: [String] = []
    for (name, only) in ["default-src": "'none'", "base-uri": "'none'", "frame-ancestors": framedBy]
    where directives[name] != [only] {
      found.append("\(name) is \(directives[name] ?? [])")
    }
    if directives["form-action"] == nil { found.append("form-action is open") }
    for (name, sources) in directives {
      for source in sources where isWeak(source, in: name) { found.append("\(name) allows \(source)") }
    }
    return found
  }

  /// WebAssembly's own permission is no permission for scripts from text.
  private static func isWeak(_ source: String, in directive: String) -> Bool {
    let isUnsafe = source.hasPrefix("'unsafe-") && source != "'wasm-unsafe-eval'"
    let isOpen = ["*", "http:", "https:", "blob:", "data:"].contains(source)
    return isUnsafe || isOpen && ["script-src", "style-src", "connect-src", "default-src"].contains(directive)
  }
}
