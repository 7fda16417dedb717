#include "report/sections/stakes.h"

const char *names_in_a_row(Arena *arena, const char *const *names, size_t count) {
    const char *row = "";
    for (size_t n = 0; n < count; n++)
        row = arena_format(arena, "%s%s%s", row, n == 0 ? "" : n + 1 == count ? " and " : ", ", names[n]);
    return row;
}

const char *without_stake_text(Arena *arena, const char *const *names, size_t count, MoneyReading reading) {
    static const struct {
        const char *stake, *money;
    } words[READING_COUNT] = { [READING_WHOLE] = { "stake", "money" },
        [READING_PUBLIC] = { "stake in the public purse", "public money" },
        [READING_CASH] = { "stake in cash", "cash" } };
    return arena_format(arena, "%s %s no %s: no %s of the options falls on %s.", names_in_a_row(arena, names, count),
        count == 1 ? "has" : "have", words[reading].stake, words[reading].money, count == 1 ? "it" : "them");
}

static const char *stake_text(const Briefing *briefing, MoneyReading reading, bool with_one_in_the_whole) {
    const size_t councils = briefing->the_case->council_count;
    const char **names = arena_array(briefing->arena, councils, sizeof *names);
    size_t count = 0;
    for (size_t b = 1; b <= councils && (councils > 1 || reading != READING_WHOLE); b++)
        if (!body_has_stake(briefing, reading, b) &&
            (!with_one_in_the_whole || body_has_stake(briefing, READING_WHOLE, b)))
            names[count++] = body_name(briefing, b);
    return count ? without_stake_text(briefing->arena, names, count, reading) : NULL;
}

const char *no_stake_text(const Briefing *briefing, MoneyReading reading) {
    return stake_text(briefing, reading, false);
}

const char *no_stake_there_text(const Briefing *briefing, MoneyReading reading) {
    return stake_text(briefing, reading, true);
}
