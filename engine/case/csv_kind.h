/* The kinds of CSV file in a case: each a constant row with its columns, and the function that reads it. */
#ifndef CASE_CSV_KIND_H
#define CASE_CSV_KIND_H

#include <stdbool.h>
#include <stddef.h>

struct Loader;
struct Sheet;

typedef struct Column {
    const char *name;
    const char *otherwise; /* see column_otherwise; NULL where there are choices */
    const char *help;
    bool required;
    /* Words that it may hold, of a table elsewhere: the index-th, NULL after the last; a blank cell means the first. */
    const char *(*choice)(size_t index);
} Column;

/* What a blank cell or a missing column means; NULL: nothing. */
const char *column_otherwise(const Column *column);

/* Which columns there may be besides the named ones. */
typedef enum OtherColumns { OTHERS_NONE, OTHERS_PERIODS, OTHERS_COUNCILS } OtherColumns;

typedef struct CsvKind {
    const char *file; /* "costs.csv" */
    const char *row;  /* what a row is called in a diagnostic, "line" */
    const char *help;
    const Column *columns; /* the first is the row's id */
    size_t column_count;
    OtherColumns others;
    /* Fills its part of the case. Called for a file that is absent too: sheet->table has no rows then. */
    void (*read)(struct Loader *loader, const struct Sheet *sheet);
} CsvKind;

/* In the order in which they are read: each after those it refers to. */
extern const CsvKind *const csv_kinds[];
enum { CSV_KIND_COUNT = 21 };

extern const CsvKind csv_discount_rates, csv_indices, csv_settings, csv_councils, csv_programmes, csv_options,
    csv_drivers, csv_splits, csv_phases, csv_costs, csv_benefits, csv_risks, csv_correlations, csv_finance, csv_budgets,
    csv_funding, csv_payments, csv_criteria, csv_scores, csv_actuals, csv_services;

#endif
