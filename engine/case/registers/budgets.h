/* What councils have in their budgets. */
#ifndef CASE_REGISTERS_BUDGETS_H
#define CASE_REGISTERS_BUDGETS_H

#include "case/values.h"

typedef enum BudgetType {
    BUDGET_EXISTING,
    BUDGET_RETAINED,   /* what the council keeps outside the case */
    BUDGET_STRANDED,   /* overhead that stays when its activity goes: a cost */
    BUDGET_NET_REVENUE /* the council's net revenue stream: council tax and general grant */
} BudgetType;

enum { BUDGET_TYPE_COUNT = BUDGET_NET_REVENUE + 1 };
extern const char *const budget_type_names[BUDGET_TYPE_COUNT];

/* An amount by period that a council has in its budget, nominal. */
typedef struct Budget {
    Label label;
    const char *vintage, *source, *note;
    size_t council;
    MoneyKind kind;
    BudgetType type;
    Amounts amounts; /* in the units of the cells */
} Budget;

#endif
