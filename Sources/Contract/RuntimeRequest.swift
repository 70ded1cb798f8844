/// How a runtime proves to the control plane who it is: a one-time token at enrolment, then a signature on each request.

public import Values

/// The first request of a runtime: `POST /runtime/v1/enrolments`.
public struct Enrolment: Sendable, Equatable {
  /// The one-time token that `freehold runtimes add` printed.
  public var token: String
  /// The runtime's own Ed25519 key.
  public var publicKey: VerificationKey
  /// Where browsers reach it, `http://apps.localhost:8081`: workspaces are hosts below this one.
  public var address: String

  public init(token: String, publicKey: VerificationKey, address: String) {
    self.token = token
    self.publicKey = publicKey
    self.address = address
  }

  public var json: JSON {
    [
      "token": .string(token), "public_key": .string(Base64URL.encode(publicKey.rawBytes)), "address": .string(address),
    ]
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    token = try reader.string("token")
    guard let key = VerificationKey(rawBytes: try reader.base64("public_key")) else {
      throw JSONReader.Problem(member: "public_key")
    }
    publicKey = key
    address = try reader.string("address")
    try reader.end()
  }
}

/// The answer to an enrolment.
public struct Enrolled: Sendable, Equatable {
  public var runtime: RuntimeID
  /// The control plane's key: releases, passes and audit heads are signed with it.
  public var controlKey: VerificationKey
  /// Where the control plane sends people's browsers from, `http://localhost:8080`.
  public var controlAddress: String

  public init(runtime: RuntimeID, controlKey: VerificationKey, controlAddress: String) {
    self.runtime = runtime
    self.controlKey = controlKey
    self.controlAddress = controlAddress
  }

  public var json: JSON {
    [
      "runtime": .string(runtime.description), "control_key": .string(Base64URL.encode(controlKey.rawBytes)),
      "control_address": .string(controlAddress),
    ]
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    runtime = try reader.id("runtime")
    guard let key = VerificationKey(rawBytes: try reader.base64("control_key")) else {
      throw JSONReader.Problem(member: "control_key")
    }
    controlKey = key
    controlAddress = try reader.string("control_address")
    try reader.end()
  }
}

/// The three headers of every later request of a runtime, and what their signature covers.
public struct RuntimeRequest: Sendable, Equatable {
  public static let runtimeHeader = "Freehold-Runtime"
  public static let timeHeader = "Freehold-Time"
  public static let signatureHeader = "Freehold-Signature"
  /// How far the two clocks may be apart, in seconds.
  public static let toleranceSeconds: Int64 = 120

  public var runtime: RuntimeID
  public var time: Instant
  public var method: String
  /// Path and query, as sent.
  public var target: String
  public var body: [UInt8]

  public init(runtime: RuntimeID, time: Instant, method: String, target: String, body: [UInt8]) {
    self.runtime = runtime
    self.time = time
    self.method = method
    self.target = target
    self.body = body
  }

  private var message: [UInt8] {
    Array("\(runtime.description)\n\(time.iso)\n\(method)\n\(target)\n\(Digest(of: body).description)".utf8)
  }

  public func headers(signedWith key: SigningKey) throws -> [(name: String, value: String)] {
    [
      (Self.runtimeHeader, runtime.description), (Self.timeHeader, time.iso),
      (Self.signatureHeader, Base64URL.encode(try key.sign(.runtimeRequest, message))),
    ]
  }

  public func verifies(signature: String, by key: VerificationKey, now: Instant) -> Bool {
    let apart = now.microsecondsSinceEpoch - time.microsecondsSinceEpoch
    guard abs(apart) <= Self.toleranceSeconds * 1_000_000, let bytes = Base64URL.decode(signature) else { return false }
    return key.verifies(bytes, .runtimeRequest, message)
  }
}
