// Pages, their tree, and what they share: fonts and images are written last, when all that is used of them is known.

struct PagesWriter {
  private var resources: Resources
  private let resourcesObject: Int
  private let root: Int
  /// Pages stand in groups, so that a reader finds one of thousands in three steps.
  private var groups: [(object: Int, pages: [Int])] = []
  private static let pagesInGroup = 64

  init(_ pages: [Page], _ file: inout PDFFile) {
    resources = Resources(pages)
    resourcesObject = file.reserve()
    root = file.reserve()
  }

  mutating func write(_ page: Page, _ file: inout PDFFile) {
    if groups.isEmpty || groups[groups.count - 1].pages.count == PagesWriter.pagesInGroup {
      groups.append((file.reserve(), []))
    }
    let (object, contents) = (file.reserve(), file.reserve())
    groups[groups.count - 1].pages.append(object)
    let parent = groups[groups.count - 1].object
    var stream = ContentStream(page.size, isPage: true)
    stream.paint(page.items, &resources)
    file.addStream(contents, .toPack(stream.out.bytes)) { _ in }
    let (resourcesObject, links) = (resourcesObject, stream.links)
    file.add(object) { out in
      out.put("<</Type/Page/Parent ")
      out.putReference(parent)
      out.put("/MediaBox[0 0 ")
      out.put(page.size)
      out.put("]/Resources ")
      out.putReference(resourcesObject)
      out.put("/Contents ")
      out.putReference(contents)
      // The space in which transparent images are blended (ISO 19005-3, 6.2.10).
      out.put("/Group<</S/Transparency/CS/DeviceRGB>>")
      PageLink.put(links, page.size, &out)
      out.put(">>")
    }
  }

  /// Writes what the pages share; the object of the tree's root.
  mutating func finish(_ file: inout PDFFile) throws(PDFError) -> Int {
    let parts = writeParts(&file)
    var fonts: [Int] = []
    var shortMap: Int?
    for use in resources.fonts {
      let number = file.reserve()
      try FontObjects(use).write(number, &shortMap, &file)
      fonts.append(number)
    }
    var images: [Int] = []
    for image in resources.images {
      let number = file.reserve()
      image.write(number, &file)
      images.append(number)
    }
    file.add(resourcesObject) { out in
      out.put("<<")
      if !fonts.isEmpty {
        out.put("/Font<<")
        PagesWriter.putNamed(&out, "/F", fonts)
        out.put(">>")
      }
      if !images.isEmpty || !parts.isEmpty {
        out.put("/XObject<<")
        PagesWriter.putNamed(&out, "/I", images)
        PagesWriter.putNamed(&out, "/P", parts)
        out.put(">>")
      }
      out.put(">>")
    }
    writeTree(&file)
    return root
  }

  /// Repeated parts as forms (8.10), before the fonts: they use glyphs of their own.
  private mutating func writeParts(_ file: inout PDFFile) -> [Int] {
    var objects: [Int] = []
    while objects.count < resources.parts.count {
      let (part, size) = (resources.parts[objects.count].part, resources.parts[objects.count].size)
      let number = file.reserve()
      objects.append(number)
      var stream = ContentStream(size, isPage: false)
      stream.paint(part.items, &resources)
      let resourcesObject = resourcesObject
      file.addStream(number, .toPack(stream.out.bytes)) { out in
        out.put("/Type/XObject/Subtype/Form/BBox[0 0 ")
        out.put(size)
        out.put("]/Resources ")
        out.putReference(resourcesObject)
      }
    }
    return objects
  }

  private static func putNamed(_ out: inout PDFBytes, _ letter: StaticString, _ objects: [Int]) {
    for (index, object) in objects.enumerated() {
      out.put(letter)
      out.put(index)
      out.put(" ")
      out.putReference(object)
    }
  }

  private func writeTree(_ file: inout PDFFile) {
    for group in groups {
      file.add(group.object) { out in
        out.put("<</Type/Pages/Parent ")
        out.putReference(root)
        PagesWriter.putKids(&out, group.pages, group.pages.count)
      }
    }
    file.add(root) { out in
      out.put("<</Type/Pages")
      PagesWriter.putKids(&out, groups.map { $0.object }, groups.reduce(0) { $0 + $1.pages.count })
    }
  }

  private static func putKids(_ out: inout PDFBytes, _ kids: [Int], _ count: Int) {
    out.put("/Count ")
    out.put(count)
    out.put("/Kids[")
    for kid in kids {
      out.putReference(kid)
      out.put(" ")
    }
    out.put("]>>")
  }
}
