/// The tokens that `freehold login` got, in a file that only this user reads.

import FileStatus
import Glibc
import Values

struct Credentials: Equatable {
  struct Entry: Equatable {
    var address: String
    var email: String
    var token: String
  }

  /// The one used last stands first.
  var entries: [Entry] = []

  static var path: String {
    let home = environment("HOME") ?? "/"
    return (environment("XDG_CONFIG_HOME") ?? home + "/.config") + "/freehold/credentials.json"
  }

  static func load(_ path: String = Credentials.path) throws(ToolFailure) -> Credentials {
    guard Files.exists(path) else { return Credentials() }
    guard let status = FileStatus(path), status.permissions & 0o077 == 0 else {
      throw ToolFailure(
        .thisMachine, "Others can read your credentials in \(path).",
        advice: "Run: chmod 600 \(path)  and, if somebody may have read it, sign in again.")
    }
    do { return try Credentials(try JSON.parse(try Files.read(path))) } catch let failure as ToolFailure {
      throw failure
    } catch {
      throw ToolFailure(
        .thisMachine, "The credentials in \(path) cannot be read.", advice: "Remove the file and sign in again.")
    }
  }

  func save(_ path: String = Credentials.path) throws(ToolFailure) {
    if let slash = path.lastIndex(of: "/") { try Files.makeFolder(String(path[..<slash]), mode: 0o700) }
    try Files.write(json.bytes, to: path, mode: 0o600)
  }

  /// Puts the entry first and drops an older one of the same address.
  mutating func use(_ entry: Entry) {
    entries.removeAll { $0.address == entry.address }
    entries.insert(entry, at: 0)
  }

  var json: JSON {
    .array(
      entries.map {
        ["address": .string($0.address), "email": .string($0.email), "token": .string($0.token)]
      })
  }

  init() {}

  init(_ json: JSON) throws(JSONReader.Problem) {
    guard let items = json.array else { throw JSONReader.Problem(member: "credentials") }
    for item in items {
      var reader = try JSONReader(item)
      entries.append(
        Entry(
          address: try reader.string("address"), email: try reader.string("email"), token: try reader.string("token")))
      try reader.end()
    }
  }
}

func environment(_ name: String) -> String? {
  guard let value = getenv(name) else { return nil }
  let text = String(cString: value)
  return text.isEmpty ? nil : text
}
