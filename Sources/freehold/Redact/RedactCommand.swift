import ArgumentParser
import Redaction

struct Redact: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy standard input to standard output with personal data and secrets replaced.",
    discussion: """
      What is found becomes [EMAIL], [PERSON], [IBAN] and so on; --mask, --hash and --drop do otherwise. --explain says on \
      standard error where something was found and why, without the value. With --jsonl each line is {"id","text"} and is \
      answered by {"id","spans":[{"start","end","type","score"}]} in code points.

      Examples:
        journalctl -u my-service | freehold redact | less
        freehold redact --explain --types EMAIL,PHONE <letter.txt
        freehold redact --hash --key-file key <export.csv >shared.csv
      """)

  @Flag(help: "Say on standard error where each finding stands and why it is one.")
  var explain = false

  @Flag(help: "Answer requests in JSON, one on each line.")
  var jsonl = false

  @Option(help: "Only these kinds, with commas between; `all` are the standard ones with PLACE and ORGANISATION.")
  var types: String?

  @Flag(help: "Stars in place of letters and digits.")
  var mask = false

  @Flag(help: "A keyed hash (HMAC-SHA256) in place of each value; needs --key-file.")
  var hash = false

  @Flag(help: "Leave values out.")
  var drop = false

  @Option(name: .customLong("key-file"), help: "The file that holds the key for --hash: 16 bytes or more.")
  var keyFile: String?

  func validate() throws {
    guard [mask, hash, drop].filter({ $0 }).count <= 1 else {
      throw ValidationError("Choose one of --mask, --hash and --drop.")
    }
    guard hash == (keyFile != nil) else { throw ValidationError("--hash and --key-file go together.") }
    guard !jsonl || !(mask || hash || drop || explain) else {
      throw ValidationError("--jsonl answers with places; nothing is replaced.")
    }
    _ = try kinds()
  }

  func run() throws {
    if jsonl { return try RedactRequests(kinds: try kinds()).answer() }
    RedactText(kinds: try kinds(), replacement: try replacement(), explains: explain).copy()
  }

  private func kinds() throws -> Kinds {
    guard let types else { return .standard }
    if types == "all" { return .all }
    return Kinds(
      try types.split(separator: ",").map { name in
        guard let kind = Kind.named(String(name)) else {
          throw ValidationError(
            "No type is named \(name). There are: " + Kind.allCases.map(\.name).joined(separator: " "))
        }
        return kind
      })
  }

  private func replacement() throws -> Replacement {
    if mask { return .mask }
    if drop { return .drop }
    guard let keyFile else { return .name }
    let key = try Files.read(keyFile)
    guard key.count >= 16 else {
      throw ToolFailure(
        .usage, "The key in \(keyFile) is shorter than 16 bytes.",
        advice: "Make one: head -c 32 /dev/urandom >\(keyFile)")
    }
    return .hash(key: key)
  }
}
