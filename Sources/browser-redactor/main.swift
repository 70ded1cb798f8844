/// Natively the same as a filter, so that both can be compared: a text on standard input, its answer on standard output. With a
/// number, passes over the whole and over pieces of so many bytes in turn: bytes, findings, and for both the nanoseconds of this
/// thread that the quickest pass took.

#if !arch(wasm32)
  import Glibc
  import Redaction

  var text: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(0, &buffer, buffer.count)
    if count <= 0 { break }
    text += buffer[..<count]
  }
  if let size = CommandLine.arguments.dropFirst().first.flatMap({ Int($0) }), size > 0 {
    let pieces = stride(from: 0, to: text.count, by: size).map { Array(text[$0..<min($0 + size, text.count)]) }
    var (findings, whole, small) = (0, Int.max, Int.max)
    for _ in 0..<25 {
      let start = nanoseconds()
      findings = Redaction.findings(text).count
      let middle = nanoseconds()
      for piece in pieces { precondition(Redaction.findings(piece).count <= findings) }
      (whole, small) = (min(whole, middle - start), min(small, nanoseconds() - middle))
    }
    print(text.count, findings, whole, small)
  } else {
    let answer = Answer.bytes(text)
    var done = 0
    while done < answer.count {
      let more = answer.withUnsafeBytes { write(1, $0.baseAddress! + done, answer.count - done) }
      guard more > 0 else { exit(1) }
      done += more
    }
  }

  func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
#endif
