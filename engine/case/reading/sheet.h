/* A CSV file of a case with its header understood: which column is which, and what period the others are of. */
#ifndef CASE_READING_SHEET_H
#define CASE_READING_SHEET_H

#include "case/reading/csv_kind.h"
#include "table/period.h"
#include "table/table.h"

typedef struct PeriodColumn {
    Period period;
    size_t column; /* of the table */
} PeriodColumn;

typedef struct Sheet {
    const CsvKind *kind;
    bool present;
    bool broken; /* not to be read: the reason has been reported */
    Table table;
    long *columns;         /* [kind->column_count] column of the table, or -1 */
    PeriodColumn *periods; /* [period_count], in time order, none twice */
    size_t period_count;
    bool period_refused;    /* a column that may be a period was reported as none */
    struct SheetRows *rows; /* what changes have looked up; NULL: nothing */
} Sheet;

/* How long the periods of the case are, as the first period column says. */
typedef struct PeriodLength {
    int months; /* 0: not yet known */
    Place place;
} PeriodLength;

/* The lengths of the period columns of a case, each as long as a file names it in a way that can mean nothing else. */
typedef struct PeriodsSeen {
    bool longer; /* years or quarters */
    bool months; /* other than those that a spreadsheet may have made of years */
} PeriodsSeen;

void periods_see(const Sheet *sheet, PeriodsSeen *seen);

/* How long the periods of a file are, as its first period column says; months 0 if missing. */
PeriodLength sheet_period_length(const Sheet *sheet, const PeriodsSeen *of_case);

/* Checks the header against the kind's columns. */
void sheet_resolve(
    Arena *arena, Sheet *sheet, const PeriodsSeen *of_case, PeriodLength *length, Diagnostics *diagnostics);

/* 1 where a column names a month otherwise than as 2011-12, which is December there; else 0. */
int table_months(const Table *table);

/* A column that any file may have for the log of assumptions, whether or not its kind names it. */
bool is_log_column(const char *name);

/* The header of a column that nobody knows, with the nearest of the candidates. */
void report_unknown_column(Arena *arena, const Sheet *sheet, size_t column, const char *const *candidates, size_t count,
    Diagnostics *diagnostics);

/* The names of a kind's columns, [kind->column_count]. */
const char **column_names(Arena *arena, const CsvKind *kind);
/* Index in kind->columns, or -1; as header names match. */
long kind_find_column(const CsvKind *kind, const char *name);
/* "years", "quarters" or "months" */
const char *period_length_text(int months);
/* The header line as a whole. */
Place header_place(const Sheet *sheet);

#endif
