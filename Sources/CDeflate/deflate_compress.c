/* One way of compressing is used (level 6); the library chooses among five at run time. With the level known here, the others are
   left out of what the browser fetches. */
#include <stddef.h>

#include "lib/deflate_constants.h"
#define MATCHFINDER_WINDOW_ORDER DEFLATE_WINDOW_ORDER
#include "lib/matchfinder_common.h"

/* Before each stream the library clears tables of 192 KB, most of which a page of 5 KB never asks, and every 32 KB it goes through
   them all. An eighth of each serves the longest document as well: its streams come out less than a thousandth longer. */
enum {
  BITS_LESS = 3,
  HASH3_ORDER = 15,
  HASH4_ORDER = 16,
  OF_THREE = 1 << HASH3_ORDER,
  OF_FOUR = 1 << HASH4_ORDER,
};

/* Four entries at a time: WebAssembly has no wider numbers. */
typedef uint64_t four_entries __attribute__((may_alias));
static const uint64_t one_each = 0x0001000100010001;

static void clear(mf_pos_t *entries, size_t count) {
#pragma clang loop unroll(disable)
  for (four_entries *place = (four_entries *)entries; place < (four_entries *)(entries + count); place++)
    *place = one_each << 15;
}

/* An entry less the window's size, or as if it were clear. */
static void slide(mf_pos_t *entries, size_t count) {
#pragma clang loop unroll(disable)
  for (four_entries *place = (four_entries *)entries; place < (four_entries *)(entries + count); place++)
    *place = (*place & ~((*place >> 15 & one_each) * 0xFFFF)) | one_each << 15;
}

static void clear_tables(mf_pos_t *tables, size_t size) {
  clear(tables, OF_THREE >> BITS_LESS);
  clear(tables + OF_THREE, OF_FOUR >> BITS_LESS);
}

static void slide_tables(mf_pos_t *tables, size_t size) {
  slide(tables, OF_THREE >> BITS_LESS);
  slide(tables + OF_THREE, OF_FOUR >> BITS_LESS);
  slide(tables + OF_THREE + OF_FOUR, MATCHFINDER_WINDOW_SIZE);
}

#define lz_hash(sequence, bits) (lz_hash)(sequence, (bits) - BITS_LESS)
#undef matchfinder_init
#define matchfinder_init clear_tables
#undef matchfinder_rebase
#define matchfinder_rebase slide_tables

#include "lib/deflate_compress.c"

_Static_assert(HC_MATCHFINDER_HASH3_ORDER == HASH3_ORDER && HC_MATCHFINDER_HASH4_ORDER == HASH4_ORDER, "the tables' sizes");

__attribute__((flatten)) struct libdeflate_compressor *cdf_alloc_compressor(void) { return libdeflate_alloc_compressor(6); }
