/* finance.csv: how each council finances. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "case/reading/bounds.h"
#include "case/reading/row.h"
#include "case/registers/registers.h"

enum { SETTING, COUNCIL, FROM, VALUE, VINTAGE, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [SETTING] = { "setting", .required = true,
        .help = "interest_basis, interest_rate, mrp_method, mrp_rate, asset_life, loan_years or invest_to_save_years" },
    [COUNCIL] = { "council", .help = "whose; blank: of all that have no row of their own" },
    [FROM] = { "from", .help = "of interest_rate: the first period in which loans are drawn at it; blank: all" },
    [VALUE] = { "value", .required = true, .help = "its value" },
    [VINTAGE] = { "vintage", .use = USED_AS_REMARK, .help = "when the figure was forecast or agreed" },
    [SOURCE] = { "source", .use = USED_AS_REMARK, .help = "where the figure is from" },
    [NOTE] = COLUMN_NOTE,
};

static void read_basis(const Row *row, CouncilFinance *finance) {
    static const char *const words[] = { [INTEREST_POOLED] = "pooled",
        [INTEREST_MATURITY] = "maturity",
        [INTEREST_EIP] = "eip",
        [INTEREST_ANNUITY] = "annuity" };
    const size_t word = row_word(row, VALUE, words, 4, "a basis of interest");
    if (word != NONE) finance->interest_basis = (InterestBasis)word;
}

static bool read_from(const Row *row, int *from_month) {
    Period from;
    *from_month = INT_MIN;
    if (row_is_blank(row, FROM)) return true;
    if (!row_period(row, FROM, &from)) return false;
    *from_month = from.first_month;
    return true;
}

static void read_interest_rate(const Row *row, CouncilFinance *finance) {
    InterestRate made = { .place = row_cell(row, SETTING).place };
    if (row_within(row, VALUE, BOUND_RATE_OF_DEBT, &made.rate) != READ_GOOD) return;
    if (!read_from(row, &made.from_month)) return;
    size_t at = finance->interest_rate_count;
    for (; at > 0 && finance->interest_rates[at - 1].from_month >= made.from_month; at--)
        if (finance->interest_rates[at - 1].from_month == made.from_month) {
            row_error(row, row_is_blank(row, FROM) ? SETTING : FROM, NULL, "\"%s\" already exists, at %s", row->id,
                place_text(row->loader->arena, finance->interest_rates[at - 1].place));
            return;
        }
    finance->interest_rates = arena_grow(row->loader->arena, finance->interest_rates, finance->interest_rate_count,
        &finance->interest_rate_capacity, sizeof made);
    memmove(finance->interest_rates + at + 1, finance->interest_rates + at,
        (finance->interest_rate_count++ - at) * sizeof made);
    finance->interest_rates[at] = made;
}

double interest_rate_of_year(const CouncilFinance *finance, int april) {
    const int middle = april + 6;
    double rate = NAN;
    for (size_t r = 0; r < finance->interest_rate_count && finance->interest_rates[r].from_month <= middle; r++)
        rate = finance->interest_rates[r].rate;
    return rate;
}

static void read_mrp_method(const Row *row, CouncilFinance *finance) {
    static const char *const words[] = { "straight_line", "annuity" };
    finance->mrp_by_annuity = row_word(row, VALUE, words, 2, "a method of minimum revenue provision") == 1;
}

static void read_mrp_rate(const Row *row, CouncilFinance *finance) {
    row_within(row, VALUE, BOUND_RATE_OF_DEBT, &finance->mrp_rate);
}

static void read_asset_life(const Row *row, CouncilFinance *finance) {
    row_within(row, VALUE, BOUND_LIFE_OF_ASSET, &finance->asset_life);
}

static void read_loan_years(const Row *row, CouncilFinance *finance) {
    row_within(row, VALUE, BOUND_TERM_OF_LOAN, &finance->loan_years);
}

static void read_threshold(const Row *row, CouncilFinance *finance) {
    row_within(row, VALUE, BOUND_YEARS_TO_PAY_BACK, &finance->payback_threshold);
}

static const struct FinanceSetting {
    const char *name;
    void (*read)(const Row *row, CouncilFinance *finance);
    bool by_period; /* it may have several rows, each from a period on */
} settings[] = {
    { .name = "interest_basis", .read = read_basis },
    { .name = "interest_rate", .read = read_interest_rate, .by_period = true },
    { .name = "mrp_method", .read = read_mrp_method },
    { .name = "mrp_rate", .read = read_mrp_rate },
    { .name = "asset_life", .read = read_asset_life },
    { .name = "loan_years", .read = read_loan_years },
    { .name = "invest_to_save_years", .read = read_threshold },
};
enum { SETTINGS = sizeof settings / sizeof settings[0] };

