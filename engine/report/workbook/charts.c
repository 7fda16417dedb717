/* Charts of the figures that a decision turns on. They draw the cells of other pages, so they follow when those change. */
#include <xlsxwriter.h>

#include "base/escape.h"
#include "case/party.h"
#include "evaluate/figure_table.h"
#include "report/workbook/formats.h"
#include "report/workbook/scopes.h"

/* Told apart by colour-blind readers too (Okabe and Ito, Color universal design, 2008). */
static const lxw_color_t colours[] = { 0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9 };
enum { COLOUR_COUNT = sizeof colours / sizeof colours[0], CHART_ROWS = 21, CHART_WIDTH = 980, CHART_HEIGHT = 405 };

static lxw_color_t colour_of(size_t i) {
    return colours[i % COLOUR_COUNT];
}

static char *cells_on(Workbook *workbook, const char *page, Ref cells) {
    return arena_format(workbook->arena, "='%s'!%s", page, cells.text);
}

/* To the library a name that begins with = is a formula. */
static char *name_of_body(Workbook *workbook, size_t body) {
    const char *name = body == 0 ? party_text(workbook->arena, workbook->the_case, "All {parties}")
                                 : workbook->the_case->councils[body - 1].name;
    return arena_format(workbook->arena, *name == '=' ? " %s" : "%s", sheet_text(workbook->arena, name));
}

static lxw_chart *new_chart(Page *page, uint8_t type, const char *title) {
    lxw_chart *chart = workbook_add_chart(page->workbook->book, type);
    if (!chart) arena_out_of_memory(page->workbook->arena);
    chart_title_set_name(chart, title);
    chart_title_set_name_font(chart, &(lxw_chart_font){ .size = 13, .bold = LXW_TRUE });
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    return chart;
}

/* After its series have been added. about: for people who do not see it. */
static void insert_chart(Page *page, size_t place, lxw_chart *chart, const char *about) {
    Workbook *workbook = page->workbook;
    lxw_chart_options options = { .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
        .description = arena_text(workbook->arena, about),
        .x_scale = CHART_WIDTH / 480.0,
        .y_scale = CHART_HEIGHT / 288.0 }; /* of the library's usual size */
    if (worksheet_insert_chart_opt(page->sheet, (lxw_row_t)(HEAD_ROW + 1 + place * CHART_ROWS), 0, chart, &options) !=
        LXW_NO_ERROR)
        workbook->failed = true;
}

static void draw_gridlines(lxw_chart_axis *axis) {
    chart_axis_major_gridlines_set_visible(axis, LXW_TRUE);
    chart_axis_major_gridlines_set_line(axis, &(lxw_chart_line){ .color = 0xD9D9D9, .width = 0.5 });
}

static const char *millions_look(Workbook *workbook) {
    const char *currency = currency_of_looks(workbook);
    return arena_format(workbook->arena, "\"%s\"#,##0.0,,\"m\";\"-%s\"#,##0.0,,\"m\";0", currency, currency);
}

static void set_money_axis(Workbook *workbook, lxw_chart *chart, const char *name) {
    chart_axis_set_num_format(chart->y_axis, millions_look(workbook));
    chart_axis_set_name(chart->y_axis, name);
    chart_axis_set_name_font(chart->y_axis, &(lxw_chart_font){ .size = 9 });
    chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    draw_gridlines(chart->y_axis);
}

static Ref period_names_at(const Workbook *workbook) {
    return cells_at(HEAD_ROW, FIRST_PERIOD, HEAD_ROW, FIRST_PERIOD + workbook->period_count - 1, FIX_BOTH);
}

static Ref flows_at(const Workbook *workbook, size_t row) {
    return cells_at(row, FIRST_PERIOD, row, FIRST_PERIOD + workbook->period_count - 1, FIX_BOTH);
}

static void set_width_and_colour(lxw_chart_series *series, size_t body) {
    lxw_chart_line line = { .color = colour_of(body), .width = 1.75f };
    if (body == 0) line.width = 3; /* joint */
    chart_series_set_line(series, &line);
}

