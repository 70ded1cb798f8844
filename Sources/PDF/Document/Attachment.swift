/// A file inside the document (ISO 19005-3, 6.8).
public struct Attachment: Sendable {
  /// What the file is to the document (ISO 32000-2, 14.13).
  public enum Relationship: Sendable {
    /// The same content in another form: a hybrid invoice's XML.
    case alternative
    case data
    case source
    case supplement
    case unspecified

    var name: StaticString {
      switch self {
      case .alternative: "Alternative"
      case .data: "Data"
      case .source: "Source"
      case .supplement: "Supplement"
      case .unspecified: "Unspecified"
      }
    }
  }

  public var name: String
  public var description: String
  /// Such as `text/xml`.
  public var mediaType: String
  public var relationship: Relationship
  public var bytes: [UInt8]

  public init(
    name: String, description: String = "", mediaType: String, relationship: Relationship, bytes: [UInt8]
  ) {
    self.name = name
    self.description = description
    self.mediaType = mediaType
    self.relationship = relationship
    self.bytes = bytes
  }

  /// Writes the file and its specification, the latter as object `number`.
  func write(_ number: Int, _ modified: DocumentDate, _ file: inout PDFFile) {
    let content = file.reserve()
    file.addStream(content, .toPack(bytes)) { out in
      out.put("/Type/EmbeddedFile/Subtype")
      out.putName(mediaType)
      out.put("/Params<</Size ")
      out.put(bytes.count)
      out.put("/ModDate")
      out.putText(modified.pdf)
      out.put("/CheckSum")
      out.putHex(MD5.digest(bytes))
      out.put(">>")
    }
    file.add(number) { out in
      out.put("<</Type/Filespec/F")
      out.putText(name)
      out.put("/UF")
      out.putText(name)
      if !description.isEmpty {
        out.put("/Desc")
        out.putText(description)
      }
      out.put("/AFRelationship/")
      out.put(relationship.name)
      out.put("/EF<</F ")
      out.putReference(content)
      out.put("/UF ")
      out.putReference(content)
      out.put(">>>>")
    }
  }
}
