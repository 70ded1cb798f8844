/// `freehold-runtime rotate-key`: the next key is put beside the current one. A serving runtime sees it and makes it the
/// current one; where none serves, the command does.

import AsyncHTTPClient
import Contract
public import Logging
public import ServerKit
import ServiceLifecycle
import Values

/// Looks for a next key each second, until the control plane knows it.
struct KeyWatch: Service {
  let control: ControlClient
  let logger: Logger

  func run() async throws {
    var backOff = BackOff()
    while !Task.isShuttingDownGracefully && !Task.isCancelled {
      do {
        try await control.settleKey()
        backOff.reset()
        try await Pause.wait(for: .seconds(1))
      } catch is CancellationError {
        return
      } catch {
        logger.error("the runtime's next key is not in use yet", metadata: ["error": "\(Self.words(error))"])
        try await backOff.wait()
      }
    }
  }

  /// Errors of the network name addresses only by their type.
  private static func words(_ error: any Error) -> String {
    switch error {
    case let error as ControlRefusal: error.description
    case let error as SecretFileError: error.description
    case let error as RuntimeKeys.Malformed: error.description
    default: "\(type(of: error))"
    }
  }
}

public struct KeyRotation: Sendable {
  /// What an operator reads when it fails.
  public struct Failure: Error, CustomStringConvertible { public var description: String }

  let data: String
  /// Where this machine reaches the control plane; nil: at the address that the enrolment named.
  let control: String?
  /// PEM: an authority of the operator's own behind the control plane's certificate.
  let authority: String?
  let clock: WallClock
  let logger: Logger

  public init(data: String, control: String?, authority: String? = nil, clock: WallClock = .system, logger: Logger) {
    self.data = data
    self.control = control
    self.authority = authority
    self.clock = clock
    self.logger = logger
  }

  /// Until the runtime signs with a new key. Whenever it fails, the runtime can still sign, and goes on trying.
  public func run(waiting time: Duration) async throws {
    guard let bytes = try StateFile.read("\(data)/runtime.json") else {
      throw Failure(description: "\(data) is not the data folder of an enrolled runtime.")
    }
    let enrolled = try Enrolled(try JSON.parse(bytes))
    let keys = try RuntimeKeys(path: "\(data)/runtime.key", logger: logger)
    _ = try keys.makeNext()
    let deadline = ContinuousClock.now + time
    while try keys.next() != nil {
      do {
        let lock = try DataLock(data)
        defer { withExtendedLifetime(lock) {} }
        return try await settle(keys, enrolled)
      } catch is DataLock.Held {
        guard ContinuousClock.now < deadline else { throw Self.pending }
        try await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  private func settle(_ keys: RuntimeKeys, _ enrolled: Enrolled) async throws {
    let client = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: try ControlTrust.configuration(authority: authority))
    let control = ControlClient(
      client: client, address: control ?? enrolled.controlAddress, runtime: enrolled.runtime, keys: keys, clock: clock)
    let result: Result<Void, any Error>
    do { result = .success(try await control.settleKey()) } catch { result = .failure(error) }
    try await client.shutdown()
    do {
      try result.get()
    } catch let refusal as ControlRefusal {
      throw Failure(
        description: "The key was not replaced: \(refusal). The runtime keeps both keys and goes on trying.")
    } catch let failure as StateFailure {
      throw failure
    } catch let failure as SecretFileError {
      throw failure
    } catch {
      logger.error("the control plane cannot be reached", metadata: ["error": "\(type(of: error))"])
      throw Self.pending
    }
  }

  private static let pending = Failure(
    description: "The control plane has not confirmed the next key yet. The runtime keeps both keys and goes on trying "
      + "while it serves; run this again to see whether it has.")
}
