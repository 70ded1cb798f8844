/// The protocol by which redactors are compared: a request in JSON on each line, an answer on each line, in code points.

import Redaction
import Values

struct RedactRequests {
  let kinds: Kinds

  func answer() throws {
    var pending: [UInt8] = []
    var number = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while let count = StandardInput.read(&buffer), count > 0 {
      pending += buffer[..<count]
      guard let end = pending.lastIndex(of: 0x0A) else { continue }
      try answer(pending[...end], &number)
      pending.removeSubrange(...end)
    }
    try answer(pending[...], &number)
  }

  private func answer(_ lines: ArraySlice<UInt8>, _ number: inout Int) throws {
    var out: [UInt8] = []
    for line in lines.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast(lines.last == 0x0A ? 1 : 0) {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      try answer(Array(line), number, into: &out)
    }
    Terminal.bytes(out)
  }

  private func answer(_ line: [UInt8], _ number: Int, into out: inout [UInt8]) throws {
    let request: JSON
    do { request = try JSON.parse(line) } catch {
      throw ToolFailure(.refused, "Line \(number) is no JSON.", advice: "Each line is an object with an id and a text.")
    }
    guard let id = request["id"], let text = request["text"]?.string else {
      throw ToolFailure(
        .refused, "Line \(number) has no id or no text.", advice: "Each line is an object with an id and a text.")
    }
    out += Array("{\"id\":".utf8)
    id.write(to: &out)
    out += Array(",\"spans\":[".utf8)
    let bytes = Array(text.utf8)
    var offsets = Offsets(bytes)
    for (index, finding) in Redaction.findings(bytes, kinds).enumerated() {
      let start = offsets.utf16AndCodePoints(at: finding.range.lowerBound).codePoints
      let end = offsets.utf16AndCodePoints(at: finding.range.upperBound).codePoints
      let score = finding.certainty == .certain ? "1.0" : "0.\(finding.certainty.hundredths / 10)"
      out += Array(
        "\(index == 0 ? "" : ","){\"start\":\(start),\"end\":\(end),\"type\":\"\(finding.kind.exchangeName)\",\"score\":\(score)}"
          .utf8)
    }
    out += Array("]}\n".utf8)
  }
}
