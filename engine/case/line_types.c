#include "case/line_types.h"

#define BOOKED(revenue, capital)                                                                                       \
    { [KIND_REVENUE] = (revenue), [KIND_CAPITAL] = (capital) }

const LineType line_types[] = {
    {
        .name = "recurring",
        .words = "recurring",
        .side = SIDE_COST,
        .help = "paid year after year",
        .in_economic_appraisal = true,
        .in_public = PART_ALL,
        .in_cash = PART_ALL,
        .is_cash = true,
        .account = BOOKED(ACCOUNT_RUNNING, ACCOUNT_CAPITAL),
    },
    {
        .name = "one_off",
        .words = "one-off",
        .side = SIDE_COST,
        .help = "paid once, for the change itself",
        .in_economic_appraisal = true,
        .in_public = PART_ALL,
        .in_cash = PART_ALL,
        .is_whole_sum = true,
        .is_cash = true,
        .account = BOOKED(ACCOUNT_ONE_OFF, ACCOUNT_CAPITAL),
    },
    {
        .name = "redundancy",
        .words = "redundancy",
        .side = SIDE_COST,
        .help = "compensation, which moves money without using anything up",
        .in_economic_appraisal = false,
        .in_cash = PART_ALL,
        .is_whole_sum = true,
        .is_cash = true,
        .account = BOOKED(ACCOUNT_ONE_OFF, ACCOUNT_CAPITAL),
    },
    {
        .name = "pension_strain",
        .words = "pension strain",
        .side = SIDE_COST,
        .help = "paid to a pension fund for those who leave early, which moves money without using anything up",
        .in_economic_appraisal = false,
        .in_cash = PART_ALL,
        .is_whole_sum = true,
        .is_cash = true,
        .account = BOOKED(ACCOUNT_ONE_OFF, ACCOUNT_CAPITAL),
    },
    {
        .name = "vat",
        .words = "VAT",
        .side = SIDE_COST,
        .help = "tax that cannot be reclaimed, which moves money without using anything up",
        .in_economic_appraisal = false,
        .in_cash = PART_ALL,
        .is_cash = true,
        .account = BOOKED(ACCOUNT_ONE_OFF, ACCOUNT_CAPITAL),
    },
    {
        .name = "sunk",
        .words = "sunk",
        .side = SIDE_COST,
        .help = "spent whatever is decided",
        .in_economic_appraisal = false,
        .is_cash = true,
        .account = BOOKED(ACCOUNT_SUNK, ACCOUNT_SUNK),
    },
    {
        .name = "transfer",
        .words = "transfer",
        .side = SIDE_COST,
        .help = "paid by one party to another, which moves money without using anything up",
        .in_economic_appraisal = false,
        .in_cash = PART_ALL,
        .is_cash = true,
        .account = BOOKED(ACCOUNT_RUNNING, ACCOUNT_CAPITAL),
    },
    {
        .name = "cash_releasing",
        .words = "cash-releasing",
        .side = SIDE_BENEFIT,
        .help = "a saving that can be taken out of a budget",
        .in_economic_appraisal = true,
        .in_public = PART_ALL,
        .in_cash = PART_ALL,
        .is_cash = true,
        .account = BOOKED(ACCOUNT_SAVING, ACCOUNT_RECEIPT),
    },
    {
        .name = "non_cash_releasing",
        .words = "not cash-releasing",
        .side = SIDE_BENEFIT,
        .help = "time or room that is freed, and used for something else",
        .in_economic_appraisal = true,
        .in_public = PART_ALL,
        .in_cash = PART_CASHABLE,
        .is_cash = false,
        .account = BOOKED(ACCOUNT_SAVING, ACCOUNT_SAVING),
    },
    {
        .name = "wider",
        .words = "wider",
        .side = SIDE_BENEFIT,
        .help = "worth something to the public rather than to the parties of the case",
        .in_economic_appraisal = true,
        .is_cash = false,
        .account = BOOKED(ACCOUNT_SAVING, ACCOUNT_SAVING),
    },
    {
        .name = "residual_value",
        .words = "residual value",
        .side = SIDE_BENEFIT,
        .help = "what assets are still worth at the end",
        .in_economic_appraisal = true,
        .in_public = PART_ALL,
        .is_whole_sum = true,
        .is_cash = false,
        .account = BOOKED(ACCOUNT_SAVING, ACCOUNT_SAVING),
    },
    {
        .name = "unmonetised",
        .words = "unmonetised",
        .side = SIDE_BENEFIT,
        .help = "named without a value",
        .in_economic_appraisal = false,
        .is_cash = false,
        .account = BOOKED(ACCOUNT_SAVING, ACCOUNT_SAVING),
    },
};
const size_t line_type_count = sizeof line_types / sizeof line_types[0];

const LineType *line_type_of(LineSide side, size_t index) {
    for (size_t t = 0; t < line_type_count; t++)
        if (line_types[t].side == side && index-- == 0) return &line_types[t];
    return NULL;
}

double type_part(const LineType *type, double cashable, MoneyReading reading) {
    if (reading == READING_WHOLE) return type->in_economic_appraisal ? 1 : 0;
    const LinePart part = reading == READING_PUBLIC ? type->in_public : type->in_cash;
    return part == PART_ALL ? 1 : part == PART_CASHABLE ? cashable : 0;
}
