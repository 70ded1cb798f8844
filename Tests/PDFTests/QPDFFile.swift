import Foundation

/// A document's objects as qpdf reads them.
struct QPDFFile {
  let bytes: [UInt8]
  let objects: [String: Any]

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    objects = try Tools.objects(bytes)
  }

  var trailer: [String: Any] { (objects["trailer"] as? [String: Any])?["value"] as? [String: Any] ?? [:] }
  var catalog: [String: Any] { object(trailer["/Root"]) }
  var pages: [[String: Any]] { all { $0["/Type"] as? String == "/Page" } }

  /// The dictionary that a reference (`12 0 R`) leads to.
  func object(_ reference: Any?) -> [String: Any] {
    (objects["obj:\(reference ?? "")"] as? [String: Any])?["value"] as? [String: Any] ?? [:]
  }

  /// The dictionary of a stream.
  func stream(_ reference: Any?) -> [String: Any] {
    let object = objects["obj:\(reference ?? "")"] as? [String: Any]
    return (object?["stream"] as? [String: Any])?["dict"] as? [String: Any] ?? [:]
  }

  /// What a stream holds, unpacked.
  func data(_ reference: Any?) throws -> [UInt8] {
    let number = "\(reference ?? "")".split(separator: " ").first.map(String.init) ?? ""
    return try Tools.output("qpdf", ["--show-object=\(number)", "--filtered-stream-data"], on: bytes)
  }

  func all(_ wanted: ([String: Any]) -> Bool) -> [[String: Any]] {
    objects.keys.sorted().compactMap { (objects[$0] as? [String: Any])?["value"] as? [String: Any] }.filter(wanted)
  }

  /// Every key and name in the document.
  var keys: Set<String> {
    var found: Set<String> = []
    var waiting: [Any] = [objects]
    while let next = waiting.popLast() {
      if let dictionary = next as? [String: Any] {
        found.formUnion(dictionary.keys)
        waiting += dictionary.values
      } else if let array = next as? [Any] {
        waiting += array
      } else if let name = next as? String {
        found.insert(name)
      }
    }
    return found
  }
}

/// The advances of a TrueType font, read from its tables.
struct TrueTypeWidths {
  let bytes: [UInt8]
  private var tables: [String: Int] = [:]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    for index in 0..<short(4) {
      let record = 12 + index * 16
      let tag = String(decoding: bytes[record..<record + 4], as: UTF8.self)
      tables[tag] = short(record + 8) << 16 | short(record + 10)
    }
  }

  func thousandths(_ glyph: Int) -> Double {
    guard let head = tables["head"], let hhea = tables["hhea"], let hmtx = tables["hmtx"] else { return -1 }
    let last = short(hhea + 34) - 1
    return Double(short(hmtx + min(glyph, last) * 4)) * 1000 / Double(short(head + 18))
  }

  private func short(_ place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }
}
