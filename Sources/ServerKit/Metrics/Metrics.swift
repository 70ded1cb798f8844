/// What a server counts about itself, for Prometheus (text format 0.0.4). The vocabulary is closed: routes by their
/// patterns, methods and classes of status from fixed lists, numbers of our own. No id, no name, no text of anybody.

import Synchronization

public final class Metrics: Sendable {
  /// Of this program.
  public static let process = Metrics()

  /// The upper ends of the histogram's buckets, in seconds.
  static let buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct Route: Hashable, Comparable {
    var path: String
    var method: String
    var statusClass: Int

    static func < (left: Route, right: Route) -> Bool {
      (left.path, left.method, left.statusClass) < (right.path, right.method, right.statusClass)
    }
  }

  private struct Series {
    /// Of each bucket by itself; the last one is what took longer than all of them.
    var counts = [Int](repeating: 0, count: buckets.count + 1)
    var seconds = 0.0
  }

  private struct Gauge {
    var name: String
    var help: String
    var isCounter: Bool
    var read: @Sendable () async -> Double?
  }

  private let routes = Mutex<[Route: Series]>([:])
  /// Of them, what this program asked of itself.
  private let own = Mutex(RequestCounts())
  private let gauges = Mutex<[Gauge]>([])

  /// What the program's own checks send with their requests, in `Probe.markField`: these show in the histogram, and are
  /// nothing unusual. Nobody else can know it.
  public let mark: String

  public init() {
    var generator = SystemRandomNumberGenerator()
    mark = String(generator.next(), radix: 36) + String(generator.next(), radix: 36)
  }

  /// - Parameters:
  ///   - path: the route's pattern; nil where no route was met.
  ///   - method: of the standard ones, or `OTHER`.
  ///   - isOwn: whether the request carried `mark`.
  func count(_ path: String?, _ method: String, status: Int, seconds: Double, isOwn: Bool = false) {
    if isOwn { own.withLock { $0.add(status: status, isSlow: seconds > 1) } }
    let route = Route(path: path ?? "none", method: method, statusClass: status / 100)
    let bucket = Self.buckets.firstIndex { seconds <= $0 } ?? Self.buckets.count
    routes.withLock { routes in
      routes[route, default: Series()].counts[bucket] += 1
      routes[route, default: Series()].seconds += seconds
    }
  }

  /// How all requests since the start have ended, but those of the program's own checks.
  var counts: RequestCounts { all - ownCounts }

  var ownCounts: RequestCounts { own.withLock { $0 } }

  private var all: RequestCounts {
    routes.withLock { routes in
      var counts = RequestCounts()
      for (route, series) in routes {
        let all = series.counts.reduce(0, +)
        counts.all += all
        if route.statusClass == 5 { counts.failed += all }
        if route.statusClass == 4 { counts.refused += all }
        counts.slow += zip(Self.buckets + [.infinity], series.counts).reduce(0) { $0 + ($1.0 > 1 ? $1.1 : 0) }
      }
      return counts
    }
  }

  /// A number that is read at each scrape; nil leaves it out. A name that is there already gets the new reader.
  /// - Parameter name: as Prometheus wants names, with the unit in it: `freehold_spool_bytes`.
  public func gauge(
    _ name: String, _ help: String, isCounter: Bool = false, _ read: @escaping @Sendable () async -> Double?
  ) {
    gauges.withLock { gauges in
      gauges.removeAll { $0.name == name }
      gauges.append(Gauge(name: name, help: help, isCounter: isCounter, read: read))
    }
  }

  /// All of it, in a fixed order.
  func text() async -> String {
    let all = gauges.withLock { $0 }
    var text = requests
    for gauge in all.sorted(by: { $0.name < $1.name }) {
      guard let value = await gauge.read() else { continue }
      text += "# HELP \(gauge.name) \(gauge.help)\n# TYPE \(gauge.name) \(gauge.isCounter ? "counter" : "gauge")\n"
      text += "\(gauge.name) \(Self.number(value))\n"
    }
    return text
  }

  private var requests: String {
    let name = "http_server_request_duration_seconds"
    var text =
      "# HELP \(name) Time until the head of the answer, by the pattern of the route.\n# TYPE \(name) histogram\n"
    for (route, series) in routes.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      let labels = "route=\"\(route.path)\",method=\"\(route.method)\",status=\"\(route.statusClass)xx\""
      var total = 0
      for (end, count) in zip(Self.buckets.map(Self.number) + ["+Inf"], series.counts) {
        total += count
        text += "\(name)_bucket{\(labels),le=\"\(end)\"} \(total)\n"
      }
      text += "\(name)_sum{\(labels)} \(Self.number(series.seconds))\n\(name)_count{\(labels)} \(total)\n"
    }
    return text
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
  }
}
