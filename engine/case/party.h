/* What a party to the case is called: councils, unless case.csv says otherwise. */
#ifndef CASE_PARTY_H
#define CASE_PARTY_H

#include "base/pattern.h"
#include "case/case.h"

/* The pattern, which is ours and never a user's text, with {party}, {parties}, {Party} and {Parties} in the case's words. */
static inline const char *party_text(Arena *arena, const Case *the_case, const char *pattern) {
    return pattern_text(arena, pattern, the_case->settings.party, the_case->settings.parties);
}

/* Fills in has_stake, once lines, risks and splits have been read. */
void find_parties_with_stakes(Case *the_case);

/* Whether money of the option or of the baseline (NONE: there is none) falls on the council: one without any neither gains
   nor loses. */
static inline bool party_has_stake(const Case *the_case, size_t option, size_t baseline, size_t council) {
    const size_t councils = the_case->council_count;
    if (!the_case->has_stake) return true;
    return the_case->has_stake[option * councils + council] ||
           (baseline != NONE && the_case->has_stake[baseline * councils + council]);
}

#endif
