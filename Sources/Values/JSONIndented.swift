/// JSON for people: two spaces for each level, short lists and objects of plain values on one line.

extension JSON {
  public var indented: String {
    var out: [UInt8] = []
    writeIndented(to: &out, depth: 0)
    return String(decoding: out, as: UTF8.self)
  }

  private func writeIndented(to out: inout [UInt8], depth: Int) {
    var compact: [UInt8] = []
    let (values, isObject): ([JSON], Bool)
    switch self {
    case .array(let items): (values, isObject) = (items, false)
    case .object(let members): (values, isObject) = (members.map { $0.value }, true)
    default: return write(to: &out)
    }
    if values.isEmpty || (depth > 0 && values.allSatisfy { $0.isPlain }) {
      write(to: &compact)
      if compact.count + depth * 2 <= 80 {
        out += compact
        return
      }
    }
    out.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      newLine(&out, depth + 1)
      if case .object(let members) = self {
        JSON.string(members[index].name).write(to: &out)
        out += [UInt8(ascii: ":"), UInt8(ascii: " ")]
      }
      value.writeIndented(to: &out, depth: depth + 1)
    }
    newLine(&out, depth)
    out.append(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func newLine(_ out: inout [UInt8], _ depth: Int) {
    out.append(0x0A)
    for _ in 0..<depth * 2 { out.append(0x20) }
  }
}
