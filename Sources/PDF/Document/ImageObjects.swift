extension Image {
  /// Writes the image as object `number` (ISO 32000-1, 8.9.5).
  func write(_ number: Int, _ file: inout PDFFile) {
    switch form {
    case .jpeg(let bytes, let components):
      let (columns, rows) = orientation > 4 ? (height, width) : (width, height)
      file.addStream(number, .plain(bytes)) { out in
        Image.putHead(&out, columns, rows, 8, components == 1 ? "DeviceGray" : "DeviceRGB")
        out.put("/Filter/DCTDecode")
      }
    case .samples(let samples): write(samples, number, &file)
    }
  }

  private func write(_ samples: Samples, _ number: Int, _ file: inout PDFFile) {
    var mask: Int?
    if let packed = samples.mask {
      let reserved = file.reserve()
      mask = reserved
      file.addStream(reserved, .packed(packed)) { Image.putHead(&$0, width, height, 8, "DeviceGray") }
    }
    var palette: Int?
    if let colors = samples.palette {
      let reserved = file.reserve()
      palette = reserved
      file.addStream(reserved, .toPack(colors)) { _ in }
    }
    file.addStream(number, .packed(samples.packed)) { out in
      Image.putHead(&out, width, height, samples.bits, samples.components == 1 ? "DeviceGray" : "DeviceRGB", palette)
      if let palette, let colors = samples.palette {
        out.put("/ColorSpace[/Indexed/DeviceRGB ")
        out.put(colors.count / 3 - 1)
        out.put(" ")
        out.putReference(palette)
        out.put("]")
      }
      if let mask {
        out.put("/SMask ")
        out.putReference(mask)
      }
      if samples.isFiltered {
        out.put("/DecodeParms<</Predictor 15/Colors ")
        out.put(samples.components)
        out.put("/BitsPerComponent ")
        out.put(samples.bits)
        out.put("/Columns ")
        out.put(width)
        out.put(">>")
      }
    }
  }

  private static func putHead(
    _ out: inout PDFBytes, _ columns: Int, _ rows: Int, _ bits: Int, _ space: StaticString, _ palette: Int? = nil
  ) {
    out.put("/Type/XObject/Subtype/Image/Width ")
    out.put(columns)
    out.put("/Height ")
    out.put(rows)
    out.put("/BitsPerComponent ")
    out.put(bits)
    if palette == nil {
      out.put("/ColorSpace/")
      out.put(space)
    }
  }
}
