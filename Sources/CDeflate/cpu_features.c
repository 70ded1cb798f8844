#include "lib/x86/cpu_features.c"