/* A series for all councils together and one for each, of a page along time. */
static void add_bodies(Workbook *workbook, lxw_chart *chart, const char *page, size_t first_body, bool as_lines) {
    for (size_t body = first_body; body <= workbook->the_case->council_count; body++) {
        const size_t row = result_row(main_result(workbook, body));
        lxw_chart_series *series = chart_add_series(chart, cells_on(workbook, page, period_names_at(workbook)),
            cells_on(workbook, page, flows_at(workbook, row)));
        chart_series_set_name(series, name_of_body(workbook, body));
        if (as_lines)
            set_width_and_colour(series, body);
        else
            chart_series_set_fill(series, &(lxw_chart_fill){ .color = colour_of(body) });
    }
}

static void add_cumulative(Page *page, size_t place) {
    lxw_chart *chart =
        new_chart(page, LXW_CHART_LINE, "Cumulative cash flow: payback is where the line stays above zero");
    add_bodies(page->workbook, chart, "Cumulative", 0, true);
    set_money_axis(page->workbook, chart, "Real, undiscounted");
    insert_chart(page, place, chart,
        party_text(page->workbook->arena, page->workbook->the_case,
            "Cumulative net real cash flow by period, all {parties} and each. The numbers are on the page "
            "Cumulative."));
}

static void add_yearly(Page *page, size_t place) {
    lxw_chart *chart = new_chart(page, LXW_CHART_COLUMN_STACKED,
        party_text(page->workbook->arena, page->workbook->the_case, "Net cash flow by period and {party}"));
    add_bodies(page->workbook, chart, "Cash flows", 1, false);
    set_money_axis(page->workbook, chart, "Real, undiscounted");
    chart_set_series_gap(chart, 60);
    insert_chart(page, place, chart,
        party_text(page->workbook->arena, page->workbook->the_case,
            "Net real cash flow by period, stacked by {party}. The numbers are on the page Cash flows."));
}

/* One column of Results over the options, joint and by council: rows of different views are not next to each other, so the
   table is made here. */
static size_t write_npv_table(Page *page, size_t row) {
    Workbook *workbook = page->workbook;
    const Case *the_case = workbook->the_case;
    const size_t programmes = 1 + the_case->programme_count, view = programmes * (1 + the_case->council_count);
    const size_t npv = RESULT_FIGURES + FIGURE_NPV;
    const bool against = workbook->appraisal->results[main_result(workbook, 0)].scope.versus != NULL;
    page_text(page, row, 0, FORMAT_HEADING, "NPV by option");
    for (size_t body = 0; body <= the_case->council_count; body++)
        page_text(page, row, 1 + body, FORMAT_HEADING_RIGHT, name_of_body(workbook, body));
    row++;
    for (size_t r = 0; r < workbook->appraisal->result_count; r += view) {
        const BizcaseScope *scope = &workbook->appraisal->results[r].scope;
        if ((scope->versus != NULL) != against) continue;
        page_text(page, row, 0, FORMAT_TEXT, scope->option);
        for (size_t body = 0; body <= the_case->council_count; body++)
            page_formula(page, row, 1 + body, FORMAT_HEADLINE,
                workbook->appraisal->results[r + body * programmes].figures[npv - RESULT_FIGURES], "Results!%s",
                cell_at(result_row(r + body * programmes), npv, FIX_NONE).text);
        row++;
    }
    return row;
}

static void add_npv(Page *page, size_t place, size_t first_row, size_t last_row) {
    Workbook *workbook = page->workbook;
    lxw_chart *chart = new_chart(page, LXW_CHART_COLUMN,
        party_text(page->workbook->arena, page->workbook->the_case, "Net present value by option and {party}"));
    for (size_t body = 0; body <= workbook->the_case->council_count; body++) {
        lxw_chart_series *series =
            chart_add_series(chart, cells_on(workbook, page->name, cells_at(first_row, 0, last_row, 0, FIX_BOTH)),
                cells_on(workbook, page->name, cells_at(first_row, 1 + body, last_row, 1 + body, FIX_BOTH)));
        chart_series_set_name(series, name_of_body(workbook, body));
        chart_series_set_fill(series, &(lxw_chart_fill){ .color = colour_of(body) });
    }
    set_money_axis(workbook, chart, "Net present value");
    chart_set_series_gap(chart, 80);
    insert_chart(page, place, chart,
        party_text(page->workbook->arena, page->workbook->the_case,
            "Net present value of each option, all {parties} and each. The numbers are in the table below."));
}

