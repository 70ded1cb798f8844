// The narrow C side of HarfBuzz.
#ifndef NDEBUG
#define NDEBUG
#endif
#define HB_LEAN
#include "include/CHarfBuzz.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

struct chb_font {
  hb_face_t *face;
  hb_font_t *font;
  // The face's outlines and widths alone: what a document keeps of it.
  hb_face_t *program;
};

struct chb_shaper {
  hb_buffer_t *buffer;
  chb_glyph *glyphs;
  size_t capacity;
};

// A document addresses glyphs by number: nothing that maps characters, shapes, hints or names is needed in it, and subsetting a
// face that has none of it takes a fraction of the time.
static hb_face_t *program_of(hb_face_t *face) {
  const hb_tag_t kept[] = {HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
                           HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p')};
  hb_face_t *program = hb_face_builder_create();
  for (hb_tag_t tag : kept) {
    hb_blob_t *table = hb_face_reference_table(face, tag);
    hb_face_builder_add_table(program, tag, table);
    hb_blob_destroy(table);
  }
  hb_face_make_immutable(program);
  return program;
}

chb_font *chb_font_create(const uint8_t *bytes, size_t count) {
  hb_blob_t *blob =
    hb_blob_create_or_fail((const char *)bytes, (unsigned)count, HB_MEMORY_MODE_READONLY, nullptr, nullptr);
  if (!blob) return nullptr;
  hb_face_t *face = hb_face_create(blob, 0);
  hb_blob_destroy(blob);
  chb_font *result = (chb_font *)malloc(sizeof(chb_font));
  if (!result || hb_face_get_glyph_count(face) == 0) {
    hb_face_destroy(face);
    free(result);
    return nullptr;
  }
  result->face = face;
  result->font = hb_font_create(face);
  hb_font_make_immutable(result->font);
  result->program = program_of(face);
  return result;
}

void chb_font_destroy(chb_font *font) {
  hb_face_destroy(font->program);
  hb_font_destroy(font->font);
  hb_face_destroy(font->face);
  free(font);
}

uint32_t chb_font_glyph(const chb_font *font, uint32_t scalar) {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(font->font, scalar, &glyph) ? glyph : 0;
}

int32_t chb_font_advance(const chb_font *font, uint32_t glyph) { return hb_font_get_glyph_h_advance(font->font, glyph); }

// Outlines

struct outline {
  chb_outline_step step;
  void *context;
};

static void send(void *data, uint8_t kind, float a, float b, float c, float d, float e, float f) {
  const float points[6] = {a, b, c, d, e, f};
  ((outline *)data)->step(((outline *)data)->context, kind, points);
}

static void move(hb_draw_funcs_t *, void *data, hb_draw_state_t *, float x, float y, void *) {
  send(data, 'M', x, y, 0, 0, 0, 0);
}

static void line(hb_draw_funcs_t *, void *data, hb_draw_state_t *, float x, float y, void *) {
  send(data, 'L', x, y, 0, 0, 0, 0);
}

static void quadratic(hb_draw_funcs_t *, void *data, hb_draw_state_t *, float a, float b, float x, float y, void *) {
  send(data, 'Q', a, b, x, y, 0, 0);
}

static void cubic(
  hb_draw_funcs_t *, void *data, hb_draw_state_t *, float a, float b, float c, float d, float x, float y, void *) {
  send(data, 'C', a, b, c, d, x, y);
}

static void close(hb_draw_funcs_t *, void *data, hb_draw_state_t *, void *) { send(data, 'Z', 0, 0, 0, 0, 0, 0); }

void chb_font_outline(const chb_font *font, uint32_t glyph, chb_outline_step step, void *context) {
  hb_draw_funcs_t *functions = hb_draw_funcs_create();
  hb_draw_funcs_set_move_to_func(functions, move, nullptr, nullptr);
  hb_draw_funcs_set_line_to_func(functions, line, nullptr, nullptr);
  hb_draw_funcs_set_quadratic_to_func(functions, quadratic, nullptr, nullptr);
  hb_draw_funcs_set_cubic_to_func(functions, cubic, nullptr, nullptr);
  hb_draw_funcs_set_close_path_func(functions, close, nullptr, nullptr);
  outline target = {step, context};
  hb_font_draw_glyph(font->font, glyph, functions, &target);
  hb_draw_funcs_destroy(functions);
}

// Shaping

chb_shaper *chb_shaper_create(void) {
  chb_shaper *shaper = (chb_shaper *)calloc(1, sizeof(chb_shaper));
  if (shaper) shaper->buffer = hb_buffer_create();
  return shaper;
}

void chb_shaper_destroy(chb_shaper *shaper) {
  hb_buffer_destroy(shaper->buffer);
  free(shaper->glyphs);
  free(shaper);
}

static bool make_room(chb_shaper *shaper, size_t count) {
  if (shaper->capacity >= count && shaper->glyphs) return true;
  size_t capacity = count + 64;
  chb_glyph *glyphs = (chb_glyph *)realloc(shaper->glyphs, capacity * sizeof(chb_glyph));
  if (!glyphs) return false;
  shaper->glyphs = glyphs;
  shaper->capacity = capacity;
  return true;
}

const chb_glyph *chb_shape(
  chb_shaper *shaper, const chb_font *font, const uint8_t *text, size_t count, size_t start, size_t end, uint32_t script,
  int right_to_left, const char *language, const chb_feature *features, size_t feature_count, size_t *glyph_count) {
  hb_buffer_t *buffer = shaper->buffer;
  hb_buffer_clear_contents(buffer);
  hb_buffer_add_utf8(buffer, (const char *)text, (int)count, (unsigned)start, (int)(end - start));
  hb_buffer_set_direction(buffer, right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(script));
  hb_buffer_set_language(buffer, hb_language_from_string(language, -1));
  hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);

  hb_feature_t wanted[16];
  size_t number = feature_count < 16 ? feature_count : 16;
  for (size_t i = 0; i < number; i++)
    wanted[i] = {features[i].tag, features[i].value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
  hb_shape(font->font, buffer, wanted, (unsigned)number);

  unsigned length = 0;
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &length);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &length);
  if (!hb_buffer_allocation_successful(buffer) || !make_room(shaper, length)) return nullptr;
  for (unsigned i = 0; i < length; i++)
    shaper->glyphs[i] = {
      infos[i].codepoint, infos[i].cluster, positions[i].x_advance, positions[i].x_offset, positions[i].y_offset};
  *glyph_count = length;
  return shaper->glyphs;
}

