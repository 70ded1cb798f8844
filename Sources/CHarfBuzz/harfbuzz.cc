// HarfBuzz with its subsetter, from ThirdParty/ (Scripts/sources fetches it): the files of its own `harfbuzz-subset.cc`, less what
// belongs to parts that `configuration.h` leaves out.
#ifndef NDEBUG
#define NDEBUG
#endif
#define HB_LEAN
#define HB_CONFIG_OVERRIDE_H "configuration.h"

// Writing systems for which no document of the house has a font are set like Latin: their shapers and tables are left out.
#define _hb_ot_shaper_hangul _hb_ot_shaper_default
#define _hb_ot_shaper_khmer _hb_ot_shaper_default
#define _hb_ot_shaper_myanmar _hb_ot_shaper_default
#define _hb_ot_shaper_myanmar_zawgyi _hb_ot_shaper_default
#define _hb_ot_shaper_use _hb_ot_shaper_default

#include "hb.hh"

// The repacker resolves offsets too long for a layout table; documents keep no such table.
#define HB_REPACKER_HH
#include "hb-serialize.hh"
static inline hb_blob_t *hb_resolve_overflows(const hb_vector_t<hb_serialize_context_t::object_t *> &, hb_tag_t) {
  return nullptr;
}

#include "hb-aat-layout.cc"
#include "hb-aat-map.cc"
#include "hb-blob.cc"
#include "hb-buffer-serialize.cc"
#include "hb-buffer-verify.cc"
#include "hb-buffer.cc"
#include "hb-common.cc"
#include "hb-draw.cc"
#include "hb-face-builder.cc"
#include "hb-face.cc"
#include "hb-font.cc"
#include "hb-map.cc"
#include "hb-number.cc"
#include "hb-ot-face.cc"
#include "hb-ot-font.cc"
#include "hb-ot-layout.cc"
#include "hb-ot-map.cc"
#include "hb-ot-metrics.cc"
#include "hb-ot-shape-fallback.cc"
#include "hb-ot-shape-normalize.cc"
#include "hb-ot-shape.cc"
#include "hb-ot-shaper-arabic.cc"
#include "hb-ot-shaper-default.cc"
#include "hb-ot-shaper-hebrew.cc"
#include "hb-ot-shaper-indic-table.cc"
#include "hb-ot-shaper-indic.cc"
#include "hb-ot-shaper-syllabic.cc"
#include "hb-ot-shaper-thai.cc"
#include "hb-ot-shaper-vowel-constraints.cc"
#include "hb-ot-tag.cc"
#include "hb-ot-var.cc"
#include "hb-outline.cc"
#include "hb-set.cc"
#include "hb-shape-plan.cc"
#include "hb-shape.cc"
#include "hb-shaper.cc"
#include "hb-static.cc"
#include "hb-subset-input.cc"
#include "hb-subset-plan-layout.cc"
#include "hb-subset-plan-var.cc"
#include "hb-subset-plan.cc"
#include "hb-subset-table-cff.cc"
#include "hb-subset-table-color.cc"
#include "hb-subset-table-layout.cc"
#include "hb-subset-table-var.cc"
#include "hb-subset.cc"
#include "hb-ucd.cc"
#include "hb-unicode.cc"

#include "hb-ot-glyf-table.hh"
#include "hb-ot-hmtx-table.hh"
#include "hb-ot-maxp-table.hh"
#include "hb-subset-table.hh"

// In place of `hb-subset-table-other.cc`: the tables of a TrueType program in a document, and none that names or maps characters.
bool _hb_subset_table_other(hb_subset_plan_t *plan, hb_vector_t<char> &buffer, hb_tag_t tag, bool *success) {
  switch (tag) {
  case HB_TAG('g', 'l', 'y', 'f'): *success = _hb_subset_table<const OT::glyf>(plan, buffer); return true;
  case HB_TAG('h', 'm', 't', 'x'): *success = _hb_subset_table<const OT::hmtx>(plan, buffer); return true;
  case HB_TAG('m', 'a', 'x', 'p'): *success = _hb_subset_table<const OT::maxp>(plan, buffer); return true;
  // Written with `glyf` and `hmtx`.
  case HB_TAG('l', 'o', 'c', 'a'):
  case HB_TAG('h', 'h', 'e', 'a'): *success = true; return true;
  }
  return false;
}
