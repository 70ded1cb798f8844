/// The letters of Latin-1 and Latin Extended-A without their marks, so that `Jožef` is found as `Jozef`. The same as in
/// Scripts/names, which folds the lists.

enum Folding {
  /// For U+00C0 to U+017F.
  private static let letters: StaticString = """
    aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
    lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
    """

  @inline(__always)
  static func letter(_ scalar: Int) -> UInt8 {
    let index = scalar - 0xC0
    return index < letters.utf8CodeUnitCount ? letters.utf8Start[index] : 0x3F
  }

  static func isUpper(_ scalar: Int) -> Bool {
    switch scalar {
    case 0xC0...0xDE: scalar != 0xD7
    case 0x139...0x148, 0x178...0x17E: scalar & 1 == 1 || scalar == 0x178
    case 0x100...0x177: scalar & 1 == 0 && scalar != 0x138
    default: false
    }
  }
}
