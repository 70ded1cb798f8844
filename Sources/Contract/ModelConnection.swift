/// A workspace's way to a language model, as a pointer: which model of which provider, and the name of the secret that
/// holds its key and address. Both stay at the runtime, where an administrator sets them.

public import AppSpec
public import Values

public enum ModelConnectionKind {}
/// Of one state of a connection: a change makes another, so that a receipt names what was in use.
public typealias ModelConnectionID = ID<ModelConnectionKind>

public enum ModelProviderKind: String, Sendable, CaseIterable {
  case anthropic
  /// Any server that speaks OpenAI's chat completions: OpenAI, Azure, vLLM, Ollama.
  case openAICompatible = "openai_compatible"
}

public struct ModelConnection: Sendable, Hashable {
  /// A workspace has this many at most.
  public static let most = 20
  /// A day's tokens, in and out together.
  public static let mostTokens: Int64 = 1_000_000_000_000

  public var id: ModelConnectionID
  /// What a spec's `model` names.
  public var name: Name
  public var provider: ModelProviderKind
  /// As the provider calls it: 1 to 100 letters, digits and `. _ : / @ -`.
  public var model: String
  /// Where it runs, in the administrator's words: 1 to 60 letters, digits, spaces and `. , _ ( ) -`.
  public var region: String
  /// The secret's name within (workspace, environment), as in `Source`.
  public var secret: String
  /// For each app and day (UTC), in and out together; nil for no limit.
  public var dailyTokens: Int64?
  /// What a step calls that names none. One at most is, of a workspace's.
  public var isDefault: Bool

  /// Nil when a field is not as it is described above.
  public init?(
    id: ModelConnectionID, name: Name, provider: ModelProviderKind, model: String, region: String, secret: String,
    dailyTokens: Int64?, isDefault: Bool
  ) {
    guard Self.isModel(model), Self.isRegion(region), Self.isSecret(secret),
      dailyTokens.map({ (1...Self.mostTokens).contains($0) }) ?? true
    else { return nil }
    (self.id, self.name, self.provider, self.model) = (id, name, provider, model)
    (self.region, self.secret, self.dailyTokens, self.isDefault) = (region, secret, dailyTokens, isDefault)
  }

  public static func isModel(_ text: String) -> Bool { isPlain(text, upTo: 100, with: "._:/@-") }
  public static func isRegion(_ text: String) -> Bool {
    isPlain(text, upTo: 60, with: "., _()-") && text.first != " " && text.last != " "
  }
  public static func isSecret(_ text: String) -> Bool {
    isPlain(text, upTo: 63, with: "-_") && !text.utf8.contains { (65...90).contains($0) }
  }

  private static func isPlain(_ text: String, upTo limit: Int, with others: String) -> Bool {
    (1...limit).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
          || others.utf8.contains(byte)
      }
  }
}

extension ModelConnection {
  public var json: JSON {
    .object([
      .init("id", .string(id.description)), .init("name", .string(name.text)),
      .init("provider", .string(provider.rawValue)), .init("model", .string(model)),
      .init("region", .string(region)), .init("secret", .string(secret)),
      .init("daily_tokens", dailyTokens.map { .integer($0) } ?? .null), .init("default", .bool(isDefault)),
    ])
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    guard let name = Name(try reader.string("name")) else { throw JSONReader.Problem(member: "name") }
    guard let provider = ModelProviderKind(rawValue: try reader.string("provider")) else {
      throw JSONReader.Problem(member: "provider")
    }
    let tokens = reader.optional("daily_tokens")
    let read = ModelConnection(
      id: try reader.id("id"), name: name, provider: provider, model: try reader.string("model"),
      region: try reader.string("region"), secret: try reader.string("secret"), dailyTokens: tokens?.integer,
      isDefault: try reader.bool("default"))
    guard let read, (tokens == nil) == (tokens?.integer == nil) else { throw JSONReader.Problem(member: "model") }
    self = read
    try reader.end()
  }
}

extension [ModelConnection] {
  /// The connection of that name; of none, the default.
  public func named(_ name: Name?) -> ModelConnection? {
    first { name == nil ? $0.isDefault : $0.name == name }
  }
}
