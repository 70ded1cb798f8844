import Foundation
import ProcessTesting

/// What `swift package describe` says of this package.
struct Manifest: Decodable {
  struct Target: Decodable {
    var name: String
    var path: String
    var targetDependencies: [String]?
    var productDependencies: [String]?
  }

  var targets: [Target]

  /// In a scratch folder of its own: the usual one is locked while the tests run.
  static func describe() throws -> Manifest {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "describe-\(UUID().uuidString)")
    defer { if FileManager.default.fileExists(atPath: scratch.path) { remove(scratch) } }
    let arguments = [
      "package", "--package-path", WallPlan.root.path, "--scratch-path", scratch.path, "describe", "--type", "json",
    ]
    let output = try TestProcess.run("swift", arguments).output
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Manifest.self, from: Data(output.utf8))
  }

  private static func remove(_ folder: URL) {
    do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path): \(error)") }
  }
}
