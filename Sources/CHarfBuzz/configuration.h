// What of HarfBuzz is compiled, natively and as WebAssembly alike: shaping with GSUB, GPOS and `kern`, outlines and subsetting of
// TrueType. Left out is what no document of the house uses; threads only where there are none.
#undef HB_NO_DRAW
#define HB_NO_AAT
#define HB_NO_CUBIC_GLYF
#define HB_NO_BEYOND_64K
#define HB_NO_CMAP_LEGACY_SUBTABLES
#define HB_NO_OT_LAYOUT_BLOCKLIST
#define HB_NO_AAT_LAYOUT_BLOCKLIST
#define HB_NO_FALLBACK_SHAPE
#define HB_NO_OT_SHAPER_ARABIC_FALLBACK
#define HB_NO_OT_SHAPER_VOWEL_CONSTRAINTS
#define HB_NO_OT_RULESETS_FAST_PATH
#define HB_NO_SUBSET_LAYOUT
#define HB_NO_BASE
#define HB_NO_CFF
#define HB_NO_SUBSET_CFF
#define HB_NO_LANGUAGE_LONG
#define HB_NO_LANGUAGE_PRIVATE_SUBTAG
#define HB_NO_SVG
#define HB_NO_UCD_UNASSIGNED
#ifdef __wasm__
#define HB_NO_MT
#endif
