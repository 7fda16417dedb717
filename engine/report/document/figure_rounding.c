#include "report/document/figure_rounding.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "evaluate/figure_table.h"

/* A figure and its parts, of which there may be none. */
static void round_group(Arena *arena, size_t total, const FigurePart *parts, const double *values, size_t bodies,
    double step, double *rounded, Casting *casting) {
    size_t rows[1 + MOST_FIGURE_PARTS] = { total }, row_count = 1;
    double sign[1 + MOST_FIGURE_PARTS] = { 1 };
    for (size_t p = 0; p < MOST_FIGURE_PARTS && parts[p].sign != 0; p++) {
        rows[row_count] = parts[p].figure;
        sign[row_count++] = parts[p].sign;
    }
    /* With one body the table has its total in column 0 and the same again in column 1. */
    size_t columns = bodies > 1 ? bodies : 2;
    double *table = arena_array(arena, row_count * columns, sizeof *table);
    bool whole = row_count > 1;
    for (size_t r = 0; r < row_count; r++) {
        for (size_t c = 0; c < columns; c++)
            table[r * columns + c] = sign[r] * values[rows[r] * bodies + (bodies > 1 ? c : 0)];
        whole = whole && isfinite(table[r * columns]);
    }
    if (whole) round_under_headlines(arena, table, row_count, columns, step, casting);
    for (size_t r = 0; r < row_count; r++) {
        if (!whole) round_headlines(table + r * columns, bodies, step, casting);
        for (size_t b = 0; b < bodies; b++) rounded[rows[r] * bodies + b] = sign[r] * table[r * columns + b];
    }
}

static bool is_a_part(size_t figure) {
    for (size_t total = 0; total < figure_count; total++)
        for (size_t i = 0; i < MOST_FIGURE_SUMS * MOST_FIGURE_PARTS; i++) {
            const FigurePart *part = &figure_table[total]->sums[i / MOST_FIGURE_PARTS][i % MOST_FIGURE_PARTS];
            if (part->sign != 0 && part->figure == figure) return true;
        }
    return false;
}

void round_figures(Arena *arena, double *values, size_t body_count, double step, Casting *casting) {
    const size_t count = figure_count * body_count;
    double *rounded = arena_array(arena, count, sizeof *rounded);
    memcpy(rounded, values, count * sizeof *rounded);
    for (size_t f = 0; f < figure_count; f++) {
        const Figure *figure = figure_table[f];
        if (!figure->is_additive || is_a_part(f)) continue;
        for (size_t s = 0; s == 0 || (s < MOST_FIGURE_SUMS && figure->sums[s][0].sign != 0); s++)
            round_group(arena, f, figure->sums[s], values, body_count, step, rounded, casting);
    }
    memcpy(values, rounded, count * sizeof *rounded);
}

void casting_note(Document *document, Section *section, Casting casting) {
    if (casting.parts_moved) section_note(document, section, "Parts are rounded so that they add up to their total.");
    if (casting.totals_apart)
        section_note(
            document, section, "Each council's total is rounded by itself, so rounded figures may not add up.");
}
