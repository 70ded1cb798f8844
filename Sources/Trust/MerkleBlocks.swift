// A large tree by the roots of its whole blocks, so that a proof reads some thousand hashes at most, not all.

public import Contract

public struct MerkleBlocks: Sendable {
  /// Leaves in a block.
  public static let size = 1024

  /// The roots of the whole blocks from the first leaf on.
  public private(set) var roots: [Digest] = []

  public init() {}

  /// Appends the blocks of `leaves`, which go on where the blocks end; what is no whole block is left out.
  public mutating func append(_ leaves: [Digest]) {
    var start = 0
    while start + Self.size <= leaves.count {
      roots.append(MerkleTree(leaves: Array(leaves[start..<start + Self.size])).root)
      start += Self.size
    }
  }

  /// The blocks that a proof between trees of these sizes needs leaf by leaf: at most two.
  public static func open(_ first: Int, _ second: Int) -> Set<Int> {
    Set([first, second].filter { $0 % size != 0 }.map { $0 / size })
  }

  /// RFC 6962 section 2.1.2: that the tree of `second` leaves continues the one of `first`; nil outside.
  ///
  /// - Parameter parts: the leaves of the `open` blocks, as far as the tree of `second` has them.
  public func consistencyProof(_ first: Int, _ second: Int, parts: [Int: [Digest]]) -> [Digest]? {
    guard first >= 0, first <= second else { return nil }
    do throws(Missing) {
      return try MerkleTree.consistencyProof(first, second) { (range) throws(Missing) in try root(range, parts) }
    } catch { return nil }
  }

  private struct Missing: Error {}

  private func root(_ range: Range<Int>, _ parts: [Int: [Digest]]) throws(Missing) -> Digest {
    let (block, place) = range.lowerBound.quotientAndRemainder(dividingBy: Self.size)
    if range.count == Self.size, place == 0, block < roots.count { return roots[block] }
    if range.count == 1 {
      guard let leaves = parts[block], place < leaves.count else { throw Missing() }
      return leaves[place]
    }
    let middle = MerkleTree.split(range)
    return MerkleHash.node(
      try root(range.lowerBound..<middle, parts), try root(middle..<range.upperBound, parts))
  }
}
