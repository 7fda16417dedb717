#include "study/sensitivity/leaving.h"

#include "case/readings.h"
#include "model/shares.h"

/* [count] numbers of the first copies → of the second, which begin at n. */
static const size_t *numbers_after(Arena *arena, const size_t *numbers, size_t count, size_t n) {
    size_t *after = arena_array(arena, count, sizeof *after);
    for (size_t i = 0; i < count; i++) after[i] = numbers[i] == NONE ? NONE : numbers[i] + n;
    return after;
}

/* A split's first copy is for what the others then bear, its second for what goes with the leaver. */
void leaving_prepare(const WhatIf *what_if, Case *variant) {
    Arena *arena = what_if->arena;
    const size_t n = variant->split_count;
    const bool *in_baseline = NULL;
    Split *splits = arena_array(arena, 2 * n, sizeof *splits);
    Risk *risks = arena_array(arena, variant->risk_count, sizeof *risks);
    for (size_t s = 0; s < 2 * n; s++) splits[s] = variant->splits[s % n];
    for (size_t s = n; s < 2 * n; s++)
        if (splits[s].in_option)
            splits[s].in_option = numbers_after(arena, splits[s].in_option, variant->option_count, n);
    const size_t baseline = what_if->the_case->baseline;
    for (size_t l = 0; l < variant->line_count; l++) {
        in_baseline = variant->lines[l].in_option;
        if (variant->lines[l].side == SIDE_BENEFIT || (baseline != NONE && in_baseline[baseline]))
            variant->lines[l].split += n;
    }
    for (size_t r = 0; r < variant->risk_count; r++) {
        risks[r] = variant->risks[r];
        if (baseline != NONE && risks[r].in_option[baseline]) risks[r].split += n;
    }
    variant->risks = risks;
    variant->splits = splits;
    variant->split_count = 2 * n;
}

/* The row that holds in a period of the horizon. */
static const SplitRow *row_in_period(const Case *the_case, const Split *split, size_t t) {
    const Period *start = &the_case->settings.start;
    const int month = start->first_month + (int)t * start->length_months;
    size_t row = 0;
    while (row + 1 < split->row_count && split->rows[row + 1].from_month <= month) row++;
    return split->row_count > 0 ? &split->rows[row] : NULL;
}

/* Whether the council's part of what is shared so follows a volume of its own, or there is no part, or it is all. */
static bool part_is_own(const Case *the_case, size_t split, size_t council, size_t t, double share) {
    const SplitRow *row = row_in_period(the_case, &the_case->splits[split], t);
    const Share *cell = row ? &row->shares[council] : NULL;
    return share <= 0 || share > 1 - 1e-12 || (cell && (cell->driver != NONE || cell->quantity != NONE));
}

/* In the copies for others: what is the leaver's own goes with it, and they take over the rest of its part in the
   proportions that they have. In the other copies its part goes with it. */
void leaving_take_out(const WhatIf *what_if, size_t leaver, WhatIf *varied) {
    const Case *the_case = what_if->the_case;
    const size_t periods = varied->the_case->settings.period_count, councils = varied->the_case->council_count;
    SplitTable *splits = arena_array(what_if->arena, varied->model.plan.split_count, sizeof *splits);
    for (uint32_t s = 0; s < varied->model.plan.split_count; s++) {
        double *shares = shares_at(what_if->arena, &varied->model.plan, s, varied->plan_inputs);
        for (size_t t = 0; t < periods; t++) {
            const double part = shares[leaver * periods + t];
            shares[leaver * periods + t] = 0;
            if (s >= the_case->split_count || part_is_own(the_case, s, leaver, t, part)) continue;
            for (size_t c = 0; c < councils; c++) shares[c * periods + t] /= 1 - part;
        }
        splits[s] = (SplitTable){ .shares = shares };
    }
    varied->model.plan.splits = splits;
}

/* [split] whether a line of the option or of the baseline, that is not in both alike, is shared so. */
static const bool *splits_in_use(const WhatIf *what_if) {
    const Case *the_case = what_if->the_case;
    const size_t option = what_if->views.items[0].option, baseline = the_case->baseline;
    bool *in_use = arena_array(what_if->arena, the_case->split_count, sizeof *in_use);
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        const size_t split = split_in_option(the_case->splits, line->split, option);
        const size_t before = baseline == NONE ? NONE : split_in_option(the_case->splits, line->split, baseline);
        const bool is_new = line->in_option[option], was = baseline != NONE && line->in_option[baseline];
        if (!counts(the_case, line) || !line_has_money(the_case, line) || (is_new && was && split == before)) continue;
        if (is_new && split != NONE) in_use[split] = true;
        if (was && before != NONE) in_use[before] = true;
    }
    return in_use;
}

bool leaving_volumes_stay(const WhatIf *what_if, size_t leaver) {
    const Case *the_case = what_if->the_case;
    const size_t periods = the_case->settings.period_count;
    const bool *in_use = splits_in_use(what_if);
    for (uint32_t s = 0; s < the_case->split_count; s++) {
        if (!in_use[s]) continue;
        const double *shares = shares_at(what_if->arena, &what_if->model.plan, s, what_if->plan_inputs);
        for (size_t t = 0; t < periods; t++)
            if (!part_is_own(the_case, s, leaver, t, shares[leaver * periods + t])) return true;
    }
    return false;
}
