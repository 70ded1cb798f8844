/// Logs as one JSON object a line, every text in it redacted, for people with `jq` and for collectors alike.

import Glibc
public import Logging
import Redaction
import Synchronization
import Values

public struct JSONLogHandler: LogHandler {
  public var metadata: Logger.Metadata = [:]
  public var metadataProvider: Logger.MetadataProvider?
  public var logLevel: Logger.Level
  private let label: String
  private let sink: LogSink
  private let clock: WallClock

  public init(label: String, level: Logger.Level = .info, sink: LogSink = .standardError, clock: WallClock = .system) {
    self.label = label
    self.logLevel = level
    self.sink = sink
    self.clock = clock
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    var line: [UInt8] = []
    line.reserveCapacity(512)
    line.append(contentsOf: #"{"time":""#.utf8)
    line.append(contentsOf: clock.now().iso.utf8)
    line.append(contentsOf: #"","level":"#.utf8)
    JSON.write(event.level.rawValue, to: &line)
    line.append(contentsOf: #","logger":"#.utf8)
    JSON.write(label, to: &line)
    line.append(contentsOf: #","message":"#.utf8)
    JSON.write(Redaction.redacted(event.message.description), to: &line)
    for (name, value) in members(event) {
      line.append(UInt8(ascii: ","))
      JSON.write(name, to: &line)
      line.append(UInt8(ascii: ":"))
      Self.json(value).write(to: &line)
    }
    line.append(contentsOf: "}\n".utf8)
    sink.write(line, now: event.level >= .warning)
  }

  /// In order; what the event says itself stands for what was said before it.
  private func members(_ event: LogEvent) -> [(key: String, value: Logger.MetadataValue)] {
    var own = event.metadata ?? [:]
    // An error's text may quote a row or a request: its type is what the log may know.
    if let error = event.error { own["error"] = .string(String(describing: type(of: error))) }
    let provided = metadataProvider?.get() ?? [:]
    var members = own.map { $0 }
    for member in provided where own[member.key] == nil { members.append(member) }
    for member in metadata where own[member.key] == nil && provided[member.key] == nil { members.append(member) }
    return members.sorted { $0.key < $1.key }
  }

  private static func json(_ value: Logger.MetadataValue) -> JSON {
    switch value {
    case .string(let text): .string(Redaction.redacted(text))
    case .stringConvertible(let number as Int): .integer(Int64(number))
    case .stringConvertible(let number as any FixedWidthInteger): Int64(exactly: number).map(JSON.integer) ?? .null
    case .stringConvertible(let other): .string(Redaction.redacted(other.description))
    case .array(let items): .array(items.map(json))
    case .dictionary(let items):
      .object(items.sorted { $0.key < $1.key }.map { JSON.Member($0.key, json($0.value)) })
    }
  }
}

/// Where log lines go; whole lines only, also when many threads write.
public final class LogSink: Sendable {
  private let put: @Sendable ([UInt8], _ now: Bool) -> Void

  public init(_ put: @escaping @Sendable ([UInt8]) -> Void) { self.put = { line, _ in put(line) } }

  private init(gathering put: @escaping @Sendable ([UInt8], Bool) -> Void) { self.put = put }

  /// - Parameter now: before returning; a sink may gather other lines for a moment.
  public func write(_ line: [UInt8], now: Bool = true) { put(line, now) }

  /// Gathers lines for 20 ms, except warnings and errors.
  public static let standardError = LogSink(gathering: GatheredLines.add)

  /// From here on what goes to standard error is kept in the folder as well.
  public static func keepStandardError(in folder: LogFolder) { GatheredLines.keep(in: folder) }
}

/// Writes all of `bytes`, going on after an interrupted call; false when the descriptor does not take them.
@discardableResult
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return false }
      rest = rest.dropFirst(written)
    }
    return true
  }
}

extension Logger {
  /// A logger that writes JSON lines to `sink`.
  public static func json(
    _ label: String, level: Logger.Level = .info, sink: LogSink = .standardError, clock: WallClock = .system
  ) -> Logger {
    Logger(label: label) { _ in JSONLogHandler(label: label, level: level, sink: sink, clock: clock) }
  }
}
