/// `freehold-control trust-check`: the live checks beside a server that runs, and the results of drills that
/// `freehold trust` has run on a throw-away installation.

import Contract
import ControlStore
import Glibc
public import Logging
import Postgres
import ServerKit
public import Trust
import Values

public struct TrustCommands: Sendable {
  let live: LiveChecks
  let store: ControlStore

  public enum Failure: Error, CustomStringConvertible {
    case noInstallation(String)
    case notRunning
    case noDrills
    case otherProgram
    case notStated(String)

    public var description: String {
      switch self {
      case .noInstallation(let path):
        "\(path) is no control plane's data folder: it has no keys. Name the one that freehold-control serve was given."
      case .notRunning: "The control plane does not run on this data folder. Start it first: freehold-control serve"
      case .noDrills: "Standard input holds no results of drills that this program knows."
      case .otherProgram: "The drills were run with another freehold-control than this one: they say nothing about it."
      case .notStated(let why): why
      }
    }
  }

  public init(_ settings: Settings, logger: Logger) throws {
    // Said at once; a database that is not there would be waited for.
    guard access(settings.data + "/keys/signing", F_OK) == 0 else { throw Failure.noInstallation(settings.data) }
    let folder = try InstallationFolder(settings.data)
    if settings.databaseURL == nil, access(folder.path + "/cluster/socket/.s.PGSQL.5432", F_OK) != 0 {
      throw Failure.notRunning
    }
    let keys = try folder.keys()
    let database = try Database.reach(settings, folder, keys)
    store = Wiring.store(database.app, keys, logger: logger)
    let clock = WallClock.system
    live = LiveChecks(
      database, keys, store: store, served: { folder.served() }, now: { clock.now() }, logger: logger)
  }

  public func close() async {
    await live.close()
    await store.close()
  }

  /// All live controls, or one; signed and kept.
  public func check(only: ControlID? = nil) async throws -> ControlReport {
    try await reaching { ControlReport(key: live.key.verifier, results: try await live.run(only: only)) }
  }

  /// Signs and keeps what drills said, when they were run with this very program.
  ///
  /// - Parameter bytes: a JSON array of `ControlResult`s.
  public func keep(drills bytes: [UInt8]) async throws -> ControlReport {
    let results: [ControlResult]
    do {
      results = try (try JSON.parse(bytes).array ?? []).map { json throws(JSONReader.Problem) in try ControlResult(json)
      }
    } catch { throw Failure.noDrills }
    guard !results.isEmpty,
      results.allSatisfy({ $0.kind == .drill && Control.named($0.control)?.kind == .drill })
    else { throw Failure.noDrills }
    guard results.allSatisfy({ result in LiveChecks.programs.allSatisfy { result.programs.contains($0) } }) else {
      throw Failure.otherProgram
    }
    return try await reaching { ControlReport(key: live.key.verifier, results: try await live.keep(results)) }
  }

  func reaching<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch StoreError.database(.connection) { throw Failure.notRunning }
  }
}
