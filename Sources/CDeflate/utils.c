#include "lib/utils.c"
