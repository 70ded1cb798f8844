/// What a server tells of itself in its data folder, for its own checks and the commands beside it: where it listens, and
/// what its operator decided about what it claims.

import Glibc
import ServerKit
import Values

struct Served: Sendable, Equatable {
  /// As people's browsers reach it.
  var address: String
  var host: String
  var port: Int
  /// Whether it speaks TLS itself.
  var isSecure: Bool
  var securityContact: String?
  /// The folder of its log; nil when it keeps none.
  var logs: String?
  /// By which the server knows requests of its own checks.
  var mark: String?

  init(_ settings: Settings, port: Int, logs: String?) {
    (address, host, self.port, self.logs) = (settings.address, settings.host, port, logs)
    (isSecure, securityContact) = (settings.tls != nil, settings.securityContact)
    mark = Metrics.process.mark
  }

  /// To its own listener.
  var probe: Probe {
    var probe = Probe(host: host, port: port, isSecure: isSecure)
    probe.mark = mark
    return probe
  }

  /// The name that it answers to.
  var name: String { String(address.drop { $0 != ":" }.dropFirst(3)) }

  /// Why some controls are not claimed here, by their ids.
  var unclaimed: [String: String] { Self.unclaimed(address: address, securityContact: securityContact) }

  static func unclaimed(address: String, securityContact: String?) -> [String: String] {
    var reasons: [String: String] = [:]
    if securityContact == nil { reasons["ops.disclosure"] = "No address for reports is set (--security-contact)." }
    if !address.hasPrefix("https://") { reasons["crypto.transit"] = "People reach this installation without TLS." }
    return reasons
  }

  var json: JSON {
    [
      "address": .string(address), "host": .string(host), "port": .integer(Int64(port)), "secure": .bool(isSecure),
      "security_contact": securityContact.map { .string($0) } ?? .null,
      "logs": logs.map { .string($0) } ?? .null, "mark": mark.map { .string($0) } ?? .null,
    ]
  }

  init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    (address, host) = (try reader.string("address"), try reader.string("host"))
    port = Int(try reader.integer("port"))
    isSecure = try reader.bool("secure")
    securityContact = reader.optional("security_contact")?.string
    logs = reader.optional("logs")?.string
    mark = reader.optional("mark")?.string
    try reader.end()
  }
}

extension InstallationFolder {
  private var servedFile: String { path + "/served" }

  func tell(_ served: Served) throws {
    guard let file = fopen(servedFile, "w") else { throw Failure(path: servedFile, code: errno) }
    defer { fclose(file) }
    // The mark is for the server's own account alone.
    guard fchmod(fileno(file), 0o600) == 0 else { throw Failure(path: servedFile, code: errno) }
    guard fputs(served.json.text + "\n", file) >= 0 else { throw Failure(path: servedFile, code: errno) }
  }

  /// Nil when no server ever told.
  func served() -> Served? {
    guard let file = fopen(servedFile, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = fread(&bytes, 1, bytes.count, file)
    do { return try Served(try JSON.parse(Array(bytes[..<count]))) } catch { return nil }
  }
}
