import Contract

/// RFC 6962 section 2.1, as literally as it stands there.
struct TestTree: Sendable {
  var leaves: [Digest]

  init(_ entries: [String]) { leaves = entries.map { MerkleHash.leaf(Array($0.utf8)) } }

  func root(_ size: Int) -> Digest { hash(leaves[..<size]) }

  /// PROOF(m, D[n]).
  func proof(_ first: Int, _ second: Int) -> [Digest] { subproof(first, leaves[..<second], true) }

  private func hash(_ part: ArraySlice<Digest>) -> Digest {
    guard let first = part.first else { return MerkleHash.empty }
    if part.count == 1 { return first }
    let k = split(part.count)
    return MerkleHash.node(hash(part.prefix(k)), hash(part.dropFirst(k)))
  }

  /// SUBPROOF(m, D[n], b).
  private func subproof(_ m: Int, _ part: ArraySlice<Digest>, _ b: Bool) -> [Digest] {
    if m == part.count { return b ? [] : [hash(part)] }
    let k = split(part.count)
    return m <= k
      ? subproof(m, part.prefix(k), b) + [hash(part.dropFirst(k))]
      : subproof(m - k, part.dropFirst(k), false) + [hash(part.prefix(k))]
  }

  private func split(_ n: Int) -> Int {
    var k = 1
    while k * 2 < n { k *= 2 }
    return k
  }
}
