/// Standard input to standard output in pieces of whole lines, so that a stream is seen as it comes and memory stays bounded.

import Redaction

struct RedactText {
  /// More than this is taken as it is, whole lines or not.
  private static let mostPending = 1 << 20

  let kinds: Kinds
  let replacement: Replacement
  let explains: Bool

  func copy() {
    var pending: [UInt8] = []
    var line = 1
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while let count = StandardInput.read(&buffer), count > 0 {
      pending += buffer[..<count]
      // Whole lines, and never the half of a private key.
      guard let end = pending.lastIndex(of: 0x0A), !Self.isInsideKey(pending[...end]) else { continue }
      write(Array(pending[...end]), &line)
      pending.removeSubrange(...end)
    }
    write(pending, &line)
  }

  private func write(_ bytes: [UInt8], _ line: inout Int) {
    let found = Redaction.findings(bytes, kinds)
    Terminal.bytes(Redaction.replaced(bytes, found, by: replacement))
    guard explains else { return }
    var at = 0
    var start = 0
    for finding in found {
      for index in at..<finding.range.lowerBound where bytes[index] == 0x0A {
        line += 1
        start = index + 1
      }
      at = finding.range.lowerBound
      let column = bytes[start..<at].count { $0 & 0xC0 != 0x80 } + 1
      Terminal.error("\(line):\(column): \(finding.kind.name), \(finding.certainty): \(finding.reason.text)")
    }
    line += bytes[at...].count { $0 == 0x0A }
  }

  /// Whether the last `-----BEGIN` has no `-----END` yet; after 1 MiB it is no key.
  private static func isInsideKey(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count < mostPending else { return false }
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
