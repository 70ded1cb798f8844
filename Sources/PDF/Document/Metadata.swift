// The document's own description as XMP (ISO 16684-1), with what PDF/A (ISO 19005-3, 6.6) and Factur-X ask for.

/// What a hybrid invoice says of the XML inside it (Factur-X 1.0, 6.2.2).
public struct FacturX: Hashable, Sendable {
  /// `INVOICE`.
  public var documentType: String
  public var fileName: String
  public var version: String
  /// Such as `EN 16931` or `XRECHNUNG`.
  public var conformanceLevel: String

  public init(fileName: String, conformanceLevel: String, documentType: String = "INVOICE", version: String = "1.0") {
    self.fileName = fileName
    self.conformanceLevel = conformanceLevel
    self.documentType = documentType
    self.version = version
  }
}

extension PDFDocument {
  func metadata() -> [UInt8] {
    var out = PDFBytes()
    out.put("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n")
    out.put("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n")
    out.put("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n")
    out.put("<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"")
    out.put(" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"")
    out.put(" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n")
    out.put("<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n")
    out.put("<dc:format>application/pdf</dc:format>\n")
    put(&out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", title, "</rdf:li></rdf:Alt></dc:title>\n")
    if !author.isEmpty {
      put(&out, "<dc:creator><rdf:Seq><rdf:li>", author, "</rdf:li></rdf:Seq></dc:creator>\n")
    }
    if !subject.isEmpty {
      put(
        &out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", subject,
        "</rdf:li></rdf:Alt></dc:description>\n")
    }
    put(&out, "<dc:language><rdf:Bag><rdf:li>", language, "</rdf:li></rdf:Bag></dc:language>\n")
    put(&out, "<xmp:CreatorTool>", creator, "</xmp:CreatorTool>\n")
    put(&out, "<xmp:CreateDate>", created.xmp, "</xmp:CreateDate>\n")
    put(&out, "<xmp:ModifyDate>", created.xmp, "</xmp:ModifyDate>\n")
    put(&out, "<pdf:Producer>", PDFDocument.producer, "</pdf:Producer>\n")
    out.put("</rdf:Description>\n")
    if let facturX { putFacturX(facturX, &out) }
    out.put("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
    return out.bytes
  }

  /// The four properties, and the extension schema without which PDF/A knows none of them (6.6.2.3.2).
  private func putFacturX(_ facturX: FacturX, _ out: inout PDFBytes) {
    out.put("<rdf:Description rdf:about=\"\"")
    out.put(" xmlns:fx=\"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#\">\n")
    put(&out, "<fx:DocumentType>", facturX.documentType, "</fx:DocumentType>\n")
    put(&out, "<fx:DocumentFileName>", facturX.fileName, "</fx:DocumentFileName>\n")
    put(&out, "<fx:Version>", facturX.version, "</fx:Version>\n")
    put(&out, "<fx:ConformanceLevel>", facturX.conformanceLevel, "</fx:ConformanceLevel>\n")
    out.put("</rdf:Description>\n")
    out.put("<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"")
    out.put(" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"")
    out.put(" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n")
    out.put("<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n")
    out.put("<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\n")
    out.put("<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>\n")
    out.put("<pdfaSchema:prefix>fx</pdfaSchema:prefix>\n<pdfaSchema:property><rdf:Seq>\n")
    putProperty("DocumentFileName", "The name of the embedded XML document", &out)
    putProperty("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER", &out)
    putProperty("Version", "The actual version of the standard applying to the embedded XML document", &out)
    putProperty("ConformanceLevel", "The conformance level of the embedded XML document", &out)
    out.put("</rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n")
  }

  private func putProperty(_ name: StaticString, _ description: StaticString, _ out: inout PDFBytes) {
    out.put("<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>")
    out.put(name)
    out.put("</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>")
    out.put("<pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>")
    out.put(description)
    out.put("</pdfaProperty:description></rdf:li>\n")
  }

  private func put(_ out: inout PDFBytes, _ before: StaticString, _ text: String, _ after: StaticString) {
    out.put(before)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.put("&amp;")
      case "<": out.put("&lt;")
      case ">": out.put("&gt;")
      case "\u{9}", "\u{A}", "\u{D}": out.put(" ")
      // What XML 1.0 has no form for.
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
      default: out.bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
    out.put(after)
  }
}
