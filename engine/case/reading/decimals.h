/* Numbers that may have been written as others write them: 400.000 is £400 here, and four hundred thousand in most of
   Europe; 1,125 is a thousand and more here, and one and an eighth there. One cell does not tell which; the file's other
   cells may. */
#ifndef CASE_READING_DECIMALS_H
#define CASE_READING_DECIMALS_H

#include "case/reading/row.h"
#include "table/amount.h"

/* Called for each money cell as it is read, and each number of a quantity. */
void decimals_note(const Row *row, const Cell *cell, const char *column_name, const Amount *amount);
/* Called for each number as it is read, money too. */
void commas_note(const Row *row, const Cell *cell, const char *column_name, const Amount *amount);

/* Reports them, once every file has been read. */
void decimals_check(Loader *loader);

#endif
