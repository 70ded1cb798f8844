// The little of libdeflate that the house uses: zlib streams (RFC 1950) of bytes that are all there.
#ifndef FREEHOLD_CDEFLATE_H
#define FREEHOLD_CDEFLATE_H

#include <stddef.h>
#include <stdint.h>

typedef struct cdf_compressor cdf_compressor;

/// NULL when memory is short.
cdf_compressor *cdf_compressor_create(void);
void cdf_compressor_destroy(cdf_compressor *compressor);
/// The most that `count` bytes can take.
size_t cdf_bound(cdf_compressor *compressor, size_t count);
/// The length of what was written, 0 when `capacity` is too small.
size_t cdf_compress(cdf_compressor *compressor, const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity);

/// 0 when exactly `count` bytes came out; 1 when the stream is broken, 2 when it holds less, 3 when it holds more.
int cdf_decompress(const uint8_t *bytes, size_t length, uint8_t *out, size_t count);

/// Adler-32 (RFC 1950).
uint32_t cdf_sum(const uint8_t *bytes, size_t count);

#endif
