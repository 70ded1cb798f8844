import Testing

@testable import Trust

@Suite("What the programs are made of")
struct LinkCheckTests {
  private let control = LinkedProgram(
    name: "freehold-control", modules: ["freehold_control", "ControlPlane", "ControlStore", "Trust", "Values"])
  private let runtime = LinkedProgram(
    name: "freehold-runtime", modules: ["freehold_runtime", "AppRuntime", "LanguageModels", "Secrets", "Connectors"])

  private func problems(_ changed: [LinkedProgram]? = nil, _ from: String = "", to: String = "") -> [String] {
    let text = from.isEmpty ? ImportTable.text : ImportTable.text.replacing(from, with: to)
    return LinkCheck.adapters(changed ?? [control, runtime], table: text).evidence.problems
  }

  @Test("holds for this program’s table and packages")
  func sound() {
    #expect(problems() == [])
    #expect(LinkCheck.breaches(of: [control, runtime]) == [])
    #expect(LinkCheck.houseModules.isSuperset(of: ["freehold_control", "LanguageModels"]))
    for forbidden in LinkCheck.walls.values { #expect(forbidden.isSubset(of: LinkCheck.houseModules)) }
  }

  @Test("fails where a target imports a provider’s past its adapter, or speaks to servers by itself")
  func imports() {
    #expect(
      problems(nil, "ControlStore: AppSpec", to: "ControlStore: AppSpec LanguageModels").contains(
        "ControlStore imports LanguageModels, past the adapters"))
    #expect(
      problems(nil, "Connectors: Addresses", to: "Connectors: Addresses AsyncHTTPClient") == [
        "Connectors imports AsyncHTTPClient, past the adapters"
      ])
    #expect(
      problems(nil, "ServerKit: Contract", to: "ServerKit: CCurl Contract") == [
        "ServerKit imports CCurl, past the adapters"
      ])
    #expect(problems(nil, ImportTable.text, to: "").contains("LanguageModels is no target: the table is another's"))
  }

  @Test("fails where a package is added that nobody looked at")
  func packages() {
    let verdict = LinkCheck.adapters([control, runtime], packages: ["swift-log", "soto"])
    #expect(verdict.evidence.problems == ["package soto is not known to be no provider's"])
  }

  @Test("fails where an executable links the other’s half, or what its row does not reach")
  func links() {
    let leaking = LinkedProgram(name: "freehold-control", modules: ["ControlPlane", "Secrets", "PDF"])
    #expect(
      LinkCheck.breaches(of: [leaking, runtime]) == ["freehold-control links PDF", "freehold-control links Secrets"])
    #expect(problems([leaking, runtime]).contains("freehold-control links Secrets past the table"))
    let other = LinkedProgram(name: "freehold-runtime", modules: ["AppRuntime", "Trust"])
    #expect(LinkCheck.breaches(of: [control, other]) == ["freehold-runtime links Trust"])
    #expect(problems([control, other]).contains("freehold-runtime links no LanguageModels"))
    #expect(LinkCheck.breaches(of: [control]) == ["freehold-runtime was not looked at"])
  }

  @Test("could not run where a program has no symbols")
  func blind() {
    let stripped = LinkedProgram(name: "freehold-runtime", modules: nil)
    #expect(LinkCheck.adapters([control, stripped]).outcome == .couldNotRun)
  }
}
