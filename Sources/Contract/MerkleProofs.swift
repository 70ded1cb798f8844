// What audit trees hash (RFC 6962 section 2.1), and checking proofs without the tree (RFC 9162 sections 2.1.3.2 and
// 2.1.4.2, which spell out RFC 6962's).

public import Values

public enum MerkleHash {
  /// `SHA-256(0x00 || entry)`.
  public static func leaf(_ entry: [UInt8]) -> Digest { Digest(of: [0] + entry) }

  /// `SHA-256(0x01 || left || right)`.
  public static func node(_ left: Digest, _ right: Digest) -> Digest { Digest(of: [1] + left.bytes + right.bytes) }

  /// The root of the empty tree.
  public static var empty: Digest { Digest(of: []) }
}

/// That a later tree begins with an earlier one: the answer to `GET /runtime/v1/audit/WORKSPACE/consistency?from=&to=`.
public struct ConsistencyProof: Sendable, Equatable {
  /// RFC 6962 section 2.1.2.
  public var path: [Digest]

  public init(path: [Digest]) { self.path = path }

  public var json: JSON { .object([.init("path", .array(path.map { .string($0.description) }))]) }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    guard let items = try reader.value("path").array else { throw JSONReader.Problem(member: "path") }
    path = []
    for item in items {
      guard let digest = item.string.flatMap({ Digest(hex: $0) }) else { throw JSONReader.Problem(member: "path") }
      path.append(digest)
    }
    try reader.end()
  }
}

extension MerkleHash {
  /// Whether `path` proves that `leaf` is number `index` of the tree of `size` leaves with this root.
  public static func includes(_ leaf: Digest, at index: Int64, size: Int64, root: Digest, path: [Digest]) -> Bool {
    guard index >= 0, index < size else { return false }
    var (node, last, hash) = (index, size - 1, leaf)
    for sibling in path {
      if last == 0 { return false }
      if node & 1 == 1 || node == last {
        hash = self.node(sibling, hash)
        while node & 1 == 0 && node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        hash = self.node(hash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }

  /// Whether `path` proves that the tree of `second` leaves begins with the tree of `first`.
  public static func continues(
    first: Int64, firstRoot: Digest, second: Int64, secondRoot: Digest, path: [Digest]
  ) -> Bool {
    guard first >= 0, first <= second else { return false }
    if first == second { return path.isEmpty && firstRoot == secondRoot }
    if first == 0 { return path.isEmpty && firstRoot == empty }
    let steps = first.nonzeroBitCount == 1 ? [firstRoot] + path : path
    guard let start = steps.first else { return false }
    var (node, last) = (first - 1, second - 1)
    while node & 1 == 1 {
      node >>= 1
      last >>= 1
    }
    var (old, new) = (start, start)
    for step in steps.dropFirst() {
      if last == 0 { return false }
      if node & 1 == 1 || node == last {
        old = self.node(step, old)
        new = self.node(step, new)
        while node & 1 == 0 && node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        new = self.node(new, step)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && old == firstRoot && new == secondRoot
  }
}
