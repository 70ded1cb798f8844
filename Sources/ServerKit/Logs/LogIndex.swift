/// Which log files were ever begun: what is missing among them that should still be there, somebody took away.

public import Contract
import Glibc
public import Values

public struct LogIndex: Sendable {
  private let folder: String
  private let program: String

  public init(_ folder: String, _ program: String) {
    self.folder = folder
    self.program = program
  }

  private var path: String { "\(folder)/\(program).files" }

  /// Files that were begun on this day or later, the oldest first.
  public func begun(since day: Day) -> [LogFileName] {
    all.filter { $0.day >= day }.sorted()
  }

  private var all: [LogFileName] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
    return bytes.split(separator: 0x0A).compactMap { LogFileName(String(decoding: $0, as: UTF8.self)) }
  }

  /// False when it cannot be noted.
  func add(_ file: LogFileName) -> Bool {
    if all.contains(file) { return true }
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return writeAll(Array((file.text + "\n").utf8), to: descriptor)
  }
}

extension LogFileName {
  /// A folder's files of a program, the oldest first; none where there is no folder.
  public static func all(of program: String, in folder: String) -> [LogFileName] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var found: [LogFileName] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let file = LogFileName(name), file.program == program { found.append(file) }
    }
    return found.sorted()
  }
}
