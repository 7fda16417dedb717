/* The rows of results: options, absolute and against the baseline, by council and programme. Sums and
   differences between them are the same wherever they are. */
#ifndef REPORT_WORKBOOK_SCOPES_H
#define REPORT_WORKBOOK_SCOPES_H

#include "report/workbook/workbook.h"

/* The result as the sum or difference of others, or by itself. */
typedef enum ScopeKind { SCOPE_LEAF, SCOPE_TOTAL, SCOPE_JOINT, SCOPE_VERSUS } ScopeKind;

typedef struct Scope {
    ScopeKind kind;
    size_t option, council, programme; /* council, programme: 0 is joint or total, else 1 + index */
    size_t minuend, subtrahend;        /* results; SCOPE_VERSUS: option less baseline */
} Scope;

/* Of result r of the appraisal. */
Scope scope_at(const Workbook *workbook, size_t r);

/* The first four columns of a result's row: option, versus, council, programme; then the programme's number. */
void page_scope(Page *page, size_t row, size_t r);
void page_scope_names(Page *page, size_t row, size_t r); /* without the programme's number */

/* A cell of result r: "leaf" in a row of its own, else the sum or difference of the cells of other results in this column. */
void page_scope_sum(Page *page, size_t r, size_t column, CellFormat format, double value, const char *leaf);

/* Formulas of the page Whose money, in all readings: the figure of the table, and the column it has there. */
enum { WHOSE_MONEY_FORMULAS = 4 /* of each reading */ };
typedef struct WhoseMoney {
    size_t figure, column;
} WhoseMoney;
WhoseMoney whose_money_at(size_t i);
size_t whose_money_count(const Workbook *workbook); /* 0: there is no such page */

#endif
