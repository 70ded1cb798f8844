// Network byte order, never past the end: a server may be anyone's.

struct BinaryReader {
  private var rest: Slice<UnsafeBufferPointer<UInt8>>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { rest = bytes[...] }

  mutating func bytes(_ count: Int) -> UnsafeBufferPointer<UInt8>? {
    guard count >= 0, rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return UnsafeBufferPointer(rebasing: rest.prefix(count))
  }

  mutating func integer<I: FixedWidthInteger>(_ type: I.Type) -> I? {
    guard let bytes = bytes(MemoryLayout<I>.size) else { return nil }
    return I(bigEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(as: I.self))
  }
}

/// The text of a `numeric` from `numeric_send`: digit count, weight, sign, display scale, then digits in base 10,000.
///
/// Nil when the bytes are no numeric.
func decimalText(ofNumeric bytes: UnsafeBufferPointer<UInt8>) -> String? {
  var reader = BinaryReader(bytes)
  guard let count = reader.integer(Int16.self), count >= 0, let weight = reader.integer(Int16.self),
    let sign = reader.integer(UInt16.self), let scale = reader.integer(Int16.self), scale >= 0
  else { return nil }
  switch sign {
  case 0xC000: return "NaN"
  case 0xD000: return "Infinity"
  case 0xF000: return "-Infinity"
  case 0x0000, 0x4000: break
  default: return nil
  }
  var groups: [Int16] = []
  for _ in 0..<count {
    guard let group = reader.integer(Int16.self), 0...9999 ~= group else { return nil }
    groups.append(group)
  }
  func group(_ power: Int) -> String {
    let index = Int(weight) - power
    let text = String(groups.indices.contains(index) ? groups[index] : 0)
    return String(repeating: "0", count: 4 - text.count) + text
  }
  var whole = weight < 0 ? "0" : stride(from: Int(weight), through: 0, by: -1).map(group).joined()
  whole = String(whole.drop { $0 == "0" })
  if whole.isEmpty { whole = "0" }
  var text = (sign == 0x4000 ? "-" : "") + whole
  if scale > 0 {
    let powers = (Int(scale) + 3) / 4
    text += "." + (1...powers).map { group(-$0) }.joined().prefix(Int(scale))
  }
  return text
}
