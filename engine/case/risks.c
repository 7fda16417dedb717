/* risks.csv: the risk register. */
#include <limits.h>
#include <math.h>

#include "case/programmes.h"
#include "case/reading/bounds.h"
#include "case/reading/row_uncertainty.h"

enum {
    RISK,
    NAME,
    OPTION,
    PROGRAMME,
    CATEGORY,
    KIND,
    PROBABILITY,
    UNCERTAIN,
    FROM = UNCERTAIN + UNCERTAIN_COLUMN_COUNT,
    TO,
    SPLIT,
    OWNER,
    SOURCE,
    NOTE,
    COLUMN_COUNT
};

static const Column columns[COLUMN_COUNT] = {
    [RISK] = { "risk", .required = true, .help = "id of the risk" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [OPTION] = { "option", .help = "options it belongs to, with ; between; blank: every option" },
    [PROGRAMME] = { "programme", .otherwise = "unassigned", .help = "programme of work" },
    [CATEGORY] = { "category", .use = USED_AS_LABEL, .otherwise = "other", .help = "a free grouping for tables" },
    [KIND] = { "kind", .otherwise = "revenue", .help = "revenue or capital" },
    [PROBABILITY] = { "probability", .required = true, .help = "that it happens, such as 30%" },
    UNCERTAINTY_COLUMNS(UNCERTAIN),
    [FROM] = { "from", .help = "first period or month in which it costs; blank: the first of the case" },
    [TO] = { "to", .help = "last period or month; blank: the last of the case" },
    [SPLIT] = { "split", .otherwise = "equal", .help = "how it falls on councils: a split, or one council" },
    [OWNER] = COLUMN_OWNER,
    [SOURCE] = COLUMN_SOURCE,
    [NOTE] = COLUMN_NOTE,
};

static bool read_period(const Row *row, size_t column, Period *period) {
    return !row_is_blank(row, column) && row_period(row, column, period);
}

static double read_probability(const Row *row) {
    double probability = 0;
    const Reading reading = row_within(row, PROBABILITY, BOUND_PROBABILITY, &probability);
    if (reading == READ_BLANK && row->sheet->columns[PROBABILITY] >= 0)
        row_error(row, PROBABILITY, NULL, "a probability is missing");
    return reading == READ_GOOD ? probability : 0;
}

/* What of the expected value falls in months that are not appraised. */
static void warn_outside(const Row *row, const Risk *risk) {
    const Loader *loader = row->loader;
    const int from = risk->from_month == INT_MIN ? horizon_start(loader) : risk->from_month;
    const int until = risk->until_month == INT_MAX ? horizon_end(loader) : risk->until_month;
    if (until <= from) {
        row_error(
            row, row_is_blank(row, FROM) ? TO : FROM, "give both from and to", "the whole risk is outside the horizon");
        return;
    }
    const int before = (until < horizon_start(loader) ? until : horizon_start(loader)) - from;
    const int after = until - (from > horizon_end(loader) ? from : horizon_end(loader));
    const int outside = (before > 0 ? before : 0) + (after > 0 ? after : 0);
    if (outside == 0) return;
    const double expected = risk->probability * risk->impact.fitted.mean * loader->the_case->settings.scale;
    row_warning(row, before > 0 ? FROM : TO, "start and periods in case.csv set the horizon",
        "%s of the expected value of %s is outside the horizon and is left out",
        currency_text(loader, expected * outside / (until - from)), currency_text(loader, expected));
}

static double largest_amount(const Case *the_case) {
    double largest = 0;
    for (size_t l = 0; l < the_case->line_count; l++)
        for (size_t i = 0; i < the_case->lines[l].amounts.count; i++)
            largest = fmax(largest, fabs(the_case->lines[l].amounts.value[i]));
    return largest;
}

/* An impact of a few pounds beside lines of tens of thousands is most likely a multiplier. of_lines: their largest. */
static void warn_of_multiplier(const Row *row, const Fitted *impact, double of_lines) {
    static const double most_factor = 10, least_money = 1e4;
    const double scale = row->loader->the_case->settings.scale;
    const bool is_bounded = isfinite(impact->minimum) && isfinite(impact->maximum);
    const double most =
        is_bounded ? fmax(fabs(impact->minimum), fabs(impact->maximum))
                   : fmax(fabs(impact->central), fmax(fabs(impact->low), fabs(impact->high))); /* passes over NaN */
    if (most == 0 || most * scale > most_factor || of_lines * scale < least_money) return;
    row_warning(row, UNCERTAIN + UNCERTAIN_DISTRIBUTION, "write the range of a risk in money, not as a share",
        "the risk costs %s at most", currency_text(row->loader, most * scale));
}

/* True when both ends are known. */
static bool read_span(const Row *row, Risk *risk) {
    Period from = { INT_MIN, 0 }, to = { 0, 0 };
    const bool has_from = read_period(row, FROM, &from), has_to = read_period(row, TO, &to);
    risk->from_month = has_from ? from.first_month : INT_MIN;
    risk->until_month = has_to ? to.first_month + to.length_months : INT_MAX;
    risk->from_place = row_cell(row, FROM).place;
    if (!has_from || !has_to) return has_from == !row_is_blank(row, FROM) && has_to == !row_is_blank(row, TO);
    if (risk->until_month > risk->from_month) return true;
    row_error(row, TO, NULL, "the risk ends in %s, before it starts in %s", row_text(row, TO), row_text(row, FROM));
    return false;
}

static void read_risk(const Row *row, double of_lines, Risk *risk) {
    Loader *loader = row->loader;
    *risk = (Risk){ .label = row_label(row, NAME, NULL),
        .category = row_text(row, CATEGORY),
        .owner = row_text(row, OWNER),
        .source = row_text(row, SOURCE),
        .note = row_text(row, NOTE),
        .in_option = row_marks(row, OPTION, &csv_options),
        .programme = row_programme(row, PROGRAMME),
        .index = NONE,
        .probability = read_probability(row),
        .probability_place = row_cell(row, PROBABILITY).place };
    const size_t kind = row_word(row, KIND, money_kind_names, MONEY_KIND_COUNT, "a kind"),
                 split = row_name(row, SPLIT, &csv_splits);
    risk->kind = kind == NONE ? KIND_REVENUE : (MoneyKind)kind;
    risk->split = split == NONE ? 0 : split;
    const bool good = row_uncertainty(row, UNCERTAIN, NUMBER_MONEY, NAN, &risk->impact);
    if (good) warn_of_multiplier(row, &risk->impact.fitted, of_lines);
    if (read_span(row, risk) && good && loader->horizon_known) warn_outside(row, risk);
}

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    const double of_lines = largest_amount(the_case);
    the_case->risks = arena_array(loader->arena, sheet->table.row_count, sizeof *the_case->risks);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        read_risk(&row, of_lines, &the_case->risks[the_case->risk_count++]);
    }
}

const CsvKind csv_risks = {
    .file = "risks.csv",
    .row = "risk",
    .help = "an entry of the risk register",
    .what = "a risk",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .totals = TOTALS_COUNT_TWICE,
    .read = read,
};
