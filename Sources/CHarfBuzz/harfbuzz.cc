// HarfBuzz with its subsetter, from ThirdParty/ (Scripts/sources fetches it): the files of its own `harfbuzz-subset.cc`, less what
// belongs to parts that `configuration.h` leaves out.
#ifndef NDEBUG
#define NDEBUG
#endif
#define HB_LEAN
#define HB_CONFIG_OVERRIDE_H "configuration.h"

// Writing systems for which no document of the house has a font are set like Latin: their shapers and tables are left out.
#define _hb_ot_shaper_hangul _hb_ot_shaper_default
#define _hb_ot_shaper_indic _hb_ot_shaper_default
#define _hb_ot_shaper_khmer _hb_ot_shaper_default
#define _hb_ot_shaper_myanmar _hb_ot_shaper_default
#define _hb_ot_shaper_myanmar_zawgyi _hb_ot_shaper_default
#define _hb_ot_shaper_thai _hb_ot_shaper_default
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

// A plan asks the face's `COLR`, `MATH` and `cmap` which further glyphs belong to those that are wanted. What is subset here has
// outlines and widths alone: the answer is always none, and the code that would look is left out.
#include "OT/Color/COLR/COLR.hh"
#include "OT/Color/COLR/colrv1-closure.hh"
#include "hb-ot-cmap-table.hh"
#include "hb-ot-math-table.hh"
namespace OT {
struct no_colr_t {
  struct accelerator_t {
    accelerator_t(hb_face_t *) {}
    bool is_valid() const { return false; }
    void closure_glyphs(hb_codepoint_t, hb_set_t *) const {}
    void closure_forV1(hb_set_t *, hb_set_t *, hb_set_t *, hb_set_t *, hb_set_t *) const {}
    void closure_V0palette_indices(const hb_set_t *, hb_set_t *) const {}
  };
};
struct no_math_t {
  static constexpr hb_tag_t tableTag = HB_TAG('M', 'A', 'T', 'H');
  static constexpr unsigned min_size = 0, null_size = 0;
  bool sanitize(hb_sanitize_context_t *) const { return true; }
  bool has_data() const { return false; }
  void closure_glyphs(hb_set_t *) const {}
};
struct no_cmap_t {
  no_cmap_t(hb_face_t *) {}
  bool get_nominal_glyph(hb_codepoint_t, hb_codepoint_t *) const { return false; }
  void collect_mapping(hb_set_t *, hb_map_t *) const {}
  void collect_variation_selectors(hb_set_t *) const {}
  void closure_glyphs(const hb_set_t *, hb_set_t *) const {}
};
} // namespace OT
#define COLR no_colr_t
#define cmap_accelerator_t no_cmap_t
#define MATH no_math_t
#include "hb-subset-plan.cc"
#undef COLR
#undef cmap_accelerator_t
#undef MATH
#include "hb-subset.cc"
#include "hb-ucd.cc"
#include "hb-unicode.cc"

#include "hb-ot-glyf-table.hh"
#include "hb-ot-hmtx-table.hh"
#include "hb-ot-maxp-table.hh"
#include "hb-subset-table.hh"

// In place of `hb-subset-table-layout.cc`, `-var.cc`, `-cff.cc` and `-color.cc`: a document keeps none of their tables.
bool _hb_subset_table_layout(hb_subset_plan_t *, hb_vector_t<char> &, hb_tag_t, bool *) { return false; }
bool _hb_subset_table_var(hb_subset_plan_t *, hb_vector_t<char> &, hb_tag_t, bool *) { return false; }
bool _hb_subset_table_cff(hb_subset_plan_t *, hb_vector_t<char> &, hb_tag_t, bool *) { return false; }
bool _hb_subset_table_color(hb_subset_plan_t *, hb_vector_t<char> &, hb_tag_t, bool *) { return false; }

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
