/// Natively the same as a filter, so that both can be compared: a text on standard input, its answer on standard output. With a
/// number, the best of several passes over it in pieces of so many bytes: bytes, findings, nanoseconds of this thread.

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
    var best = Int.max
    var findings = 0
    for _ in 0..<9 {
      let start = nanoseconds()
      findings = pieces.reduce(0) { $0 + Redaction.findings($1).count }
      best = min(best, nanoseconds() - start)
    }
    print(text.count, findings, best)
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
