import Foundation
import ProcessTesting
import Testing

@Suite("The Embedded-safe targets")
struct EmbeddedTests {
  @Test("compile as Embedded Swift, each with those below it")
  func typeCheck() throws {
    let plan = try WallPlan()
    let modules = FileManager.default.temporaryDirectory.appending(path: "embedded-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: modules, withIntermediateDirectories: true)
    // C and C++ behind a header of the house: nothing to check, and the same header for both.
    let native = plan.rooms.keys.filter { FileManager.default.fileExists(atPath: header($0).path) }
    var built = Set(native)
    var waiting = plan.rooms.filter(\.value.embedded)
    #expect(waiting.count >= 2)
    while let (name, room) = waiting.first(where: { $0.value.house.isSubset(of: built) }) {
      let files = try swiftFiles(below: WallPlan.root.appending(path: "Sources/\(name)")).map(\.path)
      let (status, output) = try compile(name, files, native, into: modules)
      #expect(status == 0, "\(name) is not Embedded-safe:\n\(output)")
      #expect(room.outside.isEmpty)
      built.insert(name)
      waiting[name] = nil
    }
    #expect(waiting.isEmpty, "\(waiting.keys) import what is not Embedded-safe")
    try FileManager.default.removeItem(at: modules)
  }

  private func header(_ target: String) -> URL {
    WallPlan.root.appending(path: "Sources/\(target)/include/module.modulemap")
  }

  private func compile(
    _ name: String, _ files: [String], _ native: [String], into modules: URL
  ) throws -> (Int32, String) {
    let arguments =
      [
        "-enable-experimental-feature", "Embedded", "-wmo", "-swift-version", "6", "-parse-as-library",
        "-enable-upcoming-feature", "ExistentialAny", "-enable-upcoming-feature", "MemberImportVisibility",
        "-enable-upcoming-feature", "InternalImportsByDefault", "-module-name", name, "-I", modules.path,
        "-emit-module", "-emit-module-path", modules.appending(path: "\(name).swiftmodule").path,
        // Key paths and dynamic casts are refused no earlier than when code is made.
        "-c", "-o", modules.appending(path: "\(name).o").path,
      ] + native.sorted().flatMap { ["-I", header($0).deletingLastPathComponent().path] } + files
    let run = try TestProcess.run("swiftc", arguments)
    return (run.status, run.errors)
  }
}
