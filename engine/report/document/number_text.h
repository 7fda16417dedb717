/* Numbers as people read them. Never depends on the locale. */
#ifndef REPORT_DOCUMENT_NUMBER_TEXT_H
#define REPORT_DOCUMENT_NUMBER_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* How a number is shown. The writers use no other rounding, so no two formats round apart. */
typedef struct NumberStyle {
    const char *prefix, *suffix; /* "£" and "k"; "" for none */
    double divisor;              /* 1000 shows thousands, 0.01 shows per cent; not 0 */
    int decimals;
} NumberStyle;

/* In a table. Thousands separators; negative in brackets: "(£1,234k)". NaN: "n/a". */
const char *number_text(Arena *arena, double number, NumberStyle style);
/* The same in a sentence or chart: "−£1,234k". */
const char *number_in_words(Arena *arena, double number, NumberStyle style);

/* "100,000" */
const char *count_text(Arena *arena, uint64_t count);

/* A share or rate: "85%", "3.5%". */
const char *share_text(Arena *arena, double share);

/* The smallest difference that the style can show. */
double style_step(NumberStyle style);

/* Money in a sentence, to about three figures: "£2.35m", "£823k". size: the largest amount that the sentence names. */
NumberStyle style_money_in_words(const char *currency, double size);

/* The unit of a document's money. A headline, such as a net present value, has as many digits in words, charts and cells
   as in tables: "£5.562m" beside 5,562 in £000. */
typedef struct MoneyUnit {
    NumberStyle in_tables, in_words; /* in_words wants the currency as its prefix */
    const char *name, *words;        /* after the currency: "000", " thousands" */
} MoneyUnit;

/* So that the largest sums of a table have three to six figures. size: the larger of the main option's present values of
   costs and benefits; NaN: whole units. */
MoneyUnit money_unit(double size);

/* For an error: 7665.4 becomes 7700. */
double round_to_two_figures(double number);

/* How many digits a chance has, which are the same wherever people read it. */
typedef enum ChanceLook { CHANCE_WHOLE, CHANCE_NEAR_AN_END, CHANCE_HARDLY, CHANCE_ALMOST_SURE } ChanceLook;
ChanceLook chance_look(double probability);

/* "12%"; with a decimal below 1% and above 99%, "0.4%"; "less than 0.1%" and "more than 99.9%" at the ends. The
   same wherever people read a chance, so that no two pages show another one. */
const char *chance_text(Arena *arena, double probability);
/* The same in a table: "<0.1%", ">99.9%". */
const char *chance_cell(Arena *arena, double probability);

/* "1 in 8", "7 in 10"; NULL where no such words come near the chance. */
const char *odds_text(Arena *arena, double probability);

/* "only 36% of outcomes are as good as the plan", "only 1 in 1,000 outcomes is as good as the plan". NULL where there is no
   such chance. */
const char *reach_text(Arena *arena, double probability);

/* "In 981 of 4,000 outcomes a formula divides by 0. …"; NULL if missing. */
const char *odd_trials_text(Arena *arena, uint64_t not_finite, uint64_t trials);

/* The clause with a capital letter in front. */
const char *sentence_text(Arena *arena, const char *clause);

#endif
