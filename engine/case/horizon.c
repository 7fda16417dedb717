#include "case/horizon.h"

#include <limits.h>

enum { MOST_PERIODS = 6000 }; /* five hundred years of months */
enum { MOST_YEARS = 1000 };   /* of years */

typedef struct Span {
    int first, last; /* first months */
} Span;

static void widen(Span *span, const Sheet *sheet, int length) {
    if (sheet->period_count == 0) return;
    const Period *last_column = &sheet->periods[sheet->period_count - 1].period;
    const int first = sheet->periods[0].period.first_month;
    const int last = last_column->first_month + last_column->length_months - length;
    if (first < span->first) span->first = first;
    if (last > span->last) span->last = last;
}

static bool has_column(const Sheet *sheet, const char *name) {
    return sheet->columns[kind_find_column(sheet->kind, name)] >= 0;
}

/* Neither file has a period column: said once, of the file that is there. */
static void report_no_periods(Loader *loader, const Sheet *costs, const Sheet *benefits) {
    const Sheet *sheet = costs->present ? costs : benefits;
    if (!sheet->present || costs->broken || benefits->broken) return;
    if (loader->diagnostics->error_count > 0 && loader->period_length.months != 0) return; /* they have been refused */
    if (costs->period_refused || benefits->period_refused) return;
    diagnostics_error(loader->diagnostics, header_place(sheet),
        has_column(sheet, "formula") || has_column(sheet, "amount")
            ? "start and periods in case.csv, or a column for each period"
            : "a column for each period, such as 2018/19 or 2018/19 Q1",
        "%s has no period columns", sheet->kind->file);
}

static void report_late_start(Loader *loader, const HorizonRequest *request) {
    diagnostics_error(loader->diagnostics, request->start_place, NULL,
        "no period column is at or after the first period, %s", period_text(loader->arena, request->start));
}

void horizon_resolve(Loader *loader, const HorizonRequest *request) {
    Settings *settings = &loader->the_case->settings;
    const Sheet *costs = loader_sheet(loader, &csv_costs), *benefits = loader_sheet(loader, &csv_benefits);
    Span span = { INT_MAX, INT_MIN };
    const int length = loader->period_length.months;
    widen(&span, costs, length);
    widen(&span, benefits, length);
    if (span.first > span.last) widen(&span, loader_sheet(loader, &csv_quantities), length); /* lines have formulas */
    if (span.first > span.last && request->has_start && request->has_count)
        span.first = span.last = request->start.first_month;
    if (span.first > span.last) {
        report_no_periods(loader, costs, benefits);
        return;
    }
    settings->start = request->has_start ? request->start : (Period){ span.first, length };
    if (!request->has_count && span.last < settings->start.first_month) {
        report_late_start(loader, request);
        return;
    }
    settings->period_count =
        request->has_count ? request->count : (size_t)((span.last - settings->start.first_month) / length + 1);
    if (settings->period_count > MOST_PERIODS) {
        diagnostics_error(loader->diagnostics, header_place(costs->period_count ? costs : benefits),
            "is a year mistyped?", "the period columns span %zu periods; at most %d can be appraised",
            settings->period_count, MOST_PERIODS);
        return;
    }
    if (settings->period_count * (size_t)length > MOST_YEARS * 12) {
        diagnostics_error(loader->diagnostics,
            request->has_count ? request->count_place : header_place(costs->period_count ? costs : benefits),
            "how many periods, not the year of the last", "the horizon has %zu years; the most is %d",
            settings->period_count * (size_t)length / 12, MOST_YEARS);
        return;
    }
    loader->horizon_known = true;
}
