/* Writing cells, checked: what cannot be shown is said, and a call that the library refuses is remembered. */
#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/escape.h"
#include "report/document/number_text.h"
#include "report/sections/case_data.h"
#include "report/workbook/workbook.h"

enum { LONGEST_TEXT = 32767, LONGEST_FORMULA = 8192 }; /* of the file format, in characters */

static void note(Page *page, lxw_error error) {
    if (error != LXW_NO_ERROR) page->workbook->failed = true;
}

/* Reading the workbook back relies on no cell being written twice. */
static void note_cell(Page *page, lxw_error error) {
    note(page, error);
    page->workbook->page_cells[page->number]++;
}

static lxw_format *format_of(const Page *page, CellFormat format) {
    return page->workbook->formats[format];
}

/* Without what no XML has, and cut at a whole character where it is too long for a cell. */
static const char *fitting_text(Page *page, const char *typed) {
    const char *text = sheet_text(page->workbook->arena, typed);
    size_t length = strlen(text);
    if (length <= LONGEST_TEXT) return text;
    length = LONGEST_TEXT - strlen("…");
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
    return arena_format(page->workbook->arena, "%.*s…", (int)length, text);
}

void page_text(Page *page, size_t row, size_t column, CellFormat format, const char *text) {
    lxw_format *look = format_of(page, format);
    if (!text || !*text)
        note_cell(page, worksheet_write_blank(page->sheet, (lxw_row_t)row, (lxw_col_t)column, look));
    else
        note_cell(page,
            worksheet_write_string(page->sheet, (lxw_row_t)row, (lxw_col_t)column, fitting_text(page, text), look));
}

void page_number(Page *page, size_t row, size_t column, CellFormat format, double number) {
    if (!isfinite(number))
        page_text(page, row, column, format, "n/a");
    else
        note_cell(page,
            worksheet_write_number(page->sheet, (lxw_row_t)row, (lxw_col_t)column, number, format_of(page, format)));
}

void page_chance(Page *page, size_t row, size_t column, double probability) {
    static const CellFormat formats[] = { [CHANCE_WHOLE] = FORMAT_CHANCE,
        [CHANCE_NEAR_AN_END] = FORMAT_CHANCE_NEAR_AN_END,
        [CHANCE_HARDLY] = FORMAT_CHANCE_HARDLY,
        [CHANCE_ALMOST_SURE] = FORMAT_CHANCE_ALMOST_SURE };
    page_number(page, row, column, formats[chance_look(probability)], probability);
}

CellFormat figure_cell_format(BizcaseFigure figure) {
    static const CellFormat formats[] = { [BIZCASE_MONEY] = FORMAT_HEADLINE,
        [BIZCASE_RATIO] = FORMAT_RATIO,
        [BIZCASE_RATE] = FORMAT_RATE,
        [BIZCASE_YEARS] = FORMAT_YEARS };
    return formats[figure.unit];
}

static void write_formula(Page *page, size_t row, size_t column, CellFormat format, double value, const char *text,
    const char *formula, va_list arguments) {
    char whole[LONGEST_FORMULA] = "=";
    const int length = vsnprintf(whole + 1, sizeof whole - 1, formula, arguments);
    if (length < 0 || (size_t)length >= sizeof whole - 1) {
        page->workbook->failed = true;
        return;
    }
    lxw_format *look = format_of(page, format);
    const lxw_row_t r = (lxw_row_t)row;
    const lxw_col_t c = (lxw_col_t)column;
    if (!text && !isfinite(value)) text = "n/a";
    if (text)
        note_cell(page, worksheet_write_formula_str(page->sheet, r, c, whole, look, fitting_text(page, text)));
    else
        note_cell(page, worksheet_write_formula_num(page->sheet, r, c, whole, look, value));
}

void page_formula(Page *page, size_t row, size_t column, CellFormat format, double value, const char *formula, ...) {
    va_list arguments;
    va_start(arguments, formula);
    write_formula(page, row, column, format, value, NULL, formula, arguments);
    va_end(arguments);
}

void page_text_formula(
    Page *page, size_t row, size_t column, CellFormat format, const char *value, const char *formula, ...) {
    va_list arguments;
    va_start(arguments, formula);
    write_formula(page, row, column, format, 0, value, formula, arguments);
    va_end(arguments);
}

/* Days since 30 December 1899. Era arithmetic of years that begin in March; for any date from 1 March 1900. */
static double serial_of_month(int month) {
    const int year = month / 12, of_year = month % 12; /* 0: January */
    const int shifted = year - (of_year < 2), from_march = (of_year + 10) % 12;
    const int day_of_year = (153 * from_march + 2) / 5;
    return 365.0 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + day_of_year - 693899 /* 30 December 1899 */;
}

