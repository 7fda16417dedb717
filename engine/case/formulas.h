/* The formulas of a case: what they may name, and what they are made of. */
#ifndef CASE_FORMULAS_H
#define CASE_FORMULAS_H

#include "case/reading/row.h"

/* The periods that formulas are about. */
Horizon formula_horizon(const Case *the_case);

/* Makes the names that formulas of the case use, where one of its rows has a formula: ids of drivers and quantities must then
   differ, case aside. Indices, drivers and quantities have been read, but for the quantities' formulas. */
void formulas_prepare(Loader *loader);

/* The formula of a cell; NULL where the cell is blank, or after an error. What it names is in use. */
const Formula *row_formula(const Row *row, size_t column);

/* Puts the quantities in order, once all their formulas are there; false after an error: a circle. */
bool formulas_order(Loader *loader);

/* Multiplies the units of all formulas out, where names have units that can be read, and counts those that it could check.
   The quantities are in order and the lines have been read. */
void check_formula_units(Loader *loader);

#endif
