/* finance.csv: how each council finances. */
#include <math.h>
#include <string.h>

#include "case/registers/registers.h"
#include "case/row.h"

enum { SETTING, COUNCIL, VALUE, VINTAGE, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [SETTING] = { "setting", .required = true,
        .help = "interest_basis, interest_rate, mrp_method, mrp_rate, asset_life, loan_years or invest_to_save_years" },
    [COUNCIL] = { "council", .help = "whose; blank: of all that have no row of their own" },
    [VALUE] = { "value", .required = true, .help = "its value" },
    [VINTAGE] = { "vintage", .use = USED_AS_REMARK, .help = "when the figure was forecast or agreed" },
    [SOURCE] = { "source", .use = USED_AS_REMARK, .help = "where the figure is from" },
    [NOTE] = { "note", .use = USED_AS_REMARK, .help = "for the reader" },
};

static void read_basis(const Row *row, CouncilFinance *finance) {
    static const char *const words[] = { [INTEREST_POOLED] = "pooled",
        [INTEREST_MATURITY] = "maturity",
        [INTEREST_EIP] = "eip",
        [INTEREST_ANNUITY] = "annuity" };
    const size_t word = row_word(row, VALUE, words, 4, "a basis of interest");
    if (word != NONE) finance->interest_basis = (InterestBasis)word;
}

static void read_interest_rate(const Row *row, CouncilFinance *finance) {
    row_number_within(row, VALUE, 0, 0.5, "a rate from 0% to 50%", &finance->interest_rate);
}

static void read_mrp_method(const Row *row, CouncilFinance *finance) {
    static const char *const words[] = { "straight_line", "annuity" };
    finance->mrp_by_annuity = row_word(row, VALUE, words, 2, "a method of minimum revenue provision") == 1;
}

static void read_mrp_rate(const Row *row, CouncilFinance *finance) {
    row_number_within(row, VALUE, 0, 0.5, "a rate from 0% to 50%", &finance->mrp_rate);
}

static void read_asset_life(const Row *row, CouncilFinance *finance) {
    row_number_within(row, VALUE, 1, 100, "a life in years, from 1 to 100", &finance->asset_life);
}

static void read_loan_years(const Row *row, CouncilFinance *finance) {
    row_number_within(row, VALUE, 1, 100, "a term in years, from 1 to 100", &finance->loan_years);
}

static void read_threshold(const Row *row, CouncilFinance *finance) {
    row_number_within(row, VALUE, 0.1, 100, "a number of years, up to 100", &finance->payback_threshold);
}

static const struct FinanceSetting {
    const char *name;
    void (*read)(const Row *row, CouncilFinance *finance);
} settings[] = {
    { "interest_basis", read_basis },
    { "interest_rate", read_interest_rate },
    { "mrp_method", read_mrp_method },
    { "mrp_rate", read_mrp_rate },
    { "asset_life", read_asset_life },
    { "loan_years", read_loan_years },
    { "invest_to_save_years", read_threshold },
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

/* Rows for one council hold before rows for all, in whatever order they stand. */
static void read_row(const Row *row, size_t setting, bool own, Place *seen) {
    const Case *the_case = row->loader->the_case;
    if (row_is_blank(row, COUNCIL) == own) return;
    const size_t council = own ? row_name(row, COUNCIL, &csv_councils) : NONE;
    Place *first = &seen[setting * (the_case->council_count + 1) + (own && council != NONE ? council + 1 : 0)];
    if (own && council == NONE) return;
    if (first->file) {
        row_error(
            row, SETTING, NULL, "\"%s\" is there already, at %s", row->id, place_text(row->loader->arena, *first));
        return;
    }
    *first = row_cell(row, SETTING).place;
    if (row_is_blank(row, VALUE)) return;
    if (the_case->council_count == 0) return;
    CouncilFinance *finance = the_case->registers->finance;
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
        finance[c] = (CouncilFinance){
            .interest_rate = NAN, .mrp_rate = NAN, .asset_life = NAN, .loan_years = NAN, .payback_threshold = 5
        };
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