/* The percentiles of NPV: how likely at least how much. */
static size_t write_percentiles(Page *page, size_t row) {
    Workbook *workbook = page->workbook;
    page_text(page, row, 0, FORMAT_HEADING, "NPV, percentiles of the simulation");
    for (size_t body = 0; body <= workbook->the_case->council_count; body++)
        page_text(page, row, 1 + body, FORMAT_HEADING_RIGHT, name_of_body(workbook, body));
    row++;
    for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++, row++) {
        page_number(page, row, 0, FORMAT_WHOLE, bizcase_percentiles()[p]);
        for (size_t body = 0; body <= workbook->the_case->council_count; body++) {
            const BizcaseScope *scope = &workbook->appraisal->results[main_result(workbook, body)].scope;
            const BizcaseDistribution *found = bizcase_simulation_find(workbook->simulation, scope, FIGURE_NPV);
            if (found) page_number(page, row, 1 + body, FORMAT_HEADLINE, found->percentiles[p]);
        }
    }
    return row;
}

static void add_percentiles(Page *page, size_t place, size_t first_row, size_t last_row) {
    Workbook *workbook = page->workbook;
    lxw_chart *chart =
        new_chart(page, LXW_CHART_SCATTER_STRAIGHT, "How sure: net present value and the chance of less (simulation)");
    for (size_t body = 0; body <= workbook->the_case->council_count; body++) {
        lxw_chart_series *series = chart_add_series(chart,
            cells_on(workbook, page->name, cells_at(first_row, 1 + body, last_row, 1 + body, FIX_BOTH)),
            cells_on(workbook, page->name, cells_at(first_row, 0, last_row, 0, FIX_BOTH)));
        chart_series_set_name(series, name_of_body(workbook, body));
        set_width_and_colour(series, body);
    }
    chart_axis_set_num_format(chart->x_axis, millions_look(workbook));
    chart_axis_set_label_position(chart->y_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    draw_gridlines(chart->y_axis);
    chart_axis_set_name(chart->x_axis, "Net present value");
    chart_axis_set_name(chart->y_axis, "Chance of less, %");
    chart_axis_set_min(chart->y_axis, 0);
    chart_axis_set_max(chart->y_axis, 100);
    insert_chart(page, place, chart,
        party_text(page->workbook->arena, page->workbook->the_case,
            "Cumulative probability of net present value, all {parties} and each, from the simulation. The numbers "
            "are in the table below."));
}

void workbook_charts(Workbook *workbook) {
    const BizcaseScope *scope = &workbook->appraisal->results[main_result(workbook, 0)].scope;
    Page page = page_add(workbook, "Charts",
        arena_format(workbook->arena, "Option %s%s%s. Charts follow the cells that they draw.", scope->option,
            scope->versus ? " against " : "", scope->versus ? scope->versus : ""));
    const bool simulated = workbook->simulation && bizcase_simulation_find(workbook->simulation, scope, FIGURE_NPV);
    const size_t charts = simulated ? 4 : 3, npv_row = HEAD_ROW + 2 + charts * CHART_ROWS;
    page_widths(&page, 0, 0, 34);
    page_paper(&page, PAPER_UPRIGHT);
    page_widths(&page, 1, 1 + workbook->the_case->council_count, 20);
    add_cumulative(&page, 0);
    add_yearly(&page, 1);
    const size_t after = write_npv_table(&page, npv_row);
    add_npv(&page, 2, npv_row + 1, after - 1);
    if (!simulated) return;
    const size_t end = write_percentiles(&page, after + 1);
    add_percentiles(&page, 3, after + 2, end - 1);
}
