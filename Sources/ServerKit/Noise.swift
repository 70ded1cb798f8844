/// Random bits of the system, four words with each call: a request needs as many, and each call costs it as much as
/// writing a table's row.

import Glibc

struct Noise: RandomNumberGenerator {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var left = 0

  mutating func next() -> UInt64 {
    if left == 0 { draw() }
    left -= 1
    switch left {
    case 0: return words.0
    case 1: return words.1
    case 2: return words.2
    default: return words.3
    }
  }

  private mutating func draw() {
    let status = withUnsafeMutableBytes(of: &words) { getentropy($0.baseAddress!, $0.count) }
    precondition(status == 0, "the system has no random bits")
    left = 4
  }
}
