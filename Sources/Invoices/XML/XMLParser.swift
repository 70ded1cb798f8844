/// Reads XML 1.0 in UTF-8, UTF-16 or ISO 8859-1. A document type declaration is refused (no entity, no external file, no
/// expansion), depth and number of elements are bounded: what comes from a stranger ends in an error, never in a hang.

/// Why bytes are not XML that is read here, and where (offset in bytes from 0).
public struct XMLError: Error, Equatable, Sendable {
  public enum Reason: String, Equatable, Sendable {
    case unexpectedEnd = "the text ends too early"
    case unexpectedByte = "a character stands where it may not stand"
    case badName = "a name is not one"
    case badReference = "an unknown entity or character"
    case badText = "a text is not in the encoding that it states"
    case wrongEnd = "an element ends that is not open"
    case doctype = "a document type declaration is not accepted"
    case encoding = "the encoding is not UTF-8, UTF-16 or ISO 8859-1"
    case tooDeep = "elements are nested too deeply"
    case tooLarge = "there are too many elements or attributes"
    case prefix = "a prefix stands for no namespace"
    case duplicate = "an attribute stands twice"
  }
  public var reason: Reason
  public var offset: Int
}

struct XMLParser {
  static let deepest = 100
  static let most = 5_000_000
  /// Of one element, and namespaces at one place.
  static let mostAttributes = 200

  private(set) var bytes: [UInt8]
  var at = 0
  private var elements = 0
  private let wasUTF16: Bool

  static func parse(_ bytes: [UInt8]) throws(XMLError) -> XMLElement {
    let transcoded = UTF16Text.utf8(bytes)
    var parser = XMLParser(bytes: transcoded ?? bytes, wasUTF16: transcoded != nil)
    return try parser.document()
  }

  private init(bytes: [UInt8], wasUTF16: Bool) { (self.bytes, self.wasUTF16) = (bytes, wasUTF16) }

  func error(_ reason: XMLError.Reason) -> XMLError { XMLError(reason: reason, offset: at) }

  private mutating func document() throws(XMLError) -> XMLElement {
    if starts([0xEF, 0xBB, 0xBF]) { at += 3 }
    try declaration()
    try skipMisc()
    guard let first = next else { throw error(.unexpectedEnd) }
    guard first == UInt8(ascii: "<") else { throw error(.unexpectedByte) }
    let root = try element(depth: 0, scope: XMLScope())
    try skipMisc()
    guard ended else { throw error(.unexpectedByte) }
    return root
  }

  // MARK: - Around the elements

  private mutating func declaration() throws(XMLError) {
    guard starts("<?xml"), at + 5 < bytes.count, Text.isSpace(bytes[at + 5]) else { return }
    let start = at
    try skip(past: "?>")
    let text = bytes[start..<at].map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 32 : $0 }
    guard Text.contains(text, Array("encoding".utf8)) else { return }
    if wasUTF16 {
      guard Text.contains(text, Array("utf-16".utf8)) else { throw error(.encoding) }
    } else if Text.contains(text, Array("iso-8859-1".utf8)) {
      transcodeLatin1()
    } else if !Text.contains(text, Array("utf-8".utf8)), !Text.contains(text, Array("us-ascii".utf8)) {
      throw error(.encoding)
    }
  }

  /// Each byte of ISO 8859-1 is the code point of its character.
  private mutating func transcodeLatin1() {
    var text = Array(bytes[..<at])
    for byte in bytes[at...] {
      if byte < 0x80 {
        text.append(byte)
      } else {
        text += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
      }
    }
    bytes = text
  }

  /// White space, comments and processing instructions.
  private mutating func skipMisc() throws(XMLError) {
    while true {
      skipSpace()
      if starts("<!--") {
        try skip(past: "-->")
      } else if starts("<?") {
        try skip(past: "?>")
      } else if starts("<!") {
        throw error(.doctype)
      } else {
        return
      }
    }
  }

  // MARK: - Elements

  private mutating func element(depth: Int, scope: XMLScope) throws(XMLError) -> XMLElement {
    guard depth < XMLParser.deepest else { throw error(.tooDeep) }
    elements += 1
    guard elements <= XMLParser.most else { throw error(.tooLarge) }
    at += 1
    let name = try self.name()
    var scope = scope
    let (attributes, isEmpty) = try attributes(&scope)
    let (prefix, local) = XMLScope.split(name)
    guard let namespace = scope.namespace(prefix) else { throw error(.prefix) }
    let (children, text) = isEmpty ? ([], "") : try contents(named: name, depth: depth, scope: scope)
    return XMLElement(
      name: String(decoding: local, as: UTF8.self), namespace: namespace, attributes: attributes, children: children,
      text: text)
  }

  private mutating func attributes(_ scope: inout XMLScope) throws(XMLError) -> ([XMLElement.Attribute], Bool) {
    var found: [XMLElement.Attribute] = []
    while true {
      let start = at
      skipSpace()
      if starts("/>") {
        at += 2
        return (found, true)
      }
      guard let byte = next else { throw error(.unexpectedEnd) }
      if byte == UInt8(ascii: ">") {
        at += 1
        return (found, false)
      }
      guard at > start else { throw error(.unexpectedByte) }
      // Each is compared with those before it, and each prefix with all that stand open.
      guard found.count + scope.count < XMLParser.mostAttributes else { throw error(.tooLarge) }
      let name = try self.name()
      skipSpace()
      try expect(UInt8(ascii: "="))
      skipSpace()
      let value = try quoted()
      if scope.declare(name, value) { continue }
      let local = String(decoding: XMLScope.split(name).local, as: UTF8.self)
      guard !found.contains(where: { $0.name == local }) else { throw error(.duplicate) }
      found.append(XMLElement.Attribute(name: local, value: value))
    }
  }

  private mutating func contents(
    named name: ArraySlice<UInt8>, depth: Int, scope: XMLScope
  ) throws(XMLError) -> ([XMLElement], String) {
    var text: [UInt8] = []
    var children: [XMLElement] = []
    while true {
      guard let byte = next else { throw error(.unexpectedEnd) }
      if byte != UInt8(ascii: "<") {
        try character(into: &text)
      } else if starts("</") {
        at += 2
        guard try self.name().elementsEqual(name) else { throw error(.wrongEnd) }
        skipSpace()
        try expect(UInt8(ascii: ">"))
        return (children, try decoded(text))
      } else if starts("<![CDATA[") {
        at += 9
        let start = at
        try skip(past: "]]>")
        text += bytes[start..<at - 3]
      } else if starts("<!--") {
        try skip(past: "-->")
      } else if starts("<?") {
        try skip(past: "?>")
      } else if starts("<!") {
        throw error(.doctype)
      } else {
        children.append(try element(depth: depth + 1, scope: scope))
      }
    }
  }

  private mutating func quoted() throws(XMLError) -> String {
    guard let quote = next else { throw error(.unexpectedEnd) }
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw error(.unexpectedByte) }
    at += 1
    var text: [UInt8] = []
    while let byte = next {
      if byte == quote {
        at += 1
        return try decoded(text)
      }
      guard byte != UInt8(ascii: "<") else { throw error(.unexpectedByte) }
      try character(into: &text)
    }
    throw error(.unexpectedEnd)
  }
}
