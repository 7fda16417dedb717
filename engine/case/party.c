#include "case/party.h"

static bool row_gives(const SplitRow *row, size_t council) {
    const Share *share = &row->shares[council];
    return share->is_rest || share->driver != NONE || share->quantity != NONE || share->weight > 0;
}

static bool has_money(const Line *line) {
    if (line->formula) return true;
    for (size_t i = 0; i < line->amounts.count; i++)
        if (line->amounts.value[i] != 0) return true;
    return false;
}

/* Each split once an option. */
typedef struct Stakes {
    const Case *the_case;
    bool *has_stake, *is_marked; /* [option][council], [option][split] */
} Stakes;

static void mark_split(const Stakes *stakes, size_t split_named, const bool *in_option) {
    const Case *the_case = stakes->the_case;
    for (size_t o = 0; o < the_case->option_count; o++) {
        const size_t split = in_option[o] ? split_in_option(the_case->splits, split_named, o) : NONE;
        if (split == NONE || stakes->is_marked[o * the_case->split_count + split]) continue;
        stakes->is_marked[o * the_case->split_count + split] = true;
        for (size_t r = 0; r < the_case->splits[split].row_count; r++)
            for (size_t c = 0; c < the_case->council_count; c++)
                if (row_gives(&the_case->splits[split].rows[r], c))
                    stakes->has_stake[o * the_case->council_count + c] = true;
    }
}

void find_parties_with_stakes(Case *the_case) {
    Arena *working = arena_within(the_case->arena);
    const Stakes stakes = { .the_case = the_case,
        .has_stake =
            arena_array(the_case->arena, the_case->option_count * the_case->council_count, sizeof *stakes.has_stake),
        .is_marked = arena_array(working, the_case->option_count * the_case->split_count, sizeof *stakes.is_marked) };
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (line->type->in_economic_appraisal && has_money(line)) mark_split(&stakes, line->split, line->in_option);
    }
    for (size_t r = 0; r < the_case->risk_count; r++)
        mark_split(&stakes, the_case->risks[r].split, the_case->risks[r].in_option);
    the_case->has_stake = stakes.has_stake;
    arena_free(working);
}