void page_month(Page *page, size_t row, size_t column, CellFormat format, int month) {
    page_number(page, row, column, format, serial_of_month(month));
}

void page_place(Page *page, size_t row, size_t column, Place place) {
    if (!place.file && !place.asked) return;
    Arena *arena = page->workbook->arena;
    const char *text = place.file ? place_text(arena, place) : shown_place(place.asked);
    page_text(page, row, column, FORMAT_PLACE, text);
}

void page_link(Page *page, size_t row, size_t column, const char *page_name) {
    const char *url = arena_format(page->workbook->arena, "internal:'%s'!A1", page_name);
    note_cell(page, worksheet_write_url_opt(page->sheet, (lxw_row_t)row, (lxw_col_t)column, url,
                        format_of(page, FORMAT_LINK), page_name, NULL));
}

void page_mark_differences(Page *page, size_t first_row, size_t first_column, size_t last_row, size_t last_column) {
    lxw_conditional_format bad = { .type = LXW_CONDITIONAL_TYPE_CELL,
        .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO,
        .value = 0,
        .format = format_of(page, FORMAT_BAD) };
    note(page, worksheet_conditional_format_range(page->sheet, (lxw_row_t)first_row, (lxw_col_t)first_column,
                   (lxw_row_t)last_row, (lxw_col_t)last_column, &bad));
}

/* --- pages ---------------------------------------------------------------------------------------------------------- */

/* What a worksheet's name may hold: 31 characters, and none of []:*?/\, nor ' at an end. Names that come from the case are
   ASCII by then. */
static const char *page_name_of(Workbook *workbook, const char *wanted) {
    char *name = arena_text_n(workbook->arena, wanted, strlen(wanted) < 31 ? strlen(wanted) : 31);
    return name;
}

enum { A3 = 8, A4 = 9 }; /* the file format's numbers of paper sizes */

static void set_up_print(Page *page) {
    worksheet_set_landscape(page->sheet);
    worksheet_set_paper(page->sheet, A4);
    worksheet_fit_to_pages(page->sheet, 1, 0);
    worksheet_set_margins(page->sheet, 0.4, 0.4, 0.6, 0.6);
    note(page, worksheet_set_header(page->sheet, "&L&F&R&A"));
    note(page, worksheet_set_footer(page->sheet, "&LMade by bizcase&RPage &P of &N"));
    worksheet_gridlines(page->sheet, LXW_HIDE_ALL_GRIDLINES);
}

Page page_add(Workbook *workbook, const char *wanted, const char *about) {
    return page_add_titled(workbook, wanted, wanted, about);
}

Page page_add_titled(Workbook *workbook, const char *wanted, const char *title, const char *about) {
    const char *variation = workbook->the_case->variation;
    if (*variation) about = arena_format(workbook->arena, "%s: %s", variation, about);
    Page page = { .workbook = workbook, .name = page_name_of(workbook, wanted) };
    page.sheet = workbook_add_worksheet(workbook->book, page.name);
    /* Without memory the library gives none; the pages need one to write to. */
    if (!page.sheet) arena_out_of_memory(workbook->arena);
    if (workbook->page_count == workbook->page_capacity) {
        size_t capacity = workbook->page_capacity;
        workbook->page_abouts =
            arena_grow(workbook->arena, workbook->page_abouts, workbook->page_count, &capacity, sizeof(char *));
        capacity = workbook->page_capacity;
        workbook->page_cells =
            arena_grow(workbook->arena, workbook->page_cells, workbook->page_count, &capacity, sizeof(size_t));
        workbook->page_names = arena_grow(
            workbook->arena, workbook->page_names, workbook->page_count, &workbook->page_capacity, sizeof(char *));
    }
    page.number = workbook->page_count;
    workbook->page_cells[page.number] = 0;
    workbook->page_names[workbook->page_count] = page.name;
    workbook->page_abouts[workbook->page_count++] = about;
    set_up_print(&page);
    page_text(&page, 0, 0, FORMAT_TITLE, title);
    page_text(&page, 1, 0, FORMAT_ABOUT, about);
    return page;
}

/* One by one: the library would write a range that is set twice in part as two that overlap. */
void page_widths(Page *page, size_t first_column, size_t last_column, double width) {
    for (size_t c = first_column; c <= last_column; c++)
        note(page, worksheet_set_column(page->sheet, (lxw_col_t)c, (lxw_col_t)c, width, format_of(page, FORMAT_PLAIN)));
    page->width += width * (double)(last_column - first_column + 1);
}

