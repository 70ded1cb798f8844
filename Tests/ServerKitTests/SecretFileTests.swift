import FoundationEssentials
import Glibc
import ServerKit
import Testing

@Suite("Secret files")
struct SecretFileTests {
  private let folder = TemporaryFolder()

  @Test("are made with mode 0600 and read again as the same key")
  func creates() throws {
    let path = folder.path + "/key"
    let first = try SecretFile.readOrCreate(path)
    #expect(try SecretFile.readOrCreate(path).bytes == first.bytes)
    #expect(first.bytes.count == 32)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o600)
    #expect("\(first)" == "SecretKey(…)")
  }

  @Test("made by many at once are one")
  func race() async throws {
    let path = folder.path + "/race"
    let keys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<16 { group.addTask { try SecretFile.readOrCreate(path).bytes } }
      return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
    }
    #expect(keys.count == 1)
  }

  @Test("that others may read are refused with what to do", arguments: [0o640, 0o604, 0o660, 0o777])
  func permissions(mode: Int) throws {
    let path = folder.path + "/open-\(mode)"
    _ = try SecretFile.readOrCreate(path)
    chmod(path, mode_t(mode))
    let error = #expect(throws: SecretFileError.self) { try SecretFile.readOrCreate(path) }
    #expect(error?.description.contains("chmod 600") == true)
  }

  @Test("that are links, folders, cut off or missing are refused")
  func shapes() throws {
    let path = folder.path + "/real"
    _ = try SecretFile.readOrCreate(path)
    symlink(path, folder.path + "/link")
    #expect(throws: SecretFileError.notAFile(path: folder.path + "/link")) {
      try SecretFile.read(folder.path + "/link")
    }
    #expect(throws: SecretFileError.notAFile(path: folder.path)) { try SecretFile.read(folder.path) }
    truncate(path, 20)
    #expect(throws: SecretFileError.malformed(path: path)) { try SecretFile.read(path) }
    #expect(throws: SecretFileError.self) { try SecretFile.read(folder.path + "/none") }
  }

  @Test("of another user are refused", .enabled(if: geteuid() == 0))
  func owner() throws {
    let path = folder.path + "/foreign"
    _ = try SecretFile.readOrCreate(path)
    chown(path, 65534, 65534)
    #expect(throws: SecretFileError.wrongOwner(path: path)) { try SecretFile.read(path) }
  }
}

/// A folder that goes with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/fh-kit-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      String(cString: mkdtemp(buffer.baseAddress!))
    }
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record(error) }
  }
}
