/* The simulation's summary, as the engine found it. */
#include <math.h>
#include <string.h>

#include "case/party.h"
#include "report/document/missing_statistics.h"
#include "report/document/number_text.h"
#include "report/workbook/workbook.h"

enum {
    OPTION,
    VERSUS,
    COUNCIL,
    PROGRAMME,
    FIGURE,
    MEAN,
    MEAN_ERROR,
    DEVIATION,
    LEAST,
    PERCENTILES,
    MOST = PERCENTILES + BIZCASE_PERCENTILE_COUNT,
    NEGATIVE,
    AT_LEAST_PLAN,
    SHORTFALL,
    WITHIN,
    COLUMN_COUNT
};

static void write_headings(Page *page, size_t row) {
    static const char *const before[] = { "option", "versus", "council", "programme", "figure", "mean",
        "standard error of the mean", "standard deviation", "least" };
    static const char *const after[] = { "most", "probability below 0", "probability of the plan or better",
        "mean of the worst 5%", "probability within the horizon" };
    page_headings(page, row, before, MEAN);
    for (size_t c = MEAN; c < PERCENTILES; c++) page_text(page, row, c, FORMAT_HEADING_RIGHT, before[c]);
    for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++)
        page_text(page, row, PERCENTILES + p, FORMAT_HEADING_RIGHT,
            arena_format(page->workbook->arena, "P%g", bizcase_percentiles()[p]));
    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++)
        page_text(page, row, MOST + i, FORMAT_HEADING_RIGHT, after[i]);
}

static void write_distribution(Page *page, size_t row, const BizcaseDistribution *found) {
    const BizcaseFigure figure = bizcase_figure(found->figure);
    const CellFormat format = figure_cell_format(figure);
    page_text(page, row, OPTION, FORMAT_TEXT, found->scope.option);
    page_text(page, row, VERSUS, FORMAT_TEXT, found->scope.versus ? found->scope.versus : "(absolute)");
    page_text(page, row, COUNCIL, FORMAT_TEXT, found->scope.council);
    page_text(page, row, PROGRAMME, FORMAT_TEXT, found->scope.programme);
    page_text(page, row, FIGURE, FORMAT_TEXT, figure.label);
    const bool has_mean = !figure.is_payback || payback_has_mean(found);
    page_number(page, row, MEAN, format, has_mean ? found->mean : NAN);
    page_number(page, row, MEAN_ERROR, format, has_mean ? found->standard_error : NAN);
    page_number(page, row, DEVIATION, format, found->sd);
    page_number(page, row, LEAST, format, found->min);
    for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++)
        page_number(page, row, PERCENTILES + p, format, found->percentiles[p]);
    page_number(page, row, MOST, format, found->max);
    if (!figure.is_payback) page_chance(page, row, NEGATIVE, found->probability_negative);
    page_chance(page, row, AT_LEAST_PLAN, found->probability_at_least_plan);
    page_number(page, row, SHORTFALL, format, found->expected_shortfall_5);
    if (figure.is_payback) page_chance(page, row, WITHIN, found->probability_within_horizon);
}

static size_t write_agreements(Page *page, size_t row) {
    const BizcaseSimulation *simulation = page->workbook->simulation;
    page_text(page, row++, 0, FORMAT_SECTION,
        party_text(page->workbook->arena, page->workbook->the_case,
            "Every {party} gains: probability that each one's NPV is above 0"));
    for (size_t i = 0; i < simulation->agreement_count; i++, row++) {
        const BizcaseAgreement *agreement = &simulation->agreements[i];
        page_text(page, row, OPTION, FORMAT_TEXT, agreement->option);
        page_text(page, row, VERSUS, FORMAT_TEXT, agreement->versus ? agreement->versus : "(absolute)");
        page_chance(page, row, MEAN, agreement->all_councils_gain);
        page_number(page, row, MEAN_ERROR, FORMAT_PERCENT, agreement->standard_error);
    }
    return row;
}

void workbook_simulation(Workbook *workbook) {
    const BizcaseSimulation *simulation = workbook->simulation;
    if (!simulation) return;
    Page page = page_add(workbook, "Simulation",
        arena_format(workbook->arena,
            "%s trials, seed %llu, sampler %s: worked out by the engine, and not changed by inputs of this workbook.",
            count_text(workbook->arena, simulation->trials), (unsigned long long)simulation->seed,
            simulation->sampler));
    write_headings(&page, HEAD_ROW);
    page_widths(&page, OPTION, PROGRAMME, 17);
    page_widths(&page, FIGURE, FIGURE, 26);
    page_widths(&page, MEAN, COLUMN_COUNT, 14);
    page_freeze(&page, NUMBER_ROW, MEAN);
    for (size_t d = 0; d < simulation->distribution_count; d++)
        write_distribution(&page, FIRST_ROW + d, &simulation->distributions[d]);
    write_agreements(&page, FIRST_ROW + simulation->distribution_count + 1);
}