/* Wide pages go on A3, as many sheets side by side as leave letters large enough to read. */
static void spread_over_paper(Page *page) {
    static const double characters_on_a4 = 160, characters_on_a3 = 290;
    const double sheets = ceil(page->width / characters_on_a3);
    if (page->width > characters_on_a4) worksheet_set_paper(page->sheet, A3);
    worksheet_fit_to_pages(page->sheet, (uint16_t)fmin(fmax(sheets, 1), 1000), 0);
    /* No repeated columns: they make LibreOffice take several seconds to load any workbook. */
}

void page_freeze(Page *page, size_t row, size_t column) {
    worksheet_freeze_panes(page->sheet, (lxw_row_t)row, (lxw_col_t)column);
    note(page, worksheet_repeat_rows(page->sheet, 0, (lxw_row_t)row - 1));
    spread_over_paper(page);
}

void page_paper(Page *page, Paper paper) {
    if (paper == PAPER_UPRIGHT) worksheet_set_portrait(page->sheet);
    worksheet_fit_to_pages(page->sheet, 1, paper == PAPER_ONE_SHEET ? 1 : 0);
}

void page_print_columns(Page *page, size_t last_column, size_t last_row) {
    note(page, worksheet_print_area(page->sheet, 0, 0, (lxw_row_t)last_row, (lxw_col_t)last_column));
}

void page_headings(Page *page, size_t row, const char *const *headings, size_t count) {
    static const double two_lines = 30; /* points */
    note(page, worksheet_set_row(page->sheet, (lxw_row_t)row, two_lines, NULL));
    for (size_t c = 0; c < count; c++) page_text(page, row, c, FORMAT_HEADING, headings[c]);
}

Page page_add_time(Workbook *workbook, const char *name, const char *about, const char *const *headings) {
    Page page = page_add(workbook, name, about);
    page_headings(&page, HEAD_ROW, headings, FIRST_PERIOD);
    for (size_t c = 0; c < FIRST_PERIOD; c++)
        page_text(&page, NUMBER_ROW, c, FORMAT_HEADING_NUMBER, c == 0 ? "period" : NULL);
    for (size_t t = 0; t < workbook->period_count; t++) {
        page_text(&page, HEAD_ROW, FIRST_PERIOD + t, FORMAT_HEADING_RIGHT, workbook->appraisal->periods[t]);
        page_number(&page, NUMBER_ROW, FIRST_PERIOD + t, FORMAT_HEADING_NUMBER, (double)t + 1);
    }
    page_widths(&page, 0, 0, 22);
    page_widths(&page, 1, 1, 46);
    page_widths(&page, 2, FIRST_PERIOD - 1, 13);
    page_widths(&page, FIRST_PERIOD, FIRST_PERIOD + workbook->period_count, 12);
    page_freeze(&page, FIRST_ROW, FIRST_PERIOD);
    return page;
}

/* --- references ----------------------------------------------------------------------------------------------------- */

Ref cell_at(size_t row, size_t column, Fix fix) {
    char letters[8], back[8];
    size_t count = 0;
    for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) back[count++] = (char)('A' + (rest - 1) % 26);
    for (size_t i = 0; i < count; i++) letters[i] = back[count - 1 - i];
    letters[count] = '\0';
    Ref ref;
    snprintf(ref.text, sizeof ref.text, "%s%s%s%zu", fix & FIX_COLUMN ? "$" : "", letters, fix & FIX_ROW ? "$" : "",
        row + 1);
    return ref;
}

const char *cell_text(const Workbook *workbook, size_t row, size_t column, Fix fix) {
    return arena_text(workbook->arena, cell_at(row, column, fix).text);
}

Ref cells_at(size_t first_row, size_t first_column, size_t last_row, size_t last_column, Fix fix) {
    const Ref first = cell_at(first_row, first_column, fix), last = cell_at(last_row, last_column, fix);
    Ref ref;
    snprintf(ref.text, sizeof ref.text, "%.22s:%.22s", first.text, last.text);
    return ref;
}

Ref periods_at(const Workbook *workbook, size_t row) {
    return cells_at(row, FIRST_PERIOD, row, FIRST_PERIOD + workbook->period_count - 1, FIX_COLUMN);
}

void page_name_cells(
    Page *page, const char *name, size_t first_row, size_t first_column, size_t last_row, size_t last_column) {
    const bool single = first_row == last_row && first_column == last_column;
    const Ref ref = single ? cell_at(first_row, first_column, FIX_BOTH)
                           : cells_at(first_row, first_column, last_row, last_column, FIX_BOTH);
    const char *formula = arena_format(page->workbook->arena, "='%s'!%s", page->name, ref.text);
    note(page, workbook_define_name(page->workbook->book, name, formula));
}

