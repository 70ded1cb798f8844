// Pages as text that a person can read and a golden test can compare.

extension DisplayList {
  /// One line for each item: what it is, where it is, and what it shows.
  public func dump() -> String {
    var out = ""
    for (index, page) in pages.enumerated() {
      out += "page \(index + 1) \(page.size.width.text) × \(page.size.height.text)\n"
      for item in page.everyItem { out += "  " + item.dump() + "\n" }
    }
    return out
  }
}

extension Page.Item {
  func dump() -> String {
    switch self {
    case .text(let run): run.dump()
    case .rectangle(let frame, let color): "rectangle \(frame.dump()) \(color.dump())"
    case .fill(let path, let color): "fill \(color.dump()) \(path.dump())"
    case .stroke(let path, let stroke): "stroke \(stroke.dump()) \(path.dump())"
    case .image(let image, let frame): "image \(image.width) × \(image.height) pixels \(frame.dump())"
    case .link(let frame, let address): "link \(frame.dump()) \(address)"
    case .repeated(let part): part.items.map { $0.dump() }.joined(separator: "\n")
    }
  }
}

extension TextRun {
  func dump() -> String {
    "text \(origin.dump()) +\(width.text) \(font.name) \(size.text) \(color.dump())\(isRightToLeft ? " ←" : "") “\(text)”"
  }
}

extension Path {
  func dump() -> String {
    var parts: [String] = []
    for step in steps {
      switch step {
      case .move(let point): parts.append("M \(point.dump())")
      case .line(let point): parts.append("L \(point.dump())")
      case .curve(let a, let b, let end): parts.append("C \(a.dump()) \(b.dump()) \(end.dump())")
      case .close: parts.append("Z")
      }
    }
    return parts.joined(separator: " ")
  }
}

extension Stroke {
  func dump() -> String {
    let pattern = dashes.isEmpty ? "" : " dashes " + dashes.map { $0.text }.joined(separator: " ")
    return "\(color.dump()) \(width.text)\(pattern)\(roundCaps ? " round" : "")"
  }
}

extension Rectangle {
  func dump() -> String { "\(origin.dump()) \(size.width.text) × \(size.height.text)" }
}

extension Point {
  func dump() -> String { "\(x.text),\(y.text)" }
}

extension Color {
  func dump() -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = [0x23]
    for part in [red, green, blue] { out += [digits[Int(part >> 4)], digits[Int(part & 15)]] }
    return String(decoding: out, as: UTF8.self)
  }
}

extension Points {
  /// To a hundredth of a point, without needless zeros.
  public var text: String {
    var out = PDFBytes()
    out.put(self)
    return String(decoding: out.bytes, as: UTF8.self)
  }
}
