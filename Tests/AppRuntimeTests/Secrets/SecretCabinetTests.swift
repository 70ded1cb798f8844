import Contract
import PostgresTesting
import Testing
import Values

@testable import AppRuntime

@Suite struct SecretCabinetTests {
  @Test("Secrets are set by a workspace's slug or id, listed without values, and removed")
  func life() async throws {
    let folder = try TemporaryFolder.make()
    let id = WorkspaceID.random(milliseconds: 1)
    try ReleaseCache(folder: folder).keep([.init(id: id, slug: "acme", title: "Acme")])
    let cabinet = try SecretCabinet(data: folder, keyFile: nil, key: nil)
    #expect(try await cabinet.workspace("acme", waiting: .zero) == id)
    #expect(try await cabinet.workspace(id.description, waiting: .zero) == id)
    _ = try await cabinet.set("shop", of: id, .production, to: Array("hunter2\n".utf8), for: .text)
    #expect(try cabinet.list(json: false) == ["acme\tproduction\tshop"])
    #expect(try cabinet.list(json: true)[0].contains("\"name\":\"shop\""))
    #expect(try !cabinet.remove("shop", of: id, .development))
    #expect(try cabinet.remove("shop", of: id, .production))
    #expect(try cabinet.list(json: false).isEmpty)
    let spool = try Spool(folder + "/spool")
    try await SecretEvents(folder: folder + "/secret-events").move(into: spool)
    #expect(
      try spool.next(10).reports.map(\.kind) == [
        .secretSet(.production, by: nil), .secretRemoved(.production, by: nil),
      ])
  }

  @Test("A value that no source could use is refused as a source's, with the reason and without the value")
  func useless() async throws {
    let folder = try TemporaryFolder.make()
    let id = WorkspaceID.random(milliseconds: 1)
    let cabinet = try SecretCabinet(data: folder, keyFile: nil, key: nil)
    for (value, reason) in [
      ("hunter2", "key=value"), ("postgresql://u:hunter2@%2Frun%2Fpostgresql/d", "host"),
      ("postgresql://u:hunter2@/d?host=/run", "host"), ("host=h\nuser=u\ndatabase=hunter2\npassfile=x", "unknown"),
      ("postgresql://u:hunter2@93.184.216.34/d?tls=disable", "tls=disable"), ("{\"host\":", "JSON"),
    ] {
      do {
        _ = try await cabinet.set("shop", of: id, .production, to: Array(value.utf8), for: .source)
        Issue.record("\(reason) went through")
      } catch let useless as SecretCabinet.UselessSecret {
        #expect(useless.description.contains(reason) && !useless.description.contains("hunter2"), "\(useless)")
      }
    }
    #expect(try cabinet.list(json: false).isEmpty)
    let remote = "postgresql://u:p@10.1.2.3/d"
    let warnings = try await cabinet.set("shop", of: id, .production, to: Array(remote.utf8), for: .source)
    #expect(warnings.count == 1 && warnings[0].contains("--allow-private-addresses 10.1.2.3"))
    #expect(
      try await cabinet.set(
        "local", of: id, .production, to: Array("postgresql://u:p@127.0.0.1/d?tls=disable".utf8), for: .source
      ).isEmpty)
    #expect(try cabinet.list(json: false).count == 2)
  }

  @Test("An unknown slug and a folder that is no runtime's are said in words, and nothing is made")
  func unknown() async throws {
    let folder = try TemporaryFolder.make()
    let cabinet = try SecretCabinet(data: folder, keyFile: nil, key: nil)
    await #expect(throws: SecretCabinet.UnknownWorkspace.self) {
      try await cabinet.workspace("acme", waiting: .milliseconds(150))
    }
    #expect(throws: SecretCabinet.NoRuntime.self) {
      try SecretCabinet(data: folder + "/none", keyFile: nil, key: nil)
    }
    #expect(!StateFile.isFolder(folder + "/none"))
  }

  @Test("Two servers cannot share a data folder")
  func lock() throws {
    let folder = try TemporaryFolder.make()
    var lock: DataLock? = try DataLock(folder)
    #expect(throws: DataLock.Held.self) { try DataLock(folder) }
    #expect(lock != nil)
    lock = nil
    _ = try DataLock(folder)
  }
}
