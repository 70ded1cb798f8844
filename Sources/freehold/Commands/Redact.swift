import ArgumentParser
import Redaction

struct Redact: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy standard input to standard output with personal data and secrets replaced.",
    discussion: """
      Card numbers, IBANs, e-mail addresses and well-known kinds of credentials become [CARD], [IBAN], [EMAIL] and \
      [SECRET]: the same pass that our logs go through.

      Example:  journalctl -u my-service | freehold redact | less
      """)

  func run() throws {
    var pending: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while let count = StandardInput.read(&buffer), count > 0 {
      pending += buffer[..<count]
      // Whole lines, and never the half of a private key.
      guard let end = pending.lastIndex(of: 0x0A), !Self.isInsideKey(pending[...end]) else { continue }
      Terminal.bytes(Redaction.redacted(Array(pending[...end])))
      pending.removeSubrange(...end)
    }
    Terminal.bytes(Redaction.redacted(pending))
  }

  /// Whether the last `-----BEGIN` has no `-----END` yet; after 1 MiB it is no key.
  private static func isInsideKey(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count < 1 << 20 else { return false }
    let begin = Array("-----BEGIN ".utf8)
    let end = Array("-----END ".utf8)
    var at = bytes.endIndex - 1
    while at >= bytes.startIndex {
      if bytes[at] == 0x2D {
        if bytes[at...].starts(with: end) { return false }
        if bytes[at...].starts(with: begin) { return true }
      }
      at -= 1
    }
    return false
  }
}
