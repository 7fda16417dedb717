/* What varies by period and is uncertain: growth, and the shares of uncertain splits. */
#include "base/vector.h"
#include "evaluate/block.h"
#include "evaluate/meaning.h"
#include "evaluate/scratch.h"

void evaluate_growths(const Plan *plan, const double *values, const Scratch *scratch) {
    const double years = (double)plan->months_per_period / 12;
    for (uint32_t g = 0; g < plan->growth_count; g++) {
        const double *restrict rate = values + (size_t)plan->growths[g].input * LANES;
        double *restrict rows = scratch->growths + (size_t)g * plan->period_count * LANES;
        double step[LANES];
        if (plan->months_per_period == 12)
            for (int k = 0; k < LANES; k++) step[k] = 1 + rate[k];
        else
            for (int k = 0; k < LANES; k++) step[k] = power_real(1 + rate[k], years);
        lanes_fill(rows, 1);
        for (uint32_t t = 1; t < plan->period_count; t++)
            for (size_t k = 0; k < LANES; k++)
                rows[t * (size_t)LANES + k] = rows[(t - 1) * (size_t)LANES + k] * step[k];
    }
}

/* The value of one cell of an uncertain split in period t, before it is normalised. */
static void part_value(const Plan *plan, const SharePart *part, uint32_t t, const double *values,
    const Scratch *scratch, double *restrict out) {
    if (part->level != NO_INDEX) {
        const double *restrict level = level_rows(plan, scratch, part->level) + (size_t)t * LANES;
        for (int k = 0; k < LANES; k++) out[k] = level[k] < 0 ? 0 : level[k]; /* what is not a number stays so */
        return;
    }
    if (part->input == NO_INDEX) {
        lanes_fill(out, part->is_rest ? 0 : part->weight);
        return;
    }
    const double *restrict value = part->growth == NO_INDEX
                                       ? values + (size_t)part->input * LANES
                                       : scratch->growths + ((size_t)part->growth * plan->period_count + t) * LANES;
    const double path = part->path ? part->path[t] : 1;
    /* An unbounded distribution can stray below 0; the case was warned that such a share is held at 0. */
    for (int k = 0; k < LANES; k++) out[k] = value[k] * path > 0 ? value[k] * path : 0;
}

/* Whether the parts are in every period what they are in one. */
static bool parts_are_level(const Plan *plan, const SharePart *parts) {
    for (uint32_t c = 0; c < plan->council_count; c++)
        if (parts[c].level != NO_INDEX ||
            (parts[c].input != NO_INDEX && (parts[c].growth != NO_INDEX || parts[c].path)))
            return false;
    return true;
}

/* The councils' shares in period t. With a rest the parts are shares already, unless they stray above 1 together; without,
   weights. */
static void share_period(const Plan *plan, const SharePart *parts, bool has_rest, uint32_t t, const double *values,
    const Scratch *scratch, double *shares) {
    double total[LANES];
    lanes_fill(total, 0);
    for (uint32_t c = 0; c < plan->council_count; c++) {
        double *restrict share = shares + ((size_t)c * plan->period_count + t) * LANES;
        part_value(plan, &parts[c], t, values, scratch, share);
        for (int k = 0; k < LANES; k++) total[k] += share[k];
    }
    const Reals one = reals_of(1), zero = reals_of(0), equal = reals_of(1 / (double)plan->council_count);
    for (uint32_t c = 0; c < plan->council_count; c++)
        for (size_t k = 0; k < LANES; k += WIDTH) {
            double *share = shares + ((size_t)c * plan->period_count + t) * LANES + k;
            const Reals all = reals_at(total + k), part = reals_at(share);
            if (parts[c].is_rest)
                put_reals(share, pick(all >= one, zero, one - all));
            else if (has_rest)
                put_reals(share, pick(all <= one, part, part / all));
            else
                put_reals(share, pick(all <= zero, equal, part / all));
        }
}

void evaluate_shares(const Plan *plan, const double *values, const Scratch *scratch) {
    for (uint32_t s = 0; s < plan->split_count; s++) {
        const SplitTable *split = &plan->splits[s];
        if (split->shares) continue;
        double *shares = uncertain_share(plan, scratch, s, 0, 0);
        for (uint32_t t = 0; t < plan->period_count; t++) {
            const SharePart *parts = split->parts + (size_t)split->row[t] * plan->council_count;
            if (t == 0 || split->row[t] != split->row[t - 1] || !parts_are_level(plan, parts)) {
                share_period(plan, parts, split->row_has_rest[split->row[t]], t, values, scratch, shares);
                continue;
            }
            for (uint32_t c = 0; c < plan->council_count; c++) {
                double *share = shares + ((size_t)c * plan->period_count + t) * LANES;
                for (size_t k = 0; k < LANES; k += WIDTH) put_reals(share + k, reals_at(share + k - LANES));
            }
        }
    }
}
