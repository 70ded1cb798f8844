/* What the libraries would bring into the browser for questions that are not asked there, in the few bytes that they need. */
#ifdef __wasm__
#include <stddef.h>
#include <stdint.h>

__attribute__((import_module("wasi_snapshot_preview1"), import_name("random_get"))) int random_get(void *place, size_t count);

/* Seeds of hash tables. The C library's own brings a generator, and `printf` to report its failure. */
void arc4random_buf(void *place, size_t count) {
  if (random_get(place, count) != 0) __builtin_trap();
}

/* Swift asks for each object by its alignment, and for that the C library cuts it from a larger piece, which takes longer than all
   else about it. Its pieces are aligned to 16 bytes anyway, and nothing here asks for more. `Scripts/wasm` has this called instead. */
void *malloc(size_t count);

int __wrap_posix_memalign(void **place, size_t alignment, size_t count) {
  *place = malloc(count);
  if ((uintptr_t)*place & (alignment - 1)) __builtin_trap();
  return *place ? 0 : 12;
}

/* Swift's `String` compares by canonical equivalence and asks for these tables (31 KB) whenever a letter is not ASCII. Here texts
   are equal when their scalars are: the answers below say of each that it stands for itself. */
uint16_t _swift_stdlib_getNormData(uint32_t scalar) { return 0; }

uint32_t _swift_stdlib_getDecompositionEntry(uint32_t scalar) { return UINT32_MAX; }

uint32_t _swift_stdlib_getComposition(uint32_t first, uint32_t second) { return UINT32_MAX; }

const uint8_t *const _swift_stdlib_nfd_decompositions = NULL;
#endif
