/* Debian's compiler-rt for WebAssembly was compiled with stack guards, but no library there defines them. */
#ifdef __wasm__
#include <stdint.h>

uintptr_t __stack_chk_guard = 0x5bd1e995;

_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }
#endif
