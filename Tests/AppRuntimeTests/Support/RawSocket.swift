import Glibc
import ProcessTesting

/// Sends bytes as they are, closes its half, and returns what came back.
func exchangeRaw(_ text: String, port: Int) throws -> String {
  let descriptor = try Loopback.connected(to: port)
  defer { close(descriptor) }
  let bytes = Array(text.utf8)
  guard write(descriptor, bytes, bytes.count) == bytes.count else { throw NoPort() }
  shutdown(descriptor, Int32(SHUT_WR))
  var answer: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4_096)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
    answer += chunk[..<count]
  }
}
