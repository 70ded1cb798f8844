/// An installation for one run, of the programs beside this one: both planes, the sample company, a browser, and in front of
/// the control plane what records all that it is sent. `remove` leaves nothing of it.

import Contract
import Glibc
import Trust
import Values

final class ThrowAway: Sendable {
  let folder: String
  let house: DevHouse
  let recorder: RecordingProxy
  let browser: Chromium
  let postgres: PostgresPrograms
  private let data: DevFolder
  private let runtimePort: Int
  /// What its control plane sends to browsers beside its pages.
  let pageFiles: [ControlResult.Program]
  /// Signs the owner in, once.
  let ownerLink: String

  var console: String { "http://localhost:\(recorder.port)" }
  func app(_ name: String) -> String { "http://home.apps.localhost:\(runtimePort)/\(name)" }
  var control: String { data.control }
  var logs: String { data.logs }
  var downloads: String { folder + "/browser/downloads" }
  var controlDatabase: PostgresPrograms.Login {
    .init(cluster: data.control + "/cluster", database: "freehold", port: "5432")
  }
  let company: PostgresPrograms.Login

  /// - Parameter invoices: of the sample company.
  static func start(invoices: Int, _ steps: Steps, _ stop: StopSignal) async throws -> ThrowAway {
    let folder = try makeFolder()
    do {
      return try await start(folder, invoices: invoices, steps, stop)
    } catch {
      try Files.removeFolder(folder)
      throw error
    }
  }

  private static func start(
    _ folder: String, invoices: Int, _ steps: Steps, _ stop: StopSignal
  ) async throws -> ThrowAway {
    let postgres = try PostgresPrograms()
    let data = try DevFolder(folder + "/d")
    let (port, runtimePort) = (try freePort(), try freePort())
    let recorder = try await RecordingProxy.start(to: port)
    let house = try DevHouse(
      folder: data, port: recorder.port, runtimePort: runtimePort, invoices: invoices, spec: nil, credits: [],
      progress: DevProgress(json: false, isSilent: true), listens: port)
    let starting = Task { try await house.start() }
    stop.onFirst {
      starting.cancel()
      Task { await house.stop() }
    }
    let opening = Task { try await Chromium.start(folder: folder + "/browser") }
    do {
      let link = try await starting.value
      let pageFiles = try await Self.pageFiles(log: data.logs)
      return try ThrowAway(
        folder: folder, house: house, recorder: recorder, browser: try await opening.value, postgres: postgres,
        data: data, runtimePort: runtimePort, pageFiles: pageFiles, ownerLink: link)
    } catch {
      if case .success(let browser) = await opening.result { await browser.stop() }
      await house.stop()
      await recorder.stop()
      throw error
    }
  }

  private init(
    folder: String, house: DevHouse, recorder: RecordingProxy, browser: Chromium, postgres: PostgresPrograms,
    data: DevFolder, runtimePort: Int, pageFiles: [ControlResult.Program], ownerLink: String
  ) throws(ToolFailure) {
    (self.folder, self.house, self.recorder, self.browser) = (folder, house, recorder, browser)
    (self.postgres, self.data, self.runtimePort, self.ownerLink) = (postgres, data, runtimePort, ownerLink)
    self.pageFiles = pageFiles
    company = .init(cluster: data.sample, database: "company", port: try Self.line(data.sample + "/port"))
  }

  private static func pageFiles(log: String) async throws -> [ControlResult.Program] {
    let text = try await Programs.output("freehold-control", ["files"], log: log)
    return try (try JSON.parse(text).array ?? []).map { json in
      guard let name = json["name"]?.string, let digest = json["sha256"]?.string.flatMap({ Digest(hex: $0) }) else {
        throw ToolFailure(
          .thisMachine, "freehold-control has told no files.", advice: "Are all programs of one build?")
      }
      return .init(name: name, digest: digest)
    }
  }

  private static func line(_ path: String) throws(ToolFailure) -> String {
    String(decoding: try Files.read(path).filter { $0 > 0x20 }, as: UTF8.self)
  }

  /// Whatever is asked of it fails from now on.
  func interrupt() async {
    await browser.stop()
    await house.stop()
  }

  func remove() async throws {
    await browser.stop()
    await house.stop()
    await recorder.stop()
    try Files.removeFolder(folder)
  }

  /// A login for the sample company's database, as the runtime keeps it for each environment.
  func keepSecret(_ name: String, user: String, password: String) async throws {
    let secret: JSON = [
      "host": "127.0.0.1", "port": .integer(Int64(company.port) ?? 0), "database": "company", "user": .string(user),
      "password": .string(password), "tls": "disable",
    ]
    try await keepSecret(name, secret.text, for: "source")
  }

  /// For each environment.
  func keepSecret(_ name: String, _ value: String, for use: String = "text") async throws {
    for environment in Environment.allCases {
      _ = try await Programs.output(
        "freehold-runtime",
        [
          "secrets", "set", "--data", data.runtime, "--workspace", "home", "--environment", environment.rawValue,
          "--for", use, name,
        ],
        input: value, log: logs)
    }
  }

  /// PostgreSQL runs as a user of its own and has to pass through; a socket's path holds 107 bytes.
  private static func makeFolder() throws(ToolFailure) -> String {
    var template = Array("/tmp/freehold-trial-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil, let end = template.firstIndex(of: 0) else {
      throw ToolFailure(.thisMachine, "No folder can be made below /tmp.", advice: "Is the disk full?")
    }
    let path = String(decoding: template[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard chmod(path, 0o711) == 0 else {
      throw ToolFailure(.thisMachine, "\(path) cannot be opened to PostgreSQL.", advice: "Who owns /tmp?")
    }
    return path
  }

  private static func freePort() throws(ToolFailure) -> Int {
    guard let port = PortCheck.anyFree() else {
      throw ToolFailure(.thisMachine, "No port can be had on this machine.", advice: "Is the loopback interface up?")
    }
    return port
  }
}
