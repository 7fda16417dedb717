#include "case/party.h"

#include <string.h>

/* Who has a stake in one reading. Each split is looked at once an option. */
typedef struct Stakes {
    const Case *the_case;
    const bool *left_out;        /* [council]; NULL: nobody is */
    bool *has_stake, *is_marked; /* [option][council], [option][split] */
} Stakes;

static void mark_split(const Stakes *stakes, size_t split_named, const bool *in_option) {
    const Case *the_case = stakes->the_case;
    for (size_t o = 0; o < the_case->option_count; o++) {
        const size_t s = in_option[o] ? split_in_option(the_case->splits, split_named, o) : NONE;
        if (s == NONE || stakes->is_marked[o * the_case->split_count + s]) continue;
        const Split *split = &the_case->splits[s];
        stakes->is_marked[o * the_case->split_count + s] = true;
        for (size_t r = 0; r < split->row_count; r++)
            for (size_t c = 0; c < the_case->council_count; c++)
                if (split_row_gives(&the_case->settings, split, r, c) && !(stakes->left_out && stakes->left_out[c]))
                    stakes->has_stake[o * the_case->council_count + c] = true;
    }
}

/* Risks count in every reading. */
static void mark_reading(const Stakes *stakes, MoneyReading reading) {
    const Case *the_case = stakes->the_case;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (counts_in(the_case, line, READING_BIT(reading)) && line_has_money(the_case, line))
            mark_split(stakes, line->split, line->in_option);
    }
    for (size_t r = 0; r < the_case->risk_count; r++)
        mark_split(stakes, the_case->risks[r].split, the_case->risks[r].in_option);
}

void find_parties_with_stakes(Case *the_case) {
    Arena *working = arena_within(the_case->arena);
    const size_t stakes_in_reading = the_case->option_count * the_case->council_count,
                 marks = the_case->option_count * the_case->split_count;
    bool *has_stake = arena_array(the_case->arena, READING_COUNT * stakes_in_reading, sizeof *has_stake);
    Stakes stakes = { .the_case = the_case, .is_marked = arena_array(working, marks, sizeof *stakes.is_marked) };
    for (int reading = 0; reading < READING_COUNT; reading++) {
        stakes.has_stake = has_stake + (size_t)reading * stakes_in_reading;
        stakes.left_out = councils_left_out(working, the_case, (MoneyReading)reading);
        memset(stakes.is_marked, 0, marks * sizeof *stakes.is_marked);
        mark_reading(&stakes, (MoneyReading)reading);
    }
    the_case->has_stake = has_stake;
    arena_free(working);
}
