#include "case/line_types.h"

const LineType line_types[] = {
    { "one_off", SIDE_COST, true },
    { "recurring", SIDE_COST, true },
    { "redundancy", SIDE_COST, false },
    { "vat", SIDE_COST, false },
    { "sunk", SIDE_COST, false },
    { "transfer", SIDE_COST, false },
    { "cash_releasing", SIDE_BENEFIT, true },
    { "non_cash_releasing", SIDE_BENEFIT, true },
    { "wider", SIDE_BENEFIT, true },
    { "residual_value", SIDE_BENEFIT, true },
    { "unmonetised", SIDE_BENEFIT, false },
};
const size_t line_type_count = sizeof line_types / sizeof line_types[0];
