/* The five columns that say how a value varies. */
#ifndef CASE_READING_ROW_UNCERTAINTY_H
#define CASE_READING_ROW_UNCERTAINTY_H

#include "case/reading/row.h"

/* Where they are among a kind's columns: these five in a row, in this order. */
enum {
    UNCERTAIN_DISTRIBUTION,
    UNCERTAIN_LOW,
    UNCERTAIN_CENTRAL,
    UNCERTAIN_HIGH,
    UNCERTAIN_SHAPE,
    UNCERTAIN_COLUMN_COUNT
};

/* Their rows in a table of columns, from index `first`. */
#define UNCERTAINTY_COLUMNS(first)                                                                                     \
    [(first) + UNCERTAIN_DISTRIBUTION] = { "distribution", .help = "how it varies: see bizcase distributions" },       \
               [(first) + UNCERTAIN_LOW] = { "low", .help = "low value, as the distribution says" },                   \
               [(first) + UNCERTAIN_CENTRAL] = { "central", .help = "planning value: the plan uses it" },              \
               [(first) + UNCERTAIN_HIGH] = { "high", .help = "high value, as the distribution says" },                \
               [(first) + UNCERTAIN_SHAPE] = { "shape", .help = "what else the distribution needs" }

/* certain_value is what a wholly blank row means; NaN: that is an error. False when anything is wrong. */
bool row_uncertainty(
    const Row *row, size_t first_column, NumberRule rule, double certain_value, Uncertainty *uncertainty);

/* Of what multiplies something: a blank central value is 1, or what the distribution says where 1 is not possible; a wholly
   blank row is certain, 1. */
bool row_multiplier(const Row *row, size_t first_column, Uncertainty *uncertainty);

#endif
