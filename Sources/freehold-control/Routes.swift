/// Every address of the control plane, and who may enter it.

import ArgumentParser
import ControlPlane

struct Routes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every address of the control plane, and who may enter it, as JSON.",
    discussion: "The servers' files, health and metrics stand beside this table: they are nobody's data.")

  func run() { print(RouteList.text) }
}
