// What `alter role … password` is given instead of the password, so that no log of the server ever holds it.

import Crypto
import Values

/// A SCRAM-SHA-256 verifier as PostgreSQL keeps it (RFC 5802 section 3, RFC 7677):
/// `SCRAM-SHA-256$4096:salt$stored:server`. `password` is ASCII, for which SASLprep changes nothing.
func scramVerifier(_ password: String) -> String {
  var generator = SystemRandomNumberGenerator()
  let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  let salted = hi(Array(password.utf8), salt, iterations: 4096)
  let stored = Array(SHA256.hash(data: mac(salted, Array("Client Key".utf8))))
  let server = mac(salted, Array("Server Key".utf8))
  return "SCRAM-SHA-256$4096:\(base64(salt))$\(base64(stored)):\(base64(server))"
}

/// `Hi` of RFC 5802 section 2.2: PBKDF2 with one block.
private func hi(_ password: [UInt8], _ salt: [UInt8], iterations: Int) -> [UInt8] {
  var block = mac(password, salt + [0, 0, 0, 1])
  var result = block
  for _ in 1..<iterations {
    block = mac(password, block)
    for index in result.indices { result[index] ^= block[index] }
  }
  return result
}

private func mac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
  Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
}

/// RFC 4648 section 4, with padding: `Base64URL`'s alphabet with two letters changed.
private func base64(_ bytes: [UInt8]) -> String {
  let text = Base64URL.encode(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
  return String(text) + String(repeating: "=", count: (4 - text.count % 4) % 4)
}
