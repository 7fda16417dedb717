/* Currencies as people write them beside a number. */
#ifndef TABLE_CURRENCY_H
#define TABLE_CURRENCY_H

#include <stdbool.h>
#include <stddef.h>

/* The sign or code that is there, as a constant, behind which *at is put; NULL: none that may be in a number. */
const char *currency_skip(const char **at);

/* Whether a text of so many bytes means money: signs, codes of ISO 4217, and what else is usual, in any case. */
bool is_currency(const char *text, size_t length);

/* Whether both mean the same money, as £ and GBP do. The case's may be of several words or signs, such as US$. */
bool is_same_currency(const char *of_case, const char *written);

#endif
