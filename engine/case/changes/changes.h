/* Changes to the cells of a case before it is read: what a scenario's rows and --set ask for. */
#ifndef CASE_CHANGES_CHANGES_H
#define CASE_CHANGES_CHANGES_H

#include "case/reading/loader.h"

typedef enum ChangeKind { CHANGE_SET, CHANGE_SCALE, CHANGE_ADD } ChangeKind;

typedef struct Change {
    Cell file, row, column, value; /* as written, each with its place */
    ChangeKind kind;
} Change;

/* Where a change is written: a row of a scenario, or of challenges.csv. Their columns, from the first of a change on. */
enum { CHANGE_FILE, CHANGE_ROW, CHANGE_COLUMN, CHANGE_WHAT, CHANGE_VALUE, CHANGE_NOTE, CHANGE_COLUMN_COUNT };

#define CHANGE_COLUMNS(first)                                                                                          \
    [(first) + CHANGE_FILE] = { "file", .required = true, .help = "costs, drivers …: the file to change" },            \
               [(first) + CHANGE_ROW] = { "row", .required = true,                                                     \
                   .help = "an id, * or a filter such as programme=infrastructure" },                                  \
               [(first) + CHANGE_COLUMN] = { "column", .required = true,                                               \
                   .help = "a column, a period, or periods for the whole profile" },                                   \
               [(first) + CHANGE_WHAT] = { "change", .required = true, .help = "set, scale or add" },                  \
               [(first) +                                                                                              \
                   CHANGE_VALUE] = { "value", .required = true, .help = "the new value, the factor or the amount" },   \
               [(first) + CHANGE_NOTE] = { "note", .use = USED_AS_REMARK, .help = "for the reader" }

/* A row whose columns are all there. first: of the change in the sheet's kind. False when it says no change, which is
   reported. */
bool change_read(Loader *loader, const Sheet *sheet, const TableRow *row, size_t first, Change *change);

/* The sheet of "costs" or "costs.csv"; NULL when a case has no such file. */
Sheet *loader_sheet_named(Loader *loader, const char *file);

/* Edits the cells that the change matches; what it cannot do is reported at the change. */
void change_apply(Loader *loader, const Change *change);

/* After the last change: cells that were computed show what they hold. */
void changes_end(Loader *loader);

/* Reads scenarios/NAME.csv and applies its rows. False when there is no such scenario, which is reported. */
bool scenario_apply(Loader *loader, const char *name);

/* FILE:ROW:COLUMN=VALUE, *FACTOR, +AMOUNT or -AMOUNT. False when the text is not of that form, which is reported. */
bool change_parse(Loader *loader, const char *text, Change *change);

#endif
