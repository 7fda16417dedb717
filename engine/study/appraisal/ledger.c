#include "study/appraisal/ledger.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "case/plan_values.h"
#include "model/prices.h"
#include "model/shares.h"
#include "model/timeline.h"

/* What makes a row; its memory is the arena's. */
typedef struct Writer {
    Arena *arena;
    const Case *the_case;
    const PlanValues *values;
    Prices *prices;
    const Ledger *ledger;
} Writer;

static double *new_row(const Writer *writer) {
    return arena_array(writer->arena, writer->ledger->period_count, sizeof(double));
}

static void write_shares(Arena *arena, const Model *model, size_t split_count, Ledger *ledger) {
    double *inputs = arena_array(arena, model->inputs.count, sizeof *inputs);
    for (uint32_t i = 0; i < model->inputs.count; i++) inputs[i] = model->inputs.items[i].plan_value;
    ledger->shares = arena_array(arena, split_count, sizeof *ledger->shares);
    ledger->parts = arena_array(arena, split_count, sizeof *ledger->parts);
    for (size_t s = 0; s < split_count; s++) {
        ledger->parts[s] = parts_at(arena, &model->plan, s, inputs);
        ledger->shares[s] = shares_at(arena, &model->plan, s, inputs);
    }
}

/* The money of a period flows at its rate from where its start is moved to until where the next one's is. */
static void move_amounts(const Writer *writer, LedgerRow *row, DelayRule rule) {
    const size_t periods = writer->ledger->period_count;
    row->starts = arena_array(writer->arena, periods + 1, sizeof *row->starts);
    row->moved = new_row(writer);
    for (size_t i = 0; i <= periods; i++) {
        const double start = (double)i;
        row->starts[i] = rule == DELAY_SHIFT || start >= row->phase_end ? start + row->slip
                                                                        : fmin(start, row->phase_end + row->slip);
    }
    for (size_t i = 0; i < periods; i++)
        for (size_t t = (size_t)fmax(0, row->starts[i]); t < periods && (double)t < row->starts[i + 1]; t++) {
            const double from = fmax(row->starts[i], (double)t), until = fmin(row->starts[i + 1], (double)t + 1);
            if (until > from) row->moved[t] += row->amounts[i] * (until - from);
        }
}

static void multiply_up(const Writer *writer, LedgerRow *row) {
    row->values = new_row(writer);
    for (size_t t = 0; t < writer->ledger->period_count; t++)
        row->values[t] =
            row->moved[t] * row->multiplier * writer->the_case->settings.scale * row->price[t] * row->drivers[t];
}

static double *ones(const Writer *writer) {
    double *row = new_row(writer);
    for (size_t t = 0; t < writer->ledger->period_count; t++) row[t] = 1;
    return row;
}

static double line_weight(const Line *line, double bias) {
    if (!line->type->in_economic_appraisal) return 0;
    return line->side == SIDE_COST ? -(1 + bias) : 1 - bias;
}

static void write_line(const Writer *writer, const Line *line, LedgerRow *row) {
    const Case *the_case = writer->the_case;
    const Settings *settings = &the_case->settings;
    const double bias = settings->optimism_bias_in_plan ? line->optimism_bias : 0;
    *row = (LedgerRow){ .line = line,
        .in_option = line->in_option,
        .programme = line->programme,
        .split = line->split,
        .multiplier = line->own.fitted.central,
        .bias = bias,
        .net_weight = line_weight(line, bias) };
    if (line->phase != NONE) {
        row->slip = writer->ledger->phase_slips[line->phase] / settings->start.length_months;
        row->phase_end = (double)(the_case->phases[line->phase].end_month + 1 - settings->start.first_month) /
                         settings->start.length_months;
    }
    row->amounts = profile_values(writer->arena, settings, &line->amounts);
    if (line->formula) /* money in units of 1 */
        memcpy(row->amounts, writer->values->of_line[line - the_case->lines],
            writer->ledger->period_count * sizeof *row->amounts);
    for (size_t t = 0; t < writer->ledger->period_count; t++) row->amounts[t] /= settings->scale;
    row->price = price_factors(writer->prices, line->nominal, line->index);
    row->drivers = ones(writer);
    for (size_t i = 0; i < line->driver_count; i++)
        for (size_t t = 0; t < writer->ledger->period_count; t++)
            row->drivers[t] *= writer->ledger->driver_values[line->drivers[i]][t];
    move_amounts(writer, row, line->on_delay);
    multiply_up(writer, row);
}

static void write_risk(const Writer *writer, const Risk *risk, LedgerRow *row) {
    const Settings *settings = &writer->the_case->settings;
    const int horizon_end = period_month(settings, settings->period_count);
    const int from = risk->from_month == INT_MIN ? period_month(settings, 0) : risk->from_month;
    const int until = risk->until_month == INT_MAX ? horizon_end : risk->until_month;
    *row = (LedgerRow){ .risk = risk,
        .in_option = risk->in_option,
        .programme = risk->programme,
        .split = risk->split,
        .multiplier = settings->risk_in_plan ? risk->probability * risk->impact.fitted.mean : 0,
        .net_weight = -1 };
    row->amounts = new_row(writer);
    for (size_t t = 0; t < writer->ledger->period_count; t++) {
        const int begins = period_month(settings, t), ends = period_month(settings, t + 1);
        const int overlap = (until < ends ? until : ends) - (from > begins ? from : begins);
        row->amounts[t] = overlap > 0 ? (double)overlap / (until - from) : 0;
    }
    row->price = price_factors(writer->prices, false, risk->index);
    row->drivers = ones(writer);
    move_amounts(writer, row, DELAY_SHIFT);
    multiply_up(writer, row);
}

Ledger ledger_open(Arena *arena, const Case *the_case, const Model *model) {
    const PlanValues *values = plan_values(arena, the_case);
    Prices *prices = arena_alloc(arena, sizeof *prices);
    *prices = prices_open(arena, the_case);
    Ledger ledger = { .period_count = the_case->settings.period_count,
        .council_count = the_case->council_count,
        .row_count = the_case->line_count + the_case->risk_count,
        .zero_money = model->plan.zero_money,
        .discount_factors = model->plan.discount_factor,
        .driver_values = values->of_driver,
        .quantity_values = values->of_quantity,
        .phase_slips = values->phase_slips,
        .the_case = the_case,
        .plan_values = values,
        .prices = prices };
    write_shares(arena, model, the_case->split_count, &ledger);
    return ledger;
}

LedgerRow ledger_row(const Ledger *ledger, Arena *arena, size_t r) {
    const Case *the_case = ledger->the_case;
    const Writer writer = { arena, the_case, ledger->plan_values, ledger->prices, ledger };
    LedgerRow row;
    if (r < the_case->line_count)
        write_line(&writer, &the_case->lines[r], &row);
    else
        write_risk(&writer, &the_case->risks[r - the_case->line_count], &row);
    return row;
}

Ledger ledger_of(Arena *arena, const Case *the_case, const Model *model) {
    Ledger ledger = ledger_open(arena, the_case, model);
    ledger.rows = arena_array(arena, ledger.row_count, sizeof *ledger.rows);
    for (size_t r = 0; r < ledger.row_count; r++) ledger.rows[r] = ledger_row(&ledger, arena, r);
    return ledger;
}

double ledger_present_value(const Ledger *ledger, const LedgerRow *row, size_t split, size_t council) {
    double sum = 0;
    for (size_t t = 0; t < ledger->period_count; t++)
        sum += ledger->discount_factors[t] * row->values[t] * ledger_share(ledger, split, council, t);
    return sum;
}
