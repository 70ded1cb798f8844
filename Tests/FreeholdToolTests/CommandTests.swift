import Testing
import Values

@Suite("The tool, from a script")
struct CommandTests {
  @Test("explains itself and its exit codes")
  func help() throws {
    let help = try ToolRun(["--help"])
    #expect(help.status == 0)
    for word in ["Exit codes", "freehold dev", "FREEHOLD_URL", "audit"] { #expect(help.output.contains(word)) }
    for command in ["dev", "login", "check", "publish", "apps", "runtimes", "audit", "redact", "version"] {
      #expect(try ToolRun([command, "--help"]).status == 0)
    }
    #expect(try ToolRun(["version", "--json"]).output.contains("\"version\""))
  }

  @Test("ends with 2 for wrong arguments", arguments: [["nonsense"], ["check"], ["dev", "--port", "x"], ["publish"]])
  func usage(arguments: [String]) throws {
    let run = try ToolRun(arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty && !run.errors.isEmpty)
  }

  @Test("shows findings at their place with a caret, and ends with 1")
  func findings() throws {
    let folder = try TemporaryFolder()
    let spec = try folder.file("app.yaml", "app: x\ntitle: X\npages:\n  - path: /\n    titel: Y\n    roles: [member]\n")
    let run = try ToolRun(["check", spec])
    #expect(run.status == 1)
    #expect(run.output.contains("\(spec):5:5: error: "))
    #expect(run.output.contains("  5 |     titel: Y\n    |     ^\n"))
    let json = try JSON.parse(try ToolRun(["check", "--json", spec]).output)
    #expect(json["ok"] == false)
    #expect(json["findings"]?.array?.first?["line"] != nil)
    #expect(try ToolRun(["check", "-"], input: "{").status == 1)
    #expect(try JSON.parse(try ToolRun(["check", "--schema"]).output)["$schema"] != nil)
    #expect(try ToolRun(["check", folder.path + "/none"]).status == 5)
  }

  @Test("ends with 4 without a login and with 3 when nobody answers")
  func signedOut() throws {
    let none = try ToolRun(["apps"])
    #expect(none.status == 4)
    #expect(none.errors.contains("freehold login"))
    let gone = try ToolRun(["apps"], environment: ["FREEHOLD_URL": "http://localhost:1", "FREEHOLD_TOKEN": "x"])
    #expect(gone.status == 3)
    #expect(try ToolRun(["login", "http://example.com"]).status == 2)
    #expect(try ToolRun(["login", "https://example.com/path"]).status == 2)
  }

  @Test("redacts a stream, also a private key that comes in pieces")
  func redact() throws {
    let key = "-----BEGIN PRIVATE KEY-----\n" + String(repeating: "MIIE\n", count: 5000) + "-----END PRIVATE KEY-----\n"
    let run = try ToolRun(["redact"], input: "to anna@example.com\n\(key)last")
    #expect(run.status == 0)
    #expect(run.output == "to [EMAIL]\n[SECRET]\nlast")
  }

  @Test("refuses an audit export that is none, naming the line")
  func audit() throws {
    let run = try ToolRun(["audit", "verify", "--json", "-"], input: "{}\n")
    #expect(run.status == 1)
    #expect(try JSON.parse(run.output)["breach"] == "malformed")
    #expect(try ToolRun(["audit", "verify", "--key", "short", "-"]).status == 2)
  }
}
