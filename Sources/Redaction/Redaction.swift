/// What must not stand in a log line, leave a page or reach a model: personal data and secrets, found in one pass over
/// UTF-8 whose time is linear in the length, and replaced.

public enum Redaction {
  /// `text` with `[CARD]`, `[EMAIL]` and so on in place of what was found; by default what our logs may not hold.
  public static func redacted(_ text: String, _ kinds: Kinds = .logs) -> String {
    let bytes = Array(text.utf8)
    let found = findings(bytes, kinds)
    return found.isEmpty ? text : String(decoding: replaced(bytes, found, by: .name), as: UTF8.self)
  }

  public static func redacted(_ bytes: [UInt8], _ kinds: Kinds = .logs) -> [UInt8] {
    replaced(bytes, kinds, by: .name)
  }

  /// In ascending order, without overlaps; of two that overlap the more certain one stays.
  public static func findings(_ bytes: [UInt8], _ kinds: Kinds = .standard) -> [Finding] {
    bytes.withUnsafeBufferPointer { buffer in
      var scanner = Scanner(Text(buffer), kinds)
      return scanner.findings()
    }
  }
}
