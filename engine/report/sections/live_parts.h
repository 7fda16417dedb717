/* The pieces of HTML that a live page shows of its model: the report's own sections and charts, of what the changes make. */
#ifndef REPORT_SECTIONS_LIVE_PARTS_H
#define REPORT_SECTIONS_LIVE_PARTS_H

#include "study/live/state.h"

/* "tiles", "basis", "figures", "cumulative", "s-curve", "histogram-0" (joint) and on, "tornado", "answer"; NULL after the
   last. */
const char *live_part_name(Arena *arena, const LiveState *state, size_t part);

/* <section class="live-part" id="live-NAME">, but tiles and basis, which are pieces of a line. NULL where there is nothing
   to show: before trials, some have nothing. */
const char *live_part(Arena *arena, const LiveState *state, size_t part);

/* What is in two slots, and the difference. NULL when one is empty. */
const char *live_comparison(Arena *arena, const LiveState *state, size_t a, size_t b);

#endif
