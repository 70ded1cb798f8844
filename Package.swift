// swift-tools-version: 6.2

import PackageDescription

/// The settings of every target: one language mode, no hidden existentials, imports that say what they bring.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

extension Target {
  /// A library of the house with the house's settings.
  static func room(_ name: String, _ dependencies: [Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
  }

  /// A library in C or C++ from ThirdParty/, where `Scripts/sources` puts it, behind a narrow header of the house. Optimised
  /// in debug builds too; its warnings are not ours.
  static func native(_ name: String, _ sources: String, cxx: Bool = false) -> Target {
    let paths = ["../../ThirdParty/\(sources)", "."]
    return .target(
      name: name,
      cSettings: paths.map { .headerSearchPath($0) } + [.unsafeFlags(["-O2", "-w"])],
      cxxSettings: cxx
        ? paths.map { .headerSearchPath($0) } + [
          .unsafeFlags(["-std=c++17", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics", "-O2", "-w"])
        ] : [])
  }

  /// A program; its `main` only parses the command line and calls the wiring.
  static func program(_ name: String, _ dependencies: [Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
  }

  /// The tests of `name`, mirroring its paths.
  static func tests(_ name: String, _ dependencies: [Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, exclude: exclude, swiftSettings: settings)
  }
}

extension Target.Dependency {
  static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
  static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
  static let crypto = product(name: "Crypto", package: "swift-crypto")
  static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
  static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
  static let hummingbirdHTTP2 = product(name: "HummingbirdHTTP2", package: "hummingbird")
  static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
  static let logging = product(name: "Logging", package: "swift-log")
  static let nioCore = product(name: "NIOCore", package: "swift-nio")
  static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
  static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
  static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
  static let nioTLS = product(name: "NIOTLS", package: "swift-nio")
  static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
  static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
  static let swiftASN1 = product(name: "SwiftASN1", package: "swift-asn1")
  static let x509 = product(name: "X509", package: "swift-certificates")
  static let yams = product(name: "Yams", package: "Yams")
}

let package = Package(
  name: "freehold",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "freehold", targets: ["freehold"]),
    .executable(name: "freehold-control", targets: ["freehold-control"]),
    .executable(name: "freehold-runtime", targets: ["freehold-runtime"]),
    .executable(name: "freehold-sample", targets: ["freehold-sample"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1.git", exact: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates.git", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
  ],
  targets: [
    // What both planes and the browser share; starred in ARCHITECTURE.md are the Embedded-safe ones.
    .room("Values"),
    .tests("Values", ["Values"]),
    .room("Redaction", ["Values"]),
    .tests("Redaction", ["Redaction"], exclude: ["Negatives"]),
    .room("Invoices", ["PDF", "Values"]),
    .tests("Invoices", ["Invoices", "PDF", "ProcessTesting", "Values"]),
    .native("CHarfBuzz", "harfbuzz/src", cxx: true),
    .native("CFriBidi", "fribidi/lib"),
    .native("CDeflate", "libdeflate"),
    .room("PDF", ["CDeflate", "CFriBidi", "CHarfBuzz"]),
    .tests("PDF", ["PDF", "ProcessTesting"]),
    .room("BrowserCore", ["Invoices", "PDF", "Values"]),
    .tests("BrowserCore", ["BrowserCore", "Values"]),
    .target(name: "CStackGuard"),
    .program("browser-core", ["BrowserCore", "CStackGuard"]),
    .program("browser-redactor", ["Redaction", "CStackGuard"]),
    // For `Scripts/wasm-test`: built natively and as WebAssembly.
    .executableTarget(name: "pdf-probe", dependencies: ["PDF"], path: "Tests/PDFProbe", swiftSettings: settings),
    .room("AppSpec", ["Values", .yams]),
    .tests("AppSpec", ["AppSpec", "Values", "Postgres", "PostgresTesting", "ProcessTesting"]),
    .room("Contract", ["AppSpec", "Redaction", "Values", .crypto]),
    .tests("Contract", ["AppSpec", "Contract", "Redaction", "Values"]),
    .tests("Boundary", ["ProcessTesting"]),
    .target(name: "HeaderTesting", path: "Tests/HeaderTesting", swiftSettings: settings),
    .systemLibrary(name: "CSpawn"),
    .target(name: "ProcessTesting", dependencies: ["CSpawn"], path: "Tests/ProcessTesting", swiftSettings: settings),

    // PostgreSQL.
    .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .room("Postgres", ["CLibpq", .logging]),
    .room("PostgresCluster", ["CSpawn", "Postgres", .logging]),
    .target(
      name: "PostgresTesting", dependencies: ["CSpawn", "Postgres", "PostgresCluster", .logging],
      path: "Tests/PostgresTesting",
      swiftSettings: settings),
    .tests("Postgres", ["Postgres", "PostgresCluster", "PostgresTesting", "ProcessTesting", .logging]),
    .tests("PostgresCluster", ["PostgresCluster", "Postgres", "PostgresTesting", "ProcessTesting", .logging]),

    // What both servers share.
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .room(
      "ServerKit",
      [
        "Contract", "Redaction", "Values", .crypto, .httpTypes, .hummingbird, .hummingbirdHTTP2, .logging, .nioCore,
        .nioHTTP1, .nioPosix, .nioSSL, .nioTLS, .serviceLifecycle,
      ]),
    .tests(
      "ServerKit",
      [
        "ServerKit", "Contract", "ProcessTesting", "Values", .httpTypes, .hummingbird, .hummingbirdTesting, .logging,
        .nioCore, .serviceLifecycle,
      ]),

    // The control plane.
    .room("Workspaces", ["AppSpec", "Contract", "Values"]),
    .room("Trust", ["AppSpec", "Workspaces", "Contract", "Values", .crypto]),
    .room(
      "ControlStore", ["AppSpec", "Workspaces", "Trust", "Contract", "Postgres", "Values", .crypto, .logging]),
    .tests("Workspaces", ["Workspaces", "AppSpec", "Contract", "Values"]),
    .tests("Trust", ["Trust", "AppSpec", "Contract", "ProcessTesting", "Values"]),
    .tests(
      "ControlStore",
      [
        "ControlStore", "AppSpec", "Workspaces", "Trust", "Contract", "Postgres", "PostgresCluster", "PostgresTesting",
        "ProcessTesting", "Values", .logging,
      ]),
    .room(
      "Identity",
      ["Workspaces", "ServerKit", "Contract", "CCurl", "Values", .crypto, .httpTypes, .hummingbird, .logging]),
    .tests(
      "Identity",
      [
        "Identity", "ServerKit", "Contract", "ProcessTesting", "Values", "Workspaces", .httpTypes, .hummingbird,
        .nioCore,
      ]),
    .room(
      "ControlPlane",
      [
        "AppSpec", "Contract", "ControlStore", "Identity", "Postgres", "PostgresCluster", "ServerKit", "Trust",
        "Values",
        "Workspaces", .httpTypes, .hummingbird, .logging, .nioCore, .serviceLifecycle,
      ], resources: [.embedInCode("Apps/collections.yaml")]),
    .tests(
      "ControlPlane",
      [
        "AppSpec", "Contract", "ControlPlane", "ControlStore", "HeaderTesting", "Identity", "Postgres",
        "PostgresCluster",
        "PostgresTesting", "ProcessTesting",
        "ServerKit", "Trust", "Values", "Workspaces", .asyncHTTPClient, .httpTypes, .hummingbird, .logging, .nioCore,
        .nioHTTP1, .serviceLifecycle,
      ]),
    .program("freehold-control", ["ControlPlane", "ServerKit", "Trust", .argumentParser, .logging]),

    // The runtime.
    .room("Secrets", ["Values", .crypto]),
    .tests("Secrets", ["Secrets", "Values"]),
    .room("Addresses"),
    .tests("Addresses", ["Addresses"]),
    .room("Connectors", ["Addresses", "AppSpec", "Secrets", "Postgres", "Values", .logging]),
    .tests(
      "Connectors",
      [
        "Addresses", "AppSpec", "Connectors", "Postgres", "PostgresCluster", "PostgresTesting", "ProcessTesting",
        "Secrets", .logging,
      ]),
    .room(
      "LanguageModels",
      [
        "Addresses", "Contract", "Redaction", "Secrets", "Values", .asyncHTTPClient, .crypto, .nioCore, .nioHTTP1,
        .nioPosix, .nioSSL,
      ]),
    .tests(
      "LanguageModels",
      [
        "Addresses", "Contract", "LanguageModels", "ProcessTesting", "Redaction", "Secrets", "Values",
        "freehold-runtime", .nioSSL,
      ]),
    .room(
      "AppRuntime",
      [
        "Addresses", "AppSpec", "Connectors", "Contract", "LanguageModels", "Redaction", "Secrets", "ServerKit",
        "Values",
        .asyncHTTPClient, .crypto, .httpTypes, .hummingbird, .logging, .nioCore, .nioHTTP1, .nioSSL, .serviceLifecycle,
      ]),
    .tests(
      "AppRuntime",
      [
        "Addresses", "AppRuntime", "AppSpec", "Connectors", "Contract", "HeaderTesting", "Postgres", "PostgresCluster",
        "PostgresTesting", "ProcessTesting",
        "Secrets", "ServerKit", "Values", .asyncHTTPClient, .logging, .nioCore, .nioHTTP1, .serviceLifecycle,
      ]),
    .program(
      "freehold-runtime", ["Addresses", "AppRuntime", "Connectors", "Contract", "ServerKit", .argumentParser, .logging]),

    // For people.
    .room("SampleCompany", ["Postgres", "PostgresCluster", "Values", .logging]),
    .tests("SampleCompany", ["Postgres", "PostgresCluster", "PostgresTesting", "SampleCompany", "Values", .logging]),
    .program("freehold-sample", ["SampleCompany", "Values", .argumentParser, .logging]),
    .room("FileStatus"),
    .program(
      "freehold",
      [
        "AppSpec", "Contract", "FileStatus", "Invoices", "PDF", "Redaction", "Trust", "Values", .argumentParser,
        .asyncHTTPClient,
        .crypto, .nioCore, .nioHTTP1, .nioPosix, .nioSSL, .subprocess, .swiftASN1, .x509,
      ]),
    .testTarget(
      name: "FreeholdToolTests",
      dependencies: [
        "freehold", "freehold-control", "freehold-runtime", "freehold-sample", "Contract", "ProcessTesting", "Trust",
        "Values",
      ],
      swiftSettings: settings),

    // For `make bench`.
    .executableTarget(
      name: "bench-asking",
      dependencies: ["Addresses", "Contract", "LanguageModels", "Secrets", "Values", .argumentParser],
      path: "Benchmarks/Asking", swiftSettings: settings),
    .executableTarget(
      name: "bench-floor", dependencies: ["CLibpq", .argumentParser, .hummingbird, .logging], path: "Benchmarks/Floor",
      swiftSettings: settings),
  ]
)
