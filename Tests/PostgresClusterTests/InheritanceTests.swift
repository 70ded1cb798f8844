import Glibc
import PostgresTesting
import ProcessTesting
import Testing

/// A server's connections are handed on by an exec, whatever their number: a child that keeps one keeps it open for ever.
@Suite struct InheritanceTests {
  @Test("A child that lives beside the tests has none of their connections")
  func children() throws {
    let (end, others) = try connection()
    let child = try TestProcess("/bin/sleep", ["60"])
    // A child that nobody collects keeps Swift Testing from seeing the end of its exit tests.
    defer {
      child.send(SIGKILL)
      child.wait()
    }
    expectEnd(of: end, closing: others)
  }

  @Test("Nor has the guard of a temporary folder")
  func guards() throws {
    let (end, others) = try connection()
    _ = try TemporaryFolder.make()
    expectEnd(of: end, closing: others)
  }

  /// One end, and the other twice: as it is numbered, and with a number that only a busy server has.
  private func connection() throws -> (CInt, [CInt]) {
    var ends: [CInt] = [0, 0]
    try #require(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0)
    let high = fcntl(ends[1], F_DUPFD, 1_000)
    try #require(high >= 1_000)
    return (ends[0], [ends[1], high])
  }

  private func expectEnd(of end: CInt, closing others: [CInt]) {
    for other in others { close(other) }
    var event = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
    #expect(poll(&event, 1, 10_000) == 1 && event.revents & Int16(POLLHUP) != 0)
    close(end)
  }
}
