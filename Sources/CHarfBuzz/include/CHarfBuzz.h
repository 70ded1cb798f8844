// The little of HarfBuzz that the house uses, as plain C: no header of HarfBuzz is needed to read this one.
#ifndef FREEHOLD_CHARFBUZZ_H
#define FREEHOLD_CHARFBUZZ_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A face at its own units for each em; may be used from several threads at once.
typedef struct chb_font chb_font;
/// A buffer that is used again for each text; one thread at a time.
typedef struct chb_shaper chb_shaper;

typedef struct {
  uint32_t glyph;
  /// The first byte in the UTF-8 of what it stands for.
  uint32_t cluster;
  int32_t advance, x, y;
} chb_glyph;

typedef struct {
  uint32_t tag, value;
} chb_feature;

/// NULL when the bytes are no font. They must outlive the font.
chb_font *chb_font_create(const uint8_t *bytes, size_t count);
void chb_font_destroy(chb_font *font);
/// The glyph of a character, 0 when the font has none.
uint32_t chb_font_glyph(const chb_font *font, uint32_t scalar);
int32_t chb_font_advance(const chb_font *font, uint32_t glyph);

/// Steps of an outline: M, L, Q, C with their points, Z; y upwards.
typedef void (*chb_outline_step)(void *context, uint8_t kind, const float points[6]);
void chb_font_outline(const chb_font *font, uint32_t glyph, chb_outline_step step, void *context);

chb_shaper *chb_shaper_create(void);
void chb_shaper_destroy(chb_shaper *shaper);

/// Shapes bytes `start ..< end` of a text, seeing what stands around them. Glyphs are in visual order; they are valid until
/// the next call. NULL when memory is short.
const chb_glyph *chb_shape(
  chb_shaper *shaper, const chb_font *font, const uint8_t *text, size_t count, size_t start, size_t end, uint32_t script,
  int right_to_left, const char *language, const chb_feature *features, size_t feature_count, size_t *glyph_count);

/// ISO 15924 tag of a character's script (`Zyyy` for common, `Zinh` for inherited), and whether it is a mark.
uint32_t chb_script(uint32_t scalar);
int chb_is_mark(uint32_t scalar);

/// A font with only these glyphs and what they are made of; each is replaced by its number there. NULL when the font is broken.
/// `glyphs` begins with 0; with `in_order` the others are all different and numbered as they stand. `*result_count` bytes to be
/// freed with `chb_bytes_free`.
uint8_t *chb_subset(const chb_font *font, uint16_t *glyphs, size_t count, int in_order, size_t *result_count);
void chb_bytes_free(uint8_t *bytes);

#ifdef __cplusplus
}
#endif
#endif
