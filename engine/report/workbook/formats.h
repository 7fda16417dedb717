/* How cells look. */
#ifndef REPORT_WORKBOOK_FORMATS_H
#define REPORT_WORKBOOK_FORMATS_H

#include "report/workbook/workbook.h"

/* The case's currency as a format of numbers can hold it, between quotes; "" where it cannot: the file format has room for
   so much only, and what is longer is no symbol. */
const char *currency_of_looks(Workbook *workbook);

/* Fills workbook->formats. */
void workbook_make_formats(Workbook *workbook);

#endif
