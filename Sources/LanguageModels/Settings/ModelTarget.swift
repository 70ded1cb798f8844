/// Which model is asked, and how its server is reached: the design's half comes from the workspace, the secret's half never
/// leaves the runtime.

public import Contract
public import Secrets

/// A workspace's model connection, as far as the control plane knows it.
public struct ModelTarget: Sendable, Equatable {
  public var name: String
  public var provider: ModelProviderKind
  /// As the provider calls it.
  public var model: String
  public var region: String

  public init(name: String, provider: ModelProviderKind, model: String, region: String) {
    (self.name, self.provider, self.model, self.region) = (name, provider, model, region)
  }

  public init(_ connection: ModelConnection) {
    self.init(
      name: "\(connection.name)", provider: connection.provider, model: connection.model, region: connection.region)
  }
}

/// What a connection's secret holds: `key=…`, `endpoint=https://host/base` and for Azure `api-version=…`, or the bare key.
public struct ModelAccess: Sendable {
  /// Empty for a server that asks for none.
  let key: SecretValue
  let endpoint: Endpoint
  /// Azure's; nil elsewhere.
  let apiVersion: String?

  public enum Problem: String, Error, Sendable { case malformed, noKey, badKey, noEndpoint, badEndpoint }

  /// - Throws: in words that repeat nothing of the secret.
  public init(_ secret: SecretValue, for provider: ModelProviderKind) throws(Problem) {
    let lines: SecretLines
    do throws(SecretLines.Problem) {
      lines = try SecretLines(secret, names: ["key", "endpoint", "api-version"], bare: "key")
    } catch { throw .malformed }
    if let key = lines["key"] {
      guard key.isHeaderSafe else { throw .badKey }
      self.key = SecretValue(Array(key.utf8))
    } else {
      guard provider == .openAICompatible else { throw .noKey }
      key = SecretValue([])
    }
    guard let address = lines["endpoint"] ?? (provider == .anthropic ? "https://api.anthropic.com" : nil) else {
      throw .noEndpoint
    }
    guard let endpoint = Endpoint(address) else { throw .badEndpoint }
    self.endpoint = endpoint
    apiVersion = lines["api-version"]
    guard apiVersion?.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) != false else {
      throw .malformed
    }
  }
}
