/// An XML element as the importer needs it: local names, since both syntaxes use each local name with one meaning, the
/// text, and the elements below it.
struct XMLElement: Sendable, Equatable {
  var name: String
  /// Empty where there is none.
  var namespace = ""
  var attributes: [Attribute] = []
  var children: [XMLElement] = []
  /// All text directly in the element, entities replaced.
  var text = ""

  struct Attribute: Sendable, Equatable {
    var name: String
    var value: String
  }

  func first(_ name: String) -> XMLElement? {
    for child in children where child.name == name { return child }
    return nil
  }

  /// The first element at the path; nil where a part of it is missing.
  func at(_ path: String...) -> XMLElement? {
    var element = self
    for name in path {
      guard let next = element.first(name) else { return nil }
      element = next
    }
    return element
  }

  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  func attribute(_ name: String) -> String? {
    for attribute in attributes where attribute.name == name { return Text.trimmed(attribute.value) }
    return nil
  }

  /// The text without white space around it; nil when there is none.
  var value: String? { Text.trimmed(text) }
}
