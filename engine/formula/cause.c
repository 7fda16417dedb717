/* Where a value that is not finite comes from. */
#include <math.h>

#include "formula/compile.h"

typedef struct Search {
    const Formula *formula;
    const double *const *values; /* [node][period] */
    uint32_t period_count;
    Cause at;
} Search;

/* Goes on to an argument in a period, if its value there is not finite. */
static bool goes_to(Search *search, uint32_t argument, int64_t period) {
    const uint32_t node = formula_argument(search->formula, search->at.node, argument);
    if (period < 0 || isfinite(search->values[node][period])) return false;
    search->at = (Cause){ node, (uint32_t)period };
    return true;
}

static bool goes_to_one_of(Search *search, int64_t first, int64_t last, int64_t step) {
    for (int64_t t = first; t <= last; t += step)
        if (goes_to(search, 0, t)) return true;
    return false;
}

static bool goes_back(Search *search, const Node *node) {
    const int64_t t = search->at.period, whole = node->whole;
    switch (operations[node->operation].step) {
    case DO_PREV: return t == 0 ? node->argument_count == 2 && goes_to(search, 1, 0) : goes_to(search, 0, t - 1);
    case DO_LAG: return goes_to(search, 0, t - whole);
    case DO_CUMULATIVE: return goes_to_one_of(search, 0, t, 1);
    case DO_TOTAL: return goes_to_one_of(search, 0, (int64_t)search->period_count - 1, 1);
    case DO_RENEWALS: return goes_to_one_of(search, t % whole, t - whole, whole);
    default: return goes_to_one_of(search, t - whole + 1, t, 1); /* cohort, in_use */
    }
}

/* The argument whose value is used and not finite; what is not chosen does not count. */
static bool goes_down(Search *search, const Node *node) {
    const uint32_t t = search->at.period;
    if (operations[node->operation].step >= DO_LAG) return goes_back(search, node);
    if (operations[node->operation].unit_rule == RULE_CHOSEN) {
        if (goes_to(search, 0, t)) return true;
        const uint32_t condition = formula_argument(search->formula, search->at.node, 0);
        return goes_to(search, search->values[condition][t] != 0 ? 1 : 2, t);
    }
    for (uint32_t i = 0; i < node->argument_count; i++)
        if (goes_to(search, i, t)) return true;
    return false;
}

Cause formula_cause(const Formula *formula, const double *const *values, uint32_t period, uint32_t period_count) {
    Search search = { formula, values, period_count, { formula_root(formula), period } };
    while (goes_down(&search, &formula->nodes[search.at.node])) {
    }
    return search.at;
}
