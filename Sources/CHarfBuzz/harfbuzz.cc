// HarfBuzz with its subsetter, whole, from ThirdParty/ (Scripts/sources fetches it).
#define HB_LEAN
#define HB_CONFIG_OVERRIDE_H "configuration.h"
#include "harfbuzz-subset.cc"
