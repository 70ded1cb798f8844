// The Merkle tree of RFC 6962 section 2.1: its root, its proofs. Pure. What it hashes stands in `Contract`, with the
// checking of proofs, because runtimes check them too.

public import Contract

/// A growing tree by its right edge only: the roots of its perfect subtrees, the largest first. Memory: log2(size)
/// hashes.
public struct MerkleFrontier: Sendable, Equatable {
  public private(set) var size: Int64
  public private(set) var roots: [Digest]

  public init() { (size, roots) = (0, []) }

  /// Nil unless there are as many roots as `size` has one bits.
  public init?(size: Int64, roots: [Digest]) {
    guard size >= 0, size.nonzeroBitCount == roots.count else { return nil }
    (self.size, self.roots) = (size, roots)
  }

  public mutating func append(_ leaf: Digest) {
    var hash = leaf
    var rest = size
    while rest & 1 == 1 {
      hash = MerkleHash.node(roots.removeLast(), hash)
      rest >>= 1
    }
    roots.append(hash)
    size += 1
  }

  public var root: Digest {
    guard var hash = roots.last else { return MerkleHash.empty }
    for left in roots.dropLast().reversed() { hash = MerkleHash.node(left, hash) }
    return hash
  }
}

/// A tree with all its leaf hashes at hand.
public struct MerkleTree: Sendable {
  public let leaves: [Digest]

  public init(leaves: [Digest]) { self.leaves = leaves }

  public var root: Digest { root(0..<leaves.count) }

  /// RFC 6962 section 2.1.1: the audit path of leaf `index` in the first `size` leaves; nil outside.
  public func inclusionProof(_ index: Int, size: Int) -> [Digest]? {
    guard size <= leaves.count, (0..<size).contains(index) else { return nil }
    return path(index, 0..<size)
  }

  /// RFC 6962 section 2.1.2: that the tree of `second` leaves continues the one of `first`; nil outside.
  public func consistencyProof(_ first: Int, _ second: Int) -> [Digest]? {
    guard first >= 0, first <= second, second <= leaves.count else { return nil }
    return MerkleTree.consistencyProof(first, second, root: root)
  }

  private func root(_ range: Range<Int>) -> Digest {
    switch range.count {
    case 0: MerkleHash.empty
    case 1: leaves[range.lowerBound]
    default:
      MerkleHash.node(
        root(range.lowerBound..<MerkleTree.split(range)), root(MerkleTree.split(range)..<range.upperBound))
    }
  }

  /// Where the largest perfect subtree smaller than the range ends.
  static func split(_ range: Range<Int>) -> Int {
    var width = 1
    while width * 2 < range.count { width *= 2 }
    return range.lowerBound + width
  }

  private func path(_ index: Int, _ range: Range<Int>) -> [Digest] {
    guard range.count > 1 else { return [] }
    let middle = MerkleTree.split(range)
    return index < middle
      ? path(index, range.lowerBound..<middle) + [root(middle..<range.upperBound)]
      : path(index, middle..<range.upperBound) + [root(range.lowerBound..<middle)]
  }

  /// RFC 6962 section 2.1.2, over whatever knows the roots of the perfect subtrees in it.
  static func consistencyProof<Failure: Error>(
    _ first: Int, _ second: Int, root: (Range<Int>) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest] {
    first == 0 || first == second ? [] : try subproof(first, 0..<second, isWhole: true, root)
  }

  private static func subproof<Failure: Error>(
    _ first: Int, _ range: Range<Int>, isWhole: Bool, _ root: (Range<Int>) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest] {
    if first == range.upperBound { return isWhole ? [] : [try root(range)] }
    let middle = split(range)
    return first <= middle
      ? try subproof(first, range.lowerBound..<middle, isWhole: isWhole, root) + [try root(middle..<range.upperBound)]
      : try subproof(first, middle..<range.upperBound, isWhole: false, root) + [try root(range.lowerBound..<middle)]
  }
}
