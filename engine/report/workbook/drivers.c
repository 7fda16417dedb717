/* Drivers: assumptions that several lines share, as read and as values by period. */
#include "model/prices.h"
#include "report/workbook/workbook.h"

/* The first row stands for no driver at all, so that a line's blank driver is a factor of 1. */
static const char NO_DRIVER[] = "(none)";

static const char *const kinds[] = { [DRIVER_MULTIPLIER] = "multiplier", [DRIVER_GROWTH] = "growth" };

/* Paths have the period columns of drivers.csv, which need not be the horizon's. */
static const Amounts *any_path(const Case *the_case) {
    for (size_t d = 0; d < the_case->driver_count; d++)
        if (the_case->drivers[d].path.count > 0) return &the_case->drivers[d].path;
    return NULL;
}

static void write_path_headings(Page *page, const Amounts *path) {
    const Workbook *workbook = page->workbook;
    page_text(page, HEAD_ROW, DRIVER_PATH, FORMAT_HEADING, "first month of path");
    for (size_t i = 0; i < path->count; i++) {
        const Period period = { path->first_month[i], workbook->the_case->settings.start.length_months };
        page_text(page, HEAD_ROW, DRIVER_PATH + 1 + i, FORMAT_HEADING_RIGHT, period_text(workbook->arena, period));
        page_number(page, NUMBER_ROW, DRIVER_PATH + 1 + i, FORMAT_HEADING_NUMBER, path->first_month[i]);
    }
    page_name_cells(page, "Path_month", NUMBER_ROW, DRIVER_PATH + 1, NUMBER_ROW, DRIVER_PATH + path->count);
}

static CellFormat driver_format(const Driver *driver) {
    return driver->in_percent ? FORMAT_INPUT_PERCENT : FORMAT_INPUT_NUMBER;
}

static void write_driver(Page *page, size_t row, const Driver *driver) {
    page_text(page, row, DRIVER_ID, FORMAT_TEXT, driver->label.id);
    page_text(page, row, DRIVER_NAME, FORMAT_TEXT, driver->label.name);
    page_text(page, row, DRIVER_UNIT, FORMAT_TEXT, driver->unit);
    page_text(page, row, DRIVER_KIND_WORD, FORMAT_INPUT_TEXT, kinds[driver->kind]);
    page_uncertainty(page, row, DRIVER_UNCERTAINTY, &driver->uncertainty, driver_format(driver));
    page_text(page, row, DRIVER_SOURCE, FORMAT_TEXT, driver->source);
    page_text(page, row, DRIVER_NOTE, FORMAT_TEXT, driver->note);
    page_place(page, row, DRIVER_PLACE, driver->label.place);
    for (size_t i = 0; i < driver->path.count; i++)
        page_number(page, row, DRIVER_PATH + 1 + i, driver_format(driver), driver->path.value[i]);
}

static void write_inputs(Workbook *workbook) {
    static const char *const headings[] = { "driver", "name", "unit", "kind", "distribution", "low", "planning value",
        "high", "shape", "source", "note", "read from" };
    const Case *the_case = workbook->the_case;
    const Amounts *path = any_path(the_case);
    Page page = page_add(workbook, "Drivers",
        "Assumptions that several lines share, as read. The planning value is what the plan uses.");
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    if (path) write_path_headings(&page, path);
    page_widths(&page, DRIVER_ID, DRIVER_ID, 22);
    page_widths(&page, DRIVER_NAME, DRIVER_NAME, 44);
    page_widths(&page, DRIVER_UNIT, DRIVER_SOURCE - 1, 13);
    page_widths(&page, DRIVER_SOURCE, DRIVER_SOURCE, 30);
    page_widths(&page, DRIVER_NOTE, DRIVER_NOTE, 50);
    page_widths(&page, DRIVER_PLACE, DRIVER_PLACE, 18);
    page_freeze(&page, FIRST_ROW, DRIVER_UNIT);
    page_text(&page, FIRST_ROW, DRIVER_ID, FORMAT_TEXT, NO_DRIVER);
    for (size_t d = 0; d < the_case->driver_count; d++) write_driver(&page, FIRST_ROW + 1 + d, &the_case->drivers[d]);
    page_name_cells(&page, "Driver_ids", FIRST_ROW, DRIVER_ID, FIRST_ROW + the_case->driver_count, DRIVER_ID);
}

