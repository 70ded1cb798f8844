/// What WebAssembly sees, as in `browser-core`: memory to write a text into, and the function. A module of its own, for a page
/// fetches it when somebody first writes what is to be looked at.

#if arch(wasm32)
  @_cdecl("freehold_alloc")
  public func allocate(_ count: Int) -> UnsafeMutableRawPointer {
    .allocate(byteCount: max(count, 1), alignment: 8)
  }

  @_cdecl("freehold_free")
  public func release(_ pointer: UnsafeMutableRawPointer) { pointer.deallocate() }

  /// A text in UTF-8; the answer's length as 32 bits, then `Answer.bytes`.
  @_cdecl("freehold_redact")
  public func redact(_ input: UnsafeRawPointer, _ count: Int) -> UnsafeMutableRawPointer {
    let bytes = Answer.bytes([UInt8](UnsafeRawBufferPointer(start: input, count: count)))
    let pointer = allocate(bytes.count + 4)
    pointer.storeBytes(of: UInt32(bytes.count).littleEndian, as: UInt32.self)
    bytes.withUnsafeBytes { (pointer + 4).copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    return pointer
  }
#endif
