/// An XML element as the importer needs it: local names, since both syntaxes use each local name with one meaning, the
/// text, and the elements below it. A class, because whole documents are walked and nothing in them is changed.
final class XMLElement: Sendable {
  let name: String
  /// Empty where there is none.
  let namespace: String
  let attributes: [Attribute]
  let children: [XMLElement]
  /// All text directly in the element, entities replaced.
  let text: String

  struct Attribute: Sendable, Equatable {
    var name: String
    var value: String
  }

  init(
    name: String, namespace: String = "", attributes: [Attribute] = [], children: [XMLElement] = [], text: String = ""
  ) {
    self.name = name
    self.namespace = namespace
    self.attributes = attributes
    self.children = children
    self.text = text
  }

  @inline(never)
  func first(_ name: StaticString) -> XMLElement? {
    child(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)[...])
  }

  /// The first element at a path of names between slashes; nil where a part of it is missing.
  @inline(never)
  func find(_ path: StaticString) -> XMLElement? {
    let bytes = UnsafeBufferPointer(start: path.utf8Start, count: path.utf8CodeUnitCount)
    var element = self
    for name in bytes.split(separator: UInt8(ascii: "/")) {
      guard let next = element.child(name) else { return nil }
      element = next
    }
    return element
  }

  /// The text of the first element at a path; nil where there is none.
  @inline(never)
  func text(_ path: StaticString) -> String? { find(path)?.value }

  private func child(_ name: UnsafeBufferPointer<UInt8>.SubSequence) -> XMLElement? {
    for child in children where child.name.utf8.elementsEqual(name) { return child }
    return nil
  }

  @inline(never)
  func all(_ name: StaticString) -> [XMLElement] {
    let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    return children.filter { $0.name.utf8.elementsEqual(name) }
  }

  @inline(never)
  func attribute(_ name: StaticString) -> String? {
    let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    for attribute in attributes where attribute.name.utf8.elementsEqual(name) { return Text.trimmed(attribute.value) }
    return nil
  }

  /// The text without white space around it; nil when there is none.
  var value: String? { Text.trimmed(text) }
}
