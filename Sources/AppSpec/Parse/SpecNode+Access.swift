/// Reading a tree whose shape has been checked: what does not fit reads as absent, because it has its finding already.
extension SpecNode {
  var entries: [Entry] {
    if case .mapping(let entries) = content { return entries }
    return []
  }

  var items: [SpecNode] {
    if case .sequence(let items) = content { return items }
    return []
  }

  /// A scalar as it stands there.
  var text: String? {
    guard case .scalar(let text, _) = content, !isAbsent else { return nil }
    return text
  }

  /// One scalar, or the scalars of a list.
  var texts: [SpecNode] { text == nil ? items.filter { $0.text != nil } : [self] }

  var flag: Bool? { text.flatMap { $0 == "true" ? true : $0 == "false" ? false : nil } }

  func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }

  subscript(_ key: String) -> SpecNode? { entry(key)?.value }

  /// The text of a key.
  func text(_ key: String) -> String? { self[key]?.text }

  /// The name at a key, with its place.
  func name(_ key: String) -> (name: Name, place: Place)? {
    guard let node = self[key], let text = node.text, let name = Name(text) else { return nil }
    return (name, node.place)
  }
}
