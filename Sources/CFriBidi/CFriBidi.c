// FriBidi's algorithm and tables, from ThirdParty/ (Scripts/sources fetches them), and the one call that is made of them.
// A debug build would trace every step.
#undef DEBUG
#define DONT_HAVE_FRIBIDI_CONFIG_H 1
#define HAVE_STDLIB_H 1
#define HAVE_STRING_H 1
#define STDC_HEADERS 1
#define HAVE_STRINGIZE 1
#define DONT_HAVE_FRIBIDI_UNICODE_VERSION_H 1
#include "fribidi-bidi-types.c"
#include "fribidi-brackets.c"
#include "fribidi-run.c"
#include "fribidi-bidi.c"

#include "include/CFriBidi.h"

int cfb_levels(const uint32_t *scalars, size_t count, int base, int8_t *levels) {
  FriBidiStrIndex length = (FriBidiStrIndex)count;
  FriBidiCharType *types = malloc(count * sizeof(FriBidiCharType) + 1);
  FriBidiBracketType *brackets = malloc(count * sizeof(FriBidiBracketType) + 1);
  FriBidiParType paragraph = base < 0 ? FRIBIDI_PAR_ON : base == 0 ? FRIBIDI_PAR_LTR : FRIBIDI_PAR_RTL;
  int level = -1;
  if (types && brackets) {
    fribidi_get_bidi_types(scalars, length, types);
    fribidi_get_bracket_types(scalars, length, types, brackets);
    if (fribidi_get_par_embedding_levels_ex(types, brackets, length, &paragraph, levels) != 0)
      level = FRIBIDI_IS_RTL(paragraph) ? 1 : 0;
  }
  free(types);
  free(brackets);
  return level;
}
