/* Whether the numbers of a driver can be meant: growth and shares are often typed in per cent without the sign. */
#ifndef CASE_DRIVER_VALUES_H
#define CASE_DRIVER_VALUES_H

#include "case/reading/row_uncertainty.h"

/* "%", "share", "proportion of staff" */
bool is_unit_of_shares(const char *unit);

/* Whether a number has nothing beside it: an index, a ratio, a share, or no unit. */
bool is_pure_unit(const char *unit);

/* first: the first of the columns of uncertainty. is_fitted: its distribution could be made. False after an error. */
bool check_driver_values(const Row *row, size_t first, const Driver *driver, bool is_fitted);

/* Of a quantity whose unit is one of shares. */
void check_quantity_values(const Row *row, size_t first, const Quantity *quantity);

#endif
