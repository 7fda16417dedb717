/* What the format of a number says it is, and numbers and dates as the text that a CSV file would hold. */
#ifndef TABLE_WORKBOOK_NUMBER_FORMAT_H
#define TABLE_WORKBOOK_NUMBER_FORMAT_H

#include <stdbool.h>

#include "base/arena.h"

typedef enum FormatSort {
    FORMAT_PLAIN,
    FORMAT_PERCENT,
    FORMAT_LITERAL_PERCENT, /* 3.5 is shown as 3.5%, and is not a hundredth of it */
    FORMAT_DATE,
    FORMAT_TIME /* of a day, or how long something takes */
} FormatSort;

typedef struct NumberFormat {
    FormatSort sort;
    const char *currency; /* its sign or code; NULL: none */
} NumberFormat;

/* Of the part of a format's code that holds for a number, such as `[$€-407] #,##0.00;-#,##0.00`. */
NumberFormat number_format_read(Arena *arena, const char *code, double value);
/* The code of one of the formats that have a number and no code in a file; NULL: general. */
const char *number_format_code(unsigned id);

/* The fewest digits that read back to the same double, without an exponent, and a zero after the third decimal where point
   and comma could be confused. Not finite: "". */
const char *number_as_text(Arena *arena, double value, NumberFormat format);

/* A day and time, whatever began the count. */
typedef struct BookDate {
    int year, month, day; /* from 1 */
    int seconds;          /* of the day */
} BookDate;

/* false: before the first or after the last day that spreadsheets have. */
bool date_of_serial(double serial, bool from_1904, BookDate *date);
/* 2018-04-01 and 2018-04-01T10:30:00. */
bool date_of_iso(const char *text, BookDate *date);
/* "2018-04", or "Dec 2011" where that would read as a financial year. */
const char *date_month_text(Arena *arena, BookDate date);
/* "2018-04-01", and the time where there is one. */
const char *date_day_text(Arena *arena, BookDate date);

#endif
