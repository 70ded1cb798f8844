/// Natively the same core as a filter, so that `Scripts/wasm-test` can compare both byte by byte: requests on standard
/// input, each its function's number, its length (32 bits, little-endian) and its bytes; answers on standard output, each
/// its length and its bytes.

#if !arch(wasm32)
  import BrowserCore
  import Glibc

  let core = Core()
  while let head = input(8) {
    guard let request = input(Int(number(head, 4))) else { exit(1) }
    let answer = core.call(number(head, 0), request).bytes
    output([0, 8, 16, 24].map { UInt8(truncatingIfNeeded: UInt32(answer.count) >> $0) } + answer)
  }

  /// Nil at the end.
  func input(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var have = 0
    while have < count {
      let more = bytes.withUnsafeMutableBytes { read(0, $0.baseAddress! + have, count - have) }
      guard more > 0 else { return nil }
      have += more
    }
    return bytes
  }

  func output(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let more = bytes.withUnsafeBytes { write(1, $0.baseAddress! + done, bytes.count - done) }
      guard more > 0 else { exit(1) }
      done += more
    }
  }

  func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32($1 * 8) }
  }
#endif
