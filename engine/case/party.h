/* What a party to the case is called: councils, unless case.csv says otherwise. */
#ifndef CASE_PARTY_H
#define CASE_PARTY_H

#include <string.h>

#include "base/pattern.h"
#include "case/readings.h"

/* The pattern, which is ours and never a user's text, with {party}, {parties}, {Party} and {Parties} in the case's words. */
static inline const char *party_text(Arena *arena, const Case *the_case, const char *pattern) {
    return pattern_text(arena, pattern, the_case->settings.party, the_case->settings.parties);
}

/* "a council", "an agency": the word for one, with its article. */
static inline const char *a_party(Arena *arena, const Case *the_case) {
    const char *party = the_case->settings.party;
    return arena_format(arena, "%s %s", strchr("aeiouAEIOU", party[0]) && party[0] ? "an" : "a", party);
}

/* Fills in has_stake, once lines, risks and splits have been read. */
void find_parties_with_stakes(Case *the_case);

/* Whether money of the option or of the baseline (NONE: missing) falls on the council in the reading: one without any
   neither gains nor loses. The whole is the case's own reading. */
static inline bool party_has_stake(
    const Case *the_case, MoneyReading reading, size_t option, size_t baseline, size_t council) {
    const size_t councils = the_case->council_count;
    if (!the_case->has_stake) return true;
    const bool *has_stake =
        the_case->has_stake + (size_t)reading_meant(the_case, reading) * the_case->option_count * councils;
    return has_stake[option * councils + council] || (baseline != NONE && has_stake[baseline * councils + council]);
}

/* Marks the councils that have to gain for all to gain: those with a stake in the reading. Where nobody has one it is all of
   them, of whom then none gains. counted: [council] */
static inline void mark_counted_parties(
    const Case *the_case, MoneyReading reading, size_t option, size_t baseline, bool *counted) {
    bool any = false;
    for (size_t c = 0; c < the_case->council_count; c++) {
        counted[c] = party_has_stake(the_case, reading, option, baseline, c);
        any = any || counted[c];
    }
    for (size_t c = 0; c < the_case->council_count && !any; c++) counted[c] = true;
}

#endif
