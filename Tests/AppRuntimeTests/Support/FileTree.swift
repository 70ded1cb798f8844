import Foundation

/// All that stands in the files below a folder.
enum FileTree {
  static func texts(below folder: String) throws -> [String] {
    let manager = FileManager.default
    return try manager.subpathsOfDirectory(atPath: folder).compactMap { name in
      manager.contents(atPath: folder + "/" + name).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
