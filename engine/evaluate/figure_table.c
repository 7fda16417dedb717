#include "evaluate/figure_table.h"

#define FIGURE_ADDRESS(INDEX, name) &figure_##name,
const Figure *const figure_table[] = { FIGURE_TABLE(FIGURE_ADDRESS) };
const uint32_t figure_count = FIGURE_COUNT;

enum { FIGURES_EACH = FIGURE_NPV_CASH - FIGURE_NPV_PUBLIC };

/* Of those that every reading has, in their order. */
#define FIGURE_INDEX(INDEX, name) FIGURE_##INDEX,
static const uint8_t of_whole[FIGURES_EACH] = { FIGURES_OF_READING(FIGURE_INDEX, , ) };

uint32_t figure_in_reading(uint32_t figure, MoneyReading reading) {
    const uint32_t first = FIGURE_NPV_PUBLIC;
    const uint32_t whole = figure < first ? figure : of_whole[(figure - first) % FIGURES_EACH];
    if (reading == READING_WHOLE) return whole;
    for (uint32_t i = 0; i < FIGURES_EACH; i++)
        if (of_whole[i] == whole) return first + ((uint32_t)reading - 1) * FIGURES_EACH + i;
    return FIGURE_COUNT;
}
