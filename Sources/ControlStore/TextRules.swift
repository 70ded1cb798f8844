// What a person may type where a line of text is kept.

import Values
import Workspaces

/// `text` without surrounding spaces when it is one line of at most `limit` characters, without control characters and without
/// what turns the direction of the text around it (Unicode TR36, section 2.1), and with something to see where it may not be empty.
func line(_ text: String, field: String, limit: Int = 200, mayBeEmpty: Bool = false) -> Result<String, Refusal> {
  var trimmed = Substring(text)
  while trimmed.first?.isWhitespace == true { trimmed.removeFirst() }
  while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
  guard trimmed.unicodeScalars.allSatisfy(\.isPlain), trimmed.unicodeScalars.count <= limit,
    trimmed.isEmpty ? mayBeEmpty : trimmed.unicodeScalars.contains(where: \.isSeen)
  else {
    return .failure(.invalid(field: field))
  }
  return .success(String(trimmed))
}
