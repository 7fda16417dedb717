/* Levels by period as the case types them, and what a phase's slip makes of them. */
#include <math.h>

#include "report/workbook/workbook.h"
#include "table/period.h"

/* --- as typed -------------------------------------------------------------------------------------------------------- */

/* A column of years in a case of quarters is one cell here too. */
static size_t step_of(const Amounts *levels) {
    return levels->per_cell > 1 ? levels->per_cell : 1;
}

void page_level_headings(Page *page, size_t column, const Amounts *levels, const char *about, const char *name) {
    const size_t step = step_of(levels), cells = levels->count / step;
    const int length = page->workbook->the_case->settings.start.length_months * (int)step;
    if (about) {
        page_text(page, HEAD_ROW, column, FORMAT_HEADING, about);
        page_widths(page, column, column + cells, 12);
    }
    for (size_t i = 0; i < cells; i++) {
        const int month = levels->first_month[i * step];
        page_text(page, HEAD_ROW, column + 1 + i, FORMAT_HEADING_RIGHT,
            period_text(page->workbook->arena, (Period){ month, length }));
        page_number(page, NUMBER_ROW, column + 1 + i, FORMAT_HEADING_NUMBER, month);
    }
    page_name_cells(page, name, NUMBER_ROW, column + 1, NUMBER_ROW, column + cells);
}

void page_levels(Page *page, size_t row, size_t column, const Amounts *levels, CellFormat format) {
    const size_t step = step_of(levels);
    for (size_t i = 0; i * step < levels->count; i++) {
        const double value = levels->value[i * step];
        if (i > 0 && levels->is_blank && levels->is_blank[i * step])
            page_formula(page, row, column + 1 + i, format, value, "%s", cell_at(row, column + i, FIX_NONE).text);
        else
            page_number(page, row, column + 1 + i, format, value);
    }
}

const char *level_formula(const Workbook *workbook, const LevelCells *cells, const char *month) {
    const size_t last = cells->column + cells->levels->count / step_of(cells->levels);
    return arena_format(workbook->arena, "IF(%s<%s!%s,%s,LOOKUP(%s,%s,%s!%s))", month, cells->page,
        cell_at(NUMBER_ROW, cells->column + 1, FIX_BOTH).text, cells->before, month, cells->months, cells->page,
        cells_at(cells->row, cells->column + 1, cells->row, last, FIX_BOTH).text);
}

/* --- moved ----------------------------------------------------------------------------------------------------------- */

size_t moved_row(const MovedLevel *level) {
    return level->row + (level->rule == DELAY_EXTEND ? 3 : 1);
}

/* The part of the period from t on that lies before a time. */
static double part_before(double time, size_t t) {
    return fmin(fmax(time - (double)t, 0), 1);
}

/* Of one that extends: in what part of each period it stays as it is, and in what part it still does or is held. */
static void write_parts(Page *page, const MovedLevel *level, double slip, double end) {
    const Workbook *workbook = page->workbook;
    const double periods = (double)workbook->period_count, after = fmax(-1, fmin(ceil(end), periods + 1));
    const char *slip_cell = cell_text(workbook, level->row, MOVED_SLIP, FIX_BOTH),
               *end_cell = cell_text(workbook, level->row, MOVED_END, FIX_BOTH),
               *after_cell = cell_text(workbook, level->row + 1, MOVED_END, FIX_BOTH);
    page_text(page, level->row + 1, 1, FORMAT_ABOUT, "part of the period in which it stays as it is");
    page_text(page, level->row + 2, 1, FORMAT_ABOUT, "the same, and in which it is held until the end has come");
    page_formula(
        page, level->row + 1, MOVED_END, FORMAT_NUMBER, after, "MAX(-1,MIN(-INT(-%s),Period_count+1))", end_cell);
    for (size_t t = 0; t < workbook->period_count; t++) {
        const size_t column = FIRST_PERIOD + t;
        const char *number = cell_text(workbook, NUMBER_ROW, column, FIX_ROW);
        page_formula(page, level->row + 1, column, FORMAT_FACTOR, part_before(slip < 0 ? end + slip : after, t),
            "MAX(0,MIN(1,IF(%s<0,%s+%s,%s)-%s+1))", slip_cell, end_cell, slip_cell, after_cell, number);
        page_formula(page, level->row + 2, column, FORMAT_FACTOR, part_before(after + slip, t),
            "MAX(0,MIN(1,%s+%s-%s+1))", after_cell, slip_cell, number);
    }
}

void page_slip(Page *page, const MovedLevel *level) {
    const Workbook *workbook = page->workbook;
    const Settings *settings = &workbook->the_case->settings;
    const double length = settings->start.length_months, slip = workbook->ledger->phase_slips[level->phase] / length,
                 end = (workbook->the_case->phases[level->phase].end_month + 1 - settings->start.first_month) / length;
    page_formula(page, level->row, MOVED_SLIP, FORMAT_NUMBER, slip, "INDEX(Phase_slip,%zu)", level->phase + 1);
    page_formula(page, level->row, MOVED_END, FORMAT_NUMBER, end, "INDEX(Phase_end,%zu)", level->phase + 1);
    if (level->rule == DELAY_EXTEND) write_parts(page, level, slip, end);
}

/* The level of a period counted from 1: what is before the first, and the last one held. */
static const char *level_at(const Workbook *workbook, const MovedLevel *level, const char *number) {
    return arena_format(workbook->arena, "IF(%s<1,%s,INDEX(%s,MIN(%s,Period_count)))", number, level->before,
        periods_at(workbook, level->row).text, number);
}

/* Of two periods that lie side by side the older has the fraction of the slip, the newer the rest; see evaluate/movement.h. */
const char *moved_formula(const Workbook *workbook, const MovedLevel *level, size_t t) {
    Arena *arena = workbook->arena;
    const size_t column = FIRST_PERIOD + t;
    const char *slip = cell_text(workbook, level->row, MOVED_SLIP, FIX_BOTH);
    const char *newer = arena_format(arena, "%s-INT(%s)", cell_at(NUMBER_ROW, column, FIX_ROW).text, slip),
               *older = arena_format(arena, "%s-1", newer), *part = arena_format(arena, "(%s-INT(%s))", slip, slip);
    const char *newer_level = level_at(workbook, level, newer), *older_level = level_at(workbook, level, older);
    if (level->rule == DELAY_SHIFT)
        return arena_format(
            arena, "IF(%s=0,%s,%s*%s+(1-%s)*%s)", part, newer_level, part, older_level, part, newer_level);
    const char *own = cell_text(workbook, level->row, column, FIX_NONE),
               *stays = cell_text(workbook, level->row + 1, column, FIX_NONE),
               *still = cell_text(workbook, level->row + 2, column, FIX_NONE),
               *after = cell_text(workbook, level->row + 1, MOVED_END, FIX_BOTH);
    return arena_format(arena, "%s*%s+MAX(0,%s-%s)*%s+MAX(0,%s-%s)*%s+(1-MAX(%s,%s))*%s", stays, own, still, stays,
        level_at(workbook, level, after), part, still, older_level, part, still, newer_level);
}
