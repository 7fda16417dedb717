/* Cost and benefit lines as they were read, a row each; their amounts are on the next page. */
#include "report/workbook/workbook.h"

static const char *const sides[] = { [SIDE_COST] = "cost", [SIDE_BENEFIT] = "benefit" };
static const char *const delays[] = { [DELAY_SHIFT] = "shift", [DELAY_EXTEND] = "extend" };

static void write_headings(Page *page) {
    static const char *const fixed[] = { "line", "name", "side", "programme", "category", "kind", "type", "basis",
        "index", "split", "phase", "on_delay", "optimism bias", "mitigation", "distribution", "low", "planning value",
        "high", "shape" };
    const Workbook *workbook = page->workbook;
    page_headings(page, HEAD_ROW, fixed, sizeof fixed / sizeof fixed[0]);
    for (size_t i = 0; i < workbook->driver_columns; i++)
        page_text(
            page, HEAD_ROW, LINE_FIRST_DRIVER + i, FORMAT_HEADING, arena_format(workbook->arena, "driver %zu", i + 1));
    size_t column = line_option_column(workbook);
    for (size_t o = 0; o < workbook->the_case->option_count; o++)
        page_text(page, HEAD_ROW, column++, FORMAT_HEADING,
            arena_format(workbook->arena, "in %s", workbook->the_case->options[o].label.id));
    for (size_t i = 0; line_remark_name(i); i++)
        page_text(page, HEAD_ROW, column++, FORMAT_HEADING, line_remark_name(i));
    page_text(page, HEAD_ROW, column, FORMAT_HEADING, "read from");
}

static void write_words(Page *page, size_t row, const Line *line) {
    const Case *the_case = page->workbook->the_case;
    const struct {
        enum LineColumn column;
        const char *text;
    } cells[] = {
        { LINE_PROGRAMME, the_case->programmes[line->programme].id },
        { LINE_KIND, money_kind_names[line->kind] },
        { LINE_TYPE, line->type->name },
        { LINE_BASIS, line->nominal ? "nominal" : "real" },
        { LINE_INDEX, line->index == NONE ? NULL : the_case->indices[line->index].label.id },
        { LINE_SPLIT, the_case->splits[line->split].label.id },
        { LINE_PHASE, line->phase == NONE ? NULL : the_case->phases[line->phase].label.id },
        { LINE_DELAY, line->phase == NONE ? NULL : delays[line->on_delay] },
    };
    page_text(page, row, LINE_ID, FORMAT_TEXT, line->label.id);
    page_text(page, row, LINE_NAME, FORMAT_TEXT, line->label.name);
    page_text(page, row, LINE_SIDE, FORMAT_TEXT, sides[line->side]);
    page_text(page, row, LINE_CATEGORY, FORMAT_TEXT, line->category);
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        page_text(page, row, cells[i].column, FORMAT_INPUT_TEXT, cells[i].text);
}

static void write_line(Page *page, size_t row, const Line *line) {
    const Workbook *workbook = page->workbook;
    write_words(page, row, line);
    page_number(page, row, LINE_BIAS, FORMAT_INPUT_PERCENT, line->unmitigated_bias);
    page_number(page, row, LINE_MITIGATION, FORMAT_INPUT_PERCENT, line->mitigation);
    page_uncertainty(page, row, LINE_UNCERTAINTY, &line->own, FORMAT_INPUT_NUMBER);
    for (size_t i = 0; i < workbook->driver_columns; i++)
        page_text(page, row, LINE_FIRST_DRIVER + i, FORMAT_INPUT_TEXT,
            i < line->driver_count ? workbook->the_case->drivers[line->drivers[i]].label.id : NULL);
    size_t column = line_option_column(workbook);
    for (size_t o = 0; o < workbook->the_case->option_count; o++)
        page_number(page, row, column++, FORMAT_INPUT_NUMBER, line->in_option[o] ? 1 : 0);
    for (size_t i = 0; line_remark_name(i); i++) page_text(page, row, column++, FORMAT_TEXT, line->remarks[i]);
    page_place(page, row, column, line->label.place);
}

void workbook_lines(Workbook *workbook) {
    const Case *the_case = workbook->the_case;
    Page page = page_add(workbook, "Lines",
        "Cost and benefit lines as read. 1 in an option's column: the line is part of it. Amounts are on the next "
        "page, in the same row.");
    write_headings(&page);
    page_widths(&page, LINE_ID, LINE_ID, 24);
    page_widths(&page, LINE_NAME, LINE_NAME, 44);
    page_widths(&page, LINE_SIDE, line_option_column(workbook) - 1, 13);
    const size_t options = line_option_column(workbook), after = options + the_case->option_count;
    page_widths(&page, options, after - 1, 10);
    size_t place = after;
    while (line_remark_name(place - after)) place++;
    page_widths(&page, after, place - 2, 22);
    page_widths(&page, place - 1, place - 1, 60); /* the note */
    page_widths(&page, place, place, 18);
    page_freeze(&page, FIRST_ROW, LINE_SIDE);
    for (size_t l = 0; l < the_case->line_count; l++) write_line(&page, FIRST_ROW + l, &the_case->lines[l]);
}
