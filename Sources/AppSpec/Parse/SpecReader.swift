/// Reads a spec's bytes into a tree, or says at which place it is no spec at all.
///
/// YAML is taken strictly: one document, no anchors, aliases, tags or merge keys, at most 20 levels, 1,000 entries in a
/// list or group, 64 KiB in a text, 1 MiB in all. Whatever is refused here is refused before any recursion, and the
/// bounds keep what the checker does with lists and texts cheap.
struct SpecReader {
  static let maximumBytes = 1 << 20
  static let maximumDepth = 20
  static let maximumEntries = 1000
  static let maximumText = 1 << 16

  private(set) var findings: [Finding] = []
  private var open: [Collection] = []
  private var root: SpecNode?
  private var documents = 0

  private struct Collection {
    let place: Place
    let isMapping: Bool
    var items: [SpecNode] = []
    var entries: [SpecNode.Entry] = []
    var key: (text: String, place: Place)?
    var seen: [String: Place] = [:]
  }

  /// - Returns: the tree when it could be read to the end, and all findings so far.
  static func read(_ bytes: [UInt8]) -> (root: SpecNode?, findings: [Finding]) {
    if let refusal = SpecBytes.refusal(bytes) { return (nil, [refusal]) }
    var reader = SpecReader()
    let complete = reader.run(SpecEvents(bytes), bytes)
    return (complete ? reader.root : nil, reader.findings)
  }

  private mutating func run(_ events: borrowing SpecEvents, _ bytes: [UInt8]) -> Bool {
    while true {
      let located: SpecEvents.Located
      do {
        located = try events.next()
      } catch {
        findings.append(SpecBytes.explain(error, bytes))
        return false
      }
      if located.event == .streamEnd { return finish() }
      guard take(located) else { return false }
    }
  }

  /// False when reading on would serve nothing.
  private mutating func take(_ located: SpecEvents.Located) -> Bool {
    if located.anchored || located.event == .alias { return refuseAnchor(located.place) }
    if let tag = located.tag { return refuseTag(tag, located.place) }
    switch located.event {
    case .documentStart:
      documents += 1
      return documents == 1 || refuseDocument(located.place)
    case .scalar(let text, let style):
      if text.utf8.count > SpecReader.maximumText { return refuseText(located.place) }
      return add(SpecNode(content: .scalar(text, style), place: located.place))
    case .sequenceStart, .mappingStart:
      return begin(located)
    case .sequenceEnd, .mappingEnd:
      let ended = open.removeLast()
      return add(
        SpecNode(content: ended.isMapping ? .mapping(ended.entries) : .sequence(ended.items), place: ended.place))
    default: return true
    }
  }

  private mutating func begin(_ located: SpecEvents.Located) -> Bool {
    if let parent = open.last, parent.isMapping, parent.key == nil {
      return refuse(
        "complex-key", located.place, "A list or a group of keys stands where a key should be.",
        "Write a plain key: name. A value that begins with { or [ needs quotes.")
    }
    guard open.count < SpecReader.maximumDepth else {
      findings.append(SpecBytes.tooDeep(located.place))
      return false
    }
    open.append(Collection(place: located.place, isMapping: located.event == .mappingStart))
    return true
  }

  private mutating func add(_ node: SpecNode) -> Bool {
    guard !open.isEmpty else {
      root = node
      return true
    }
    let last = open.count - 1
    if open[last].entries.count + open[last].items.count == SpecReader.maximumEntries {
      return refuse(
        "too-many", node.place, "This list or group has more than \(SpecReader.maximumEntries) entries.",
        "Data belongs in the source, not in the spec.")
    }
    guard open[last].isMapping else {
      open[last].items.append(node)
      return true
    }
    guard let key = open[last].key else { return addKey(node, to: last) }
    open[last].entries.append(SpecNode.Entry(key: key.text, place: key.place, value: node))
    open[last].key = nil
    return true
  }

  private mutating func addKey(_ node: SpecNode, to last: Int) -> Bool {
    guard case .scalar(let text, _) = node.content else { return false }
    if let first = open[last].seen[text] {
      findings.append(
        Finding(
          .error, node.place, "duplicate-key",
          "“\(text.shortened)” stands here a second time; the first is in line \(first.line).",
          "Keep one of the two, or give this one another name."))
    } else {
      open[last].seen[text] = node.place
    }
    open[last].key = (text, node.place)
    return true
  }

  private mutating func finish() -> Bool {
    if root == nil {
      findings.append(
        Finding(.error, .start, "empty", "There is nothing in this spec.", "Begin with: app: my_app"))
    }
    return true
  }

  private mutating func refuseAnchor(_ place: Place) -> Bool {
    refuse(
      "anchor", place, "Anchors (&name) and aliases (*name) are not used in specs.",
      "Write the value out. A text that begins with & or * needs quotes.")
  }

  private mutating func refuseTag(_ tag: String, _ place: Place) -> Bool {
    refuse(
      "tag", place, "Tags such as “\(tag.shortened)” are not used in specs.",
      "Leave the tag out: types are known from the keys. A text that begins with ! needs quotes.")
  }

  private mutating func refuseText(_ place: Place) -> Bool {
    refuse(
      "too-long", place, "This text has more than \(SpecReader.maximumText) bytes (64 KiB).",
      "Shorten it; a view or a function in the database holds long SQL better.")
  }

  private mutating func refuseDocument(_ place: Place) -> Bool {
    refuse("several-documents", place, "A second document begins here.", "Keep one app in one file, without “---”.")
  }

  private mutating func refuse(_ code: String, _ place: Place, _ message: String, _ advice: String) -> Bool {
    findings.append(Finding(.error, place, code, message, advice))
    return false
  }
}
