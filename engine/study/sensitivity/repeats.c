#include "study/sensitivity/repeats.h"

static void count_names(const Formula *formula, size_t *uses) {
    for (uint32_t n = 0; formula && n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        if (node->operation == OPERATION_NAME && node->name.kind == NAME_QUANTITY) uses[node->name.index]++;
    }
}

static void count_shares(const Case *the_case, size_t *uses) {
    for (size_t s = 0; s < the_case->split_count; s++)
        for (size_t r = 0; r < the_case->splits[s].row_count; r++)
            for (size_t c = 0; c < the_case->council_count; c++) {
                const size_t quantity = the_case->splits[s].rows[r].shares[c].quantity;
                if (quantity != NONE) uses[quantity]++;
            }
}

/* [quantity] How often formulas and shares name it. */
static const size_t *quantity_uses(Arena *arena, const Case *the_case) {
    size_t *uses = arena_array(arena, the_case->quantity_count, sizeof *uses);
    for (size_t q = 0; q < the_case->quantity_count; q++) count_names(the_case->quantities[q].formula, uses);
    for (size_t l = 0; l < the_case->line_count; l++) count_names(the_case->lines[l].formula, uses);
    count_shares(the_case, uses);
    return uses;
}

/* The quantity that a formula is, or is times or divided by a number; NONE: it is something else. */
static size_t scaled_quantity(const Formula *formula, uint32_t at) {
    const Node *node = &formula->nodes[at];
    if (node->operation == OPERATION_NAME) return node->name.kind == NAME_QUANTITY ? node->name.index : NONE;
    if (node->operation == OPERATION_NEGATE) return scaled_quantity(formula, formula_argument(formula, at, 0));
    if (node->operation != OPERATION_MULTIPLY && node->operation != OPERATION_DIVIDE) return NONE;
    const uint32_t left = formula_argument(formula, at, 0), right = formula_argument(formula, at, 1);
    if (formula->nodes[right].knowledge == KNOWN_AS_NUMBER) return scaled_quantity(formula, left);
    const bool is_product = node->operation == OPERATION_MULTIPLY;
    return is_product && formula->nodes[left].knowledge == KNOWN_AS_NUMBER ? scaled_quantity(formula, right) : NONE;
}

const bool *repeating_quantities(Arena *arena, const Case *the_case) {
    const size_t *uses = quantity_uses(arena, the_case);
    bool *repeats = arena_array(arena, the_case->quantity_count, sizeof *repeats);
    for (size_t q = 0; q < the_case->quantity_count; q++) {
        const Quantity *quantity = &the_case->quantities[q];
        if (!quantity->formula || !quantity->own.fitted.constant) continue;
        const size_t other = scaled_quantity(quantity->formula, formula_root(quantity->formula));
        repeats[q] = other != NONE && other != q && uses[other] == 1;
    }
    return repeats;
}
