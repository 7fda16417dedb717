#include "study/main_option.h"

#include "case/readings.h"
#include "evaluate/figure_table.h"
#include "study/plan_figures.h"

static size_t preferred_option(const Case *the_case) {
    size_t o = 0;
    while (o < the_case->option_count && the_case->options[o].role != ROLE_PREFERRED) o++;
    return o;
}

bool case_marks_preferred(const Case *the_case) {
    return preferred_option(the_case) < the_case->option_count;
}

/* All but the baseline, or the baseline where there is nothing else. */
static uint32_t list_candidates(const Case *the_case, View *views) {
    const uint32_t baseline = the_case->baseline == NONE ? NO_INDEX : (uint32_t)the_case->baseline;
    uint32_t count = 0;
    for (size_t o = 0; o < the_case->option_count; o++)
        if (o != the_case->baseline) views[count++] = (View){ (uint32_t)o, baseline, false };
    if (count == 0) views[count++] = (View){ baseline, NO_INDEX, false };
    return count;
}

size_t main_option(Arena *arena, const Case *the_case) {
    if (case_marks_preferred(the_case)) return preferred_option(the_case);
    View *views = arena_array(arena, the_case->option_count, sizeof *views);
    const uint32_t count = list_candidates(the_case, views);
    if (count == 1) return views[0].option;
    const size_t npv = FIGURE_NPV, bodies = 1 + the_case->council_count;
    const Case whole = case_in_reading(the_case, READING_WHOLE); /* an option is the same in every reading */
    const double *values = plan_figures(arena, &whole, views, count, &npv, 1);
    uint32_t best = 0;
    for (uint32_t v = 1; v < count; v++)
        if (values[v * bodies] > values[best * bodies]) best = v;
    return views[best].option;
}
