/// The files of Studio, as `Scripts/studio` put them together: read once when a server starts, served under one version
/// that changes with any of them. The control plane serves Studio from them, a runtime the core for its `document` blocks.

public import Contract
import Glibc

public struct StudioFiles: Sendable {
  public struct File: Sendable {
    public let name: String
    public let bytes: [UInt8]
    /// The same as brotli (RFC 7932).
    public let brotli: [UInt8]?

    public init(name: String, bytes: [UInt8], brotli: [UInt8]?) {
      self.name = name
      self.bytes = bytes
      self.brotli = brotli
    }
  }

  public struct Failure: Error, CustomStringConvertible {
    let path: String
    let code: Int32
    public var description: String { "Cannot read \(path): \(String(cString: strerror(code)))." }
  }

  public let files: [File]
  /// The first 16 hexadecimal digits of a SHA-256 over all names and contents.
  public let version: String

  public init(_ files: [File]) {
    self.files = files
    var all: [UInt8] = []
    for file in files {
      all += Array(file.name.utf8) + [0]
      all += Array(Digest(of: file.bytes).description.utf8)
    }
    version = String(Digest(of: all).description.prefix(16))
  }

  /// Of all names and of every byte that a browser may be sent.
  public var digest: Digest {
    var all: [UInt8] = []
    for file in files {
      all += Array(file.name.utf8) + [0]
      for bytes in [file.bytes, file.brotli ?? []] { all += Array(Digest(of: bytes).description.utf8) }
    }
    return Digest(of: all)
  }

  /// Reads the folder; nil when there is none, for an installation without Studio.
  public init?(folder: String) throws(Failure) {
    guard access(folder + "/.files", R_OK) == 0 else { return nil }
    let list = String(decoding: try Self.read(folder + "/.files"), as: UTF8.self)
    var files: [File] = []
    for name in list.split(separator: "\n") {
      let path = "\(folder)/\(name)"
      let brotli = access(path + ".br", R_OK) == 0 ? try Self.read(path + ".br") : nil
      files.append(File(name: String(name), bytes: try Self.read(path), brotli: brotli))
    }
    self.init(files)
  }

  /// In `folder` (`FREEHOLD_STUDIO`); when nobody said where, in `name` beside the program or above the folder in which
  /// it was built.
  public static func installed(_ name: String = "studio", folder: String?) throws(Failure) -> StudioFiles? {
    if let folder { return try StudioFiles(folder: folder) }
    guard let program = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(program) }
    let folder = String(cString: program).split(separator: "/").dropLast().map { "/" + $0 }.joined()
    if let beside = try StudioFiles(folder: folder + "/\(name)") { return beside }
    return try StudioFiles(folder: folder + "/../../\(name)")
  }

  public subscript(name: String) -> File? { files.first { $0.name == name } }

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
