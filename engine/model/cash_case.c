#include "model/cash_case.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "case/readings.h"
#include "case/registers/registers.h"

typedef struct CashBuilder {
    Arena *arena;
    const Case *from;
    Account *accounts;
    size_t account_count;
} CashBuilder;

static bool same_account(const Account *a, const Account *b) {
    const bool same_life = a->asset_life == b->asset_life || (isnan(a->asset_life) && isnan(b->asset_life));
    return a->kind == b->kind && a->programme == b->programme && same_life &&
           a->first_use_month == b->first_use_month && a->payments == b->payments;
}

static size_t account_index(CashBuilder *builder, Account account) {
    for (size_t i = 0; i < builder->account_count; i++)
        if (same_account(&builder->accounts[i], &account)) return i;
    builder->accounts[builder->account_count] = account;
    return builder->account_count++;
}

static uint64_t payments_of_line(const Registers *registers, size_t line) {
    uint64_t payments = 0;
    for (size_t p = 0; p < registers->payment_count && p < MOST_PAYMENTS; p++)
        if (registers->payments[p].of_line[line]) payments |= (uint64_t)1 << p;
    return payments;
}

static Account account_of_line(const Line *line) {
    Account account = { .kind = line->type->account[line->kind],
        .programme = line->programme,
        .asset_life = NAN,
        .first_use_month = INT_MIN };
    if (account.kind == ACCOUNT_CAPITAL) {
        account.asset_life = line->asset_life;
        account.first_use_month = line->first_use_month;
    }
    return account;
}

/* Every cost counts in the books, whatever the economic appraisal leaves out. */
static const LineType counted_cost = { .name = "cost",
    .side = SIDE_COST,
    .help = "a cost of the financial case",
    .in_economic_appraisal = true,
    .in_public = PART_ALL,
    .in_cash = PART_ALL,
    .is_cash = true };

/* A line that is out keeps its input, with no money, so that the draws of the others stay as they are. */
static void book_line(CashBuilder *builder, unsigned steps, size_t l, Line *line) {
    Account account = account_of_line(line);
    account.payments = payments_of_line(builder->from->registers, l);
    line->programme = account_index(builder, account);
    const double cash = steps & CASH_ONLY ? line_cash_part(line) : 1;
    if (cash > 0)
        line->part = cash;
    else
        line->amounts.count = 0, line->formula = NULL;
    if (line->side == SIDE_COST && steps & CASH_ALL_COSTS) line->type = &counted_cost;
}

static void book_risk(CashBuilder *builder, Risk *risk) {
    risk->programme =
        account_index(builder, (Account){ .kind = risk->kind == KIND_CAPITAL ? ACCOUNT_CAPITAL : ACCOUNT_ONE_OFF,
                                   .programme = risk->programme,
                                   .asset_life = NAN,
                                   .first_use_month = INT_MIN });
}

/* Without a deflator what is real is not brought back to the price base: the general index becomes an index like others. */
static void make_nominal(Case *the_case) {
    for (size_t l = 0; l < the_case->line_count; l++)
        if (the_case->lines[l].index == NONE) the_case->lines[l].index = the_case->settings.deflator;
    for (size_t r = 0; r < the_case->risk_count; r++) the_case->risks[r].index = the_case->settings.deflator;
    the_case->settings.deflator = NONE;
}

static void *copy(Arena *arena, const void *items, size_t count, size_t size) {
    void *copied = arena_array(arena, count, size);
    return count ? memcpy(copied, items, count * size) : copied;
}

static void add_volumes(Arena *arena, Case *data) {
    const Registers *registers = data->registers;
    Volume *volumes = arena_array(arena, registers->payment_count, sizeof *volumes);
    for (size_t p = 0; p < registers->payment_count; p++)
        volumes[p] =
            registers->payments[p].type == PAYMENT_VOLUME ? registers->payments[p].volume : (Volume){ 1, NONE, NONE };
    data->volumes = volumes;
    data->volume_count = registers->payment_count;
}

static Label *account_labels(Arena *arena, size_t count) {
    Label *labels = arena_array(arena, count, sizeof *labels);
    for (size_t i = 0; i < count; i++) labels[i].id = labels[i].name = arena_format(arena, "account-%zu", i);
    return labels;
}

size_t asset_life(const CouncilFinance *finance, double own_life) {
    const double life = isnan(own_life) ? finance->asset_life : own_life;
    return isnan(life) ? 1 : (size_t)fmax(1, round(life));
}

CashCase cash_case(Arena *arena, const Case *the_case, unsigned steps) {
    CashBuilder builder = { arena, the_case,
        arena_array(arena, the_case->line_count + the_case->risk_count, sizeof(Account)), 0 };
    Case data = *the_case;
    data.lines = copy(arena, the_case->lines, the_case->line_count, sizeof(Line));
    data.risks = copy(arena, the_case->risks, the_case->risk_count, sizeof(Risk));
    for (size_t l = 0; l < data.line_count; l++) book_line(&builder, steps, l, &data.lines[l]);
    for (size_t r = 0; r < data.risk_count; r++) book_risk(&builder, &data.risks[r]);
    if (steps & CASH_NOMINAL) make_nominal(&data);
    add_volumes(arena, &data);
    data.programmes = account_labels(arena, builder.account_count);
    data.programme_count = builder.account_count;
    return (CashCase){ data, builder.accounts, builder.account_count };
}
