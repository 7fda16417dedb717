/* The first page: which case, made by what, whether the checks hold, and what is where. */
#include <string.h>

#include "case/party.h"
#include "evaluate/figure_table.h"
#include "report/sections/briefing.h"
#include "report/workbook/workbook.h"

enum { KEY, VALUE, MORE };

static size_t fact(Page *page, size_t row, const char *key, const char *value) {
    if (!value || !*value) return row;
    page_text(page, row, KEY, FORMAT_TEXT, key);
    page_text(page, row, VALUE, FORMAT_TEXT, value);
    return row + 1;
}

static const char *joined(Arena *arena, const char **texts, size_t count) {
    const char *text = "";
    for (size_t i = 0; i < count; i++) text = arena_format(arena, "%s%s%s", text, i ? ", " : "", texts[i]);
    return text;
}

static size_t write_facts(Page *page, size_t row) {
    const Workbook *workbook = page->workbook;
    const Case *the_case = workbook->the_case;
    const Settings *settings = &the_case->settings;
    row = fact(page, row, "Version", settings->version);
    row = fact(page, row, "Author", settings->author);
    row = fact(page, row, "Date", settings->date);
    row = fact(page, row, "Scenarios applied", joined(workbook->arena, the_case->scenarios, the_case->scenario_count));
    row = fact(page, row, "Changes applied", joined(workbook->arena, the_case->changes, the_case->change_count));
    row = fact(page, row, "Digest of the files (SHA-256)", the_case->digest);
    row = fact(page, row, "Made by", arena_format(workbook->arena, "bizcase %s", bizcase_version()));
    page_text(page, row, KEY, FORMAT_TEXT, "Check");
    page_text_formula(page, row, VALUE, FORMAT_CHECK, "Formulas and engine agree", "Master_check");
    return row + 1;
}

static size_t write_headlines(Page *page, size_t row) {
    const Workbook *workbook = page->workbook;
    const Case *the_case = workbook->the_case;
    const size_t npv = FIGURE_NPV, payback = FIGURE_PAYBACK_YEARS, funding = FIGURE_PEAK_FUNDING;
    const BizcaseScope *scope = &workbook->appraisal->results[main_result(workbook, 0)].scope;
    static const char *const headings[] = { "Net present value", "Payback, years", "Peak funding" };
    page_text(page, row++, KEY, FORMAT_SECTION,
        scope->versus ? arena_format(workbook->arena, "Option %s against %s", scope->option, scope->versus)
                      : arena_format(workbook->arena, "Option %s", scope->option));
    page_text(page, row, KEY, FORMAT_HEADING, party_text(workbook->arena, workbook->the_case, "{Party}"));
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        page_text(page, row, VALUE + i, FORMAT_HEADING_RIGHT, headings[i]);
    row++;
    for (size_t body = 0; body <= the_case->council_count; body++, row++) {
        const size_t r = main_result(workbook, body), from = result_row(r);
        const double *figures = workbook->appraisal->results[r].figures;
        page_text(page, row, KEY, FORMAT_TEXT,
            body == 0 ? party_text(workbook->arena, workbook->the_case, "All {parties}")
                      : the_case->councils[body - 1].name);
        page_formula(page, row, 1, FORMAT_HEADLINE, figures[npv], "Results!%s",
            cell_at(from, RESULT_FIGURES + npv, FIX_NONE).text);
        page_formula(page, row, 2, FORMAT_YEARS, figures[payback], "Results!%s",
            cell_at(from, RESULT_FIGURES + payback, FIX_NONE).text);
        page_formula(page, row, 3, FORMAT_HEADLINE, figures[funding], "Results!%s",
            cell_at(from, RESULT_FIGURES + funding, FIX_NONE).text);
    }
    return row;
}

static size_t write_guide(Page *page, size_t row) {
    const char *const lines[] = {
        party_text(page->workbook->arena, page->workbook->the_case,
            "Every figure of the plan is a formula. Change an input and NPV, payback and the {parties}' shares follow."),
        "What is fixed: the horizon, which rows there are, means and planning values in grey italics, simulation and "
        "scenarios.",
        sign_convention,
        "Money is real, in prices of the price base, unless it says otherwise.",
        party_text(page->workbook->arena, page->workbook->the_case,
            "A line has the same row on Lines, Amounts, Look-ups, Moves, Moved, Values and the {parties}' pages; a "
            "period the same column."),
    };
    page_text(page, row++, KEY, FORMAT_SECTION, "How to read it");
    page_text(page, row, KEY, FORMAT_INPUT_TEXT, "blue on yellow");
    page_text(page, row++, VALUE, FORMAT_TEXT, "an input, as read from the case");
    page_text(page, row, KEY, FORMAT_ENGINE, "grey italics");
    page_text(page, row++, VALUE, FORMAT_TEXT, "worked out by the engine, not by a formula");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) page_text(page, row++, KEY, FORMAT_TEXT, lines[i]);
    return row;
}

static void write_contents(Page *page, size_t row) {
    const Workbook *workbook = page->workbook;
    page_text(page, row++, KEY, FORMAT_SECTION, "Pages");
    for (size_t i = 1; i < workbook->page_count; i++, row++) {
        page_link(page, row, KEY, workbook->page_names[i]);
        page_text(page, row, VALUE, FORMAT_ABOUT, workbook->page_abouts[i]);
    }
}

void workbook_cover(Page *page) {
    page_widths(page, KEY, KEY, 30);
    page_widths(page, VALUE, MORE + 1, 22);
    page_paper(page, PAPER_ONE_SHEET);
    size_t row = write_facts(page, 3) + 1;
    row = write_headlines(page, row) + 1;
    row = write_guide(page, row) + 1;
    write_contents(page, row);
}
