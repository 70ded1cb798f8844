#include "lib/deflate_decompress.c"
