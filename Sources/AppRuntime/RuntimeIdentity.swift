/// Who this runtime is: made at its first start with a one-time token, read at every other.

import AsyncHTTPClient
import Contract
import Logging
import ServerKit
import Values

struct RuntimeIdentity: Sendable {
  var enrolled: Enrolled
  var keys: RuntimeKeys

  /// What an operator reads when the first start fails.
  struct Failure: Error, CustomStringConvertible { var description: String }

  /// Enrols when there is no identity yet.
  static func load(
    _ settings: RuntimeSettings, client: HTTPClient, logger: Logger
  ) async throws -> RuntimeIdentity {
    let keys = try RuntimeKeys(path: settings.path("runtime.key"), logger: logger)
    if let bytes = try StateFile.read(settings.path("runtime.json")) {
      let enrolled = try Enrolled(try JSON.parse(bytes))
      if settings.enrolmentToken != nil {
        logger.notice(
          "this runtime is enrolled already: its enrolment token was not used. A new identity needs a new data folder",
          metadata: ["runtime": .string(enrolled.runtime.description), "control": .string(enrolled.controlAddress)])
      }
      return RuntimeIdentity(enrolled: enrolled, keys: keys)
    }
    guard let token = settings.enrolmentToken else {
      throw Failure(
        description: "This runtime is not enrolled yet. Run `freehold runtimes add` and pass its one-time token "
          + "with --enrolment-token-file or FREEHOLD_ENROLMENT_TOKEN.")
    }
    let enrolment = Enrolment(token: token, publicKey: keys.current.verifier, address: settings.publicAddress)
    let enrolled = try await enrol(enrolment, settings, client, logger)
    try StateFile.replace(settings.path("runtime.json"), with: enrolled.json.bytes)
    return RuntimeIdentity(enrolled: enrolled, keys: keys)
  }

  /// Waits for a control plane that is starting too.
  private static func enrol(
    _ enrolment: Enrolment, _ settings: RuntimeSettings, _ client: HTTPClient, _ logger: Logger
  ) async throws -> Enrolled {
    var tries = 0
    while true {
      do {
        return try await ControlClient.enrol(enrolment, at: settings.control, client: client)
      } catch let refusal as ControlRefusal {
        throw Failure(description: "The enrolment was refused (\(refusal)). Tokens work once and for a day.")
      } catch {
        tries += 1
        guard tries < 100 else {
          throw Failure(description: "The control plane at \(settings.control) cannot be reached.")
        }
        if tries == 1 { logger.notice("waiting for the control plane") }
        try await Task.sleep(for: .milliseconds(300))
      }
    }
  }
}

extension RuntimeSettings {
  /// `http://apps.localhost:8081`
  var publicAddress: String { address ?? "\(tls == nil ? "http" : "https")://\(domain):\(port)" }
  var isSecure: Bool { publicAddress.hasPrefix("https://") }
}
