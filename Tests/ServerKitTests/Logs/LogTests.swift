import Logging
import ServerKit
import Synchronization
import Testing
import Values

@Suite("Logs")
struct LogTests {
  private struct Leaky: Error, CustomStringConvertible {
    var description: String { "Key (email)=(anna) already exists" }
  }

  @Test("are one JSON object a line, redacted, with the type of an error and never its text")
  func line() throws {
    let lines = Mutex<[[UInt8]]>([])
    let clock = WallClock { Instant(secondsSinceEpoch: 1_700_000_000) }
    var logger = Logger.json("test", sink: LogSink { line in lines.withLock { $0.append(line) } }, clock: clock)
    logger[metadataKey: "request"] = "0193d6f4-1111-7111-8111-411111111111"
    logger.error(
      "mail to anna@example.com \n failed",
      error: Leaky(), metadata: ["status": "\(1)", "count": .stringConvertible(7), "list": ["4111111111111111"]])
    logger.debug("unseen")
    let written = lines.withLock { $0 }
    try #require(written.count == 1)
    let text = String(decoding: written[0], as: UTF8.self)
    #expect(
      text == """
        {"time":"2023-11-14T22:13:20Z","level":"error","logger":"test","message":"mail to [EMAIL] \\n failed",\
        "count":7,"error":"Leaky","list":["[CARD]"],"request":"0193d6f4-1111-7111-8111-411111111111","status":"1"}\n
        """)
  }
}
