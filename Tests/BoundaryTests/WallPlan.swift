import Foundation

/// The table of targets in ARCHITECTURE.md: what each may import, of the house and from outside.
struct WallPlan {
  struct Room {
    var house: Set<String>
    var outside: Set<String>
    var embedded: Bool
  }

  var rooms: [String: Room] = [:]

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  init() throws {
    let page = try String(contentsOf: Self.root.appending(path: "ARCHITECTURE.md"), encoding: .utf8)
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 4 else { continue }
      for name in cells[0].split(separator: ",") {
        let target = name.trimmingCharacters(in: CharacterSet(charactersIn: " `*"))
        rooms[target] = Room(
          house: Self.names(cells[2]), outside: Self.names(cells[3]), embedded: cells[0].hasSuffix("*"))
      }
    }
  }

  private static func names(_ cell: String) -> Set<String> {
    Set(cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0 != "–" })
  }
}

/// What comes with the toolchain; allowed everywhere but in the Embedded-safe targets.
let toolchainModules: Set<String> = [
  "Swift", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Darwin", "Dispatch", "Synchronization",
]

/// Modules that come with a product of another name: libyaml's events, say, which alone show anchors unresolved.
let modulesOfProducts = [
  "CYaml": "Yams", "HummingbirdCore": "Hummingbird", "SystemPackage": "Subprocess", "UnixSignals": "ServiceLifecycle",
]

/// The modules that a Swift file imports, each with its line, from 1.
func imports(of text: String) -> [(module: String, line: Int)] {
  var found: [(String, Int)] = []
  let pattern =
    #/
    ^\s* (?: @\w+ (?: \([^)]*\) )? \s+ )*                                      # attributes
    (?: (?: public | package | internal | fileprivate | private ) \s+ )? import \s+
    (?: (?: struct | class | enum | protocol | typealias | func | let | var | actor ) \s+ )?
    ( [A-Za-z_] [A-Za-z0-9_]* )
    /#
  for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    if let match = line.firstMatch(of: pattern) { found.append((String(match.output.1), index + 1)) }
  }
  return found
}

func swiftFiles(below folder: URL) throws -> [URL] {
  let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
  return paths.filter { $0.hasSuffix(".swift") }.sorted().map { folder.appending(path: $0) }
}
