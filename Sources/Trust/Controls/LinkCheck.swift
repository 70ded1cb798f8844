// What the programs are made of: which target imports which, and which of the house's modules each executable links. The table
// is the one that the tests hold the sources to; the modules are read from the executables themselves.

/// An executable and the modules of the house that its symbols name.
public struct LinkedProgram: Sendable, Equatable {
  public let name: String
  /// Nil where it has no symbols to look at.
  public let modules: Set<String>?

  public init(name: String, modules: Set<String>?) { (self.name, self.modules) = (name, modules) }
}

public enum LinkCheck {
  /// What the other plane alone may have: business data and credentials on one side, the control store on the other.
  public static let walls: [String: Set<String>] = [
    "freehold-control": [
      "Addresses", "Connectors", "Secrets", "LanguageModels", "AppRuntime", "SampleCompany", "PDF", "Invoices",
      "BrowserCore",
    ],
    "freehold-runtime": [
      "ControlStore", "ControlPlane", "Workspaces", "Identity", "Trust", "PostgresCluster", "SampleCompany",
    ],
  ]

  /// Names of the house's targets as they stand in symbols.
  public static var houseModules: Set<String> { Set(table().keys.map(module)) }

  /// `data.no-copy`: whether each server links nothing of the other's half.
  public static func breaches(of programs: [LinkedProgram]) -> [String] {
    walls.keys.sorted().flatMap { name -> [String] in
      guard let program = programs.first(where: { $0.name == name }) else { return ["\(name) was not looked at"] }
      return (walls[name] ?? []).intersection(program.modules ?? []).sorted().map { "\(name) links \($0)" }
    }
  }

  /// `ops.adapters`.
  public static func adapters(
    _ programs: [LinkedProgram], table text: String? = nil, packages: [String]? = nil
  ) -> ControlVerdict {
    let table = table(text ?? ImportTable.text)
    let packages = packages ?? Dependencies.all.map(\.name)
    if let blind = programs.first(where: { $0.modules == nil }) {
      return .couldNotRun("\(blind.name) has no symbols: which modules it links cannot be seen")
    }
    var findings = importFindings(table)
    findings += packages.filter { !Self.packages.contains($0) }.map { "package \($0) is not known to be no provider's" }
    findings += breaches(of: programs) + programs.flatMap { linkFindings($0, table) }
    var evidence = Evidence()
    evidence.names("targets that speak to providers", adapters.keys.sorted())
    evidence.count("targets in the table", table.count)
    evidence.count("packages, none of them a provider's", packages.count)
    for program in programs { evidence.names("linked in \(program.name)", (program.modules ?? []).sorted()) }
    return ControlVerdict(findings: findings, evidence)
  }

  /// The targets that know a provider, a secrets manager or a customer's source, and who may import them.
  private static let adapters: [String: Set<String>] = [
    "LanguageModels": ["AppRuntime"], "Secrets": ["AppRuntime", "Connectors", "LanguageModels"],
    "Connectors": ["AppRuntime", "freehold-runtime"],
  ]

  /// What could speak to a provider past them: clients of HTTP and of mail. The runtime and the tool ask the control plane.
  private static let clients: [String: Set<String>] = [
    "AsyncHTTPClient": ["LanguageModels", "AppRuntime", "freehold"], "CCurl": ["Identity"],
  ]

  /// Packages that know no provider of models or of clouds. Whoever adds one says so here, or it is a finding.
  static let packages: Set<String> = [
    "async-http-client", "hummingbird", "swift-algorithms", "swift-argument-parser", "swift-asn1",
    "swift-async-algorithms", "swift-atomics", "swift-certificates", "swift-collections", "swift-configuration",
    "swift-crypto", "swift-distributed-tracing", "swift-http-structured-headers", "swift-http-types", "swift-log",
    "swift-metrics", "swift-nio", "swift-nio-extras", "swift-nio-http2", "swift-nio-ssl",
    "swift-nio-transport-services", "swift-numerics", "swift-service-context", "swift-service-lifecycle",
    "swift-subprocess", "swift-system", "yams",
  ]

  private static func importFindings(_ table: [String: Set<String>]) -> [String] {
    var findings = adapters.keys.filter { table[$0] == nil }.sorted().map {
      "\($0) is no target: the table is another's"
    }
    for (target, imports) in table.sorted(by: { $0.key < $1.key }) {
      for (module, importers) in adapters.merging(clients, uniquingKeysWith: { one, _ in one })
      where imports.contains(module) && !importers.contains(target) {
        findings.append("\(target) imports \(module), past the adapters")
      }
    }
    return findings
  }

  /// That an executable is what the table says: nothing that its row does not reach, and where adapters belong, all of them.
  private static func linkFindings(_ program: LinkedProgram, _ table: [String: Set<String>]) -> [String] {
    let (linked, reached) = (program.modules ?? [], Set(reach(program.name, table).map(module)))
    let house = Set(table.keys.map(module))
    let missing = Set(adapters.keys).intersection(reached).subtracting(linked)
    return linked.intersection(house).subtracting(reached).sorted().map { "\(program.name) links \($0) past the table" }
      + missing.sorted().map { "\(program.name) links no \($0)" }
  }

  private static func reach(_ target: String, _ table: [String: Set<String>]) -> Set<String> {
    var reached: Set<String> = [target]
    var next = [target]
    while let name = next.popLast() {
      for neighbour in table[name] ?? [] where reached.insert(neighbour).inserted { next.append(neighbour) }
    }
    return reached
  }

  /// `Target: Import Import`, one a line.
  static func table(_ text: String = ImportTable.text) -> [String: Set<String>] {
    var table: [String: Set<String>] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard let target = parts.first else { continue }
      table[String(target)] = Set((parts.count > 1 ? parts[1] : "").split(separator: " ").map(String.init))
    }
    return table
  }

  private static func module(_ target: String) -> String { String(target.map { $0 == "-" ? "_" : $0 }) }
}
