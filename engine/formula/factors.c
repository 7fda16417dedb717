/* An operation's rule of units says it: where its result has the unit of an argument it grows as that does. */
#include "formula/factors.h"

#include <stdlib.h>

typedef struct Search {
    Arena *arena;
    const Formula *formula;
} Search;

static FormulaFactors factors_of(const Search *search, uint32_t n);

static void add(const Search *search, FormulaFactors *factors, FormulaFactor factor) {
    factors->items =
        arena_grow(search->arena, factors->items, factors->count, &factors->capacity, sizeof *factors->items);
    factors->items[factors->count++] = factor;
}

static int compare(const void *a, const void *b) {
    const FormulaFactor *x = a, *y = b;
    if (x->name.kind != y->name.kind) return x->name.kind < y->name.kind ? -1 : 1;
    if (x->name.index != y->name.index) return x->name.index < y->name.index ? -1 : 1;
    return x->is_divisor - y->is_divisor;
}

/* Leaves in `some` what `others` have too; sorts those. */
static void keep_common(FormulaFactors *some, FormulaFactors *others) {
    size_t kept = 0;
    if (others->count > 0) qsort(others->items, others->count, sizeof *others->items, compare);
    for (size_t i = 0; i < some->count && others->count > 0; i++)
        if (bsearch(&some->items[i], others->items, others->count, sizeof *others->items, compare))
            some->items[kept++] = some->items[i];
    some->count = kept;
}

/* Of the arguments from `first` on, which can replace each other; 0 does for any of them. */
static FormulaFactors common_factors(const Search *search, const Node *node, uint32_t n, uint32_t first) {
    FormulaFactors common = { .is_nil = true };
    for (uint32_t a = first; a < node->argument_count; a++) {
        FormulaFactors factors = factors_of(search, formula_argument(search->formula, n, a));
        if (factors.is_nil) continue;
        if (common.is_nil)
            common = factors;
        else
            keep_common(&common, &factors);
    }
    return common;
}

static void add_factors(const Search *search, uint32_t n, bool is_divisor, FormulaFactors *factors) {
    const Node *node = &search->formula->nodes[n];
    FormulaFactors common = { 0 };
    switch (operations[node->operation].unit_rule) {
    case RULE_OWN:
        if (node->operation == OPERATION_NAME) add(search, factors, (FormulaFactor){ node->name, is_divisor });
        return;
    case RULE_FIRST: add_factors(search, formula_argument(search->formula, n, 0), is_divisor, factors); return;
    case RULE_PRODUCT:
    case RULE_QUOTIENT:
        add_factors(search, formula_argument(search->formula, n, 0), is_divisor, factors);
        add_factors(search, formula_argument(search->formula, n, 1),
            is_divisor != (operations[node->operation].unit_rule == RULE_QUOTIENT), factors);
        return;
    case RULE_ALIKE: common = common_factors(search, node, n, 0); break;
    case RULE_CHOSEN: common = common_factors(search, node, n, 1); break;
    default: return;
    }
    for (size_t i = 0; i < common.count; i++)
        add(search, factors, (FormulaFactor){ common.items[i].name, common.items[i].is_divisor != is_divisor });
}

static FormulaFactors factors_of(const Search *search, uint32_t n) {
    const Node *node = &search->formula->nodes[n];
    FormulaFactors factors = { .is_nil = node->operation == OPERATION_NUMBER && node->number == 0 };
    add_factors(search, n, false, &factors);
    return factors;
}

FormulaFactors formula_factors(Arena *arena, const Formula *formula) {
    return factors_of(&(Search){ arena, formula }, formula_root(formula));
}
