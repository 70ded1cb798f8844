import Foundation

/// A short-named folder that goes with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/fhs-XXXXXX\0".utf8CString.dropLast())
    path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("could not remove \(path)") }
  }
}

func mode(_ path: String) throws -> Int {
  try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? -1
}

/// In place, with mode 0600.
func overwrite(_ path: String, _ text: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  chmod(path, 0o600)
}
