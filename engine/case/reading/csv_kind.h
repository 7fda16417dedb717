/* The kinds of CSV file in a case: each a constant row with its columns, and the function that reads it. */
#ifndef CASE_READING_CSV_KIND_H
#define CASE_READING_CSV_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "case/case.h"
#include "case/registers/registers.h"

struct Loader;
struct Sheet;

typedef enum ColumnUse {
    USED_BY_FIGURES,
    USED_AS_LABEL, /* in tables, and to group by: no figure of the plan depends on it */
    USED_AS_REMARK /* for people alone */
} ColumnUse;

typedef struct Column {
    const char *name;
    const char *otherwise; /* see column_otherwise; NULL where there are choices */
    const char *help;
    bool required;
    ColumnUse use;
    /* Words that it may hold, of a table elsewhere: the index-th, NULL after the last; a blank cell means the first. */
    const char *(*choice)(size_t index);
} Column;

/* Columns that many kinds have. */
#define COLUMN_OWNER                                                                                                   \
    { "owner", .use = USED_AS_REMARK, .help = "who answers for it" }
#define COLUMN_SOURCE                                                                                                  \
    { "source", .use = USED_AS_REMARK, .help = "where the figures are from" }
#define COLUMN_NOTE                                                                                                    \
    { "note", .use = USED_AS_REMARK, .help = "for the reader" }

/* What a blank cell or a missing column means; NULL: nothing. */
const char *column_otherwise(const Column *column);

/* Which columns there may be besides the named ones. */
typedef enum OtherColumns { OTHERS_NONE, OTHERS_PERIODS, OTHERS_COUNCILS } OtherColumns;

/* What a row means whose amounts are the sum of those of at least two rows directly above it: see totals.h. */
typedef enum TotalRule {
    TOTALS_UNKNOWN,     /* its rows are no amounts that could add up, or it looks for them itself */
    TOTALS_COUNT_TWICE, /* an error where it is called a total, else a warning */
    TOTALS_BY_FORMULA,  /* likewise, and a formula is the way to have one */
    TOTALS_BY_NAME      /* a warning where it is called one */
} TotalRule;

/* What a row that differs between two versions of a case means for the plan. */
typedef enum RowChange {
    CHANGES_PLAN,
    CHANGES_WITH_FILE, /* all changed rows of the file go together */
    CHANGES_IN_USE,    /* a definition: a new one changes nothing until something refers to it */
    CHANGES_NOTHING
} RowChange;

typedef struct CsvKind {
    const char *file; /* "costs.csv" */
    const char *row;  /* what a row is called in a diagnostic, "line" */
    const char *help;
    const char *counted;         /* its rows together, "Budgets", where a check of the case counts them; may be NULL */
    const char *what;            /* what the name of a row is, "a line", as in `"x" is not a line`; NULL: not a name */
    const struct CsvKind *among; /* another kind among whose names they are, too; may be NULL */
    const Column *columns;       /* the first is the row's id */
    size_t column_count;
    size_t second_key; /* column that tells rows of the same id apart; 0: missing */
    size_t third_key;  /* one more, beside a second */
    OtherColumns others;
    bool takes_years;         /* of the others: in a case of quarters or months they may be financial years */
    bool periods_are_numbers; /* of the others: numbers by period, which may be percentages, not money */
    TotalRule totals;
    size_t most_rows; /* 0: as many as a file may have */
    RowChange change;
    /* Of those that change the plan: whether this one does. NULL: it does. */
    bool (*row_matters)(const char *id);
    /* Fills its part of the case. Called for a file that is absent too: sheet->table has no rows then. */
    void (*read)(struct Loader *loader, const struct Sheet *sheet);
} CsvKind;

/* Of its columns that are for people alone the index-th; column_count after the last. */
size_t kind_remark(const CsvKind *kind, size_t index);

#define DECLARED(kind) extern const CsvKind csv_##kind;
CSV_KINDS(DECLARED)
#undef DECLARED

#define ONE_MORE(kind) +1
enum { CSV_KIND_COUNT = CSV_KINDS(ONE_MORE) };
#undef ONE_MORE

/* In the order of CSV_KINDS. */
extern const CsvKind *const csv_kinds[CSV_KIND_COUNT];

#endif
