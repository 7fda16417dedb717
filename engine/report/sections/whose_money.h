/* Whose money it is: what the whole, the public purse and cash say apart. */
#ifndef REPORT_SECTIONS_WHOSE_MONEY_H
#define REPORT_SECTIONS_WHOSE_MONEY_H

#include "report/sections/briefing.h"

/* Whether two values of a figure are told apart; neither where both are missing. */
bool readings_apart(double a, double b);

/* Whether a reading of the main option's plan says anything else than the whole, for some council. */
bool reading_is_apart(const Briefing *briefing, MoneyReading reading);

/* What a figure counts, after its name: "" for the whole. */
const char *reading_in_words(MoneyReading reading);

/* Sentences of the answer; NULL where every reading says the same. */
const char *whose_money_text(const Briefing *briefing);
/* What the economic appraisal leaves out, and when cash pays back; NULL where cash says the same. */
const char *cash_text(const Briefing *briefing);

#endif
