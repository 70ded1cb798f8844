import Values

/// The place between two rows of a sorted table: the order's columns of one of them, and a fingerprint of the table
/// that they come from, so that a cursor of another sort or filter is not misread.
///
/// As text: base64url of the JSON array `[fingerprint, value…]`. It is no secret and no authority: its values are bound
/// as any others, and the query says which rows there are.
struct Cursor: Equatable {
  var fingerprint: String
  /// In text format, in the order of the `order by`; nil is NULL.
  var values: [String?]

  init(fingerprint: String, values: [String?]) {
    self.fingerprint = fingerprint
    self.values = values
  }

  /// Nil for what is no cursor.
  init?(text: String) {
    guard text.utf8.count <= 8192, let bytes = Base64URL.decode(text), let items = Cursor.items(bytes),
      let fingerprint = items.first?.string
    else { return nil }
    self.fingerprint = fingerprint
    values = []
    for item in items.dropFirst() {
      if case .null = item {
        values.append(nil)
      } else if let text = item.string, !text.utf8.contains(0) {
        values.append(text)
      } else {
        return nil
      }
    }
  }

  private static func items(_ bytes: [UInt8]) -> [JSON]? {
    do {
      return try JSON.parse(bytes).array
    } catch {
      return nil  // A cursor that someone wrote himself; the table begins at its start.
    }
  }

  var text: String {
    Base64URL.encode(JSON.array([.string(fingerprint)] + values.map { $0.map(JSON.string) ?? .null }).bytes)
  }

  /// FNV-1a of 64 bits (IETF draft-eastlake-fnv): deterministic, not cryptographic.
  static func fingerprint(_ parts: [String?]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for part in parts {
      mix(part == nil ? 0 : 1)
      for byte in (part ?? "").utf8 { mix(byte) }
      mix(0xFF)
    }
    return String(hash, radix: 36)
  }
}
