/* One row of a sheet, and its cells as values. Each function reports what is wrong with its cell, once. */
#ifndef CASE_READING_ROW_H
#define CASE_READING_ROW_H

#include "case/reading/ids.h"
#include "case/reading/loader.h"
#include "case/reading/sheet.h"

typedef struct Row {
    Loader *loader;
    const Sheet *sheet;
    const TableRow *cells;
    const char *id; /* "" when blank */
} Row;

Row row_at(Loader *loader, const Sheet *sheet, size_t r);
/* The row in the user's words, `line "datacentre"`. */
const char *row_words(const Row *row);
/* The row as a whole. */
Place row_place(const Row *row);

/* column is an index of the kind's columns. A blank cell at the row's place when the file has no such column. */
Cell row_cell(const Row *row, size_t column);
bool row_is_blank(const Row *row, size_t column);
/* The text, or what the column says a blank means, or "". */
const char *row_text(const Row *row, size_t column);

/* The texts of the columns that are for people alone, as kind_remark counts them. */
const char **row_remarks(const Row *row);

/* What came of a cell. */
typedef enum Reading { READ_BLANK, READ_GOOD, READ_BAD } Reading;

/* Which numbers a cell takes. */
typedef enum NumberRule { NUMBER_MONEY, NUMBER_PLAIN } NumberRule; /* money takes no percentage */

/* column_name is as the user wrote it. A blank cell leaves *value as it is. */
Reading cell_number(const Row *row, const Cell *cell, const char *column_name, NumberRule rule, double *value);
/* With the column's default for a blank cell. Numbers that have bounds: reading/bounds.h. */
Reading row_number(const Row *row, size_t column, NumberRule rule, double *value);

/* A period, of whatever length, as the case's own length has it read. Not of a blank cell. */
bool row_period(const Row *row, size_t column, Period *period);
/* One of the case's own length, where that is known. */
bool row_period_of_case(const Row *row, size_t column, Period *period);
/* The same, and a longer one means all of the case's periods in it: the first of them. advice: a sentence to add to the
   hint where it is a month and the case is not by months. */
bool row_first_period(const Row *row, size_t column, Period *period, const char *advice);

/* One of the words; `"x" is not what`. NONE when it is not, or blank without a default. */
size_t row_word(const Row *row, size_t column, const char *const *words, size_t count, const char *what);
/* Index of one of the column's own choices; the first's when the cell is blank or is not one, which is reported. */
size_t row_choice(const Row *row, size_t column, const char *what);
/* One of the names that a kind's rows give; NONE when blank or unknown. */
size_t row_name(const Row *row, size_t column, const CsvKind *of);
/* The council of a row; where there is one it need not be named. 0 when there is no such council, which is reported. */
size_t row_council(const Row *row, size_t column);
/* Such names with `;` between, each known and none twice: [*count] their indices. */
size_t *row_names(const Row *row, size_t column, const CsvKind *of, size_t *count);
/* A list `a;b` of which every name is marked, as long as there are names; blank: all. */
bool *row_marks(const Row *row, size_t column, const CsvKind *of);

/* An id that must not be taken, and why. */
typedef struct Reserved {
    const char *id, *why;
} Reserved;

/* Reports an id that is blank, reserved, repeated or not allowed in a list. reserved may be NULL; ends with an id NULL.
   */
void check_id(const Row *row, const Ids *ids, const Reserved *reserved);
/* The row's own id, checked and entered among the names of its kind, with what it is called. */
Label row_label(const Row *row, size_t name_column, const Reserved *reserved);

/* The cell's column and the row are added to the message. hint may be NULL. */
void row_error(const Row *row, size_t column, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void row_warning(const Row *row, size_t column, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void cell_error(const Row *row, const Cell *cell, const char *column_name, const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void cell_warning(const Row *row, const Cell *cell, const char *column_name, const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* "£1,200" or "−£1,200.50": cells × scale, in the case's currency. */
const char *currency_text(const Loader *loader, double amount);

#endif
