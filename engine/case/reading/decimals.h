/* Money that may have been written with a full stop between thousands: 400.000 is £400 here, and four hundred thousand in
   most of Europe. One cell does not tell which; the file's other cells may. */
#ifndef CASE_READING_DECIMALS_H
#define CASE_READING_DECIMALS_H

#include "case/reading/row.h"
#include "table/amount.h"

/* Called for each money cell as it is read. */
void decimals_note(const Row *row, const Cell *cell, const char *column_name, const Amount *amount);

/* Reports them, once every file has been read. */
void decimals_check(Loader *loader);

#endif
