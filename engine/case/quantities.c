/* quantities.csv: what money is made of. */
#include "case/quantities.h"

#include <math.h>
#include <string.h>

#include "case/amounts.h"
#include "case/delays.h"
#include "case/driver_values.h"
#include "case/formulas.h"
#include "case/reading/row_uncertainty.h"
#include "case/scale_checks.h"
#include "table/amount.h"

enum {
    QUANTITY,
    NAME,
    UNIT,
    FORMULA,
    UNCERTAIN,
    PHASE = UNCERTAIN + UNCERTAIN_COLUMN_COUNT,
    ON_DELAY,
    OWNER,
    SOURCE,
    NOTE,
    COLUMN_COUNT
};

static const Column columns[COLUMN_COUNT] = {
    [QUANTITY] = { "quantity", .required = true, .help = "id of the quantity" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [UNIT] = { "unit", .use = USED_AS_LABEL, .help = "what it is measured in, such as lamp or £/kWh" },
    [FORMULA] = { "formula", .help = "how it is worked out, in place of period cells" },
    UNCERTAINTY_COLUMNS(UNCERTAIN),
    [PHASE] = { "phase", .help = "phase whose slip moves it" },
    [ON_DELAY] = { "on_delay", .otherwise = "shift", .help = "how: shift or extend" },
    [OWNER] = COLUMN_OWNER,
    [SOURCE] = COLUMN_SOURCE,
    [NOTE] = COLUMN_NOTE,
};

/* A cell of splits.csv holds a number, `rest`, a driver or a quantity. */
static const Reserved reserved[] = { { "rest", "means what remains of a split" }, { NULL, NULL } };

static void check_no_number(const Row *row) {
    if (row->id[0] && !amount_parse(row->id).fault)
        diagnostics_error(row->loader->diagnostics, row_cell(row, QUANTITY).place, "begin it with a letter",
            "\"%s\" is a number: it cannot name a quantity", row->id);
}

/* Neither cells nor a formula: its central value is all there is. */
static void check_given(const Row *row) {
    if (row_is_blank(row, UNCERTAIN + UNCERTAIN_CENTRAL) && row_is_blank(row, UNCERTAIN + UNCERTAIN_DISTRIBUTION))
        row_error(row, UNCERTAIN + UNCERTAIN_CENTRAL, "fill in its periods, a formula or a central value",
            "the quantity has no value");
}

/* Money cells are multiplied by scale, and quantities never are. */
static void warn_of_scale(const Row *row, const Quantity *quantity) {
    Arena *arena = row->loader->arena;
    const Settings *settings = &row->loader->the_case->settings;
    const Unit money = unit_parse(arena, "£", NULL);
    bool holds_money = false;
    for (uint32_t i = 0; i < quantity->unit.count; i++)
        holds_money = holds_money || strcmp(quantity->unit.factors[i].word, settings->currency) == 0 ||
                      strcmp(quantity->unit.factors[i].word, money.factors[0].word) == 0;
    if (settings->scale == 1 || !holds_money) return;
    row_warning(row, UNIT, arena_format(arena, "write it in units of %s1", settings->currency),
        "the scale %.0f of the case does not apply to quantities, and this one is in \"%s\"", settings->scale,
        quantity->unit_text);
}

static double largest_of(const Amounts *cells) {
    double largest = 0;
    for (size_t i = 0; i < cells->count; i++) largest = fmax(largest, fabs(cells->value[i]));
    return largest;
}

static void read_quantity(const Row *row, Quantity *quantity) {
    *quantity = (Quantity){ .label = row_label(row, NAME, reserved),
        .unit_text = row_text(row, UNIT),
        .unit = unit_parse(row->loader->arena, row_text(row, UNIT), row->loader->the_case->settings.currency),
        .owner = row_text(row, OWNER),
        .source = row_text(row, SOURCE),
        .note = row_text(row, NOTE),
        .cells = row_path(row, NULL, LEADING_BLANKS_ARE_ZERO),
        .place = row_place(row) };
    check_no_number(row);
    warn_of_scale(row, quantity);
    row_delay(row, PHASE, ON_DELAY, &quantity->phase, &quantity->on_delay);
    const bool has_formula = !row_is_blank(row, FORMULA);
    if (quantity->cells.count > 0 || has_formula) {
        if (row_multiplier(row, UNCERTAIN, &quantity->own))
            check_range_of_levels(
                row, UNCERTAIN, &quantity->own.fitted, largest_of(&quantity->cells), has_formula ? "formula" : "cells");
    } else {
        check_given(row);
        row_uncertainty(row, UNCERTAIN, NUMBER_PLAIN, 1, &quantity->own);
    }
    check_quantity_values(row, UNCERTAIN, quantity);
    if (quantity->cells.count > 0 && has_formula)
        row_error(row, FORMULA, "clear one of them", "a quantity has period cells or a formula, but this one has both");
}

/* Each period would multiply what the one before had multiplied already. */
static void check_own_past(const Row *row, const Quantity *quantity) {
    static const char *const why = "it uses its own past, which has moved or varied already";
    if (!quantity->uses_own_past) return;
    if (quantity->phase != NONE)
        row_error(row, PHASE, "clear it, and move the quantities that it uses",
            "a quantity cannot have a phase where %s", why);
    if (!row_is_blank(row, UNCERTAIN + UNCERTAIN_DISTRIBUTION) || !row_is_blank(row, UNCERTAIN + UNCERTAIN_CENTRAL))
        row_error(row,
            UNCERTAIN +
                (row_is_blank(row, UNCERTAIN + UNCERTAIN_DISTRIBUTION) ? UNCERTAIN_CENTRAL : UNCERTAIN_DISTRIBUTION),
            "clear it, and give it to the quantities that it uses",
            "a quantity cannot have a distribution of its own where %s", why);
}

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    const size_t count = sheet->table.row_count;
    the_case->quantities = arena_array(loader->arena, count, sizeof *the_case->quantities);
    for (size_t r = 0; r < count; r++) {
        const Row row = row_at(loader, sheet, r);
        read_quantity(&row, &the_case->quantities[the_case->quantity_count++]);
    }
    formulas_prepare(loader);
    for (size_t r = 0; r < count; r++) { /* it may use one further down */
        const Row row = row_at(loader, sheet, r);
        the_case->quantities[r].formula = row_formula(&row, FORMULA);
    }
    if (!formulas_order(loader)) return;
    for (size_t r = 0; r < count; r++) {
        const Row row = row_at(loader, sheet, r);
        check_own_past(&row, &the_case->quantities[r]);
    }
}

const CsvKind csv_quantities = {
    .file = "quantities.csv",
    .row = "quantity",
    .help = "what money is made of: posts, lamps, families, prices",
    .counted = "Quantities",
    .what = "a quantity",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_PERIODS,
    .takes_years = true,
    .periods_are_numbers = true,
    .change = CHANGES_IN_USE,
    .totals = TOTALS_BY_FORMULA,
    .read = read,
};
