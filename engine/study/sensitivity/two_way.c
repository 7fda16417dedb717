/* Two levers at once, over a grid of values. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/figure_table.h"
#include "study/sensitivity/parts.h"

static BizcaseStatus bad_grid(WhatIf *what_if, const char *hint, const char *text) {
    diagnostics_error(what_if->problems, (Place){ .asked = "grid" }, hint, "\"%s\" cannot be a side of the grid", text);
    return BIZCASE_BAD_REQUEST;
}

static bool read_number(const char **text, char end, double *number) {
    char *stop;
    *number = strtod(*text, &stop);
    if (stop == *text || *stop != end || !isfinite(*number)) return false;
    *text = stop + 1;
    return true;
}

/* "driver:adoption=0.6:1.2:7" */
static BizcaseStatus read_side(WhatIf *what_if, const char *text, BizcaseGrid *grid, size_t side) {
    static const char expected[] = "expected LEVER=FROM:TO:NUMBER, such as driver:adoption=0.6:1.2:7";
    enum { MOST = 101 };
    const char *equals = strchr(text, '='), *rest = equals ? equals + 1 : NULL;
    double from, to, count;
    if (!rest || !read_number(&rest, ':', &from) || !read_number(&rest, ':', &to) || !read_number(&rest, '\0', &count))
        return bad_grid(what_if, expected, text);
    if (!(count >= 1 && count <= MOST) || count != floor(count))
        return bad_grid(what_if, "the number of values is 1 to 101", text);
    const char *name = arena_text_n(what_if->arena, text, (size_t)(equals - text));
    const Lever *lever = what_if_find(what_if, name);
    if (!lever) {
        const char **names = arena_array(what_if->arena, what_if->lever_count, sizeof *names);
        for (size_t k = 0; k < what_if->lever_count; k++) names[k] = what_if->levers[k].shown.name;
        return bad_grid(what_if, word_hint(what_if->arena, name, names, what_if->lever_count), text);
    }
    double *values = arena_array(what_if->arena, (size_t)count, sizeof *values);
    for (size_t i = 0; i < (size_t)count; i++)
        values[i] = count > 1 ? from + (to - from) * (double)i / (count - 1) : from;
    grid->levers[side] = (size_t)(lever - what_if->levers);
    grid->counts[side] = (size_t)count;
    grid->values[side] = values;
    return BIZCASE_OK;
}

/* So many cells from one on, row by row; side by side where both levers change inputs. */
static void try_cells(WhatIf *what_if, const BizcaseGrid *grid, size_t first, size_t count, double *out) {
    LeverChange cells[LANES][2] = { { { 0 } } };
    for (size_t i = 0; i < count; i++)
        for (size_t side = 0; side < 2; side++) {
            const size_t at = side == 0 ? (first + i) / grid->counts[1] : (first + i) % grid->counts[1];
            cells[i][side] = (LeverChange){ &what_if->levers[grid->levers[side]], grid->values[side][at] };
        }
    if (lever_changes_inputs(cells[0][0].lever) && lever_changes_inputs(cells[0][1].lever))
        what_if_try_pairs(what_if, (const LeverChange(*)[2])cells, count, out);
    else
        for (size_t i = 0; i < count; i++) what_if_try(what_if, cells[i], 2, out + i * what_if_out_count(what_if));
}

static BizcaseStatus add_grid(WhatIf *what_if, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown) {
    BizcaseGrid *grid = arena_alloc(what_if->arena, sizeof *grid);
    for (size_t side = 0; side < 2; side++) {
        const BizcaseStatus status = read_side(what_if, request->grid[side], grid, side);
        if (status != BIZCASE_OK) return status;
    }
    grid->figure = request->figure ? bizcase_figure_find(request->figure) : FIGURE_NPV;
    const bool is_payback = bizcase_figure(grid->figure).is_payback;
    const size_t cells = grid->counts[0] * grid->counts[1], one = what_if_out_count(what_if);
    double *out = arena_array(what_if->arena, LANES * one, sizeof *out);
    double *results = arena_array(what_if->arena, cells * what_if->body_count, sizeof *results), *next = results;
    const char **notes = arena_array(what_if->arena, cells * what_if->body_count, sizeof *notes);
    for (size_t first = 0; first < cells; first += LANES) {
        const size_t count = cells - first < LANES ? cells - first : LANES;
        try_cells(what_if, grid, first, count, out);
        for (size_t i = 0; i < count; i++)
            for (size_t b = 0; b < what_if->body_count; b++) {
                const double value = what_if_value(what_if, out + i * one, 0, b, WHAT_IF_OTHER);
                notes[next - results] = is_payback ? payback_note(value) : NULL;
                *next++ = is_payback ? shown_payback(value) : value;
            }
    }
    grid->results = results;
    grid->notes = notes;
    shown->grid = grid;
    return BIZCASE_OK;
}

static BizcaseStatus run(SensitivityStudy *study) {
    if (!study->request->grid[0] || !study->request->grid[1]) return BIZCASE_OK;
    return add_grid(study->what_if, study->request, study->shown);
}

const SensitivityPart sensitivity_grid = { .run = run };
