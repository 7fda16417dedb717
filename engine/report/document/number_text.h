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

/* Thousands separators; negative in brackets: "(£1,234k)". NaN: "n/a". */
const char *number_text(Arena *arena, double number, NumberStyle style);

/* "100,000" */
const char *count_text(Arena *arena, uint64_t count);

/* A share or rate: "85%", "3.5%". */
const char *share_text(Arena *arena, double share);

/* The smallest difference that the style can show. */
double style_step(NumberStyle style);

/* Money in a sentence, to about three figures: "£2.35m", "£823k". size: the largest amount that the sentence names. */
NumberStyle style_money_in_words(const char *currency, double size);

/* For an error: 7665.4 becomes 7700. */
double round_to_two_figures(double number);

/* "12%"; with a decimal below 1% and above 99%, "0.4%"; "less than 0.1%" and "more than 99.9%" at the ends. The
   same wherever people read a chance, so that no two pages show another one. */
const char *chance_text(Arena *arena, double probability);
/* The same in a table: "<0.1%", ">99.9%". */
const char *chance_cell(Arena *arena, double probability);

/* "only 36% of trials reach the plan", "only 1 in 1,000 trials reaches the plan". NULL where there is no such chance. */
const char *reach_text(Arena *arena, double probability);

/* The clause with a capital letter in front. */
const char *sentence_text(Arena *arena, const char *clause);

#endif
