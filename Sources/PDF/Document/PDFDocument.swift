// A document: PDF 1.7 that keeps to PDF/A-3b (ISO 19005-3). The same contents give the same bytes, on every machine.

public struct PDFDocument: Sendable {
  public var pages: DisplayList
  public var title: String
  public var author: String
  public var subject: String
  /// BCP 47, such as `de` or `en-GB`.
  public var language: String
  /// The program that a person worked with.
  public var creator: String
  /// A parameter, like every clock.
  public var created: DocumentDate
  public var attachments: [Attachment]
  public var facturX: FacturX?

  static let producer = "Freehold"

  public init(
    pages: DisplayList, title: String, author: String = "", subject: String = "", language: String = "en",
    creator: String = "Freehold Invoice Studio", created: DocumentDate, attachments: [Attachment] = [],
    facturX: FacturX? = nil
  ) {
    self.pages = pages
    self.title = title
    self.author = author
    self.subject = subject
    self.language = language
    self.creator = creator
    self.created = created
    self.attachments = attachments
    self.facturX = facturX
  }

  /// The file. Throws `brokenFont` when a font's tables turn out to contradict each other, or `outOfMemory`.
  public func bytes() throws(PDFError) -> [UInt8] {
    var file = PDFFile(deflate: try Deflate())
    let (catalog, info, metadata, profile) = (file.reserve(), file.reserve(), file.reserve(), file.reserve())
    var writer = PagesWriter(pages.pages, &file)
    for page in pages.pages { writer.write(page, &file) }
    let tree = try writer.finish(&file)
    file.addStream(metadata, .plain(self.metadata())) { $0.put("/Type/Metadata/Subtype/XML") }
    file.addStream(profile, .packed(ColorProfile.sRGB)) { $0.put("/N 3") }
    var files: [(name: [UInt16], object: Int)] = []
    for attachment in attachments {
      let number = file.reserve()
      attachment.write(number, created, &file)
      // Two files of one name are two keys of the tree; both keep their name for the reader.
      var key = Array(attachment.name.utf16)
      while files.contains(where: { $0.name == key }) { key.append(0x2032) }
      files.append((key, number))
    }
    file.add(info) { putInfo(&$0) }
    file.add(catalog) { putCatalog(&$0, tree, metadata, profile, files) }
    return file.finish(root: catalog, info: info)
  }

  private func putInfo(_ out: inout PDFBytes) {
    out.put("<</Title")
    out.putText(title)
    if !author.isEmpty {
      out.put("/Author")
      out.putText(author)
    }
    if !subject.isEmpty {
      out.put("/Subject")
      out.putText(subject)
    }
    out.put("/Creator")
    out.putText(creator)
    out.put("/Producer")
    out.putText(PDFDocument.producer)
    out.put("/CreationDate")
    out.putText(created.pdf)
    out.put("/ModDate")
    out.putText(created.pdf)
    out.put(">>")
  }

  private func putCatalog(
    _ out: inout PDFBytes, _ tree: Int, _ metadata: Int, _ profile: Int, _ files: [(name: [UInt16], object: Int)]
  ) {
    out.put("<</Type/Catalog/Pages ")
    out.putReference(tree)
    out.put("/Metadata ")
    out.putReference(metadata)
    out.put("/Lang")
    out.putText(language)
    out.put("/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1")
    out.put("/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile ")
    out.putReference(profile)
    out.put(">>]")
    if !files.isEmpty {
      out.put("/AF[")
      for file in files {
        out.putReference(file.object)
        out.put(" ")
      }
      out.put("]/Names<</EmbeddedFiles<</Names[")
      // A name tree is sorted by its keys' bytes (7.9.6); UTF-16 with its mark for all keeps one order.
      for file in files.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
        out.put("<FEFF")
        for unit in file.name { out.putHex(unit) }
        out.put(">")
        out.putReference(file.object)
      }
      out.put("]>>>>")
    }
    out.put(">>")
  }
}