/* What a driver comes to in a period: a growth is a factor by then, the rest is in the driver's own unit. */
static CellFormat value_format(const Driver *driver) {
    return driver->kind == DRIVER_GROWTH ? FORMAT_FACTOR : driver->in_percent ? FORMAT_PERCENT : FORMAT_NUMBER;
}

static const char *value_unit(const Driver *driver) {
    return driver->kind == DRIVER_GROWTH ? "times the start" : driver->in_percent ? "%" : driver->unit;
}

/* Value × path: 1 before the path's first period, its last value carried forward. */
static void write_value(Page *page, size_t row, size_t t, const Driver *driver, double value) {
    const size_t column = FIRST_PERIOD + t;
    const Ref plan = cell_at(row, DRIVER_UNCERTAINTY + UNCERTAIN_PLAN, FIX_COLUMN),
              kind = cell_at(row, DRIVER_KIND_WORD, FIX_COLUMN);
    const Ref number = cell_at(NUMBER_ROW, column, FIX_ROW), month = cell_at(FIRST_ROW, column, FIX_ROW);
    const char *path = "";
    if (driver->phase != NONE) { /* moved by the engine */
        page_number(page, row, column, value_format(driver), value);
        return;
    }
    if (driver->path.count > 0) {
        const Ref first = cell_at(NUMBER_ROW, DRIVER_PATH + 1, FIX_BOTH);
        const Ref values = cells_at(row, DRIVER_PATH + 1, row, DRIVER_PATH + driver->path.count, FIX_COLUMN);
        path = arena_format(page->workbook->arena,
            "*IF(Timeline!%s<Drivers!%s,1,LOOKUP(Timeline!%s,Path_month,Drivers!%s))", month.text, first.text,
            month.text, values.text);
    }
    page_formula(page, row, column, value_format(driver), value,
        "IF(Drivers!%s=\"growth\",(1+Drivers!%s)^((%s-1)*Months_per_period/12),Drivers!%s)%s", kind.text, plan.text,
        number.text, plan.text, path);
}

static void write_values(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "driver", "name", "unit", NULL, NULL, NULL };
    const Case *the_case = workbook->the_case;
    bool moves = false;
    for (size_t d = 0; d < the_case->driver_count; d++) moves = moves || the_case->drivers[d].phase != NONE;
    Page page = page_add_time(workbook, "Driver values",
        moves
            ? "Planning value of each driver by period: with its growth, and its path where it has one. Values of a path "
              "that moves with a phase are from the engine and do not change here."
            : "Planning value of each driver by period: with its growth, and its path where it has one.",
        headings);
    page_text(&page, FIRST_ROW, 0, FORMAT_TEXT, NO_DRIVER);
    for (size_t t = 0; t < workbook->period_count; t++)
        page_number(&page, FIRST_ROW, FIRST_PERIOD + t, FORMAT_FACTOR, 1);
    for (size_t d = 0; d < the_case->driver_count; d++) {
        const size_t row = FIRST_ROW + 1 + d;
        page_text(&page, row, 0, FORMAT_TEXT, the_case->drivers[d].label.id);
        page_text(&page, row, 1, FORMAT_TEXT, the_case->drivers[d].label.name);
        page_text(&page, row, 2, FORMAT_TEXT, value_unit(&the_case->drivers[d]));
        for (size_t t = 0; t < workbook->period_count; t++)
            write_value(&page, row, t, &the_case->drivers[d], workbook->ledger->driver_values[d][t]);
    }
    page_name_cells(&page, "Driver_values", FIRST_ROW, FIRST_PERIOD, FIRST_ROW + the_case->driver_count,
        FIRST_PERIOD + workbook->period_count - 1);
}

void workbook_drivers(Workbook *workbook) {
    if (workbook->the_case->driver_count == 0) return;
    write_inputs(workbook);
    write_values(workbook);
}
