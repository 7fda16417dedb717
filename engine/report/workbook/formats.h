/* How cells look. */
#ifndef REPORT_WORKBOOK_FORMATS_H
#define REPORT_WORKBOOK_FORMATS_H

#include "report/workbook/workbook.h"

/* Fills workbook->formats. */
void workbook_make_formats(Workbook *workbook);

#endif
