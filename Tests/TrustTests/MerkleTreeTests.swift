import Contract
import Testing
import Trust

@Suite struct MerkleTreeTests {
  private func leaves(_ count: Int) -> [Digest] { (0..<count).map { MerkleHash.leaf(Array("entry \($0)".utf8)) } }

  @Test("Roots are those of the test vectors that implementations of RFC 6962 share")
  func vectors() {
    let inputs = [
      "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    let roots = [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    var frontier = MerkleFrontier()
    var hashes: [Digest] = []
    for (input, root) in zip(inputs, roots) {
      let entry = stride(from: 0, to: input.count, by: 2).map { index in
        UInt8(input.dropFirst(index).prefix(2), radix: 16)!
      }
      hashes.append(MerkleHash.leaf(entry))
      frontier.append(hashes.last!)
      #expect(frontier.root.description == root)
      #expect(MerkleTree(leaves: hashes).root.description == root)
    }
    #expect(
      MerkleHash.empty.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test("The growing edge agrees with the whole tree at every size, and survives being kept")
  func frontier() throws {
    var frontier = MerkleFrontier()
    let leaves = leaves(130)
    for (index, leaf) in leaves.enumerated() {
      frontier = try #require(MerkleFrontier(size: frontier.size, roots: frontier.roots))
      frontier.append(leaf)
      #expect(frontier.root == MerkleTree(leaves: Array(leaves[...index])).root)
    }
    #expect(MerkleFrontier(size: 3, roots: [leaves[0]]) == nil)
  }

  @Test("Every leaf of every small tree is proved to be in it, and nowhere else")
  func inclusion() throws {
    for size in 1...24 {
      let tree = MerkleTree(leaves: leaves(size))
      for index in 0..<size {
        let path = try #require(tree.inclusionProof(index, size: size))
        let leaf = tree.leaves[index]
        func holds(_ leaf: Digest, _ index: Int, _ size: Int, _ path: [Digest]) -> Bool {
          MerkleHash.includes(leaf, at: Int64(index), size: Int64(size), root: tree.root, path: path)
        }
        #expect(holds(leaf, index, size, path))
        #expect(!holds(MerkleHash.leaf([1]), index, size, path))
        #expect(!holds(leaf, (index + 1) % size, size, path) || size == 1)
        #expect(!holds(leaf, index, size, path + [leaf]))
        if !path.isEmpty { #expect(!holds(leaf, index, size, Array(path.dropLast()))) }
      }
    }
  }

  @Test("Every small tree is proved to continue each earlier one, and no other")
  func consistency() throws {
    let tree = MerkleTree(leaves: leaves(24))
    for second in 1...24 {
      for first in 0...second {
        let path = try #require(tree.consistencyProof(first, second))
        let (old, new) = (root(tree, first), root(tree, second))
        func holds(_ old: Digest, _ new: Digest, _ path: [Digest]) -> Bool {
          MerkleHash.continues(
            first: Int64(first), firstRoot: old, second: Int64(second), secondRoot: new, path: path)
        }
        #expect(holds(old, new, path))
        #expect(!holds(old, new, path + [old]))
        if first > 0 { #expect(!holds(MerkleHash.leaf([1]), new, path)) }
        if first > 0 && first < second { #expect(!holds(old, MerkleHash.leaf([1]), path)) }
      }
    }
    #expect(tree.consistencyProof(5, 4) == nil)
    #expect(tree.consistencyProof(5, 25) == nil)
  }

  private func root(_ tree: MerkleTree, _ size: Int) -> Digest {
    MerkleTree(leaves: Array(tree.leaves[..<size])).root
  }

  @Test("A proof from whole blocks is the proof from all leaves")
  func blocks() throws {
    let leaves = leaves(3 * MerkleBlocks.size + 77)
    let tree = MerkleTree(leaves: leaves)
    var blocks = MerkleBlocks()
    for start in stride(from: 0, to: leaves.count, by: 2 * MerkleBlocks.size) {
      blocks.append(Array(leaves[start..<min(start + 2 * MerkleBlocks.size, leaves.count)]))
    }
    #expect(blocks.roots.count == 3)
    let edges = [0, 1, 5, 1023, 1024, 1025, 2047, 2048, 2500, 3072, 3100, leaves.count]
    for first in edges {
      for second in edges where first <= second {
        var parts: [Int: [Digest]] = [:]
        for block in MerkleBlocks.open(first, second) {
          let start = block * MerkleBlocks.size
          parts[block] = Array(leaves[start..<min(start + MerkleBlocks.size, second)])
        }
        #expect(parts.count <= 2)
        #expect(blocks.consistencyProof(first, second, parts: parts) == tree.consistencyProof(first, second))
      }
    }
    #expect(blocks.consistencyProof(5, 3100, parts: [:]) == nil)
  }
}
