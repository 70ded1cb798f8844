/// Every address of the control plane, and who may enter it.

import ArgumentParser
import ControlPlane

struct Files: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the digests of what the control plane sends to browsers beside its pages, as JSON.",
    discussion: "Studio and the spec's editor, as they are installed. Drills note them with their results.")

  func run() throws { print(try PageFiles.text()) }
}

struct Routes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every address of the control plane, and who may enter it, as JSON.",
    discussion: "The servers' files, health and metrics stand beside this table: they are nobody's data.")

  func run() { print(RouteList.text) }
}
