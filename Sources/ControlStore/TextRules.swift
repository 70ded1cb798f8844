// What a person may type where a line of text is kept.

import Workspaces

/// `text` without surrounding spaces when it is one line of at most `limit` characters, without control characters.
func line(_ text: String, field: String, limit: Int = 200, mayBeEmpty: Bool = false) -> Result<String, Refusal> {
  var trimmed = Substring(text)
  while trimmed.first?.isWhitespace == true { trimmed.removeFirst() }
  while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
  let isPlain = trimmed.unicodeScalars.allSatisfy { scalar in
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
    default: true
    }
  }
  guard isPlain, trimmed.unicodeScalars.count <= limit, mayBeEmpty || !trimmed.isEmpty else {
    return .failure(.invalid(field: field))
  }
  return .success(String(trimmed))
}
