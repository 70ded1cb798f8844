#include "lib/adler32.c"
