/* The programme of a line or risk. */
#ifndef CASE_PROGRAMMES_H
#define CASE_PROGRAMMES_H

#include "case/reading/row.h"

/* Index of the programme that the cell names, or NONE. Without programmes.csv the names used are the programmes;
   `unassigned` is one as soon as it is used. */
size_t row_programme(const Row *row, size_t column);

#endif
