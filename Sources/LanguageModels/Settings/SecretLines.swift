/// A secret of several parts, as a person writes it: one `name=value` on each line. What is not understood is refused.

import Secrets

struct SecretLines {
  private var values: [String: String] = [:]

  enum Problem: Error, Equatable { case notText, unknown, repeated }

  /// - Parameters:
  ///   - names: that may stand there.
  ///   - bare: the name of a value that may also stand alone.
  init(_ secret: SecretValue, names: Set<String>, bare: String? = nil) throws(Problem) {
    let text = try secret.reveal { bytes throws(Problem) -> String in
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
      return text
    }
    let lines = text.split(whereSeparator: \.isNewline).map(Self.trimmed).filter { !$0.isEmpty }
    for line in lines {
      let name = String(line.prefix { $0 != "=" })
      if names.contains(name), name.count < line.count {
        guard values[name] == nil else { throw .repeated }
        values[name] = String(Self.trimmed(line.dropFirst(name.count + 1)))
      } else if let bare, lines.count == 1 {
        values[bare] = String(line)
      } else {
        throw .unknown
      }
    }
  }

  /// Nil for what is absent or empty.
  subscript(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  private static func trimmed(_ line: Substring) -> Substring {
    let start = line.drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return start[...last]
  }
}

extension String {
  /// What may stand in a header: visible ASCII.
  var isHeaderSafe: Bool { !isEmpty && utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}
