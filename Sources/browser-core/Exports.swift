/// What WebAssembly sees: memory to write a request into, and one function. A worker calls `freehold_alloc`, writes,
/// calls `freehold_call`, reads the answer (its length as 32 bits, then its bytes) and gives both back by `freehold_free`.

#if arch(wasm32)
  import BrowserCore

  /// A worker is one thread.
  nonisolated(unsafe) private let core = Core()

  @_expose(wasm, "freehold_alloc") @_cdecl("freehold_alloc")
  public func allocate(_ count: Int) -> UnsafeMutableRawPointer {
    .allocate(byteCount: max(count, 1), alignment: 8)
  }

  @_expose(wasm, "freehold_free") @_cdecl("freehold_free")
  public func release(_ pointer: UnsafeMutableRawPointer) { pointer.deallocate() }

  @_expose(wasm, "freehold_call") @_cdecl("freehold_call")
  public func call(_ function: UInt32, _ input: UnsafeRawPointer, _ count: Int) -> UnsafeMutableRawPointer {
    let request = [UInt8](UnsafeRawBufferPointer(start: input, count: count))
    let answer = core.call(function, request).bytes
    let pointer = allocate(answer.count + 4)
    pointer.storeBytes(of: UInt32(answer.count).littleEndian, as: UInt32.self)
    answer.withUnsafeBytes { (pointer + 4).copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    return pointer
  }
#endif
