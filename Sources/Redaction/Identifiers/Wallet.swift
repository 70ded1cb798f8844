/// Addresses of crypto wallets: Base58Check (Bitcoin's of old, its kin), Bech32 and Bech32m (BIP 173, BIP 350), and Ethereum's
/// forty hex digits.

enum Wallet {
  static func matches(_ text: Text, _ word: Word) -> Bool {
    let count = word.end - word.start
    guard word.digits > 0, !text.cameFrom(word.start), !text.goesOn(word.end) else { return false }
    if text[word.start] == 0x30, text[word.start + 1] == 0x78, count == 42 { return isHex(text, word) }
    if text.starts(word.start, with: "bc1") || text.starts(word.start, with: "BC1"), (14...74).contains(count) {
      return isBech32(text, word)
    }
    guard (26...35).contains(count) else { return false }
    switch text[word.start] {
    case 0x31, 0x33, 0x44, 0x4C, 0x4D, 0x58: return isBase58Check(text, word)
    default: return false
    }
  }

  private static func isHex(_ text: Text, _ word: Word) -> Bool {
    for index in word.start + 2..<word.end where !text.isHex(index) { return false }
    return true
  }

  private static let base58: StaticString = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

  /// Twenty-five bytes of which the last four begin SHA-256 of SHA-256 of the others.
  private static func isBase58Check(_ text: Text, _ word: Word) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 25)
    for index in word.start..<word.end {
      guard var carry = place(text[index], in: base58) else { return false }
      for at in stride(from: 24, through: 0, by: -1) {
        carry += Int(bytes[at]) * 58
        bytes[at] = UInt8(carry & 0xFF)
        carry >>= 8
      }
      guard carry == 0 else { return false }
    }
    return SHA256.hash(SHA256.hash(Array(bytes[..<21])))[..<4] == bytes[21...]
  }

  private static let bech32: StaticString = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

  private static func isBech32(_ text: Text, _ word: Word) -> Bool {
    // The human-readable part `bc`, expanded.
    var check: UInt32 = 1
    for value in [3, 3, 0, 2, 3] { check = step(check, UInt32(value)) }
    for index in word.start + 3..<word.end {
      guard let value = place(text[index] | (text.isLetter(index) ? 0x20 : 0), in: bech32) else { return false }
      check = step(check, UInt32(value))
    }
    return check == 1 || check == 0x2bc8_30a3
  }

  private static func step(_ check: UInt32, _ value: UInt32) -> UInt32 {
    let top = check >> 25
    var next = (check & 0x1ff_ffff) << 5 ^ value
    for (bit, generator) in [UInt32(0x3b6a_57b2), 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3].enumerated()
    where top >> UInt32(bit) & 1 == 1 {
      next ^= generator
    }
    return next
  }

  private static func place(_ byte: UInt8, in alphabet: StaticString) -> Int? {
    for index in 0..<alphabet.utf8CodeUnitCount where alphabet.utf8Start[index] == byte { return index }
    return nil
  }
}
