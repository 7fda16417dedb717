/* A case as its money moves through the councils' books: a variant that the same compiler and evaluator take. Prices are
   nominal, lines that the economic appraisal leaves out are in, benefits that release no cash are out, and what is a
   programme there is an account here. Inputs keep their names, so a trial draws what it draws in the simulation. */
#ifndef MODEL_CASH_CASE_H
#define MODEL_CASH_CASE_H

#include "case/case.h"
#include "case/registers/finance.h"

/* What a line or risk is booked to. */
typedef struct Account {
    AccountKind kind;
    size_t programme;    /* of the case */
    double asset_life;   /* capital; NaN: the council's */
    int first_use_month; /* capital; INT_MIN: when it is paid for */
    uint64_t payments;   /* a bit for each payment that is a share of it */
} Account;

typedef struct CashCase {
    Case data; /* its programmes are accounts, its volumes those of the payments */
    const Account *accounts;
    size_t account_count;
} CashCase;

/* Which steps away from the economic case are taken: all of them, or fewer for a reconciliation. */
typedef enum CashStep {
    CASH_ONLY = 1,      /* benefits that release no cash are out */
    CASH_ALL_COSTS = 2, /* costs that the economic appraisal leaves out are in */
    CASH_NOMINAL = 4,   /* prices are those of the day */
    CASH_ALL_STEPS = 7
} CashStep;

/* Whole years, at least 1, that an asset lasts: its own life or, where that is NaN, the council's; 1 when neither is known. */
size_t asset_life(const CouncilFinance *finance, double own_life);

/* Memory is the arena's; what does not change is borrowed. */
CashCase cash_case(Arena *arena, const Case *the_case, unsigned steps);

#endif
