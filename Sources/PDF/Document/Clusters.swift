/// The clusters of a run in visual order: glyphs that together stand for a stretch of the text.
struct Clusters {
  struct Cluster {
    var glyphs: Range<Int>
    var bytes: Range<Int>
  }

  private let glyphs: UnsafeBufferPointer<Glyph>
  private let isRightToLeft: Bool
  private let count: Int
  private var place = 0
  /// Where the cluster to the left begins, in a run to the left: there ends the next one's text.
  private var end: Int

  /// The glyphs and `count` bytes are those of the run.
  init(_ glyphs: UnsafeBufferPointer<Glyph>, _ count: Int, isRightToLeft: Bool) {
    self.glyphs = glyphs
    self.isRightToLeft = isRightToLeft
    self.count = count
    end = count
  }

  mutating func next() -> Cluster? {
    let start = place
    guard start < glyphs.count else { return nil }
    let cluster = glyphs[start].cluster
    while place < glyphs.count && glyphs[place].cluster == cluster { place += 1 }
    let first = min(Int(cluster), count)
    let after = isRightToLeft ? end : place < glyphs.count ? min(Int(glyphs[place].cluster), count) : count
    end = first
    return Cluster(glyphs: start..<place, bytes: first..<max(first, after))
  }
}
