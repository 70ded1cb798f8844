#include "lib/deflate_compress.c"
