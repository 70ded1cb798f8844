/// What WebAssembly sees: memory to write a request into, and the functions. A worker calls `freehold_alloc`, writes,
/// calls `freehold_call`, reads the answer (its length as 32 bits, then its bytes) and gives both back by `freehold_free`.
/// `Scripts/wasm` makes a module for each function: few documents are read from elsewhere, and what that takes is fetched then.

#if arch(wasm32)
  import BrowserCore

  /// A worker is one thread.
  nonisolated(unsafe) private let core = Core()

  @_cdecl("freehold_alloc")
  public func allocate(_ count: Int) -> UnsafeMutableRawPointer {
    .allocate(byteCount: max(count, 1), alignment: 8)
  }

  @_cdecl("freehold_free")
  public func release(_ pointer: UnsafeMutableRawPointer) { pointer.deallocate() }

  @_cdecl("freehold_call")
  public func call(_ function: UInt32, _ input: UnsafeRawPointer, _ count: Int) -> UnsafeMutableRawPointer {
    answer(core.call(function, UnsafeBufferPointer(start: input.assumingMemoryBound(to: UInt8.self), count: count)))
  }

  /// `CoreFunction.read`.
  @_cdecl("freehold_read")
  public func read(_ input: UnsafeRawPointer, _ count: Int) -> UnsafeMutableRawPointer {
    answer(Core.reading(request(input, count)))
  }

  private func request(_ input: UnsafeRawPointer, _ count: Int) -> [UInt8] {
    [UInt8](UnsafeRawBufferPointer(start: input, count: count))
  }

  private func answer(_ answer: CoreAnswer) -> UnsafeMutableRawPointer {
    let bytes = answer.bytes
    let pointer = allocate(bytes.count + 4)
    pointer.storeBytes(of: UInt32(bytes.count).littleEndian, as: UInt32.self)
    bytes.withUnsafeBytes { (pointer + 4).copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    return pointer
  }
#endif
