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

/* Inside a long run of equal pixels nothing need be found again: of its places only the last are kept. Elsewhere a match takes up
   all of its own, as the library has it. */
#include "lib/hc_matchfinder.h"

enum { KEPT_OF_RUN = 16 };

static forceinline bool is_run(const u8 *place) {
  const u32 here = load_u32_unaligned(place);
  return here == load_u32_unaligned(place - 1) || here == load_u32_unaligned(place - 3);
}

static forceinline void skip(
  struct hc_matchfinder *const finder, const u8 **const base, const u8 *next, const u8 *const end, u32 count,
  u32 *const next_hashes) {
  if (count > KEPT_OF_RUN && count + 5 <= end - next && next - *base >= 3 && is_run(next)) {
    next += count - KEPT_OF_RUN;
    count = KEPT_OF_RUN;
    if (next - *base >= MATCHFINDER_WINDOW_SIZE) {
      hc_matchfinder_slide_window(finder);
      *base += MATCHFINDER_WINDOW_SIZE;
    }
    const u32 sequence = get_unaligned_le32(next);
    next_hashes[0] = lz_hash(sequence & 0xFFFFFF, HC_MATCHFINDER_HASH3_ORDER);
    next_hashes[1] = lz_hash(sequence, HC_MATCHFINDER_HASH4_ORDER);
  }
  hc_matchfinder_skip_bytes(finder, base, next, end, count, next_hashes);
}

#define hc_matchfinder_skip_bytes skip

#include "lib/deflate_compress.c"

_Static_assert(HC_MATCHFINDER_HASH3_ORDER == HASH3_ORDER && HC_MATCHFINDER_HASH4_ORDER == HASH4_ORDER, "the tables' sizes");

__attribute__((flatten)) struct libdeflate_compressor *cdf_alloc_compressor(void) { return libdeflate_alloc_compressor(6); }
