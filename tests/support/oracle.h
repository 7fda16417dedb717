/* The meaning of a case, written out plainly for one trial: no pools, no lanes, no steps. The engine is compared with
   it. */
#ifndef TESTS_SUPPORT_ORACLE_H
#define TESTS_SUPPORT_ORACLE_H

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "case/case.h"
#include "model/inputs.h"

typedef struct Oracle {
    const Case *the_case;
    const Inputs *inputs;
    const double *values; /* [input] */
    TrialBias bias;
} Oracle;

typedef struct OracleFlow {
    double cost, benefit, risk, cost_bias, benefit_bias;
} OracleFlow;

static inline int oracle_month(const Case *the_case, double t) {
    return the_case->settings.start.first_month + (int)t * the_case->settings.start.length_months;
}

static inline double oracle_input(const Oracle *o, uint32_t input, double otherwise) {
    return input == UINT32_MAX ? otherwise : o->values[input];
}

/* Price level at a month against the price base, growing or shrinking one period at a time. */
static inline double oracle_level(const Case *the_case, size_t index, int month) {
    if (index == NONE) return 1;
    const Amounts *growth = &the_case->indices[index].growth;
    const int length = the_case->settings.start.length_months, base = the_case->settings.price_base_month;
    double level = 1;
    for (int m = month < base ? month : base; m < (month < base ? base : month);) {
        m += length;
        double g = 0;
        for (size_t i = 0; i < growth->count; i++)
            if (growth->first_month[i] <= m) g = growth->value[i];
        level *= pow(1 + g, length / 12.0);
    }
    return month < base ? 1 / level : level;
}

static inline double oracle_driver(const Oracle *o, size_t d, int t) {
    const Driver *driver = &o->the_case->drivers[d];
    const double draw = o->values[o->inputs->of_driver[d]];
    double path = 1;
    for (size_t i = 0; i < driver->path.count; i++)
        if (driver->path.first_month[i] <= oracle_month(o->the_case, t)) path = driver->path.value[i];
    const double years = t * o->the_case->settings.start.length_months / 12.0;
    return driver->kind == DRIVER_GROWTH ? pow(1 + draw, years) * path : draw * path;
}

static inline double oracle_slip(const Oracle *o, size_t p) {
    const Phase *phase = &o->the_case->phases[p];
    double passed_on = 0;
    for (size_t i = 0; i < phase->after_count; i++) {
        const Phase *before = &o->the_case->phases[phase->after[i]];
        const double slack = fmax(0, phase->start_month - before->end_month - 1);
        passed_on = fmax(passed_on, oracle_slip(o, phase->after[i]) - slack);
    }
    return o->values[o->inputs->of_phase[p]] + passed_on;
}

static inline double oracle_profile(const Case *the_case, const Line *line, int t) {
    double amount = 0;
    for (size_t i = 0; i < line->amounts.count; i++)
        if (line->amounts.first_month[i] == oracle_month(the_case, t))
            amount += line->amounts.value[i] * the_case->settings.scale;
    return t < 0 || t >= (int)the_case->settings.period_count ? 0 : amount;
}

/* Money of the unmoved profile between two moments, in periods. */
static inline double oracle_between(const Case *the_case, const Line *line, double from, double to) {
    double money = 0;
    for (int t = 0; t < (int)the_case->settings.period_count; t++) {
        const double overlap = fmin(to, t + 1) - fmax(from, t);
        if (overlap > 0) money += overlap * oracle_profile(the_case, line, t);
    }
    return money;
}

static inline double oracle_moved(const Oracle *o, const Line *line, int t) {
    const Case *c = o->the_case;
    if (line->phase == NONE) return oracle_profile(c, line, t);
    const double length = c->settings.start.length_months, slip = oracle_slip(o, line->phase) / length;
    if (line->on_delay == DELAY_SHIFT) return oracle_between(c, line, t - slip, t + 1 - slip);
    const double end = (c->phases[line->phase].end_month + 1 - c->settings.start.first_month) / length;
    const double kept_until = fmin(end, end + slip); /* before it nothing changes */
    double money = oracle_between(c, line, t, fmax(t, fmin(t + 1, kept_until)));
    const double running = fmin(t + 1, end + slip) - fmax(t, end);
    if (running > 0) money += running * oracle_profile(c, line, (int)ceil(end) - 1);
    const double after = fmax(t, end + slip);
    if (after < t + 1) money += oracle_between(c, line, after - slip, t + 1 - slip);
    return money;
}