void page_name_column(Page *page, const char *name, size_t column) {
    page_name_cells(page, name, FIRST_ROW, column, FIRST_ROW + page->workbook->row_count - 1, column);
}

static bool is_used(const Workbook *workbook, const char *name) {
    for (size_t i = 0; i < workbook->used_name_count; i++)
        if (strcasecmp(workbook->used_names[i], name) == 0) return true;
    return false;
}

const char *name_part(Workbook *workbook, const char *prefix, const char *text) {
    enum { LONGEST = 20 };
    char part[LONGEST + 1];
    size_t length = 0;
    for (; length < LONGEST && text[length]; length++) {
        const char letter = text[length];
        const bool plain =
            (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
        part[length] = plain ? letter : '_';
    }
    part[length] = '\0';
    const char *name = arena_format(workbook->arena, "%s%s", prefix, part);
    for (int again = 2; is_used(workbook, name); again++)
        name = arena_format(workbook->arena, "%s%s_%d", prefix, part, again);
    workbook->used_names = arena_grow(workbook->arena, workbook->used_names, workbook->used_name_count,
        &workbook->used_name_capacity, sizeof(char *));
    workbook->used_names[workbook->used_name_count++] = name;
    return name;
}

bool ids_can_be_matched(Arena *arena, const char *const *ids, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strpbrk(ids[i], "*?~") || strlen(ids[i]) > 255 || sheet_text(arena, ids[i]) != ids[i]) return false;
        for (size_t j = 0; j < i; j++)
            if (strcasecmp(ids[i], ids[j]) == 0) return false;
    }
    return true;
}

/* --- uncertain inputs ------------------------------------------------------------------------------------------------ */

/* A distribution's formula with {low}, {central}, {high} and {shape} as cells of the row. */
static const char *filled_in(Page *page, const char *formula, size_t row, size_t column) {
    static const char *const words[] = { NULL, "{low}", "{central}", "{high}", "{shape}" };
    Arena *arena = page->workbook->arena;
    const char *text = "";
    while (*formula) {
        size_t word = 0;
        for (size_t w = 1; w < sizeof words / sizeof words[0]; w++)
            if (strncmp(formula, words[w], strlen(words[w])) == 0) word = w;
        if (word)
            text = arena_format(arena, "%s%s", text, cell_at(row, column + word, FIX_COLUMN).text);
        else
            text = arena_format(arena, "%s%c", text, *formula);
        formula += word ? strlen(words[word]) : 1;
    }
    return text;
}

static void write_optional(Page *page, size_t row, size_t column, CellFormat format, double number) {
    if (isnan(number))
        page_text(page, row, column, format, NULL);
    else
        page_number(page, row, column, format, number);
}

/* A single number as a number, so that formulas can use it. */
static void write_shape(Page *page, size_t row, size_t column, const char *shape) {
    char *end = NULL;
    const double number = shape && *shape ? strtod(shape, &end) : NAN;
    if (shape && *shape && *end == '\0' && isfinite(number))
        page_number(page, row, column, FORMAT_INPUT_NUMBER, number);
    else
        page_text(page, row, column, FORMAT_INPUT_TEXT, shape);
}

void page_uncertainty(Page *page, size_t row, size_t column, const Uncertainty *uncertainty, CellFormat format) {
    const Fitted *fitted = &uncertainty->fitted;
    const Distribution *distribution = fitted->distribution;
    page_text(page, row, column, FORMAT_INPUT_TEXT, distribution ? distribution->name : NULL);
    write_optional(page, row, column + 1, format, fitted->low);
    if (uncertainty->central_blank && !fitted->constant)
        distribution->middle_formula ? page_formula(page, row, column + UNCERTAIN_PLAN, FORMAT_NUMBER, fitted->central,
                                           "%s", filled_in(page, distribution->middle_formula, row, column))
                                     : page_number(page, row, column + UNCERTAIN_PLAN, FORMAT_ENGINE, fitted->central);
    else
        page_number(page, row, column + UNCERTAIN_PLAN, format, fitted->central);
    write_optional(page, row, column + 3, format, fitted->high);
    write_shape(page, row, column + 4, uncertainty->shape);
}

void page_mean(Page *page, size_t row, size_t column, size_t uncertainty_column, const Uncertainty *uncertainty,
    CellFormat format) {
    const Distribution *distribution = uncertainty->fitted.distribution;
    if (distribution->mean_formula)
        page_formula(page, row, column, format, uncertainty->fitted.mean, "%s",
            filled_in(page, distribution->mean_formula, row, uncertainty_column));
    else
        page_number(page, row, column, FORMAT_ENGINE, uncertainty->fitted.mean);
}