uint32_t chb_script(uint32_t scalar) {
  return hb_script_to_iso15924_tag(hb_unicode_script(hb_unicode_funcs_get_default(), scalar));
}

int chb_is_mark(uint32_t scalar) {
  switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), scalar)) {
  case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
  case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
  case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK: return 1;
  default: return 0;
  }
}

// Subsetting

static hb_face_t *subset(const chb_font *font, uint16_t *glyphs, size_t count, int in_order) {
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input) return nullptr;
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NO_LAYOUT_CLOSURE);
  hb_set_t *wanted = hb_subset_input_glyph_set(input);
  for (size_t i = 0; i < count; i++) hb_set_add(wanted, glyphs[i]);
  if (in_order) {
    hb_map_t *numbers = hb_subset_input_old_to_new_glyph_mapping(input);
    for (size_t i = 1; i < count; i++) hb_map_set(numbers, glyphs[i], (hb_codepoint_t)i);
  }
  hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(font->program, input);
  hb_subset_input_destroy(input);
  if (!plan) return nullptr;
  hb_face_t *result = hb_subset_plan_execute_or_fail(plan);
  const hb_map_t *numbers = hb_subset_plan_old_to_new_glyph_mapping(plan);
  for (size_t i = 0; i < count; i++) {
    hb_codepoint_t place = hb_map_get(numbers, glyphs[i]);
    glyphs[i] = place == HB_MAP_VALUE_INVALID ? 0 : (uint16_t)place;
  }
  hb_subset_plan_destroy(plan);
  return result;
}

uint8_t *chb_subset(const chb_font *font, uint16_t *glyphs, size_t count, int in_order, size_t *result_count) {
  hb_face_t *face = subset(font, glyphs, count, in_order);
  if (!face) return nullptr;
  hb_blob_t *blob = hb_face_reference_blob(face);
  unsigned length = 0;
  const char *data = hb_blob_get_data(blob, &length);
  uint8_t *result = length ? (uint8_t *)malloc(length) : nullptr;
  if (result) memcpy(result, data, length);
  *result_count = length;
  hb_blob_destroy(blob);
  hb_face_destroy(face);
  return result;
}

void chb_bytes_free(uint8_t *bytes) { free(bytes); }
