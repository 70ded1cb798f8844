/* One way of compressing is used (level 6); the library chooses among five at run time. With the level known here, the others are
   left out of what the browser fetches. */
#include "lib/deflate_compress.c"

__attribute__((flatten)) struct libdeflate_compressor *cdf_alloc_compressor(void) { return libdeflate_alloc_compressor(6); }
