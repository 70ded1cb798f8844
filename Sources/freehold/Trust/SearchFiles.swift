/// `freehold trust search`: values that somebody planted, in every form, in files that should not hold them.

import ArgumentParser
import FileStatus
import Glibc
import Trust
import Values

struct SearchFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search files for planted values: in plain, encoded, and inside compressed streams.",
    discussion: """
      Plant values that occur nowhere else in your rows and credentials, use the apps, and then search what the control \
      plane keeps: a dump of its database, its data folder with the write-ahead log, its logs. Each value is looked for in \
      plain, as JSON and as HTML escape it, percent-encoded, as hexadecimal, as base64 in its three phases, as UTF-16, and inside \
      gzip and zlib streams. Ends with 1 when one is found. What PostgreSQL has compressed itself is not unpacked: that is \
      what the dump is for.

      The values are JSON, each with a name and at least 12 bytes:  {"row": "Zoë Kanarienvogel 7Q2x"}

      Example:  freehold trust search --for planted.json dump.sql /var/lib/freehold
      """)

  @Option(name: .customLong("for"), help: "The planted values: a JSON file; - reads standard input.") var planted:
    String
  @Flag(help: "What was found as JSON.") var json = false
  @Argument(help: "Files and folders, with all that is below them.") var paths: [String]

  func run() throws {
    let search = CanarySearch(try canaries())
    var (files, bytes) = (0, 0)
    var found: [(path: String, find: CanaryFind)] = []
    try FileWalk.each(paths) { path, content in
      (files, bytes) = (files + 1, bytes + content.count)
      // A value that stands in a file a thousand times is told once for each form.
      var seen: Set<String> = []
      for find in search.finds(in: content) where seen.insert("\(find.canary) \(find.form)").inserted {
        found.append((path, find))
      }
    }
    if json {
      let list = found.map { path, find -> JSON in
        [
          "path": .string(path), "value": .string(find.canary), "form": .string(find.form),
          "offset": .integer(Int64(find.offset)),
        ]
      }
      let result: JSON = [
        "files": .integer(Int64(files)), "bytes": .integer(Int64(bytes)), "found": .array(list),
      ]
      Terminal.line(result.text)
    } else {
      for (path, find) in found { Terminal.line("\(path): \(find.canary) as \(find.form) at byte \(find.offset)") }
      Terminal.line("\(files) files, \(bytes) bytes: \(found.isEmpty ? "none found" : "\(found.count) found").")
    }
    if !found.isEmpty { throw ExitCode(ToolFailure.Code.refused.rawValue) }
  }

  private func canaries() throws -> [Canary] {
    let problem = ToolFailure(
      .usage, "\(planted) holds no planted values.", advice: #"It must be {"NAME": "VALUE", …}, 12 bytes each or more."#
    )
    let members: [JSON.Member]
    do { members = try JSON.parse(try Files.read(planted)).members ?? [] } catch let failure as ToolFailure {
      throw failure
    } catch { throw problem }
    let canaries = members.compactMap { member in member.value.string.flatMap { Canary(name: member.name, text: $0) } }
    guard !canaries.isEmpty, canaries.count == members.count else { throw problem }
    return canaries
  }
}

/// Regular files below paths, each in memory while it is looked at. Links are not followed; what vanishes
/// meanwhile, as files of a living database do, is passed over, what may not be read is a failure.
enum FileWalk {
  static func each(
    _ paths: [String], _ look: (_ path: String, _ content: UnsafeRawBufferPointer) throws -> Void
  ) throws(ToolFailure) {
    for path in paths {
      guard Files.exists(path) else { throw failure("read", path) }
      try walk(path, look)
    }
  }

  private static func walk(
    _ path: String, _ look: (String, UnsafeRawBufferPointer) throws -> Void
  ) throws(ToolFailure) {
    guard let status = FileStatus(path, followingLinks: false) else { return try unlessGone("read", path) }
    switch status.kind {
    case .folder:
      for name in try names(in: path) { try walk(path + "/" + name, look) }
    case .regular: try file(path, look)
    default: break
    }
  }

  private static func names(in path: String) throws(ToolFailure) -> [String] {
    guard let folder = opendir(path) else {
      try unlessGone("list", path)
      return []
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func file(
    _ path: String, _ look: (String, UnsafeRawBufferPointer) throws -> Void
  ) throws(ToolFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return try unlessGone("read", path) }
    defer { close(descriptor) }
    guard let status = FileStatus(descriptor: descriptor) else { throw failure("read", path) }
    // Read, not mapped: a file that shrinks meanwhile would end this program.
    var content = [UInt8](repeating: 0, count: status.size)
    var size = 0
    while size < content.count {
      let count = content.withUnsafeMutableBytes { read(descriptor, $0.baseAddress.map { $0 + size }, $0.count - size) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("read", path) }
      if count == 0 { break }
      size += count
    }
    do {
      try content.withUnsafeBytes { try look(path, UnsafeRawBufferPointer(rebasing: $0[..<size])) }
    } catch {
      throw ToolFailure(.thisMachine, "\(path) could not be searched: \(error)", advice: "Try again.")
    }
  }

  private static func unlessGone(_ operation: String, _ path: String) throws(ToolFailure) {
    if errno != ENOENT { throw failure(operation, path) }
  }

  private static func failure(_ operation: String, _ path: String) -> ToolFailure {
    ToolFailure(
      .thisMachine, "Cannot \(operation) \(path): \(String(cString: strerror(errno))).",
      advice: "A search that leaves something out finds nothing there: run it as a user who may read it.")
  }
}
