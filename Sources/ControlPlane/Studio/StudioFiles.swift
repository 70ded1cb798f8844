/// The files of Studio, as `Scripts/studio` put them together: read once when the server starts, served under one version
/// that changes with any of them.

import Contract
import Glibc

struct StudioFiles: Sendable {
  struct File: Sendable {
    let name: String
    let bytes: [UInt8]
    /// The same as brotli (RFC 7932).
    let brotli: [UInt8]?
  }

  struct Failure: Error, CustomStringConvertible {
    let path: String
    let code: Int32
    var description: String { "Cannot read \(path): \(String(cString: strerror(code)))." }
  }

  let files: [File]
  /// The first 16 hexadecimal digits of a SHA-256 over all names and contents.
  let version: String

  init(_ files: [File]) {
    self.files = files
    var all: [UInt8] = []
    for file in files {
      all += Array(file.name.utf8) + [0]
      all += Array(Digest(of: file.bytes).description.utf8)
    }
    version = String(Digest(of: all).description.prefix(16))
  }

  /// Reads the folder; nil when there is none, for an installation without Studio.
  init?(folder: String) throws {
    guard access(folder + "/.files", R_OK) == 0 else { return nil }
    let list = String(decoding: try Self.read(folder + "/.files"), as: UTF8.self)
    self.init(
      try list.split(separator: "\n").map { name in
        let path = "\(folder)/\(name)"
        let brotli = access(path + ".br", R_OK) == 0 ? try Self.read(path + ".br") : nil
        return File(name: String(name), bytes: try Self.read(path), brotli: brotli)
      })
  }

  /// Where it lies: `FREEHOLD_STUDIO`, or `studio` beside the program or above the folder in which it was built.
  static func installed() throws -> StudioFiles? {
    if let folder = Settings.environment("FREEHOLD_STUDIO") { return try StudioFiles(folder: folder) }
    guard let program = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(program) }
    let folder = String(cString: program).split(separator: "/").dropLast().map { "/" + $0 }.joined()
    return try StudioFiles(folder: folder + "/studio") ?? StudioFiles(folder: folder + "/../../studio")
  }

  subscript(name: String) -> File? { files.first { $0.name == name } }

  private static func read(_ path: String) throws(Failure) -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw Failure(path: path, code: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { break }
      bytes += piece[..<count]
    }
    guard ferror(file) == 0 else { throw Failure(path: path, code: errno) }
    return bytes
  }
}
