/* What the type of a line means, to the economic appraisal and to the councils' books. */
#ifndef CASE_LINE_TYPES_H
#define CASE_LINE_TYPES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/reading.h"
#include "case/values.h"

typedef enum LineSide { SIDE_COST, SIDE_BENEFIT } LineSide;

/* What money is to the books of a council. */
typedef enum AccountKind {
    ACCOUNT_CAPITAL,
    ACCOUNT_ONE_OFF, /* revenue: one-off costs, redundancy, pension strain, VAT */
    ACCOUNT_RUNNING, /* revenue: recurring costs and transfers */
    ACCOUNT_SUNK,    /* spent already, or in budgets already */
    ACCOUNT_SAVING,  /* cash-releasing benefits */
    ACCOUNT_RECEIPT, /* cash-releasing benefits that are capital: what is sold */
    ACCOUNT_KIND_COUNT
} AccountKind;

static inline bool account_is_income(AccountKind kind) {
    return kind == ACCOUNT_SAVING || kind == ACCOUNT_RECEIPT;
}

/* How much of a line counts in a reading. */
typedef enum LinePart { PART_NONE, PART_CASHABLE /* what its column cashable says */, PART_ALL } LinePart;

typedef struct LineType {
    const char *name, *words; /* words: the name within a sentence, "one-off" */
    LineSide side;
    const char *help;           /* what it is for, after the name */
    bool in_economic_appraisal; /* which is the reading of the whole */
    LinePart in_public, in_cash;
    bool is_whole_sum;                     /* its column amount is all of it, not money a year */
    bool is_cash;                          /* it moves through the councils' books, */
    AccountKind account[MONEY_KIND_COUNT]; /* where it is booked so */
} LineType;

/* The first of each side is what a line has that does not say. */
extern const LineType line_types[];
extern const size_t line_type_count;

/* The index-th type of a side; NULL after the last. */
const LineType *line_type_of(LineSide side, size_t index);

/* The part of a line of the type that counts in a reading, 0 to 1. cashable: what the line says of itself. */
double type_part(const LineType *type, double cashable, MoneyReading reading);

#endif
