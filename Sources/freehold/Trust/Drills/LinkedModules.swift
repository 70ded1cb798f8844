/// Which modules of the house an executable links, by its symbols: in Swift's mangled names what is declared begins with the
/// module, as its length and its name (swift's docs/ABI/Mangling.rst).

import Glibc
import Trust

enum LinkedModules {
  static func of(program name: String) throws(ToolFailure) -> LinkedProgram {
    var modules: Set<String>?
    // It may be a link, which a walk does not follow.
    let path = try Programs.path(name)
    let real = realpath(path, nil)
    defer { free(real) }
    try FileWalk.each([real.map { String(cString: $0) } ?? path]) { _, bytes in modules = Self.modules(in: bytes) }
    return LinkedProgram(name: name, modules: modules)
  }

  /// Nil for what is no ELF file of 64 bits, or has no table of symbols.
  static func modules(in file: UnsafeRawBufferPointer) -> Set<String>? {
    guard file.count > 64, file.prefix(6).elementsEqual([0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { return nil }
    let house = LinkCheck.houseModules.map { (name: $0, mangled: Array("$s\($0.utf8.count)\($0)".utf8)) }
    let sections = sections(file)
    var found: Set<String> = []
    var hasSymbols = false
    for table in sections where table.type == symbolTable && sections.indices.contains(table.link) {
      let names = sections[table.link]
      hasSymbols = true
      for symbol in stride(from: table.offset, to: table.offset + table.size - 23, by: 24) {
        let start = names.offset + Int(number(file, symbol, as: UInt32.self))
        guard start + 4 < names.offset + names.size, file[start] == 0x24, file[start + 1] == 0x73 else { continue }
        let name = file[start..<names.offset + names.size]
        for module in house where !found.contains(module.name) && name.starts(with: module.mangled) {
          found.insert(module.name)
        }
      }
    }
    return hasSymbols ? found : nil
  }

  private static let symbolTable: UInt32 = 2

  /// In the file's order; none that lies outside of it.
  private static func sections(
    _ file: UnsafeRawBufferPointer
  ) -> [(type: UInt32, offset: Int, size: Int, link: Int)] {
    let first = Int(clamping: number(file, 40, as: UInt64.self))
    let (size, count) = (Int(number(file, 58, as: UInt16.self)), Int(number(file, 60, as: UInt16.self)))
    guard size >= 64, first <= file.count, count * size <= file.count - first else { return [] }
    return (0..<count).map { index in
      let at = first + index * size
      let offset = Int(clamping: number(file, at + 24, as: UInt64.self))
      let length = Int(clamping: number(file, at + 32, as: UInt64.self))
      let type = number(file, at + 4, as: UInt32.self)
      let isInside = offset <= file.count && length <= file.count - offset
      return (
        isInside ? type : 0, isInside ? offset : 0, isInside ? length : 0, Int(number(file, at + 40, as: UInt32.self))
      )
    }
  }

  private static func number<Number: FixedWidthInteger>(
    _ file: UnsafeRawBufferPointer, _ offset: Int, as type: Number.Type
  ) -> Number {
    offset + MemoryLayout<Number>.size <= file.count
      ? Number(littleEndian: file.loadUnaligned(fromByteOffset: offset, as: type)) : 0
  }
}
