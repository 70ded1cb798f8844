import Foundation
import ProcessTesting
import Testing
import Values

@Suite("freehold invoice")
struct InvoiceCommandTests {
  private static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Examples/invoices/consulting.json").path

  private let environment = ["SOURCE_DATE_EPOCH": "1790000000"]

  @Test("renders a PDF with its e-invoice, which is read out of it again")
  func render() throws {
    let folder = try TemporaryFolder()
    let run = try ToolRun(
      ["invoice", "render", Self.example, "-o", folder.path + "/a.pdf"], environment: environment)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "")
    #expect(run.errors == "Wrote \(folder.path)/a.pdf, with Factur-X.\n")
    let back = try ToolRun(["invoice", "import", folder.path + "/a.pdf", "-o", "-"])
    #expect(back.status == 0 && back.errors == "")
    let invoice = try JSON.parse(back.output)
    #expect(invoice["number"] == "2026-0042")
    #expect(invoice["lines"]?.array?.count == 3)
  }

  @Test(
    "sets the whole document in the font that is asked for",
    arguments: [("sans", "NotoSans-"), ("serif", "NotoSerif-")])
  func font(_ name: String, _ expected: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.pdf"
    let run = try ToolRun(["invoice", "render", "--font", name, Self.example, "-o", path], environment: environment)
    #expect(run.status == 0, "\(run.errors)")
    let fonts = try TestProcess.run("pdffonts", [path]).output.split(separator: "\n").dropFirst(2)
    #expect(!fonts.isEmpty && fonts.allSatisfy { $0.contains("+" + expected) }, "\(fonts)")
    let refused = try ToolRun(["invoice", "render", "--font", "comic", Self.example, "-o", path])
    #expect(refused.status == 2 && refused.errors.contains("--font is sans or serif."))
  }

  @Test("gives the same bytes for the same invoice, also through standard input and output")
  func same() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Self.example, encoding: .utf8)
    let file = try folder.file("a.json", text)
    #expect(try ToolRun(["invoice", "render", file], environment: environment).status == 0)
    let piped = try ToolRun(
      ["invoice", "render", "-", "-o", folder.path + "/b.pdf"], input: text, environment: environment)
    #expect(piped.status == 0)
    #expect(FileManager.default.contentsEqual(atPath: folder.path + "/a.pdf", andPath: folder.path + "/b.pdf"))
  }

  @Test("says what is wrong, and makes the PDF all the same")
  func broken() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file(
      "a.json", #"{"number": "7", "curency": "EUR", "lines": [{"name": "Work", "price": "1"}]}"#)
    let run = try ToolRun(["invoice", "render", "--json", file])
    #expect(run.status == 0)
    let said = try JSON.parse(run.output)
    #expect(said["eInvoice"] == .null)
    let findings = try #require(said["findings"]?.array)
    #expect(findings.contains { $0["rule"] == "unknown-field" && $0["field"] == "curency" })
    #expect(findings.contains { $0["rule"] == "BR-CO-04" && $0["field"] == "lines[0].taxes" })
    #expect(FileManager.default.fileExists(atPath: folder.path + "/a.pdf"))
    let check = try ToolRun(["invoice", "check", file])
    #expect(check.status == 1)
    #expect(check.output.contains("There is no such field. Did you mean “currency”?"))
    #expect(try ToolRun(["invoice", "export", file]).status == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/a.xml"))
  }

  @Test("exports each format, and many files into a folder")
  func export() throws {
    let folder = try TemporaryFolder()
    for format in ["cii", "ubl", "xrechnung", "xrechnung-ubl"] {
      let run = try ToolRun(["invoice", "export", "--format", format, Self.example, "-o", "-"])
      #expect(run.status == 0 && run.output.hasPrefix("<?xml"), "\(run.errors)")
      #expect(run.output.contains("xrechnung_3.0") == format.hasPrefix("xrechnung"))
    }
    let text = try String(contentsOfFile: Self.example, encoding: .utf8)
    let files = try (1...5).map { try folder.file("\($0).json", text) }
    let run = try ToolRun(["invoice", "render"] + files + ["-o", folder.path + "/pdf"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/pdf").count == 5)
  }

  @Test("does the other files when one cannot be read, and never writes two over each other")
  func oneOfMany() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Self.example, encoding: .utf8)
    let (good, bad) = (try folder.file("good.json", text), folder.path + "/nowhere.json")
    let xml = try folder.file("good.xml", try ToolRun(["invoice", "export", good, "-o", "-"]).output)
    for (command, file, made) in [
      ("render", good, "good.pdf"), ("export", good, "good.xml"), ("import", xml, "good.json"),
    ] {
      let out = folder.path + "/" + command
      let run = try ToolRun(["invoice", command, bad, file, "-o", out])
      #expect(run.status == 5 && run.errors.contains("nowhere.json"), "\(run.errors)")
      #expect(run.errors.contains("Wrote"), "\(run.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: out) == [made])
    }
    let check = try ToolRun(["invoice", "check", bad, good])
    #expect(check.status == 5 && check.output.contains("good.json"))
    try FileManager.default.createDirectory(atPath: folder.path + "/other", withIntermediateDirectories: true)
    let twin = try folder.file("other/good.json", text)
    let both = try ToolRun(["invoice", "render", good, twin, "-o", folder.path + "/both"])
    #expect(both.status == 2 && both.errors.contains("would both become"))
  }

  @Test("refuses what is no invoice, and wrong arguments")
  func refused() throws {
    let folder = try TemporaryFolder()
    let text = try folder.file("a.txt", "no invoice")
    #expect(try ToolRun(["invoice", "import", text]).status == 1)
    #expect(try ToolRun(["invoice", "render", text]).status == 1)
    #expect(try ToolRun(["invoice", "render", "/nonexistent.json"]).status == 5)
    #expect(try ToolRun(["invoice", "render", "--template", "baroque", Self.example]).status == 2)
    #expect(try ToolRun(["invoice", "render", Self.example, "--fonts", folder.path]).status == 5)
    #expect(try ToolRun(["invoice", "schema"]).output.contains("https://json-schema.org/draft/2020-12/schema"))
  }

  @Test("writes over no file that nobody named, and says when it replaces a PDF")
  func overwriting() throws {
    let folder = try TemporaryFolder()
    let source = try folder.file(
      "a.json", try String(contentsOfFile: Self.example, encoding: .utf8))
    #expect(try ToolRun(["invoice", "render", source]).errors.hasPrefix("Wrote "))
    #expect(try ToolRun(["invoice", "render", source]).errors.hasPrefix("Replaced "))
    for (command, file, made) in [("import", "a.pdf", "a.json"), ("export", "a.json", "a.xml")] {
      let path = try folder.file(made, "{}")
      let kept = command == "import" ? "{}" : try String(contentsOfFile: path, encoding: .utf8)
      if command == "export" {
        try Data(contentsOf: URL(filePath: Self.example)).write(to: URL(filePath: source))
      }
      let refused = try ToolRun(["invoice", command, folder.path + "/" + file])
      #expect(
        refused.status == 1
          && refused.errors.contains("\(made) is there already.\nName another file with -o"))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == kept)
      #expect(try ToolRun(["invoice", command, folder.path + "/" + file, "--force"]).status == 0)
      #expect(try String(contentsOfFile: path, encoding: .utf8) != kept)
      #expect(try ToolRun(["invoice", command, folder.path + "/" + file, "-o", path]).status == 0)
    }
  }

  @Test("names the command for a file of another kind, and makes nothing of a list")
  func otherKind() throws {
    let folder = try TemporaryFolder()
    let run = try ToolRun(["invoice", "import", Self.example, "-o", "-"])
    #expect(run.status == 1 && run.errors.contains("freehold invoice render"), "\(run.errors)")
    let xml = try folder.file("a.xml", "<Invoice/>")
    let render = try ToolRun(["invoice", "render", xml])
    #expect(render.status == 1 && render.errors.contains("freehold invoice import \(xml)"))
    let list = try folder.file("list.json", "[]")
    #expect(try ToolRun(["invoice", "render", list]).status == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/list.pdf"))
    let both = try ToolRun([
      "invoice", "render", Self.example, list, "-o", folder.path + "/one.pdf",
    ])
    #expect(both.status == 2 && both.errors.contains("do not fit into"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/one.pdf"))
  }

  @Test("says what the page cannot show: letters without a font, a logo that is none")
  func page() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file(
      "a.json",
      #"{"number": "7", "buyer": {"name": "漢字"}, "look": {"logo": "R0lGODlh", "accent": "zzz"}}"#)
    for command in ["check", "render"] {
      let run = try ToolRun(["invoice", command, "--json", file])
      let fields =
        try JSON.parse(run.output)["findings"]?.array?.compactMap { $0["field"]?.string } ?? []
      for field in ["buyer.name", "look.logo", "look.accent"] {
        #expect(fields.contains(field), "\(command) \(field)")
      }
    }
    #expect(FileManager.default.fileExists(atPath: folder.path + "/a.pdf"))
  }
}
