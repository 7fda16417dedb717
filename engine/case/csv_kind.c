#include "case/csv_kind.h"

const char *column_otherwise(const Column *column) {
    return column->choice ? column->choice(0) : column->otherwise;
}

const CsvKind *const csv_kinds[CSV_KIND_COUNT] = {
    &csv_discount_rates,
    &csv_indices,
    &csv_settings,
    &csv_councils,
    &csv_programmes,
    &csv_options,
    &csv_drivers,
    &csv_splits,
    &csv_phases,
    &csv_finance,
    &csv_budgets,
    &csv_costs,
    &csv_benefits,
    &csv_risks,
    &csv_correlations,
    &csv_funding,
    &csv_payments,
    &csv_criteria,
    &csv_scores,
    &csv_actuals,
    &csv_services,
};
