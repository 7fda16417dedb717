/* Cash flows by account → the rows of a council's books by financial year: spending, funding, debt, and the call on revenue.
   The same for the plan and for every trial. */
#ifndef STUDY_FINANCE_BOOKS_H
#define STUDY_FINANCE_BOOKS_H

#include "bizcase/finance.h"
#include "case/registers/registers.h"
#include "model/cash_case.h"

/* What does not change from trial to trial. */
typedef struct Books {
    const Case *the_case; /* as loaded */
    const Registers *registers;
    CashCase cash;
    size_t option; /* whose funding */
    size_t year_count;
    size_t *year_of;  /* [period] */
    int *first_month; /* [year] */
    double *fixed
        [BIZCASE_FINANCE_ROW_COUNT]; /* [council][year] budgets and the revenue stream; NULL: a row that is worked out */
    const size_t *order;             /* [funding_count] rows of funding in the order of use */
    double **available;              /* [funding] → [year] nominal £; NULL: a share */
    double **amounts;                /* [payment] → [period] £, or £ a unit */
    double **planned; /* [payment] → [year] what its lines cost the payee by the plan; NULL before books_plan */
    /* [council][year] part of the savings that released budgets hold already; NULL: nothing of them */
    double *released_part;
} Books;

typedef struct Statement {
    double *rows;                  /* [row][council][year] */
    double *netted, *need, *loans; /* [account][year] of one council; working memory */
} Statement;

/* Memory is the arena's. */
Books books_open(Arena *arena, const Case *the_case, CashCase cash, size_t option);
Statement statement_new(Arena *arena, const Books *books);

static inline double *statement_row(
    const Books *books, const Statement *statement, BizcaseFinanceRow row, size_t council) {
    return statement->rows + ((size_t)row * books->the_case->council_count + council) * books->year_count;
}

/* What trials are compared with: see statement_fill. */
void books_plan(Arena *arena, Books *books, const double *spent);

/* spent: [council][account][year] nominal, costs positive, savings negative; levels: [payment][period] of its
   driver or quantity, where it has one; NULL: payments are left out. */
void statement_fill(const Books *books, const double *spent, const double *levels, Statement *statement);

#endif
