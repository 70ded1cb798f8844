internal import CDeflate

/// zlib streams (RFC 1950) by libdeflate: the same bytes for the same input natively and as WebAssembly.
final class Deflate {
  private let handle: OpaquePointer

  init() throws(PDFError) {
    guard let handle = cdf_compressor_create() else { throw .outOfMemory }
    self.handle = handle
  }

  deinit { cdf_compressor_destroy(handle) }

  func compress(_ bytes: [UInt8]) -> [UInt8] {
    let bound = cdf_bound(handle, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { out, count in
      count = cdf_compress(handle, bytes, bytes.count, out.baseAddress, bound)
    }
  }
}

/// The check sum of RFC 1950: four bytes, as they end a zlib stream.
func checkSum(_ bytes: [UInt8]) -> [UInt8] {
  let sum = cdf_sum(bytes, bytes.count)
  return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
}

/// What a zlib stream holds, when that is exactly `count` bytes.
func inflate(_ bytes: [UInt8], count: Int) -> [UInt8]? {
  var status: Int32 = 0
  let result = [UInt8](unsafeUninitializedCapacity: count) { out, filled in
    status = cdf_decompress(bytes, bytes.count, out.baseAddress, count)
    filled = status == 0 ? count : 0
  }
  return status == 0 ? result : nil
}
