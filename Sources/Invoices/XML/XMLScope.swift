/// The namespaces that prefixes stand for at one place of a document (Namespaces in XML 1.0).
struct XMLScope {
  private var bindings: [(prefix: [UInt8], namespace: String)] = []

  var count: Int { bindings.count }

  /// Takes an attribute that declares a namespace; false for every other attribute.
  mutating func declare(_ name: ArraySlice<UInt8>, _ value: String) -> Bool {
    if name.elementsEqual("xmlns".utf8) {
      bindings.append(([], value))
      return true
    }
    guard name.starts(with: "xmlns:".utf8) else { return false }
    bindings.append((Array(name.dropFirst(6)), value))
    return true
  }

  /// Empty for no prefix and no default namespace; nil for a prefix that was not declared.
  func namespace(_ prefix: ArraySlice<UInt8>) -> String? {
    for binding in bindings.reversed() where binding.prefix.elementsEqual(prefix) { return binding.namespace }
    return prefix.isEmpty ? "" : nil
  }

  static func split(_ name: ArraySlice<UInt8>) -> (prefix: ArraySlice<UInt8>, local: ArraySlice<UInt8>) {
    guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return ([], name) }
    return (name[..<colon], name[(colon + 1)...])
  }
}
