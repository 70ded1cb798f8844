/// The commands beside a running server.

import ArgumentParser
import ControlPlane
import Glibc

struct OwnerLink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "owner-link", abstract: "Print a link that signs the owner in: good for one use and one hour.")

  @OptionGroup var place: Place

  func run() async throws {
    try await place.operate { print(try await $0.ownerLink()) }
  }
}

struct Enrol: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a token that enrols one runtime: good for one use and one hour.",
    discussion: """
      Example:  freehold-control enrol --data /var/lib/freehold --all --title "Frankfurt" > token
      """)

  @OptionGroup var place: Place
  @Flag(help: "The runtime serves every workspace of the installation.") var all = false
  @Option(help: "The runtime serves this workspace.") var workspace: String?
  @Option(help: "How the console lists it.") var title = "Runtime"

  func validate() throws {
    guard all != (workspace != nil) else { throw ValidationError("Say either --all or --workspace NAME.") }
  }

  func run() async throws {
    try await place.operate { print(try await $0.enrol(workspace: all ? nil : workspace, title: title)) }
  }
}

struct Seed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Publish a spec as the operator; saying it again changes nothing.")

  @OptionGroup var place: Place
  @Option(help: "The spec: YAML or JSON.") var spec: String
  @Option(help: "The workspace. Default: the first owner's.") var workspace: String?
  @Option(help: "How many seconds to wait for the runtimes to take it.") var wait = 0

  func run() async throws {
    let bytes = try SpecFile.read(spec)
    try await place.operate { commands in
      let seeded = try await commands.seed(bytes, workspace: workspace, wait: wait)
      for taken in seeded.takenBy { print("In use at \(taken).") }
      for refused in seeded.refusedBy { print("\(refused).") }
      print(seeded.isNew ? "Published \(seeded.app): \(seeded.address)" : "Just this runs already: \(seeded.address)")
    }
  }
}

struct GrantCredits: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant-credits", abstract: "Give an account credits for downloads of Studio.",
    discussion: """
      Example:  freehold-control grant-credits --data /var/lib/freehold --email ana@example.com --credits 50
      """)

  @OptionGroup var place: Place
  @Option(help: "Whose.") var email: String
  @Option(help: "How many.") var credits: Int

  func validate() throws {
    guard (1...1_000_000).contains(credits) else { throw ValidationError("--credits must be between 1 and 1000000.") }
  }

  func run() async throws {
    try await place.operate { commands in
      print("\(email) has \(try await commands.grantCredits(credits, to: email)) credits now.")
    }
  }
}

private enum SpecFile {
  struct Failure: Error, CustomStringConvertible {
    let path: String
    let code: Int32
    var description: String { "Cannot read \(path): \(String(cString: strerror(code)))." }
  }

  /// At most the bytes that a spec may have and one more, which its check then refuses.
  static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw Failure(path: path, code: errno) }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 2 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    guard ferror(file) == 0 else { throw Failure(path: path, code: errno) }
    return Array(bytes[..<count])
  }
}
