/* drivers.csv: assumptions that several lines share. */
#include <math.h>

#include "case/amounts.h"
#include "case/delays.h"
#include "case/driver_values.h"
#include "case/reading/carry.h"
#include "case/reading/row_uncertainty.h"
#include "table/amount.h"

enum {
    DRIVER,
    NAME,
    UNIT,
    KIND,
    UNCERTAIN,
    PHASE = UNCERTAIN + UNCERTAIN_COLUMN_COUNT,
    ON_DELAY,
    SOURCE,
    NOTE,
    COLUMN_COUNT
};

static const Column columns[COLUMN_COUNT] = {
    [DRIVER] = { "driver", .required = true, .help = "id of the driver" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [UNIT] = { "unit", .use = USED_AS_LABEL, .help = "what it is measured in" },
    [KIND] = { "kind", .otherwise = "multiplier", .help = "multiplier, or growth a year" },
    UNCERTAINTY_COLUMNS(UNCERTAIN),
    [PHASE] = { "phase", .help = "phase whose slip moves its path" },
    [ON_DELAY] = { "on_delay", .otherwise = "shift", .help = "how: shift or extend" },
    [SOURCE] = COLUMN_SOURCE,
    [NOTE] = COLUMN_NOTE,
};

static const char *const kinds[] = { [DRIVER_MULTIPLIER] = "multiplier", [DRIVER_GROWTH] = "growth" };

/* A cell of splits.csv holds a number, `rest` or a driver. */
static void check_no_number(const Row *row) {
    if (row->id[0] && !amount_parse(row->id).fault)
        diagnostics_error(row->loader->diagnostics, row_cell(row, DRIVER).place, "begin it with a letter",
            "\"%s\" is a number: it cannot name a driver", row->id);
}

static void check_growth(const Row *row, const Uncertainty *uncertainty) {
    const Fitted *fitted = &uncertainty->fitted;
    if (distribution_lowest_draw(fitted) > -1) return;
    diagnostics_error(row->loader->diagnostics, uncertainty->place,
        isinf(fitted->minimum) ? "use a distribution with a minimum, such as pert" : NULL,
        "growth must stay above -100%% a year, but this can reach it (%s)", row_words(row));
}

/* A growth says all of its periods: a path beside it could mean too many things. */
static void check_no_path(const Row *row) {
    for (size_t i = 0; i < row->sheet->period_count; i++) {
        const size_t column = row->sheet->periods[i].column;
        const Cell cell = row_cell_at(row->cells, column);
        if (cell.text[0] == '\0') continue;
        cell_error(row, &cell, row->sheet->table.header[column].text,
            "clear its period cells, or make it a multiplier whose path grows",
            "\"%s\" is a value for one period, but growth has no values by period", cell.text);
        return;
    }
}

/* What moves is the path. */
static void read_delay(const Row *row, Driver *driver) {
    row_delay(row, PHASE, ON_DELAY, &driver->phase, &driver->on_delay);
    if (driver->phase == NONE || driver->path.count > 0) return;
    row_error(row, PHASE, "clear it, or give the driver a path",
        driver->kind == DRIVER_GROWTH ? "growth does not move with a phase"
                                      : "a driver without a path has nothing to move");
}

/* The level just before the first period: columns before the start are carried into it. */
static double level_before(const Loader *loader, const Amounts *path) {
    const int length = loader->the_case->settings.start.length_months;
    double before = 1;
    if (loader->horizon_known) carry_values(path, 1, horizon_start(loader) - length, length, 1, &before);
    return before;
}

static bool has_percent_in_path(const Row *row) {
    for (size_t i = 0; i < row->sheet->period_count; i++) {
        const Cell cell = row_cell_at(row->cells, row->sheet->periods[i].column);
        if (cell.text[0] && amount_parse(cell.text).has_percent) return true;
    }
    return false;
}

/* Beside a path the central value is 1, if there is no other. */
static bool read_values(const Row *row, Driver *driver) {
    const bool has_path = driver->kind == DRIVER_MULTIPLIER && row_has_amounts(row);
    return row_uncertainty(row, UNCERTAIN, NUMBER_PLAIN, has_path ? 1 : NAN, &driver->uncertainty);
}

static void read(Loader *loader, const Sheet *sheet) {
    static const Reserved reserved[] = { { "rest", "means what remains of a split" }, { NULL, NULL } };
    Case *the_case = loader->the_case;
    the_case->drivers = arena_array(loader->arena, sheet->table.row_count, sizeof *the_case->drivers);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Driver *driver = &the_case->drivers[the_case->driver_count++];
        *driver = (Driver){ .label = row_label(&row, NAME, reserved),
            .unit = row_text(&row, UNIT),
            .source = row_text(&row, SOURCE),
            .note = row_text(&row, NOTE) };
        check_no_number(&row);
        const size_t kind = row_word(&row, KIND, kinds, sizeof kinds / sizeof kinds[0], "a kind of driver");
        if (kind != NONE) driver->kind = (DriverKind)kind;
        const bool good = read_values(&row, driver);
        const bool meant = check_driver_values(&row, UNCERTAIN, driver, good);
        if (good && meant && driver->kind == DRIVER_GROWTH) check_growth(&row, &driver->uncertainty);
        if (driver->kind == DRIVER_GROWTH)
            check_no_path(&row);
        else
            driver->path = row_path(&row, NULL, LEADING_BLANKS_ARE_ERRORS);
        driver->in_percent = driver->kind == DRIVER_GROWTH || is_unit_of_shares(driver->unit) ||
                             driver->uncertainty.in_percent || has_percent_in_path(&row);
        driver->path_before = level_before(loader, &driver->path);
        read_delay(&row, driver);
    }
}

const CsvKind csv_drivers = {
    .file = "drivers.csv",
    .row = "driver",
    .help = "an assumption that several lines share",
    .what = "a driver",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_PERIODS,
    .takes_years = true,
    .periods_are_numbers = true,
    .change = CHANGES_IN_USE,
    .totals = TOTALS_BY_NAME,
    .read = read,
};
