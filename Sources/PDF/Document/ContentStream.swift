// A page's painting, as the operators of ISO 32000-1, annex A. Only what changes is said.

/// The resources of a document: each font and image once, numbered in the order of their first use.
struct Resources {
  var fonts: [FontUse] = []
  var images: [Image] = []

  mutating func index(of font: Font) -> Int {
    for index in fonts.indices where fonts[index].font === font { return index }
    fonts.append(FontUse(font))
    return fonts.count - 1
  }

  mutating func index(of image: Image) -> Int {
    for index in images.indices where images[index] === image { return index }
    images.append(image)
    return images.count - 1
  }
}

struct ContentStream {
  private(set) var out = PDFBytes()
  let height: Points
  private var isInText = false
  private var font = -1
  private var fontSize: Points = 0
  private var fillColor = Color.black
  private var strokeColor = Color.black
  private var strokeWidth: Points = 1
  private var dashes: [Points] = []
  private var roundCaps = false
  /// Where the current line of text began, in hundredths of a point.
  private var line = (x: Int64(0), y: Int64(0))
  private var rise: Int32 = 0

  init(height: Points) { self.height = height }

  mutating func paint(_ items: [Page.Item], _ resources: inout Resources) {
    for item in items {
      switch item {
      case .text(let run): text(run, &resources)
      case .rectangle(let rectangle, let color):
        leaveText()
        setFill(color)
        put(rectangle)
        out.put("re\nf\n")
      case .fill(let path, let color):
        leaveText()
        setFill(color)
        put(path)
        out.put("f\n")
      case .stroke(let path, let stroke):
        leaveText()
        set(stroke)
        put(path)
        out.put("S\n")
      case .image(let image, let frame):
        leaveText()
        paint(image, frame, resources.index(of: image))
      case .link: break
      }
    }
    leaveText()
  }

  private mutating func leaveText() {
    if isInText { out.put("ET\n") }
    isInText = false
  }

  private mutating func put(_ point: Point) {
    out.put(point.x)
    out.put(" ")
    out.put(height - point.y)
    out.put(" ")
  }

  private mutating func put(_ rectangle: Rectangle) {
    put(Point(x: rectangle.left, y: rectangle.bottom))
    out.put(rectangle.size)
    out.put(" ")
  }

  private mutating func put(_ path: Path) {
    for step in path.steps {
      switch step {
      case .move(let point):
        put(point)
        out.put("m\n")
      case .line(let point):
        put(point)
        out.put("l\n")
      case .curve(let a, let b, let end):
        put(a)
        put(b)
        put(end)
        out.put("c\n")
      case .close: out.put("h\n")
      }
    }
  }

  private mutating func setFill(_ color: Color) {
    if color == fillColor { return }
    fillColor = color
    out.put(color)
    out.put(" rg\n")
  }

  private mutating func set(_ stroke: Stroke) {
    if stroke.color != strokeColor {
      strokeColor = stroke.color
      out.put(stroke.color)
      out.put(" RG\n")
    }
    if stroke.width != strokeWidth {
      strokeWidth = stroke.width
      out.put(stroke.width)
      out.put(" w\n")
    }
    if stroke.roundCaps != roundCaps {
      roundCaps = stroke.roundCaps
      out.put(roundCaps ? "1 J 1 j\n" : "0 J 0 j\n")
    }
    if stroke.dashes != dashes {
      dashes = stroke.dashes
      out.put("[")
      for dash in dashes {
        out.put(dash)
        out.put(" ")
      }
      out.put("]0 d\n")
    }
  }

  private mutating func paint(_ image: Image, _ frame: Rectangle, _ index: Int) {
    out.put("q ")
    out.put(frame.size.width)
    out.put(" 0 0 ")
    out.put(frame.size.height)
    out.put(" ")
    put(Point(x: frame.left, y: frame.bottom))
    out.put("cm")
    out.put(image.turn)
    out.put("/I")
    out.put(index)
    out.put(" Do Q\n")
  }
}

// Text

extension ContentStream {
  private mutating func text(_ run: TextRun, _ resources: inout Resources) {
    if run.glyphs.isEmpty { return }
    let index = resources.index(of: run.font)
    setFill(run.color)
    if !isInText {
      out.put("BT\n")
      isInText = true
      line = (0, 0)
    }
    if index != font || run.size != fontSize {
      font = index
      fontSize = run.size
      out.put("/F")
      out.put(index)
      out.put(" ")
      out.put(run.size)
      out.put(" Tf\n")
    }
    let place = (x: run.origin.x.hundredths, y: (height - run.origin.y).hundredths)
    out.putHundredths(place.x - line.x)
    out.put(" ")
    out.putHundredths(place.y - line.y)
    out.put(" Td\n")
    line = place
    var text = run.text
    let use = resources.fonts[index]
    text.withUTF8 { show(run, $0, use) }
  }

