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
    try cabinet.set("shop", of: id, .production, to: Array("hunter2\n".utf8))
    #expect(try cabinet.list(json: false) == ["acme\tproduction\tshop"])
    #expect(try cabinet.list(json: true)[0].contains("\"name\":\"shop\""))
    #expect(try !cabinet.remove("shop", of: id, .development))
    #expect(try cabinet.remove("shop", of: id, .production))
    #expect(try cabinet.list(json: false).isEmpty)
    let spool = try Spool(folder + "/spool")
    try await SecretEvents(folder: folder + "/secret-events").move(into: spool)
    #expect(try spool.next(10).reports.map(\.kind) == [.secretSet(.production)])
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
