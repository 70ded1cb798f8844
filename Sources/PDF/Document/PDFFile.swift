// A file of numbered objects (ISO 32000-1, 7.5): those that are streams stand by themselves, the others in compressed object
// streams, and a cross-reference stream says where each is.

struct PDFFile {
  private(set) var out = PDFBytes()
  let deflate: Deflate
  private var places: [Place] = []
  /// Objects for the next object stream.
  private var pending = PDFBytes()
  private var pendingNumbers: [(number: Int, offset: Int)] = []
  /// What tells this file from others: the check sum of each stream's contents, with which a packed one ends (RFC 1950).
  private var essence: [UInt8] = []

  private enum Place {
    case free
    case offset(Int)
    case inStream(Int, index: Int)
  }

  /// Objects in one object stream: a reader unpacks all to see one.
  private static let objectsInStream = 200

  init(deflate: Deflate) {
    self.deflate = deflate
    out.put("%PDF-1.7\n%")
    out.bytes.append(contentsOf: [0xE2, 0xE3, 0xCF, 0xD3])
    out.put("\n")
    places.append(.free)
  }

  /// A number for an object that is written later.
  mutating func reserve() -> Int {
    places.append(.free)
    return places.count - 1
  }

  /// An object that is no stream.
  mutating func add(_ number: Int, _ write: (inout PDFBytes) -> Void) {
    pendingNumbers.append((number, pending.bytes.count))
    write(&pending)
    pending.put("\n")
    if pendingNumbers.count == PDFFile.objectsInStream { flush() }
  }

  /// A stream of less gains too little to be packed.
  private static let leastToPack = 400

  /// A stream; `entries` is the inside of its dictionary but for the length and the filter. `packed` bytes are zlib already.
  mutating func addStream(_ number: Int, _ content: StreamContent, _ entries: (inout PDFBytes) -> Void) {
    places[number] = .offset(out.bytes.count)
    out.put(number)
    out.put(" 0 obj\n<<")
    entries(&out)
    let bytes: [UInt8]
    switch content {
    case .toPack(let data) where data.count >= PDFFile.leastToPack:
      bytes = deflate.compress(data)
      essence += bytes[(bytes.count - 4)...]
      out.put("/Filter/FlateDecode")
    case .plain(let data), .toPack(let data):
      bytes = data
      essence += checkSum(data)
    case .packed(let data):
      bytes = data
      essence += data[max(0, data.count - 4)...]
      out.put("/Filter/FlateDecode")
    }
    out.put("/Length ")
    out.put(bytes.count)
    out.put(">>\nstream\n")
    out.bytes.append(contentsOf: bytes)
    out.put("\nendstream\nendobj\n")
  }

  enum StreamContent {
    case plain([UInt8])
    case packed([UInt8])
    case toPack([UInt8])
  }

  private mutating func flush() {
    if pendingNumbers.isEmpty { return }
    let number = reserve()
    var data = PDFBytes()
    for (index, object) in pendingNumbers.enumerated() {
      places[object.number] = .inStream(number, index: index)
      if index > 0 { data.put(" ") }
      data.put(object.number)
      data.put(" ")
      data.put(object.offset)
    }
    data.put("\n")
    let (count, first) = (pendingNumbers.count, data.bytes.count)
    data.bytes += pending.bytes
    pending.bytes.removeAll()
    pendingNumbers.removeAll()
    addStream(number, .toPack(data.bytes)) {
      $0.put("/Type/ObjStm/N ")
      $0.put(count)
      $0.put("/First ")
      $0.put(first)
    }
  }

  /// The whole file. Its identifier (14.4) comes from the contents alone: the same contents, the same file.
  mutating func finish(root: Int, info: Int) -> [UInt8] {
    flush()
    let identifier = MD5.digest(essence)
    let number = reserve()
    let start = out.bytes.count
    places[number] = .offset(start)
    let table = table()
    let isPredicted = table.count >= PDFFile.leastToPack
    let count = places.count
    addStream(number, .toPack(isPredicted ? predicted(table) : table)) { out in
      out.put("/Type/XRef/W[1 4 2]/Size ")
      out.put(count)
      if isPredicted { out.put("/DecodeParms<</Predictor 12/Columns 7>>") }
      out.put("/Root ")
      out.putReference(root)
      out.put("/Info ")
      out.putReference(info)
      out.put("/ID[")
      out.putHex(identifier)
      out.putHex(identifier)
      out.put("]")
    }
    out.put("startxref\n")
    out.put(start)
    out.put("\n%%EOF\n")
    return out.bytes
  }

  /// A row of seven bytes for each object (7.5.8.3): type, offset or stream, generation or index.
  private func table() -> [UInt8] {
    var table: [UInt8] = []
    table.reserveCapacity(places.count * 7)
    for (object, place) in places.enumerated() {
      let (type, wide, narrow): (UInt8, Int, Int) =
        switch place {
        case .free: (0, 0, object == 0 ? 0xFFFF : 0)
        case .offset(let offset): (1, offset, 0)
        case .inStream(let stream, let index): (2, stream, index)
        }
      table.append(type)
      for shift in stride(from: 24, through: 0, by: -8) { table.append(UInt8(truncatingIfNeeded: wide >> shift)) }
      table.append(UInt8(truncatingIfNeeded: narrow >> 8))
      table.append(UInt8(truncatingIfNeeded: narrow))
    }
    return table
  }

  /// Each row less the one above (PNG's `Up`): rows differ little.
  private func predicted(_ table: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(table.count / 7 * 8)
    for (index, byte) in table.enumerated() {
      if index % 7 == 0 { result.append(2) }
      result.append(index < 7 ? byte : byte &- table[index - 7])
    }
    return result
  }
}
