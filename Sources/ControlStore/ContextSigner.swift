// Signs what the view `gate.context` verifies: workspace|actor|role|expiry|backend pid|HMAC-SHA256.

import Crypto
import Values

struct ContextSigner: Sendable {
  /// A context is good for this long; it covers the clocks' difference between this machine and the database's.
  static let lifetimeSeconds = 30

  private let key: SymmetricKey

  init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  func context(_ standing: Standing, now: Instant, backendPID: Int32) -> String {
    context(fields: standing.fields, now: now, backendPID: backendPID)
  }

  /// Of any fields: the checks of the controls ask as roles that nobody has just now.
  func context(
    fields: (workspace: String, actor: String, role: String), now: Instant, backendPID: Int32
  ) -> String {
    let (workspace, actor, role) = fields
    let expiry = now.secondsSinceEpoch + ContextSigner.lifetimeSeconds
    let text = "\(workspace)|\(actor)|\(role)|\(expiry)|\(backendPID)"
    let mac = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
    return text + "|" + Hex.encode(Array(mac))
  }

  /// The two padded keys that the database keeps (RFC 2104 section 2); `key` has at most 64 bytes.
  static func pads(_ key: [UInt8]) -> (inner: [UInt8], outer: [UInt8]) {
    let block = key + Array(repeating: 0, count: 64 - key.count)
    return (block.map { $0 ^ 0x36 }, block.map { $0 ^ 0x5C })
  }
}
