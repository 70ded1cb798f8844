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

  /// RFC 6838, 4.2: two names of letters, figures and a few signs; anything else would break ISO 19005-3, 6.8.
  private var isMediaType: Bool {
    let parts = mediaType.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
    return parts.count == 2 && mediaType.utf8.count <= 100
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { byte in
            (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
              || byte == 0x2B || byte == 0x2D || byte == 0x2E
          }
      }
  }

  /// Writes the file and its specification, the latter as object `number`.
  func write(_ number: Int, _ modified: DocumentDate, _ file: inout PDFFile) {
    let content = file.reserve()
    file.addStream(content, .toPack(bytes)) { out in
      out.put("/Type/EmbeddedFile/Subtype")
      out.putName(isMediaType ? mediaType : "application/octet-stream")
      out.put("/Params<</Size ")
      out.put(bytes.count)
      out.put("/ModDate")
      out.putText(modified.pdf)
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
