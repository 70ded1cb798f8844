// The narrow side of libdeflate; the library's own files stand beside this one, one line each.
#include "include/CDeflate.h"

#include <libdeflate.h>

// In `deflate_compress.c`.
struct libdeflate_compressor *cdf_alloc_compressor(void);

cdf_compressor *cdf_compressor_create(void) { return (cdf_compressor *)cdf_alloc_compressor(); }

void cdf_compressor_destroy(cdf_compressor *compressor) {
  libdeflate_free_compressor((struct libdeflate_compressor *)compressor);
}

size_t cdf_bound(cdf_compressor *compressor, size_t count) {
  return libdeflate_zlib_compress_bound((struct libdeflate_compressor *)compressor, count);
}

size_t cdf_compress(cdf_compressor *compressor, const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity) {
  return libdeflate_zlib_compress((struct libdeflate_compressor *)compressor, bytes, count, out, capacity);
}

int cdf_decompress(const uint8_t *bytes, size_t length, uint8_t *out, size_t count) {
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
  if (!decompressor) return 1;
  size_t written = 0;
  enum libdeflate_result result = libdeflate_zlib_decompress(decompressor, bytes, length, out, count, &written);
  libdeflate_free_decompressor(decompressor);
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) return 3;
  if (result != LIBDEFLATE_SUCCESS) return 1;
  return written == count ? 0 : 2;
}

uint32_t cdf_sum(const uint8_t *bytes, size_t count) { return libdeflate_adler32(1, bytes, count); }
