import Foundation
import Testing

@Suite("The walls of the house")
struct WallTests {
  let plan: WallPlan

  init() throws { plan = try WallPlan() }

  @Test("every folder of Sources is a row of ARCHITECTURE.md, and every row is a folder")
  func rooms() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: WallPlan.root.appending(path: "Sources").path)
    #expect(Set(folders) == Set(plan.rooms.keys))
  }

  @Test("each target depends on what its row says: `swift package describe` against the table")
  func manifest() throws {
    for target in try Manifest.describe().targets where !target.path.hasPrefix("Tests/") {
      if target.path.hasPrefix("Benchmarks/") { continue }
      let room = try #require(plan.rooms[target.name], "\(target.name) is not in the table")
      let house = Set(target.targetDependencies ?? [])
      let outside = Set(target.productDependencies ?? [])
      #expect(house == room.house, "\(target.name) depends on \(house.sorted()); its row says \(room.house.sorted())")
      #expect(outside == room.outside, "\(target.name) uses \(outside.sorted()); its row says \(room.outside.sorted())")
    }
  }

  @Test("no file imports what its target's row does not say")
  func importLines() throws {
    for (target, room) in plan.rooms {
      for file in try swiftFiles(below: WallPlan.root.appending(path: "Sources/\(target)")) {
        for (module, line) in imports(of: try String(contentsOf: file, encoding: .utf8)) {
          #expect(
            allows(room, module), "\(target)/\(file.lastPathComponent):\(line) imports \(module)")
        }
      }
    }
  }

  @Test("the control plane reaches no connector and no secret reader, the runtime no control store")
  func planes() {
    let control = reach("freehold-control")
    #expect(
      control.isDisjoint(with: ["Addresses", "Connectors", "Secrets", "LanguageModels", "AppRuntime", "SampleCompany"]))
    #expect(control.contains("ControlStore"))
    let runtime = reach("freehold-runtime")
    #expect(runtime.isDisjoint(with: ["ControlStore", "ControlPlane", "Identity", "Trust", "Workspaces"]))
    #expect(runtime.contains("Secrets"))
  }

  @Test("a foreign import is found in each way of writing it")
  func finder() {
    let ways = [
      "import Connectors", "public import Connectors", "@testable import Connectors",
      "@_spi(X) internal import struct Connectors.Pool", "  import class Connectors.Pool",
    ]
    for way in ways {
      let found = imports(of: "// a file\n\(way)\nlet x = 1")
      #expect(found.map(\.module) == ["Connectors"] && found.map(\.line) == [2], "\(way)")
      #expect(!allows(plan.rooms["ControlPlane"]!, "Connectors"))
    }
    #expect(imports(of: "let important = \"import X\"\n// import Y").isEmpty)
  }

  private func allows(_ room: WallPlan.Room, _ module: String) -> Bool {
    if room.house.contains(module) || room.outside.contains(module) { return true }
    if let product = modulesOfProducts[module], room.outside.contains(product) { return true }
    return !room.embedded && toolchainModules.contains(module)
  }

  private func reach(_ target: String) -> Set<String> {
    var reached: Set<String> = []
    var next = [target]
    while let name = next.popLast() {
      for neighbour in plan.rooms[name]?.house ?? [] where reached.insert(neighbour).inserted { next.append(neighbour) }
    }
    return reached
  }
}
