// What a check saw, in a form that has no room for anybody's data: counts, names of ours and digests, a bounded number.

public import Contract
public import Values

public struct Evidence: Sendable, Equatable {
  public enum Fact: Sendable, Equatable {
    case count(String, Int64)
    /// Tables, columns, routes, findings: printable ASCII, cut off where it is long.
    case names(String, [String])
    case digest(String, Digest)
  }

  public private(set) var facts: [Fact] = []

  public init() {}

  public static let mostFacts = 24
  public static let mostNames = 50
  public static let longestName = 160

  public mutating func count(_ label: String, _ number: Int) {
    add(.count(Self.bounded(label), Int64(number)))
  }

  public mutating func names(_ label: String, _ names: some Sequence<String>) {
    let all = names.map(Self.bounded)
    let shown = Array(all.prefix(Self.mostNames))
    add(.names(Self.bounded(label), all.count > shown.count ? shown.dropLast() + ["and more"] : shown))
  }

  public mutating func digest(_ label: String, _ digest: Digest) { add(.digest(Self.bounded(label), digest)) }

  /// The count of that label; nil where there is none.
  public func number(_ label: String) -> Int? {
    for case .count(label, let number) in facts { return Int(number) }
    return nil
  }

  /// The names of that label; none where there are none.
  public func list(_ label: String) -> [String] {
    for case .names(label, let names) in facts { return names }
    return []
  }

  /// With names in front of everything else.
  func led(by label: String, _ names: [String]) -> Evidence {
    var evidence = Evidence()
    evidence.names(label, names)
    for fact in facts { evidence.add(fact) }
    return evidence
  }

  private mutating func add(_ fact: Fact) { if facts.count < Self.mostFacts { facts.append(fact) } }

  private static func bounded(_ text: String) -> String {
    let plain = text.utf8.prefix(longestName).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }
    return String(decoding: plain, as: UTF8.self)
  }

  public var json: JSON {
    .array(
      facts.map { fact in
        switch fact {
        case .count(let label, let number): ["label": .string(label), "count": .integer(number)]
        case .names(let label, let names): ["label": .string(label), "names": .array(names.map { .string($0) })]
        case .digest(let label, let digest): ["label": .string(label), "digest": .string(digest.description)]
        }
      })
  }

  init(_ items: [JSON]) throws(JSONReader.Problem) {
    guard items.count <= Self.mostFacts else { throw JSONReader.Problem(member: "evidence") }
    for item in items { facts.append(try Fact(item)) }
  }
}

extension Evidence.Fact {
  fileprivate init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    let label = try reader.string("label")
    if let count = reader.optional("count") {
      guard let number = count.integer else { throw JSONReader.Problem(member: "count") }
      self = .count(label, number)
    } else if let list = reader.optional("names") {
      guard let names = list.array?.map(\.string), names.count <= Evidence.mostNames, !names.contains(nil) else {
        throw JSONReader.Problem(member: "names")
      }
      self = .names(label, names.compactMap { $0 })
    } else {
      self = .digest(label, try reader.text("digest", Digest.init(hex:)))
    }
    try reader.end()
  }
}
