#include "report/document/figure_rounding.h"

#include <math.h>
#include <stdbool.h>

#include "evaluate/figure_table.h"

/* A figure of one body that is the sum of others, before and after rounding. */
static bool comes_apart(
    size_t total, const FigurePart *parts, const double *exact, const double *rounded, size_t body_count, double step) {
    double sum = 0, rounded_sum = 0;
    for (size_t p = 0; p < MOST_FIGURE_PARTS && parts[p].sign != 0; p++) {
        const size_t part = figure_in_reading(parts[p].figure, figure_table[total]->reading);
        sum += parts[p].sign * exact[part * body_count];
        rounded_sum += parts[p].sign * rounded[part * body_count];
    }
    return fabs(sum - exact[total * body_count]) < step / 2 &&
           fabs(rounded_sum - rounded[total * body_count]) > step / 2;
}

void round_figures(Arena *arena, double *values, size_t body_count, double step, Casting *casting) {
    const size_t count = figure_count * body_count;
    double *exact = arena_array(arena, count, sizeof *exact);
    for (size_t i = 0; i < count; i++) exact[i] = values[i];
    for (size_t f = 0; f < figure_count; f++)
        if (figure_table[f]->is_additive) round_headlines(values + f * body_count, body_count, step, casting);
    for (size_t f = 0; f < figure_count; f++)
        for (size_t s = 0; s < MOST_FIGURE_SUMS && figure_table[f]->sums[s][0].sign != 0; s++)
            for (size_t b = 0; b < body_count; b++)
                if (comes_apart(f, figure_table[f]->sums[s], exact + b, values + b, body_count, step))
                    casting->totals_apart = true;
}

/* Where both are so, it is the headlines that do not add up, and parts do to theirs. */
void casting_note(Document *document, Section *section, Casting casting) {
    if (casting.parts_moved && casting.totals_apart)
        section_note(document, section,
            "Parts are rounded so that they add up to their total. Totals are each rounded by themselves, so they may not "
            "add up to one another.");
    else if (casting.parts_moved)
        section_note(document, section, "Parts are rounded so that they add up to their total.");
    else if (casting.totals_apart)
        section_note(document, section, "Each figure is rounded by itself, so rounded figures may not add up.");
}
