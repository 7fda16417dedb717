/* What a chief finance officer would question. */
#include <math.h>
#include <string.h>

#include "base/words.h"
#include "case/readings.h"
#include "case/registers/registers.h"
#include "study/finance/parts.h"
#include "table/amount.h"

#define HALF_A_PENNY 0.005
#define HALF_A_POUND 0.5

typedef struct FlagList {
    FinanceStudy *study;
    BizcaseFlag *items;
    size_t count, capacity;
} FlagList;

static void add_flag(FlagList *list, const char *flag, const char *what, const char *message) {
    list->items = arena_grow(list->study->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = (BizcaseFlag){ flag, what, message };
}

static bool holds_word(const char *text, const char *word) {
    const size_t length = strlen(word);
    for (; text && *text; text++) {
        size_t i = 0;
        while (i < length && lower_letter(text[i]) == word[i]) i++;
        if (i == length) return true;
    }
    return false;
}

/* A right to use software that stays with its supplier is a service, not an asset: IFRS Interpretations Committee, agenda
   decisions of March 2019 and of April 2021 (configuration or customisation costs in a cloud computing arrangement). */
static void flag_cloud_capital(FlagList *list, const Line *line) {
    static const char *const words[] = { "cloud", "saas", "software as a service", "subscription", "hosted" };
    if (line->side != SIDE_COST || line->kind != KIND_CAPITAL) return;
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
        if (holds_word(line->label.id, words[w]) || holds_word(line->label.name, words[w])) {
            add_flag(list, "cloud_capital", line->label.id,
                arena_format(list->study->arena,
                    "Why is \"%s\" capital? \"%s\" usually means a service, and so revenue.", line->label.name,
                    words[w]));
            return;
        }
}

static void flag_overlap(FlagList *list, const Line *lines, const Line *line) {
    for (size_t i = 0; i < line->overlap_count; i++) {
        const Line *other = &lines[line->overlaps[i]];
        if (!other->in_option[list->study->option.option]) continue;
        add_flag(list, "overlap", line->label.id,
            arena_format(list->study->arena, "Is \"%s\" counted in \"%s\" too?", line->label.name, other->label.name));
    }
    for (const Line *other = lines; other < line; other++)
        if (other->side == SIDE_BENEFIT && other->in_option[list->study->option.option] &&
            other->programme != line->programme && strcmp(other->label.name, line->label.name) == 0)
            add_flag(list, "overlap", line->label.id,
                arena_format(list->study->arena, "Is \"%s\" counted twice? Two programmes have a benefit of this name.",
                    line->label.name));
}

static void flag_benefit(FlagList *list, const Case *the_case, const Line *line) {
    Arena *arena = list->study->arena;
    if (line->side != SIDE_BENEFIT) return;
    flag_overlap(list, the_case->lines, line);
    if (!*line->owner || !*line->source)
        add_flag(list, "no_owner", line->label.id,
            arena_format(arena,
                *line->owner    ? "Where does the amount of \"%s\" come from? No source is named."
                : *line->source ? "Who owns \"%s\"? Nobody is named."
                                : "Who owns \"%s\", and where does its amount come from? Neither is named.",
                line->label.name));
    if (line_cash_part(line) > 0 && line->kind == KIND_REVENUE && line->budget_count == 0)
        add_flag(list, "no_budget", line->label.id,
            arena_format(
                arena, "Which budget does \"%s\" come out of? It saves cash but names none.", line->label.name));
}

static const char *whole_money(const FlagList *list, double amount) {
    return money_in_words(list->study->arena, list->study->the_case->settings.currency, round(amount));
}

/* " by Eastvale"; nothing of a council that is alone. */
static const char *by_council(const FlagList *list, size_t council) {
    const Case *the_case = list->study->the_case;
    return the_case->council_count > 1 ? arena_format(list->study->arena, " by %s", the_case->councils[council].name)
                                       : "";
}

static void flag_gap(
    FlagList *list, BizcaseFinanceRow row, const char *flag, const char *what, const BizcaseFinance *shown) {
    for (size_t b = 1; b < shown->body_count; b++)
        for (size_t y = 0; y < shown->year_count; y++) {
            const double gap = shown->rows[row][b * shown->year_count + y];
            if (gap > HALF_A_PENNY)
                add_flag(list, flag, shown->bodies[b],
                    arena_format(list->study->arena, "What pays for %s of %s%s in %s? It has no source of funding.",
                        what, whole_money(list, gap), by_council(list, b - 1), shown->years[y]));
        }
}

/* Where no source is named at all the question is one. */
static void flag_no_funding(FlagList *list, const BizcaseFinance *shown) {
    double gap = 0;
    for (size_t y = 0; y < shown->year_count; y++)
        gap += shown->rows[BIZCASE_CAPITAL_GAP][y] + shown->rows[BIZCASE_ONE_OFF_GAP][y];
    if (gap > HALF_A_PENNY)
        add_flag(list, "no_funding", "funding.csv",
            arena_format(list->study->arena,
                "What pays for %s of capital and one-off costs? No source of funding is entered.",
                whole_money(list, gap)));
}

/* Whether a council's borrowing may pay for the line, for longer than it lasts. */
static bool is_long_loan(const FlagList *list, const Line *line, size_t council, const BizcaseFinance *shown) {
    const Registers *registers = list->study->the_case->registers;
    const CouncilFinance *finance = &registers->finance[council];
    bool borrows = false, may_fund = false;
    if (isnan(finance->loan_years) || finance->loan_years <= (double)asset_life(finance, line->asset_life))
        return false;
    for (size_t y = 0; y < shown->year_count; y++)
        borrows = borrows || shown->rows[BIZCASE_CAPITAL_BY_BORROWING][(council + 1) * shown->year_count + y] > 0;
    for (size_t f = 0; f < registers->funding_count; f++) {
        const Funding *funding = &registers->funding[f];
        may_fund = may_fund || (funding->type == FUNDING_BORROWING && funding_is_of(funding, council) &&
                                   funding->in_option[list->study->option.option] &&
                                   (funding->programme == NONE || funding->programme == line->programme));
    }
    return borrows && may_fund;
}

static bool bears_any(const FinanceStudy *study, const double *plan, size_t council) {
    const size_t periods = study->the_case->settings.period_count;
    for (size_t t = 0; t < periods; t++)
        if (plan[(council + 1) * periods + t] != 0) return true;
    return false;
}

/* Only councils that bear something of the line are named for it. */
static void flag_long_loans(FlagList *list, const Case *the_case, size_t l, const BizcaseFinance *shown) {
    const Line *line = &the_case->lines[l];
    const double *plan = NULL;
    if (line->side != SIDE_COST || line->kind != KIND_CAPITAL) return;
    for (size_t c = 0; c < the_case->council_count; c++) {
        if (!is_long_loan(list, line, c, shown)) continue;
        if (!plan) plan = plans_of_lines(list->study, &l, 1);
        if (!bears_any(list->study, plan, c)) continue;
        const CouncilFinance *finance = &the_case->registers->finance[c];
        add_flag(list, "long_loan", line->label.id,
            arena_format(list->study->arena,
                "Why would %s borrow for %.0f years to pay for \"%s\", which lasts %zu years?",
                the_case->councils[c].name, finance->loan_years, line->label.name,
                asset_life(finance, line->asset_life)));
    }
}

/* A sale that is a benefit of the case, and a source in funding.csv too. */
static void flag_receipts_twice(FlagList *list, const Case *the_case, const BizcaseFinance *shown) {
    for (size_t f = 0; f < the_case->registers->funding_count; f++) {
        const Funding *funding = &the_case->registers->funding[f];
        if (funding->type != FUNDING_CAPITAL_RECEIPTS || !funding->in_option[list->study->option.option]) continue;
        for (size_t c = 0; c < the_case->council_count; c++) {
            double received = 0;
            for (size_t y = 0; y < shown->year_count && funding_is_of(funding, c); y++)
                received += shown->rows[BIZCASE_RECEIPTS][(c + 1) * shown->year_count + y];
            if (received > HALF_A_PENNY)
                add_flag(list, "receipts_twice", funding->label.id,
                    arena_format(list->study->arena,
                        "Does %s count one sale twice? Its capital receipts are both funding and benefits.",
                        the_case->councils[c].name));
        }
    }
}

/* Its own, or the council's. */
static bool every_asset_has_a_life(const CashCase *cash, const CouncilFinance *finance) {
    bool all = true;
    for (size_t a = 0; a < cash->account_count; a++)
        all = all && (cash->accounts[a].kind != ACCOUNT_CAPITAL || !isnan(cash->accounts[a].asset_life));
    return all || !isnan(finance->asset_life);
}

/* Capital without funding that cannot be charged to revenue, as nothing says how long for or at what rate. */
static void flag_uncharged_gap(FlagList *list, const Case *the_case, const BizcaseFinance *shown) {
    for (size_t c = 0; c < the_case->council_count; c++) {
        const CouncilFinance *finance = &the_case->registers->finance[c];
        double gap = 0;
        bool has_rate = true;
        for (size_t y = 0; y < shown->year_count; y++) {
            const double of_year = shown->rows[BIZCASE_CAPITAL_GAP][(c + 1) * shown->year_count + y];
            gap += of_year;
            has_rate = has_rate && (of_year <= HALF_A_PENNY ||
                                       !isnan(interest_rate_of_year(finance, list->study->books.first_month[y])));
        }
        const bool has_life = every_asset_has_a_life(&list->study->books.cash, finance);
        if (gap <= HALF_A_PENNY || (has_life && has_rate)) continue;
        add_flag(list, "uncharged_gap", the_case->councils[c].id,
            arena_format(list->study->arena,
                "What would capital without funding%s cost each year? No %s is entered, so the call on revenue leaves it "
                "out.",
                by_council(list, c),
                has_life   ? "interest rate"
                : has_rate ? "asset life"
                           : "interest rate or asset life"));
    }
}

static const char *council_of_heading(Arena *arena, const Case *the_case, const Budget *budget) {
    return the_case->council_count > 1 ? arena_format(arena, " of %s", the_case->councils[budget->council].name) : "";
}

/* A budget from which more is saved than it holds: of its years the worst. */
static bool flag_heading(FlagList *list, size_t b, const BizcaseFinance *shown) {
    const FinanceStudy *study = list->study;
    const Budget *budget = &study->the_case->registers->budgets[b];
    size_t worst = 0;
    double most = 0;
    for (size_t y = 0; y < shown->year_count; y++) {
        const double over =
            study->taken[b * shown->year_count + y] - fmax(0, study->headings[b * shown->year_count + y]);
        if (over > most) worst = y, most = over;
    }
    if (most <= HALF_A_POUND) return false;
    add_flag(list, "saving_over_budget", budget->label.id,
        arena_format(study->arena, "How can savings of %s in %s come out of the budget \"%s\"%s, which holds %s?",
            whole_money(list, study->taken[b * shown->year_count + worst]), shown->years[worst], budget->label.name,
            council_of_heading(study->arena, study->the_case, budget),
            whole_money(list, study->headings[b * shown->year_count + worst])));
    return true;
}

/* A council that saves more than all that is spent today: of its years the worst. */
static void flag_council(FlagList *list, size_t body, const BizcaseFinance *shown) {
    const size_t years = shown->year_count;
    const double *net = shown->rows[BIZCASE_NET_RUNNING] + body * years,
                 *existing = shown->rows[BIZCASE_EXISTING_REVENUE] + body * years;
    size_t worst = 0;
    double most = 0;
    for (size_t y = 0; y < years; y++)
        if (existing[y] > 0 && -net[y] - existing[y] > most) worst = y, most = -net[y] - existing[y];
    if (most <= HALF_A_POUND) return;
    add_flag(list, "saving_over_budget", shown->bodies[body],
        arena_format(list->study->arena,
            "How can %s save %s in %s? %s is all that %s. A saving may count twice, with the budget that it releases.",
            list->study->the_case->councils[body - 1].name, whole_money(list, -net[worst]), shown->years[worst],
            whole_money(list, existing[worst]),
            shown->budget_is_baseline ? "the baseline would cost" : "its budgets hold"));
}

static void flag_released(FlagList *list, size_t body, const BizcaseFinance *shown) {
    double released = 0;
    for (size_t y = 0; y < shown->year_count; y++)
        released += shown->rows[BIZCASE_SAVINGS_RELEASED][body * shown->year_count + y];
    if (released > HALF_A_POUND)
        add_flag(list, "saving_released", shown->bodies[body],
            arena_format(list->study->arena,
                "Are %s of savings of %s part of budgets that the option releases? They come out of them, so each counts "
                "once, as the release.",
                whole_money(list, released), list->study->the_case->councils[body - 1].name));
}

/* What could count a saving twice comes before all else. */
static void flag_savings(FlagList *list, const BizcaseFinance *shown) {
    const FinanceStudy *study = list->study;
    const Registers *registers = study->the_case->registers;
    bool *told = arena_array(study->arena, study->the_case->council_count, sizeof *told);
    for (size_t b = 0; study->taken && b < registers->budget_count; b++)
        if (flag_heading(list, b, shown)) told[registers->budgets[b].council] = true;
    for (size_t c = 0; c < study->the_case->council_count; c++) {
        if (!told[c]) flag_council(list, c + 1, shown);
        flag_released(list, c + 1, shown);
    }
}

void add_flags(FinanceStudy *study, BizcaseFinance *shown) {
    FlagList list = { .study = study };
    const Case *the_case = study->the_case;
    flag_savings(&list, shown);
    if (the_case->baseline == NONE)
        add_flag(
            &list, "no_counterfactual", "options.csv", "What happens if nothing is done? No option is the baseline.");
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (!line->in_option[study->option.option]) continue;
        flag_cloud_capital(&list, line);
        flag_long_loans(&list, the_case, l, shown);
        flag_benefit(&list, the_case, line);
    }
    if (the_case->registers->funding_count == 0)
        flag_no_funding(&list, shown);
    else
        flag_gap(&list, BIZCASE_CAPITAL_GAP, "capital_gap", "capital", shown);
    flag_uncharged_gap(&list, the_case, shown);
    flag_receipts_twice(&list, the_case, shown);
    if (the_case->registers->funding_count > 0)
        flag_gap(&list, BIZCASE_ONE_OFF_GAP, "one_off_gap", "one-off costs", shown);
    shown->flags = list.items;
    shown->flag_count = list.count;
}
