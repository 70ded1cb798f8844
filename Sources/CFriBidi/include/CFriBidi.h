// The little of FriBidi that the house uses: the embedding levels of a paragraph (UAX #9).
#ifndef FREEHOLD_CFRIBIDI_H
#define FREEHOLD_CFRIBIDI_H

#include <stddef.h>
#include <stdint.h>

/// Writes one level for each scalar. `base` is 0 (left to right), 1 (right to left) or -1 (that of the first strong letter).
/// The paragraph's own level, or -1 when memory is short.
int cfb_levels(const uint32_t *scalars, size_t count, int base, int8_t *levels);

#endif
