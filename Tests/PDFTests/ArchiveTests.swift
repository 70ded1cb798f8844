import Foundation
import FoundationXML
import PDF
import Testing

/// The clauses of ISO 19005-3 that our documents could break, read with qpdf's eyes.
@Suite("A document for the archive")
struct ArchiveTests {
  let bytes: [UInt8]
  let file: QPDFFile

  init() throws {
    let shaper = try TextShaper()
    var page = Page()
    page.text(try shaper.line("Überweisung 12,50 € عربي", TextStyle(Fonts.chain, size: 10)), at: Point(x: 40, y: 40))
    page.text(try shaper.line("fett", TextStyle(FontChain(Fonts.dejaVu), size: 10)), at: Point(x: 40, y: 60))
    page.link(Rectangle(x: 40, y: 30, width: 100, height: 12), to: "https://example.com/ü")
    let logo = PNGWriter(kind: 6, bits: 8) { x, y, channel in (x * 20 + y * 9 + channel * 60) & 255 }
    page.image(try Image(logo.bytes()), in: Rectangle(x: 300, y: 30, width: 60, height: 40))
    let xml = Attachment(
      name: "factur-x.xml", description: "Invoice", mediaType: "text/xml", relationship: .alternative,
      bytes: Array("<?xml version=\"1.0\"?><a/>".utf8))
    let second = Attachment(name: "Anhang ä.txt", mediaType: "text/plain", relationship: .supplement, bytes: [65, 66])
    bytes = try PDFDocument(
      [page, page], facturX: FacturX(fileName: "factur-x.xml", conformanceLevel: "EN 16931"),
      attachments: [xml, second]
    ).bytes()
    try Tools.check(bytes)
    file = try QPDFFile(bytes)
  }

  @Test("begins with its version and four bytes above 127, and ends with one end of file (6.1.2, 6.1.3)")
  func frame() {
    #expect(bytes.starts(with: Array("%PDF-1.7\n%".utf8)) && bytes[10..<14].allSatisfy { $0 > 127 })
    #expect(String(decoding: bytes.suffix(7), as: UTF8.self) == "\n%%EOF\n")
    #expect((file.trailer["/ID"] as? [String])?.count == 2)
    #expect(file.trailer["/Encrypt"] == nil)
  }