/* Of the rows that hold in a period, one that names the option goes before one that names none, then the latest. */
static inline const SplitRow *oracle_split_row(const Oracle *o, size_t s, size_t option, int t) {
    const Case *c = o->the_case;
    const SplitRow *best = NULL;
    for (size_t v = 0; v < c->split_count; v++)
        for (size_t r = 0; c->splits[v].of == s && r < c->splits[v].row_count; r++) {
            const SplitRow *row = &c->splits[v].rows[r];
            if (row->from_month > oracle_month(c, t) || (row->in_option && !row->in_option[option])) continue;
            const bool names = row->in_option != NULL, best_names = best && best->in_option != NULL;
            if (!best || names > best_names || (names == best_names && row->from_month > best->from_month)) best = row;
        }
    return best;
}

static inline double oracle_share(const Oracle *o, size_t s, size_t option, size_t council, int t) {
    const Case *c = o->the_case;
    const SplitRow *row = oracle_split_row(o, s, option, t);
    double weights[64], total = 0;
    for (size_t k = 0; k < c->council_count; k++) {
        const Share *share = &row->shares[k];
        weights[k] = share->is_rest ? 0 : share->driver == NONE ? share->weight : oracle_driver(o, share->driver, t);
        total += weights[k];
    }
    for (size_t k = 0; k < c->council_count; k++)
        if (row->shares[k].is_rest) weights[k] = 1 - total;
    return row->has_rest ? weights[council] : weights[council] / total;
}

static inline double oracle_line(const Oracle *o, size_t l, int t) {
    const Case *c = o->the_case;
    const Line *line = &c->lines[l];
    const size_t deflator = c->settings.deflator, index = line->index == NONE ? deflator : line->index;
    const int month = oracle_month(c, t);
    double price = oracle_level(c, index, month) / oracle_level(c, deflator, month);
    if (line->nominal) price = 1 / oracle_level(c, deflator, month);
    double value = oracle_moved(o, line, t) * price * oracle_input(o, o->inputs->of_line[l], 1);
    for (size_t i = 0; i < line->driver_count; i++) value *= oracle_driver(o, line->drivers[i], t);
    return value;
}

static inline double oracle_risk(const Oracle *o, size_t r, int t) {
    const Case *c = o->the_case;
    const Risk *risk = &c->risks[r];
    const int from = risk->from_month == INT_MIN ? oracle_month(c, 0) : risk->from_month;
    const int until =
        risk->until_month == INT_MAX ? oracle_month(c, (double)c->settings.period_count) : risk->until_month;
    int months = 0;
    for (int m = oracle_month(c, t); m < oracle_month(c, t + 1); m++) months += m >= from && m < until;
    return o->values[o->inputs->of_risk[r]] * o->values[o->inputs->of_event[r]] * c->settings.scale * months /
           (until - from);
}

static inline OracleFlow oracle_flow(const Oracle *o, size_t option, size_t council, size_t programme, int t) {
    const Case *c = o->the_case;
    OracleFlow flow = { 0 };
    for (size_t l = 0; l < c->line_count; l++) {
        const Line *line = &c->lines[l];
        if (!line->type->in_economic_appraisal || !line->in_option[option] || line->programme != programme) continue;
        const double value = oracle_line(o, l, t) * oracle_share(o, line->split, option, council, t);
        const double bias = value * (o->bias == TRIALS_WITH_BIAS              ? line->optimism_bias
                                        : o->bias == TRIALS_WITH_REST_OF_BIAS ? line->bias_in_trials
                                                                              : 0);
        if (line->side == SIDE_COST) {
            flow.cost += value;
            flow.cost_bias += bias;
        } else {
            flow.benefit += value;
            flow.benefit_bias += bias;
        }
    }
    for (size_t r = 0; r < c->risk_count; r++)
        if (c->risks[r].in_option[option] && c->risks[r].programme == programme)
            flow.risk += oracle_risk(o, r, t) * oracle_share(o, c->risks[r].split, option, council, t);
    return flow;
}

static inline double oracle_net(const OracleFlow *flow) {
    return flow->benefit - flow->benefit_bias - flow->cost - flow->cost_bias - flow->risk;
}

#endif
