/// A runtime's next key: `POST /runtime/v1/key`, signed as every request with the key that is known. The next key signs
/// too, so that nobody gives a runtime a key that he has not got.

public import Values

public struct KeyReplacement: Sendable, Equatable {
  public let publicKey: VerificationKey
  /// By the next key, over the runtime's id.
  private let proof: [UInt8]

  /// Fails only when the random source does.
  public init(of runtime: RuntimeID, by next: SigningKey) throws {
    publicKey = next.verifier
    proof = try next.sign(.runtimeKey, Self.message(runtime))
  }

  /// Whether whoever made it for `runtime` holds the key.
  public func isProven(for runtime: RuntimeID) -> Bool {
    publicKey.verifies(proof, .runtimeKey, Self.message(runtime))
  }

  private static func message(_ runtime: RuntimeID) -> [UInt8] { Array(runtime.description.utf8) }

  public var json: JSON {
    ["public_key": .string(Base64URL.encode(publicKey.rawBytes)), "proof": .string(Base64URL.encode(proof))]
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    guard let key = VerificationKey(rawBytes: try reader.base64("public_key")) else {
      throw JSONReader.Problem(member: "public_key")
    }
    publicKey = key
    proof = try reader.base64("proof")
    try reader.end()
  }
}