static size_t find_setting(const Row *row) {
    const char *names[SETTINGS];
    for (size_t s = 0; s < SETTINGS; s++) {
        names[s] = settings[s].name;
        if (strcmp(settings[s].name, row->id) == 0) return s;
    }
    row_error(row, SETTING, choice_hint(row->loader->arena, row->id, names, SETTINGS),
        "\"%s\" is not a setting of finance.csv", row->id);
    return NONE;
}

/* Rows for one council hold before rows for all, in whatever order they are. */
static void read_row(const Row *row, size_t setting, bool own, Place *seen) {
    const Case *the_case = row->loader->the_case;
    if (row_is_blank(row, COUNCIL) == own) return;
    const size_t council = own ? row_name(row, COUNCIL, &csv_councils) : NONE;
    Place *first = &seen[setting * (the_case->council_count + 1) + (own && council != NONE ? council + 1 : 0)];
    if (own && council == NONE) return;
    if (!row_is_blank(row, FROM) && !settings[setting].by_period) {
        row_error(row, FROM, "clear it: only interest_rate can have one", "\"%s\" cannot have a from", row->id);
        return;
    }
    if (first->file && !settings[setting].by_period) {
        row_error(row, SETTING, NULL, "\"%s\" already exists, at %s", row->id, place_text(row->loader->arena, *first));
        return;
    }
    const bool is_first = !first->file;
    *first = row_cell(row, SETTING).place;
    if (row_is_blank(row, VALUE)) return;
    if (the_case->council_count == 0) return;
    CouncilFinance *finance = the_case->registers->finance;
    if (own && is_first && settings[setting].by_period)
        finance[council].interest_rates = NULL, finance[council].interest_rate_count = 0,
        finance[council].interest_rate_capacity = 0;
    settings[setting].read(row, &finance[own ? council : 0]);
    /* Rows for all come first, so that all are still alike. */
    for (size_t c = 1; c < the_case->council_count && !own; c++) finance[c] = finance[0];
}

static void read(Loader *loader, const Sheet *sheet) {
    const Case *the_case = loader->the_case;
    Place *seen = arena_array(loader->arena, SETTINGS * (the_case->council_count + 1), sizeof *seen);
    CouncilFinance *finance = arena_array(loader->arena, the_case->council_count, sizeof *finance);
    the_case->registers->finance = finance;
    for (size_t c = 0; c < the_case->council_count; c++)
        finance[c] = (CouncilFinance){ .mrp_rate = NAN, .asset_life = NAN, .loan_years = NAN, .payback_threshold = 5 };
    for (int own = 0; own <= 1; own++)
        for (size_t r = 0; r < sheet->table.row_count; r++) {
            const Row row = row_at(loader, sheet, r);
            const size_t setting = own ? SETTINGS : find_setting(&row);
            for (size_t s = 0; s < SETTINGS; s++)
                if (setting == s || (own && strcmp(settings[s].name, row.id) == 0)) read_row(&row, s, own, seen);
        }
}

const CsvKind csv_finance = {
    .file = "finance.csv",
    .row = "setting",
    .help = "how the councils finance",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .read = read,
};
