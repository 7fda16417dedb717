#include "evaluate/figure_table.h"

#define FIGURE_ADDRESS(INDEX, name) &figure_##name,
const Figure *const figure_table[] = { FIGURE_TABLE(FIGURE_ADDRESS) };
const uint32_t figure_count = FIGURE_COUNT;
