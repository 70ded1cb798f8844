/// The files that the server sends to browsers beside its pages: Studio and the editor. They are no part of the program's own
/// file, and what a drill saw of them says nothing about others.

import Contract
import ServerKit
public import Trust
import Values

public enum PageFiles {
  /// As this program finds them now; `freehold-control files` tells it to the drills.
  public static func installed() throws -> [ControlResult.Program] {
    try digests(of: studio(), workbench())
  }

  /// What is not installed is not there.
  static func digests(of studio: StudioFiles?, _ workbench: StudioFiles?) -> [ControlResult.Program] {
    [("files of studio", studio), ("files of the editor", workbench)].compactMap { name, files in
      files.map { ControlResult.Program(name: name, digest: $0.digest) }
    }
  }

  static func studio() throws -> StudioFiles? {
    try StudioFiles.installed(folder: Settings.environment("FREEHOLD_STUDIO"))
  }

  static func workbench() throws -> StudioFiles? {
    try StudioFiles.installed("workbench", folder: Settings.environment("FREEHOLD_WORKBENCH"))
  }

  /// As JSON: `[{"name", "sha256"}]`.
  public static func text() throws -> String {
    JSON.array(
      try installed().map { ["name": .string($0.name), "sha256": .string($0.digest.description)] }
    ).text
  }
}
