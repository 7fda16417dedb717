/* The parts of the financial case, one file each. Each fills in its part of what is shown. */
#ifndef STUDY_FINANCE_PARTS_H
#define STUDY_FINANCE_PARTS_H

#include "study/finance/books.h"
#include "study/kernel.h"
#include "study/simulation/setup.h"

typedef struct FinanceStudy {
    Arena *arena;
    const Case *the_case;
    Diagnostics *problems;
    Books books;
    Case cash;             /* books.cash.data, for the simulation */
    View option, baseline; /* absolute; baseline.option NO_INDEX: missing */
    size_t body_count;
    double *headings,
        *taken; /* [budget][year] what it holds, and the savings from it by the plan; NULL: none is named */
    Statement plan;
    double zero_money;
} FinanceStudy;

/* Net cash flows of a plan with its planning values, [1 + council][1 + programme][period]. Memory is the arena's. */
double *flows_of_plan(Arena *arena, const Kernel *kernel, const Model *model, View view);

/* The cash of some lines alone, all risks left out, [1 + council][1 + account][period], as net flows. */
double *flows_of_lines(FinanceStudy *study, const bool *of_line, CashCase *cash);

/* What lines come to by the plan, [line][body][period] £ nominal, positive on their own side and without optimism bias;
   in whatever option they are. */
double *plans_of_lines(FinanceStudy *study, const size_t *lines, size_t count);

/* Holds savings against the budgets that they name: headings, taken and the books' released_part. spent: as statement_fill
   has it, of the plan. */
void find_released(FinanceStudy *study, const double *spent);

/* A row of the plan's statement for a body, [year]: joint is the sum of the councils. */
void body_row(const Books *books, const Statement *statement, BizcaseFinanceRow row, size_t body, double *out);

/* The statement of a plan of the cash case: of study->cash, or of one that differs from it in what its settings say. */
Statement statement_of_plan(const FinanceStudy *study, const double *spent);
/* What it is filled from: what is spent by council, account and year. */
const double *spent_by_plan(const FinanceStudy *study, const Model *model);

void add_reconciliation(FinanceStudy *study, BizcaseFinance *shown);
void add_outlays(FinanceStudy *study, const Model *model, BizcaseFinance *shown);
void add_gates(FinanceStudy *study, BizcaseFinance *shown);
void add_flags(FinanceStudy *study, BizcaseFinance *shown);
void add_scores(FinanceStudy *study, BizcaseFinance *shown);
void add_unit_costs(FinanceStudy *study, BizcaseFinance *shown);
/* BIZCASE_STOPPED by progress. */
BizcaseStatus add_realisation(FinanceStudy *study, const BizcaseFinanceRequest *request, BizcaseFinance *shown);
/* BIZCASE_STOPPED by progress; _BAD_REQUEST adds to the problems. */
BizcaseStatus add_affordability(FinanceStudy *study, const BizcaseFinanceRequest *request, BizcaseFinance *shown);

#endif
