import AsyncHTTPClient
import Contract
import Logging
import PostgresTesting
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite struct EnrolmentTests {
  @Test("An enrolled runtime that is given a token says that it was not used, asks nobody, and stays who it is")
  func again() async throws {
    let folder = try TemporaryFolder.make()
    // Nobody listens there: a request would keep this waiting.
    var settings = RuntimeSettings(data: folder, domain: "apps.test", control: "http://127.0.0.1:1")
    let log = LogLines()
    let logger = Logger.json("test", level: .debug, sink: log.sink, clock: .system)
    let key = try SecretFile.readOrCreate(folder + "/runtime.key")
    let enrolled = Enrolled(
      runtime: .random(milliseconds: 0), controlKey: SigningKey().verifier, controlAddress: "http://control.test")
    try StateFile.replace(folder + "/runtime.json", with: enrolled.json.bytes)
    let before = try files(folder)
    settings.enrolmentToken = "another-token"
    let identity = try await load(settings, logger)
    #expect(identity.enrolled == enrolled && identity.keys.current.rawBytes == key.bytes)
    #expect(try files(folder) == before)
    #expect(log.text.contains("its enrolment token was not used"))
    #expect(log.text.contains(enrolled.runtime.description) && !log.text.contains("another-token"))
  }

  @Test("A runtime that is not enrolled and has no token says what to do")
  func never() async throws {
    let settings = RuntimeSettings(
      data: try TemporaryFolder.make(), domain: "apps.test", control: "http://127.0.0.1:1")
    let failure = await #expect(throws: RuntimeIdentity.Failure.self) {
      try await load(settings, Logger.json("test", level: .debug))
    }
    #expect(failure?.description.contains("freehold runtimes add") == true)
  }

  /// The client insists on an orderly end, whatever comes of it.
  private func load(_ settings: RuntimeSettings, _ logger: Logger) async throws -> RuntimeIdentity {
    let client = HTTPClient(eventLoopGroupProvider: .singleton)
    let result: Result<RuntimeIdentity, any Error>
    do {
      result = .success(try await RuntimeIdentity.load(settings, client: client, logger: logger))
    } catch {
      result = .failure(error)
    }
    try await client.shutdown()
    return try result.get()
  }

  private func files(_ folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in StateFile.names(in: folder) { files[name] = try StateFile.read(folder + "/" + name) }
    return files
  }
}
