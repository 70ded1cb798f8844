/// What the page hears of a text: places in UTF-16 units, as JavaScript counts, with the kind's name and why it is a finding.

import Redaction

enum Answer {
  /// `[{"kind":"EMAIL","start":3,"end":17,"why":"its form is unmistakable"}]`; no value of the text is in it.
  static func bytes(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x5B]
    var offsets = Offsets(text)
    for finding in Redaction.findings(text) {
      if out.count > 1 { out.append(0x2C) }
      let start = offsets.utf16AndCodePoints(at: finding.range.lowerBound).utf16
      let end = offsets.utf16AndCodePoints(at: finding.range.upperBound).utf16
      out.append(contentsOf: "{\"kind\":\"".utf8)
      out.append(contentsOf: finding.kind.name.utf8)
      out.append(contentsOf: "\",\"start\":".utf8)
      out.append(contentsOf: String(start).utf8)
      out.append(contentsOf: ",\"end\":".utf8)
      out.append(contentsOf: String(end).utf8)
      out.append(contentsOf: ",\"why\":\"".utf8)
      out.append(contentsOf: finding.reason.text.utf8)
      out.append(contentsOf: "\"}".utf8)
    }
    out.append(0x5D)
    return out
  }
}
