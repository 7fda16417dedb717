/* funding.csv: where the money comes from, nominal. */
#include <math.h>

#include "case/amounts.h"
#include "case/programmes.h"
#include "case/registers/registers.h"

enum { FUNDING, NAME, OPTION, PROGRAMME, COUNCIL, KIND, TYPE, ORDER, SHARE, CAP, VINTAGE, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [FUNDING] = { "funding", .required = true, .help = "id of the source of funding" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [OPTION] = { "option", .help = "options it is for, with ; between; blank: every option" },
    [PROGRAMME] = { "programme", .help = "programme whose spending it funds; blank: every one" },
    [COUNCIL] = { "council", .help = "whose; needed where there are several" },
    [KIND] = { "kind",
        .help = "spending that it funds: capital, or revenue (one-off); blank: both, borrowing capital only" },
    [TYPE] = { "type", .required = true, .help = "revenue, reserves, capital_receipts, grant or borrowing" },
    [ORDER] = { "order", .help = "lower ones are used first; blank: after those that have one, in file order" },
    [SHARE] = { "share", .help = "of each period's spending; blank: amounts by period say how much there is" },
    [CAP] = { "cap", .help = "the most over all periods" },
    [VINTAGE] = { "vintage", .use = USED_AS_REMARK, .help = "when it was agreed or forecast" },
    [SOURCE] = { "source", .use = USED_AS_REMARK, .help = "where the figures are from" },
    [NOTE] = { "note", .use = USED_AS_REMARK, .help = "for the reader" },
};

const char *const funding_type_names[FUNDING_TYPE_COUNT] = {
    [FUNDING_REVENUE] = "revenue",
    [FUNDING_RESERVES] = "reserves",
    [FUNDING_CAPITAL_RECEIPTS] = "capital_receipts",
    [FUNDING_GRANT] = "grant",
    [FUNDING_BORROWING] = "borrowing",
};

static void read_kind(const Row *row, Funding *funding) {
    static const char *const kinds[] = { "revenue", "capital" };
    const size_t kind = row_word(row, KIND, kinds, 2, "a kind");
    const bool borrows = funding->type == FUNDING_BORROWING;
    funding->for_revenue = kind == 0 || (kind == NONE && !borrows);
    funding->for_capital = kind != 0;
    if (borrows && kind == 0)
        row_error(row, KIND, "councils may borrow for capital spending only (Local Government Act 2003)",
            "borrowing cannot fund revenue spending");
}

static bool has_amounts(const Amounts *amounts) {
    for (size_t i = 0; i < amounts->count; i++)
        if (amounts->value[i] != 0) return true;
    return false;
}

static void check_amount(const Row *row, const Funding *funding) {
    if (!isnan(funding->share) && has_amounts(&funding->amounts))
        row_error(row, SHARE, "clear one of them", "both a share and amounts by period say how much there is");
    else if (isnan(funding->share) && !has_amounts(&funding->amounts))
        row_error(row, SHARE, "100% funds all that is left", "neither a share nor an amount says how much there is");
}

static void read_funding(const Row *row, Funding *funding) {
    *funding = (Funding){ .label = row_label(row, NAME, NULL),
        .vintage = row_text(row, VINTAGE),
        .source = row_text(row, SOURCE),
        .note = row_text(row, NOTE),
        .in_option = row_marks(row, OPTION, &csv_options),
        .programme = row_is_blank(row, PROGRAMME) ? NONE : row_programme(row, PROGRAMME),
        .council = row_council(row, COUNCIL),
        .order = INFINITY,
        .share = NAN,
        .cap = NAN,
        .place = row_place(row) };
    const size_t type = row_word(row, TYPE, funding_type_names, FUNDING_TYPE_COUNT, "a type of funding");
    funding->type = type == NONE ? FUNDING_REVENUE : (FundingType)type;
    if (row_is_blank(row, TYPE)) row_error(row, TYPE, NULL, "blank where a type of funding is needed");
    read_kind(row, funding);
    row_number(row, ORDER, NUMBER_PLAIN, &funding->order);
    row_number_within(row, SHARE, 0, 1, "a share from 0% to 100%", &funding->share);
    row_number_within(row, CAP, 0, 1e15, "an amount, 0 or more", &funding->cap);
    funding->amounts = row_profile(row);
    check_amount(row, funding);
}

static bool fund_the_same(size_t option_count, const Funding *a, const Funding *b) {
    bool same_option = false;
    for (size_t o = 0; o < option_count; o++) same_option = same_option || (a->in_option[o] && b->in_option[o]);
    const bool same_kind = (a->for_capital && b->for_capital) || (a->for_revenue && b->for_revenue);
    return same_option && same_kind && a->council == b->council &&
           (a->programme == NONE || b->programme == NONE || a->programme == b->programme);
}

/* Shares of the same spending above 100 % together. */
static void check_shares(const Row *row, const Funding *funding) {
    const Case *the_case = row->loader->the_case;
    const Funding *all = the_case->registers->funding;
    double total = 0;
    for (size_t f = 0; f < the_case->registers->funding_count; f++)
        if (!isnan(all[f].share) && fund_the_same(the_case->option_count, &all[f], funding)) total += all[f].share;
    if (isnan(funding->share) || total <= 1 + 1e-9) return;
    row_error(row, SHARE, "shares of the same spending make 100% at most",
        "with this share %.6g%% of the spending would be funded", 100 * total);
}

/* Interest and the provision for repayment cannot be worked out without them. */
static void check_borrowing(const Row *row, const Funding *funding) {
    const Case *the_case = row->loader->the_case;
    if (funding->type != FUNDING_BORROWING || the_case->council_count == 0) return;
    const CouncilFinance *finance = &the_case->registers->finance[funding->council];
    if (isnan(finance->interest_rate))
        row_error(
            row, TYPE, "add a row interest_rate to finance.csv", "there is borrowing, but no interest rate for it");
    if (isnan(finance->asset_life))
        row_error(row, TYPE,
            "add a row asset_life to finance.csv: lines may have lives of their own in the column asset_life",
            "there is borrowing, but no asset life over which it is repaid");
}

static void read(Loader *loader, const Sheet *sheet) {
    Registers *registers = loader->the_case->registers;
    registers->funding = arena_array(loader->arena, sheet->table.row_count, sizeof *registers->funding);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Funding *funding = &registers->funding[registers->funding_count++];
        read_funding(&row, funding);
        check_shares(&row, funding);
        check_borrowing(&row, funding);
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
    .read = read,
};
