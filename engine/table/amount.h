/* Numbers as people type them in a spreadsheet. Never depends on the locale. */
#ifndef TABLE_AMOUNT_H
#define TABLE_AMOUNT_H

#include <stdbool.h>

#include "base/arena.h"

/* Why a text is not a number: a constant clause for a finance officer, such as "a spreadsheet error"; NULL when it is one. */
typedef struct Amount {
    double value;
    const char *fault;
    bool has_suffix; /* k, m or bn was used */
    bool has_percent;
    const char *currency;  /* the sign or code as it was written, a constant; NULL: none */
    size_t decimal_count;  /* digits after the point */
    bool could_be_grouped; /* 400.000: three decimals, and elsewhere four hundred thousand */
    bool could_be_decimal; /* 1,125: a thousand and more, and elsewhere one and an eighth */
    bool is_grouped;       /* 1,234,567 or 1,234.50: its comma is between thousands */
} Amount;

/* 1234.5, 1,234.50, £1,234, (1,234), -£1,234, £1.2m, 12k, 3.5%; U+2212 minus, no-break space, other currencies' signs and codes.
   "-" alone is zero. An empty text is a fault ("nothing"): what an empty cell means is the caller's to say.
   Rejects 1,23, 1e5, 0x10, nan, inf, #REF! and its like, and overflow. */
Amount amount_parse(const char *text);

/* "#REF!", "#N/A" and the others that spreadsheets write. */
bool is_spreadsheet_error(const char *text);

/* "£1,200" or "-£1,200.50". */
const char *money_in_words(Arena *arena, const char *currency, double amount);

/* The currency that is before or behind a number that amount_parse refuses, as in "kr 5" and "5 EUR", and the number
   without it; NULL when it is no such text. */
const char *currency_beside(Arena *arena, const char *text, const char **number);

/* What to write instead of a text that amount_parse refuses; its fault, in words for people, where that cannot be guessed;
   NULL where that says no more than that it is not a number. */
const char *amount_hint(Arena *arena, const char *text, const char *fault);

#endif
