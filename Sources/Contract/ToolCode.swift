/// How `freehold login` gets its token, after the device flow of RFC 8628: the tool asks for a code, the person confirms
/// it in a browser where he is signed in, the tool asks for the token until it is there.

public import Values

/// The answer to `POST /api/v1/tool-logins` with `{"label": "name of the machine"}`.
public struct ToolCode: Sendable, Equatable {
  /// Secret of the tool, 256 bits: what `POST /api/v1/tool-tokens` is asked with, `{"device_code": …}`.
  public var deviceCode: String
  /// What the person compares and confirms at `/tool`: `BCDF-GHJK`.
  public var userCode: String
  /// Where he does: `https://control.example.com/tool?code=BCDF-GHJK`.
  public var address: String
  public var expiresInSeconds: Int64
  /// Seconds between two questions of the tool.
  public var interval: Int64

  public init(deviceCode: String, userCode: String, address: String, expiresInSeconds: Int64, interval: Int64) {
    self.deviceCode = deviceCode
    self.userCode = userCode
    self.address = address
    self.expiresInSeconds = expiresInSeconds
    self.interval = interval
  }

  public var json: JSON {
    [
      "device_code": .string(deviceCode), "user_code": .string(userCode), "address": .string(address),
      "expires_in": .integer(expiresInSeconds), "interval": .integer(interval),
    ]
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    deviceCode = try reader.string("device_code")
    userCode = try reader.string("user_code")
    address = try reader.string("address")
    expiresInSeconds = try reader.integer("expires_in")
    interval = try reader.integer("interval")
    try reader.end()
  }
}

/// The answer to `POST /api/v1/tool-tokens`: 202 with `{"status":"pending"}` until the person has decided, then 200 with
/// this once, or 403 `not_allowed` when he refused, or 410 `link_expired`.
public struct ToolGrant: Sendable, Equatable {
  /// For `Authorization: Bearer`; begins with `prefix`, so that scanners find a leaked one.
  public static let prefix = "fhtool_"

  public var token: String
  public var email: String

  public init(token: String, email: String) {
    self.token = token
    self.email = email
  }

  public var json: JSON { ["token": .string(token), "email": .string(email)] }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    token = try reader.string("token")
    email = try reader.string("email")
    try reader.end()
  }
}
