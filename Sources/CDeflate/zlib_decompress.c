#include "lib/zlib_decompress.c"