  private mutating func show(_ run: TextRun, _ text: UnsafeBufferPointer<UInt8>, _ use: FontUse) {
    var showing = Showing(unitsPerEm: Int64(run.font.unitsPerEm))
    var clusters = Clusters(run, text.count)
    while let cluster = clusters.next() {
      let isPlain = isMeant(run, text, cluster, use)
      if !isPlain {
        showing.close(&out)
        out.put("/Span<</ActualText<FEFF")
        for unit in String(decoding: text[cluster.bytes], as: UTF8.self).utf16 { out.putHex(unit) }
        out.put(">>>BDC\n")
      }
      for glyph in run.glyphs[cluster.glyphs] {
        if glyph.y != rise {
          showing.close(&out)
          rise = glyph.y
          out.put(run.font.points(Int64(rise), at: run.size))
          out.put(" Ts\n")
        }
        showing.show(glyph, width: use.width(glyph.id), &out)
      }
      if !isPlain {
        showing.close(&out)
        out.put("EMC\n")
      }
    }
    showing.close(&out)
    if rise != 0 {
      out.put("0 Ts\n")
      rise = 0
    }
  }

  /// Whether a reader learns what a cluster says from what its glyphs mean by themselves.
  private func isMeant(
    _ run: TextRun, _ text: UnsafeBufferPointer<UInt8>, _ cluster: Clusters.Cluster, _ use: FontUse
  ) -> Bool {
    let first = run.glyphs[cluster.glyphs.lowerBound].id
    if cluster.bytes.count == 1 && cluster.glyphs.count == 1 {
      return use.use(first, for: UInt32(text[cluster.bytes.lowerBound]))
    }
    let scalars = String(decoding: text[cluster.bytes], as: UTF8.self).unicodeScalars.map(\.value)
    if cluster.glyphs.count == 1 { return use.use(first, for: scalars) }
    var isMeant = cluster.glyphs.count == scalars.count
    for (place, index) in cluster.glyphs.enumerated() {
      let glyph = run.glyphs[index].id
      if isMeant {
        // Where text runs to the left, the last of a cluster's characters is painted first.
        isMeant = use.use(glyph, for: scalars[run.isRightToLeft ? scalars.count - 1 - place : place])
      } else {
        use.use(glyph)
      }
    }
    return isMeant
  }
}

/// The clusters of a run in visual order: glyphs that together stand for a stretch of the text.
struct Clusters {
  struct Cluster {
    var glyphs: Range<Int>
    var bytes: Range<Int>
  }

  private let run: TextRun
  private let count: Int
  private var place = 0
  /// Where the cluster to the left begins, in a run to the left: there ends the next one's text.
  private var end: Int

  init(_ run: TextRun, _ count: Int) {
    self.run = run
    self.count = count
    end = count
  }

  mutating func next() -> Cluster? {
    let glyphs = run.glyphs
    let start = place
    guard start < glyphs.count else { return nil }
    let cluster = glyphs[start].cluster
    while place < glyphs.count && glyphs[place].cluster == cluster { place += 1 }
    let first = min(Int(cluster), count)
    let after = run.isRightToLeft ? end : place < glyphs.count ? min(Int(glyphs[place].cluster), count) : count
    end = first
    return Cluster(glyphs: start..<place, bytes: first..<max(first, after))
  }
}

/// Glyphs in one array of `TJ`, moved where the font's own widths would not put them.
struct Showing {
  let unitsPerEm: Int64
  private enum State { case closed, array, string }
  private var state = State.closed
  /// The pen as the text has it, in the font's units, and as a reader has it, in hundredths of a thousandth of the em.
  private var pen: Int64 = 0
  private var readersPen: Int64 = 0

  init(unitsPerEm: Int64) { self.unitsPerEm = unitsPerEm }

  mutating func show(_ glyph: Glyph, width: Int64, _ out: inout PDFBytes) {
    let target = rounded((pen + Int64(glyph.x)) * 100_000, over: unitsPerEm)
    let shift = rounded(readersPen - target, over: 100)
    if state == .closed {
      out.put("[")
      state = .array
    }
    if shift != 0 {
      if state == .string { out.put(")") }
      out.put(shift)
      state = .array
      readersPen -= shift * 100
    }
    if state == .array { out.put("(") }
    state = .string
    out.putEscaped(UInt8(glyph.id >> 8))
    out.putEscaped(UInt8(glyph.id & 255))
    readersPen += width
    pen += Int64(glyph.advance)
  }

  mutating func close(_ out: inout PDFBytes) {
    if state == .closed { return }
    out.put(state == .string ? ")]TJ\n" : "]TJ\n")
    state = .closed
  }
}
