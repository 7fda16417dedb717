#include "case/registers/volume_cells.h"

#include <math.h>

#include "case/level_names.h"
#include "table/amount.h"

static void report_no_level(const Row *row, size_t column, const char *what) {
    if (!level_names_incomplete(row->loader))
        row_error(row, column, level_hint(row->loader, row_text(row, column)), "\"%s\" is neither a %s nor a quantity",
            row_text(row, column), what);
}

static void read_driver(const Row *row, size_t column, Volume *volume) {
    if (row_is_blank(row, column) || level_find(row->loader, row_text(row, column), &volume->driver, &volume->quantity))
        return;
    if (loader_ids(row->loader, &csv_quantities)->count == 0)
        row_name(row, column, &csv_drivers); /* reports */
    else
        report_no_level(row, column, "driver");
}

Volume row_volume(const Row *row, size_t units, size_t driver, Bound bound) {
    Volume volume = { NAN, NONE, NONE };
    const char *text = row_text(row, units);
    const bool is_number = row_is_blank(row, units) || !amount_parse(text).fault;
    if (is_number || !level_find(row->loader, text, &volume.driver, &volume.quantity)) {
        read_driver(row, driver, &volume);
        if (is_number || loader_ids(row->loader, &csv_quantities)->count == 0)
            row_within(row, units, bound, &volume.units);
        else
            report_no_level(row, units, "number");
        return volume;
    }
    volume.units = 1;
    if (!row_is_blank(row, driver))
        row_error(row, driver, "multiply them in the formula of a quantity",
            "the units are those of \"%s\" already, and \"%s\" would multiply them", text, row_text(row, driver));
    return volume;
}
