/* Drivers: assumptions that several lines share, as read and as values by period. */
#include "model/prices.h"
#include "report/workbook/workbook.h"

/* The first row is for no driver at all, so that a line's blank driver is a factor of 1. */
static const char NO_DRIVER[] = "(none)";

static const char *const kinds[] = { [DRIVER_MULTIPLIER] = "multiplier", [DRIVER_GROWTH] = "growth" };

/* Paths have the period columns of drivers.csv, which need not be the horizon's. */
static const Amounts *any_path(const Case *the_case) {
    for (size_t d = 0; d < the_case->driver_count; d++)
        if (the_case->drivers[d].path.count > 0) return &the_case->drivers[d].path;
    return NULL;
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
    page_levels(page, row, DRIVER_PATH, &driver->path, driver_format(driver));
}

static void write_inputs(Workbook *workbook) {
    static const char *const headings[] = { "driver", "name", "unit", "kind", "distribution", "low", "planning value",
        "high", "shape", "source", "note", "read from" };
    const Case *the_case = workbook->the_case;
    const Amounts *path = any_path(the_case);
    Page page = page_add(workbook, "Drivers",
        "Assumptions that several lines share, as read. The planning value is what the plan uses.");
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    if (path) page_level_headings(&page, DRIVER_PATH, path, "first month of path", "Path_month");
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

static LevelCells path_cells(size_t d, const Driver *driver) {
    return (LevelCells){ "Drivers", "Path_month", FIRST_ROW + 1 + d, DRIVER_PATH, &driver->path, "1" };
}

static const char *month_of(const Workbook *workbook, size_t t) {
    return arena_format(workbook->arena, "Timeline!%s", cell_at(FIRST_ROW, FIRST_PERIOD + t, FIX_ROW).text);
}

/* Value × path: 1 before the path's first period, its last value carried forward. moved: of a path that moves, its cell. */
static void write_value(Page *page, size_t d, size_t t, const char *moved) {
    Workbook *workbook = page->workbook;
    const Driver *driver = &workbook->the_case->drivers[d];
    const size_t row = FIRST_ROW + 1 + d, column = FIRST_PERIOD + t;
    const Ref plan = cell_at(row, DRIVER_UNCERTAINTY + UNCERTAIN_PLAN, FIX_COLUMN),
              kind = cell_at(row, DRIVER_KIND_WORD, FIX_COLUMN), number = cell_at(NUMBER_ROW, column, FIX_ROW);
    const LevelCells cells = path_cells(d, driver);
    const char *path = "";
    if (moved)
        path = arena_format(workbook->arena, "*%s", moved);
    else if (driver->path.count > 0)
        path = arena_format(workbook->arena, "*%s", level_formula(workbook, &cells, month_of(workbook, t)));
    page_formula(page, row, column, value_format(driver), workbook->ledger->driver_values[d][t],
        "IF(Drivers!%s=\"growth\",(1+Drivers!%s)^((%s-1)*Months_per_period/12),Drivers!%s)%s", kind.text, plan.text,
        number.text, plan.text, path);
}

enum { BEFORE = MOVED_SLIP - 1 };

/* A path's rows before its phase's slip and after it. Gives the row of what it comes to. */
static size_t write_moved_path(Page *page, size_t row, size_t d) {
    Workbook *workbook = page->workbook;
    const Driver *driver = &workbook->the_case->drivers[d];
    const PlanValues *values = workbook->ledger->plan_values;
    const LevelCells cells = path_cells(d, driver);
    const MovedLevel level = { row, driver->phase, driver->on_delay, cell_text(workbook, row, BEFORE, FIX_BOTH) };
    const size_t moved = moved_row(&level);
    page_text(page, row, 0, FORMAT_TEXT, driver->label.id);
    page_text(page, row, 1, FORMAT_TEXT, "path before the slip");
    page_text(page, moved, 1, FORMAT_TEXT, "path after the slip");
    page_formula(page, row, BEFORE, FORMAT_NUMBER, driver->path_before, "%s",
        driver->path.count > 0 ? level_formula(workbook, &cells, "(Start_month-1)") : "1");
    page_slip(page, &level);
    for (size_t t = 0; t < workbook->period_count; t++) {
        page_formula(page, row, FIRST_PERIOD + t, FORMAT_FACTOR, values->own_of_driver[d][t], "%s",
            driver->path.count > 0 ? level_formula(workbook, &cells, month_of(workbook, t)) : "1");
        page_formula(page, moved, FIRST_PERIOD + t, FORMAT_FACTOR, values->path_of_driver[d][t], "%s",
            moved_formula(workbook, &level, t));
    }
    return moved;
}

/* [driver] Row of its moved path, 0: it does not move. */
static const size_t *write_moved_paths(Page *page) {
    const Case *the_case = page->workbook->the_case;
    size_t *rows = arena_array(page->workbook->arena, the_case->driver_count, sizeof *rows);
    size_t row = FIRST_ROW + the_case->driver_count + 2;
    for (size_t d = 0; d < the_case->driver_count; d++) {
        if (the_case->drivers[d].phase == NONE) continue;
        if (row == FIRST_ROW + the_case->driver_count + 2) {
            page_text(page, row, 0, FORMAT_SECTION, "Paths that move with a phase");
            page_text(page, row, BEFORE, FORMAT_HEADING_RIGHT, "before the start");
            page_text(page, row, MOVED_SLIP, FORMAT_HEADING_RIGHT, "slip, periods");
            page_text(page, row++, MOVED_END, FORMAT_HEADING_RIGHT, "planned end");
        }
        rows[d] = write_moved_path(page, row, d);
        row = rows[d] + 1;
    }
    return rows;
}

static void write_values(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "driver", "name", "unit", NULL, NULL, NULL };
    const Case *the_case = workbook->the_case;
    Page page = page_add_time(workbook, "Driver values",
        "Planning value of each driver by period: with its growth, and its path where it has one.", headings);
    page_text(&page, FIRST_ROW, 0, FORMAT_TEXT, NO_DRIVER);
    for (size_t t = 0; t < workbook->period_count; t++)
        page_number(&page, FIRST_ROW, FIRST_PERIOD + t, FORMAT_FACTOR, 1);
    const size_t *moved_rows = write_moved_paths(&page);
    for (size_t d = 0; d < the_case->driver_count; d++) {
        const size_t row = FIRST_ROW + 1 + d;
        page_text(&page, row, 0, FORMAT_TEXT, the_case->drivers[d].label.id);
        page_text(&page, row, 1, FORMAT_TEXT, the_case->drivers[d].label.name);
        page_text(&page, row, 2, FORMAT_TEXT, value_unit(&the_case->drivers[d]));
        for (size_t t = 0; t < workbook->period_count; t++)
            write_value(
                &page, d, t, moved_rows[d] ? cell_text(workbook, moved_rows[d], FIRST_PERIOD + t, FIX_NONE) : NULL);
    }
    page_name_cells(&page, "Driver_values", FIRST_ROW, FIRST_PERIOD, FIRST_ROW + the_case->driver_count,
        FIRST_PERIOD + workbook->period_count - 1);
}

void workbook_drivers(Workbook *workbook) {
    if (workbook->the_case->driver_count == 0) return;
    write_inputs(workbook);
    write_values(workbook);
}