  @Test("states sRGB as its output intent, with the profile in it (6.2.3)")
  func outputIntent() throws {
    let intent = try #require((file.catalog["/OutputIntents"] as? [[String: Any]])?.first)
    #expect(intent["/S"] as? String == "/GTS_PDFA1")
    let profile = try file.data(intent["/DestOutputProfile"])
    #expect(file.stream(intent["/DestOutputProfile"])["/N"] as? Int == 3)
    #expect(profile.prefix(4).reduce(0) { $0 << 8 | Int($1) } == profile.count)
    #expect(
      profile[8] == 4 && profile[12..<20].elementsEqual("mntrRGB ".utf8) && profile[36..<40].elementsEqual("acsp".utf8))
  }

  @Test("embeds every font, with widths that the font's own table says and a meaning for each code (6.2.11)")
  func fonts() throws {
    let fonts = file.all { $0["/Subtype"] as? String == "/Type0" }
    #expect(fonts.count == 3)
    for font in fonts {
      let descendant = file.object((font["/DescendantFonts"] as? [String])?.first)
      let descriptor = file.object(descendant["/FontDescriptor"])
      let name = try #require(font["/BaseFont"] as? String)
      #expect(name.wholeMatch(of: /\/[A-Z]{6}\+[A-Za-z-]+/) != nil)
      #expect(descendant["/BaseFont"] as? String == name && descriptor["/FontName"] as? String == name)
      #expect(descriptor["/Flags"] as? Int == 4)
      #expect(descendant["/CIDToGIDMap"] != nil)
      let encoding = file.stream(font["/Encoding"])
      #expect(encoding["/Type"] as? String == "/CMap" && encoding["/WMode"] as? Int == 0 && encoding["/UseCMap"] == nil)
      #expect(try String(decoding: file.data(font["/Encoding"]), as: UTF8.self).contains("<00><CF>0\n"))
      let program = try file.data(descriptor["/FontFile2"])
      #expect(program.starts(with: [0, 1, 0, 0]) && program.count < 20_000)
      let meanings = String(decoding: try file.data(font["/ToUnicode"]), as: UTF8.self)
      #expect(meanings.contains("beginbfchar"))
      #expect(try widthsAgree(descendant, program))
    }
  }

  private func widthsAgree(_ font: [String: Any], _ program: [UInt8]) throws -> Bool {
    let map = font["/CIDToGIDMap"] as? String == "/Identity" ? nil : try file.data(font["/CIDToGIDMap"])
    let reader = TrueTypeWidths(program)
    let parts = try #require(font["/W"] as? [Any])
    for index in stride(from: 0, to: parts.count, by: 2) {
      let (first, widths) = (try #require(parts[index] as? Int), try #require(parts[index + 1] as? [NSNumber]))
      for (offset, width) in widths.enumerated() {
        let code = first + offset
        let glyph = map.map { Int($0[code * 2]) << 8 | Int($0[code * 2 + 1]) } ?? code
        if abs(reader.thousandths(glyph) - width.doubleValue) > 0.01 { return false }
      }
    }
    return true
  }

  @Test("describes itself in XMP, without a filter, as its Info says too (6.6)")
  func metadata() throws {
    #expect(file.stream(file.catalog["/Metadata"])["/Filter"] == nil)
    let metadata = try XMLDocument(data: Data(try file.data(file.catalog["/Metadata"])))
    func value(_ name: String) throws -> String? {
      try metadata.nodes(forXPath: "//*[local-name()='\(name)']").first?.stringValue
    }
    #expect(try value("part") == "3" && value("conformance") == "B")
    let info = file.object(file.trailer["/Info"])
    #expect(try "u:" + (value("title") ?? "") == info["/Title"] as? String)
    #expect(try "u:" + (value("creator") ?? "") == info["/Author"] as? String)
    #expect(
      try value("CreateDate") == "2026-02-25T06:13:20Z" && info["/CreationDate"] as? String == "u:D:20260225061320Z")
    #expect(try value("ConformanceLevel") == "EN 16931" && value("DocumentFileName") == "factur-x.xml")
    #expect(try value("namespaceURI") == "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#")
  }

  @Test("holds its attachments with kind, relation and type, each in the catalog's AF (6.8)")
  func attachments() throws {
    let related = try #require(file.catalog["/AF"] as? [String])
    let specifications = related.map { file.object($0) }
    #expect(specifications.map { $0["/UF"] as? String } == ["u:factur-x.xml", "u:Anhang ä.txt"])
    #expect(specifications.map { $0["/AFRelationship"] as? String } == ["/Alternative", "/Supplement"])
    let stream = (specifications[0]["/EF"] as? [String: Any])?["/F"]
    #expect(file.stream(stream)["/Subtype"] as? String == "/text/xml")
    #expect(try file.data(stream) == Array("<?xml version=\"1.0\"?><a/>".utf8))
    #expect(try Tools.run("pdfdetach", ["-list"], on: bytes).contains("2 embedded files"))
  }

  @Test("has no forbidden action, and printable links whose addresses are ASCII (6.3, 6.5)")
  func annotations() {
    let links = file.pages.flatMap { $0["/Annots"] as? [[String: Any]] ?? [] }
    #expect(links.count == 2)
    for link in links {
      #expect(link["/F"] as? Int == 4)
      #expect((link["/A"] as? [String: Any])?["/URI"] as? String == "u:https://example.com/%C3%BC")
    }
    let forbidden = [
      "/JavaScript", "/Launch", "/AA", "/OpenAction", "/XFA", "/Interpolate", "/TR", "/OPI", "/LZWDecode",
    ]
    #expect(file.keys.isDisjoint(with: forbidden))
  }

  @Test("keeps two attachments of one name, and names the type of one whose type is none")
  func twins() throws {
    let twin = { (type: String) in
      Attachment(name: "a.bin", mediaType: type, relationship: .unspecified, bytes: Array(type.utf8))
    }
    let bytes = try PDFDocument([Page()], attachments: [twin("text/plain"), twin("no type"), twin("")]).bytes()
    try Tools.check(bytes)
    #expect(try Tools.run("pdfdetach", ["-list"], on: bytes).contains("3 embedded files"))
    let types = Set(try QPDFFile(bytes).keys.filter { $0.hasPrefix("/text") || $0.hasPrefix("/application") })
    #expect(types == ["/text/plain", "/application/octet-stream"])
  }
}
