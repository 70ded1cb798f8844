import Foundation
import Testing

@testable import ServerKit

@Suite("What is unusual")
struct AnomalyTests {
  @Test("is told once as an error when it begins, and once when it is over")
  func watch() {
    let lines = Lines()
    var counts = RequestCounts(all: 1_000, failed: 900)
    var memory = AnomalyMemory(counts)
    func told(_ words: String) -> Int { lines.text.components(separatedBy: words).count - 1 }
    for look in 0..<10 {
      counts = RequestCounts(all: counts.all + 100, failed: counts.failed + (look < 2 ? 50 : 0))
      AnomalyWatch.look(&memory, at: counts, lines.logger)
      #expect(told("unusual: one answer in twenty or more is a failure") == 1)
      // The second look's failures are among the last five until the seventh.
      #expect(told("no longer: one answer in twenty or more is a failure") == (look < 6 ? 0 : 1), "\(look)")
    }
  }

  @Test("is judged by counts of enough requests")
  func rules() {
    #expect(Anomaly.found(in: RequestCounts(all: 49, failed: 49)) == [])
    #expect(Anomaly.found(in: RequestCounts(all: 100, failed: 5)) == [.failures])
    #expect(Anomaly.found(in: RequestCounts(all: 100, failed: 4, refused: 49, slow: 4)) == [])
    #expect(Anomaly.found(in: RequestCounts(all: 100, refused: 50, slow: 5)) == [.slowness, .refusals])
  }

  @Test("is counted by the classes of answers and by their times")
  func counts() {
    let metrics = Metrics()
    for (status, seconds) in [(200, 0.1), (404, 0.1), (503, 3.0), (200, 1.0), (200, 60.0)] {
      metrics.count("/x", "GET", status: status, seconds: seconds)
    }
    #expect(metrics.counts == RequestCounts(all: 5, failed: 1, refused: 1, slow: 2))
    // The program's own checks ask for refusals.
    for status in [200, 404, 503] { metrics.count("/x", "GET", status: status, seconds: 3, isOwn: true) }
    #expect(metrics.counts == RequestCounts(all: 5, failed: 1, refused: 1, slow: 2))
  }
}
