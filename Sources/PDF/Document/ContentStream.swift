// A page's painting, as the operators of ISO 32000-1, annex A. Only what changes is said.

/// The resources of a document: each font, image and repeated part once, numbered in the order of their first use.
struct Resources {
  var fonts: [FontUse] = []
  var images: [Image] = []
  var parts: [(part: RepeatedPart, size: Size, links: [PageLink])] = []
  private var uses: [(part: RepeatedPart, count: Int)] = []
  /// The first tables' rules, and the part that they became when they came again.
  private var grids: [(drawn: [UInt8], size: Size, part: Int?)] = []

  init(_ pages: [Page]) {
    for page in pages {
      for case .repeated(let part) in page.items {
        if let index = uses.firstIndex(where: { $0.part === part }) {
          uses[index].count += 1
        } else {
          uses.append((part, 1))
        }
      }
    }
  }

  /// Nil for a part that stands on one page only: it is painted there.
  mutating func index(of part: RepeatedPart, _ size: Size) -> Int? {
    guard uses.contains(where: { $0.part === part && $0.count > 1 }) else { return nil }
    for index in parts.indices where parts[index].part === part && parts[index].size == size { return index }
    parts.append((part, size, PageLink.all(in: part.items)))
    return parts.count - 1
  }

  /// Nil for rules that are new: most pages of a long table have the same, and these a document holds once.
  mutating func index(of rules: [Path], _ stroke: Stroke, _ drawn: [UInt8], _ size: Size) -> Int? {
    for index in grids.indices where grids[index].drawn == drawn && grids[index].size == size {
      if let part = grids[index].part { return part }
      parts.append((RepeatedPart(rules.map { .stroke($0, stroke) }), size, []))
      grids[index].part = parts.count - 1
      return parts.count - 1
    }
    if grids.count < 16 { grids.append((drawn, size, nil)) }
    return nil
  }

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
  var out = PDFBytes()
  /// Those of what was painted, in that order.
  private(set) var links: [PageLink] = []
  private let size: Size
  private let isPage: Bool
  var height: Points { size.height }
  var isInText = false
  var font = -1
  var fontSize: Points = 0
  // Nil where what was set before is not known.
  private(set) var fillColor: Color?
  private var strokeColor: Color?
  private var strokeWidth: Points?
  private var dashes: [Points]?
  private var roundCaps: Bool?
  /// Rules that wait for what is painted after them: text goes on across them, and a table's rules become one path.
  private var rules: [Path] = []
  private var rule: Stroke?
  /// Where the current line of text began, in hundredths of a point.
  var line = (x: Int64(0), y: Int64(0))
  var pen = TextPen()

  /// A page's own stream begins with what 8.4.1 sets; a repeated part's with what the page had set.
  init(_ size: Size, isPage: Bool) {
    self.size = size
    self.isPage = isPage
    if isPage { (fillColor, strokeColor, strokeWidth, dashes, roundCaps) = (.black, .black, 1, [], false) }
  }

  mutating func paint(_ items: [Page.Item], _ resources: inout Resources) {
    add(items, &resources)
    finish(&resources)
  }

  private mutating func add(_ items: [Page.Item], _ resources: inout Resources) {
    for item in items {
      switch item {
      case .text(let run): text(run, &resources)
      case .rectangle(let rectangle, let color):
        finish(&resources)
        setFill(color)
        put(rectangle)
        out.put("re\nf\n")
      case .fill(let path, let color):
        finish(&resources)
        setFill(color)
        put(path)
        out.put("f\n")
      case .stroke(let path, let stroke):
        if let rule, rule != stroke { finish(&resources) }
        rule = stroke
        rules.append(path)
      case .image(let image, let frame):
        finish(&resources)
        paint(image, frame, resources.index(of: image))
      case .link(let frame, let address): links.append(PageLink(frame: frame, address: address))
      case .repeated(let part):
        guard let index = resources.index(of: part, size) else {
          add(part.items, &resources)
          continue
        }
        finish(&resources)
        putPart(index)
        links += resources.parts[index].links
      }
    }
  }

  private mutating func putPart(_ index: Int) {
    out.put("/P")
    out.put(index)
    out.put(" Do\n")
  }

  /// Ends text and paints the rules that wait.
  private mutating func finish(_ resources: inout Resources) {
    leaveText()
    guard let stroke = rule else { return }
    if isPage && rules.count > 2 {
      var alone = ContentStream(size, isPage: false)
      alone.draw(rules, stroke)
      if let part = resources.index(of: rules, stroke, alone.out.bytes, size) {
        putPart(part)
      } else {
        draw(rules, stroke)
      }
    } else {
      draw(rules, stroke)
    }
    rules.removeAll()
    rule = nil
  }

  private mutating func draw(_ rules: [Path], _ stroke: Stroke) {
    set(stroke)
    for path in rules { put(path) }
    out.put("S\n")
  }

  mutating func leaveText() {
    if !isInText { return }
    pen.close(&out)
    out.put("ET\n")
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

  mutating func setFill(_ color: Color) {
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
      out.put(stroke.roundCaps ? "1 J 1 j\n" : "0 J 0 j\n")
    }
    if stroke.dashes != dashes {
      dashes = stroke.dashes
      out.put("[")
      for dash in stroke.dashes {
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
