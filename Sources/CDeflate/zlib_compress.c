#include "lib/zlib_compress.c"
