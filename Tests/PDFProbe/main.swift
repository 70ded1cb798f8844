// pdf-probe LINES FONT... -- IMAGE...   the document on standard output. As WebAssembly the functions of Probe.swift are called.

#if !hasFeature(Embedded)
  import Foundation

  let arguments = CommandLine.arguments.dropFirst()
  guard let lines = arguments.first.flatMap({ Int32($0) }) else { fatalError("pdf-probe LINES FONT... -- IMAGE...") }
  var add = addFont
  for name in arguments.dropFirst() {
    if name == "--" {
      add = addImage
      continue
    }
    let bytes = try Data(contentsOf: URL(filePath: name))
    let target = room(Int32(bytes.count))
    bytes.copyBytes(to: target, count: bytes.count)
    precondition(add(target, Int32(bytes.count)) == 0, "\(name) is refused")
  }
  let count = render(lines)
  precondition(count > 0, "no document")
  let target = room(count)
  copy(target)
  FileHandle.standardOutput.write(Data(bytesNoCopy: target, count: Int(count), deallocator: .free))
#endif
