/* funding.csv: where the money comes from, nominal. */
#include <math.h>

#include "case/amounts.h"
#include "case/programmes.h"
#include "case/reading/bounds.h"
#include "case/registers/funding_shares.h"
#include "case/registers/registers.h"

enum { FUNDING, NAME, OPTION, PROGRAMME, COUNCIL, KIND, TYPE, ORDER, SHARE, CAP, VINTAGE, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [FUNDING] = { "funding", .required = true, .help = "id of the source of funding" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [OPTION] = { "option", .help = "options it is for, with ; between; blank: every option" },
    [PROGRAMME] = { "programme", .help = "programme whose spending it funds; blank: every one" },
    [COUNCIL] = { "council", .help = "whose; blank: of every council, amounts and cap in equal parts" },
    [KIND] = { "kind",
        .help = "spending that it funds: capital, or revenue (one-off); blank: both, borrowing capital only" },
    [TYPE] = { "type", .required = true, .help = "revenue, reserves, capital_receipts, grant or borrowing" },
    [ORDER] = { "order", .help = "lower ones are used first; blank: after those that have one, in file order" },
    [SHARE] = { "share",
        .help = "of each period's spending; blank: amounts by period say how much there is, or all that is left" },
    [CAP] = { "cap", .help = "the most over all periods" },
    [VINTAGE] = { "vintage", .use = USED_AS_REMARK, .help = "when it was agreed or forecast" },
    [SOURCE] = COLUMN_SOURCE,
    [NOTE] = COLUMN_NOTE,
};

const char *const funding_type_names[FUNDING_TYPE_COUNT] = {
    [FUNDING_REVENUE] = "revenue",
    [FUNDING_RESERVES] = "reserves",
    [FUNDING_CAPITAL_RECEIPTS] = "capital_receipts",
    [FUNDING_GRANT] = "grant",
    [FUNDING_BORROWING] = "borrowing",
};

static void read_kind(const Row *row, Funding *funding) {
    const size_t kind = row_word(row, KIND, money_kind_names, MONEY_KIND_COUNT, "a kind");
    const bool borrows = funding->type == FUNDING_BORROWING;
    funding->for_revenue = kind == KIND_REVENUE || (kind == NONE && !borrows);
    funding->for_capital = kind != KIND_REVENUE;
    if (borrows && kind == 0)
        row_error(row, KIND, "councils may borrow for capital spending only (Local Government Act 2003)",
            "borrowing cannot fund revenue spending");
}

static bool has_share(const Row *row, const Funding *funding) {
    return !isnan(funding->share) && !row_is_blank(row, SHARE);
}

/* Without a share or amounts a source funds all that those before it leave. */
static void read_amount(const Row *row, Funding *funding) {
    row_within(row, SHARE, BOUND_SHARE, &funding->share);
    funding->amounts = row_profile(row);
    if (row_has_amounts(row) && !isnan(funding->share))
        row_error(row, SHARE, "clear one of them", "there is a share and there are amounts by period");
    else if (!row_has_amounts(row) && row_is_blank(row, SHARE))
        funding->share = 1;
}

static void read_funding(const Row *row, Funding *funding) {
    const size_t council_count = row->loader->the_case->council_count;
    *funding = (Funding){ .label = row_label(row, NAME, NULL),
        .vintage = row_text(row, VINTAGE),
        .source = row_text(row, SOURCE),
        .note = row_text(row, NOTE),
        .in_option = row_marks(row, OPTION, &csv_options),
        .programme = row_is_blank(row, PROGRAMME) ? NONE : row_programme(row, PROGRAMME),
        .council = row_is_blank(row, COUNCIL) && council_count > 1 ? NONE : row_council(row, COUNCIL),
        .order = INFINITY,
        .share = NAN,
        .cap = NAN,
        .place = row_place(row) };
    const size_t type = row_word(row, TYPE, funding_type_names, FUNDING_TYPE_COUNT, "a type of funding");
    funding->type = type == NONE ? FUNDING_REVENUE : (FundingType)type;
    if (row_is_blank(row, TYPE)) row_error(row, TYPE, NULL, "a type of funding is missing");
    read_kind(row, funding);
    row_number(row, ORDER, NUMBER_PLAIN, &funding->order);
    row_within(row, CAP, BOUND_MOST_MONEY, &funding->cap);
    read_amount(row, funding);
}

/* Shares of the same spending above 100 % together. */
static void check_shares(const Row *row, const Funding *funding, const SharesBefore *before) {
    if (isnan(funding->share)) return;
    if (has_share(row, funding) && before->most + funding->share > 1 + 1e-9)
        row_error(row, SHARE, "shares of the same spending can add up to 100% at most",
            "with this share the sources would fund %.6g%% of the spending", 100 * (before->most + funding->share));
    else if (!has_share(row, funding) && before->is_for_something && !before->is_left)
        row_error(row, SHARE, "give a share or a cap to the sources before it, or a lower order to this one",
            "nothing is left for it: the sources before it fund all of the same spending");
}

static void check_finance(const Row *row, const CouncilFinance *finance) {
    if (finance->interest_rate_count == 0)
        row_error(
            row, TYPE, "add a row interest_rate to finance.csv", "there is borrowing, but no interest rate for it");
    else if (row->loader->horizon_known &&
             isnan(interest_rate_of_year(finance, financial_year_start(horizon_start(row->loader)))))
        row_error(row, TYPE, "add a row interest_rate with a blank from to finance.csv",
            "there is borrowing, but no interest rate for it before %s",
            month_text(row->loader->arena, finance->interest_rates[0].from_month));
    if (isnan(finance->asset_life))
        row_error(row, TYPE,
            "add a row asset_life to finance.csv: lines may have lives of their own in the column asset_life",
            "there is borrowing, but no asset life to repay it over");
}

/* Interest and the provision for repayment cannot be worked out without them: one council's lack is told. */
static void check_borrowing(const Row *row, const Funding *funding) {
    const Case *the_case = row->loader->the_case;
    const size_t errors = row->loader->diagnostics->error_count;
    if (funding->type != FUNDING_BORROWING) return;
    for (size_t c = 0; c < the_case->council_count && row->loader->diagnostics->error_count == errors; c++)
        if (funding_is_of(funding, c)) check_finance(row, &the_case->registers->finance[c]);
}

static void read(Loader *loader, const Sheet *sheet) {
    Registers *registers = loader->the_case->registers;
    registers->funding = arena_array(loader->arena, sheet->table.row_count, sizeof *registers->funding);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Funding *funding = &registers->funding[registers->funding_count++];
        read_funding(&row, funding);
        check_borrowing(&row, funding);
    }
    const SharesBefore *before = shares_before(loader->arena, loader->the_case);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        check_shares(&row, &registers->funding[r], &before[r]);
    }
}

const CsvKind csv_funding = {
    .file = "funding.csv",
    .row = "source of funding",
    .help = "where money comes from",
    .counted = "Sources of funding",
    .what = "a source of funding",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_PERIODS,
    .totals = TOTALS_COUNT_TWICE,
    .read = read,
};
