/* Whether all councils gain, how far a split may move until one does not, and which payments between them would help. */
#include <math.h>
#include <string.h>

#include "case/party.h"
#include "evaluate/figure_table.h"
#include "study/plan_changes.h"
#include "study/sensitivity/parts.h"
#include "study/simulation/order.h"

#define CONFIDENCE 0.8

/* Every share is two more evaluations of its trials, with an NPV of each council. So that twice the councils do not cost four
   times as much, all shares have so many NPVs together, but the fewest trials that say how often. */
enum { MOST_SHARE_TRIALS = 20000, LEAST_SHARE_TRIALS = 500, MOST_NPVS = 10000000 };

static const BizcaseRange nowhere = { NAN, NAN };

/* --- how often ------------------------------------------------------------------------------------------------------ */

static BizcaseEstimate probability(size_t hits, size_t trials) {
    const double p = (double)hits / (double)trials;
    return (BizcaseEstimate){ p, sqrt(p * (1 - p) / (double)trials), 0 };
}

static void count_gains(
    Arena *arena, const Ensemble *ensemble, const bool *counted, BizcaseCouncilsAgreement *agreement) {
    const size_t councils = ensemble->body_count - 1;
    size_t all = 0, none = 0, one = 0;
    size_t *loses = arena_array(arena, councils, sizeof *loses), *alone = arena_array(arena, councils, sizeof *alone);
    BizcaseEstimate *of_loss = arena_array(arena, councils, sizeof *of_loss),
                    *of_alone = arena_array(arena, councils, sizeof *of_alone);
    size_t parties = 0;
    for (size_t c = 0; c < councils; c++) parties += counted[c];
    for (size_t i = 0; i < ensemble->trials; i++) {
        size_t losing = 0, loser = 0;
        for (size_t c = 0; c < councils; c++) {
            if (!counted[c] || ensemble_npv(ensemble, 0, c + 1)[i] > 0) continue;
            loser = c;
            losing++;
            loses[c]++;
        }
        all += losing == 0;
        none += losing == parties;
        one += losing == 1;
        if (losing == 1) alone[loser]++;
    }
    for (size_t c = 0; c < councils; c++) {
        of_loss[c] = probability(loses[c], ensemble->trials);
        of_alone[c] = probability(alone[c], ensemble->trials);
    }
    agreement->all_gain = probability(all, ensemble->trials);
    agreement->none_gains = probability(none, ensemble->trials);
    agreement->just_one_loses = probability(one, ensemble->trials);
    agreement->loses = of_loss;
    agreement->loses_alone = of_alone;
}

/* --- what most trials have in common -------------------------------------------------------------------------------- */

/* One range a trial, from[i] to to[i]; none where from ≥ to. */
typedef struct Ranges {
    double *from, *to;
    size_t count, trials;
} Ranges;

static Ranges ranges_start(Arena *arena, size_t trials) {
    double *from = arena_array(arena, trials, sizeof *from), *to = arena_array(arena, trials, sizeof *to);
    return (Ranges){ from, to, 0, trials };
}

static void ranges_add(Ranges *ranges, double from, double to) {
    if (!(from < to)) return;
    ranges->from[ranges->count] = from;
    ranges->to[ranges->count++] = to;
}

typedef struct Common {
    BizcaseRange confident;
    double best, part; /* where most ranges overlap, and which part of the trials they are */
} Common;

/* Sweeps over the ends of all ranges. Sorts them. */
static Common common_range(Arena *arena, Ranges *ranges) {
    const double needed = CONFIDENCE * (double)ranges->trials;
    size_t begun = 0, ended = 0, most = 0;
    double start = NAN, best_start = NAN, best_end = NAN, best = NAN; /* of the stretch where enough overlap */
    const OrderRoom room = order_room(arena, ranges->count);
    sort_numbers(ranges->from, ranges->count, &room);
    sort_numbers(ranges->to, ranges->count, &room);
    while (ended < ranges->count) {
        const bool begins = begun < ranges->count && ranges->from[begun] < ranges->to[ended];
        const double at = begins ? ranges->from[begun++] : ranges->to[ended++];
        const size_t overlap = begun - ended;
        const bool enough = overlap > 0 && (double)overlap >= needed;
        if (enough && isnan(start)) start = at;
        if (overlap > most) {
            most = overlap;
            best = (at + ranges->to[ended]) / 2; /* or less, where another range begins before */
            best_start = start;
            best_end = NAN;
        }
        if (!enough && !isnan(start)) {
            if (start == best_start && isnan(best_end)) best_end = at;
            start = NAN;
        }
    }
    return (Common){ { best_start, best_end }, best, (double)most / (double)ranges->trials };
}

/* --- shares --------------------------------------------------------------------------------------------------------- */

/* NPV of every council with nothing and with all of the split; in between it is a straight line. One without a stake, that
   the share does not touch, need not gain. */
static BizcaseRange gaining_shares(const double *at_0, const double *at_1, const bool *counted, size_t councils) {
    double from = 0, to = 1;
    for (size_t c = 0; c < councils; c++) {
        const double slope = at_1[c] - at_0[c];
        if (slope > 0)
            from = fmax(from, -at_0[c] / slope);
        else if (slope < 0)
            to = fmin(to, -at_0[c] / slope);
        else if (counted[c] && at_0[c] <= 0)
            return nowhere;
    }
    return from < to ? (BizcaseRange){ from, to } : nowhere;
}

static bool run_with_share(
    Arena *arena, const Ensemble *ensemble, const Lever *lever, double share, size_t trials, double *npv) {
    const Inputs *inputs = &ensemble->setup.model.inputs;
    double *plan_inputs = arena_array(arena, inputs->count, sizeof *plan_inputs);
    for (uint32_t i = 0; i < inputs->count; i++) plan_inputs[i] = inputs->items[i].plan_value;
    Plan plan = ensemble->setup.model.plan;
    plan_fix_share(arena, plan_inputs, lever->index, lever->council, share, KEEP_BY_PERIOD, &plan);
    return ensemble_rerun(arena, ensemble,
        &(Rerun){ .figure = FIGURE_NPV, .view = ensemble->views.items[0], .trials = trials, .plan = &plan }, npv);
}

static void plan_with_share(WhatIf *what_if, const Lever *lever, double share, double *out, double *npv) {
    what_if_try(what_if, &(LeverChange){ lever, share }, 1, out);
    for (size_t c = 0; c + 1 < what_if->body_count; c++) npv[c] = what_if_value(what_if, out, 0, c + 1, WHAT_IF_NPV);
}

static bool differ(const double *a, const double *b, size_t count, double zero) {
    for (size_t i = 0; i < count; i++)
        if (fabs(a[i] - b[i]) > zero) return true;
    return false;
}

static size_t share_trials(const WhatIf *what_if, const Ensemble *ensemble) {
    size_t shares = 0;
    for (size_t k = 0; k < what_if->lever_count; k++) shares += what_if->levers[k].kind == LEVER_SHARE;
    size_t trials = shares ? MOST_NPVS / shares / (ensemble->body_count - 1) : 0;
    if (trials < LEAST_SHARE_TRIALS) trials = LEAST_SHARE_TRIALS;
    if (trials > MOST_SHARE_TRIALS) trials = MOST_SHARE_TRIALS;
    return trials < ensemble->trials ? trials : ensemble->trials;
}

/* False when progress stopped it. */
static bool share_row(Arena *arena, WhatIf *what_if, const Ensemble *ensemble, const Lever *lever, size_t trials,
    const bool *counted, const double *plan_0, const double *plan_1, BizcaseShareRow *row) {
    const size_t councils = ensemble->body_count - 1;
    Arena *working = arena_within(arena);
    double *npv_0 = arena_array(working, ensemble->body_count * trials, sizeof *npv_0);
    double *npv_1 = arena_array(working, ensemble->body_count * trials, sizeof *npv_1);
    double *mean_0 = arena_array(working, councils, sizeof *mean_0),
           *mean_1 = arena_array(working, councils, sizeof *mean_1);
    double *at_0 = arena_array(working, councils, sizeof *at_0), *at_1 = arena_array(working, councils, sizeof *at_1);
    const bool done = run_with_share(working, ensemble, lever, 0, trials, npv_0) &&
                      run_with_share(working, ensemble, lever, 1, trials, npv_1);
    Ranges ranges = ranges_start(working, trials);
    for (size_t i = 0; i < trials && done; i++) {
        for (size_t c = 0; c < councils; c++) {
            at_0[c] = npv_0[(c + 1) * trials + i];
            at_1[c] = npv_1[(c + 1) * trials + i];
        }
        const BizcaseRange range = gaining_shares(at_0, at_1, counted, councils);
        ranges_add(&ranges, range.from, range.to);
    }
    for (size_t c = 0; c < councils; c++) {
        mean_0[c] = ensemble_mean(npv_0 + (c + 1) * trials, trials);
        mean_1[c] = ensemble_mean(npv_1 + (c + 1) * trials, trials);
    }
    *row = (BizcaseShareRow){ (size_t)(lever - what_if->levers), gaining_shares(plan_0, plan_1, counted, councils),
        gaining_shares(mean_0, mean_1, counted, councils), common_range(working, &ranges).confident };
    arena_free(working);
    return done;
}

static bool add_shares(
    Arena *arena, WhatIf *what_if, const Ensemble *ensemble, const bool *counted, BizcaseCouncilsAgreement *agreement) {
    const size_t councils = ensemble->body_count - 1, trials = share_trials(what_if, ensemble);
    BizcaseShareRow *rows = arena_array(arena, what_if->lever_count, sizeof *rows);
    double *out = arena_array(arena, what_if_out_count(what_if), sizeof *out);
    double *plan_0 = arena_array(arena, councils, sizeof *plan_0),
           *plan_1 = arena_array(arena, councils, sizeof *plan_1);
    for (size_t k = 0; k < what_if->lever_count; k++) {
        const Lever *lever = &what_if->levers[k];
        if (lever->kind != LEVER_SHARE || (councils == 2 && lever->council > 0)) continue; /* the other has the rest */
        plan_with_share(what_if, lever, 0, out, plan_0);
        plan_with_share(what_if, lever, 1, out, plan_1);
        if (!differ(plan_0, plan_1, councils, what_if->model.plan.zero_money)) continue;
        if (!share_row(
                arena, what_if, ensemble, lever, trials, counted, plan_0, plan_1, &rows[agreement->share_count++]))
            return false;
    }
    agreement->shares = rows;
    return true;
}

/* --- payments ------------------------------------------------------------------------------------------------------- */

/* What £1 in every year of the horizon is worth now. */
static double annuity(const Plan *plan) {
    double sum = 0;
    for (uint32_t t = 0; t < plan->period_count; t++) sum += plan->discount_factor[t] * plan->months_per_period / 12;
    return sum;
}

static double nearest_to_nothing(BizcaseRange range) {
    return isnan(range.from) ? NAN : range.from > 0 ? range.from : range.to < 0 ? range.to : 0;
}

/* Who pays and is paid: the councils that have to gain. */
typedef struct Payers {
    const size_t *councils;
    size_t count;
} Payers;

static Payers find_payers(Arena *arena, const bool *counted, size_t councils) {
    size_t *payers = arena_array(arena, councils, sizeof *payers), count = 0;
    for (size_t c = 0; c < councils; c++)
        if (counted[c]) payers[count++] = c;
    return (Payers){ payers, count };
}

/* What each has above the mean of all, as a payment a year. npv: [payer] */
static double equalising(const double *npv, size_t payers, size_t payer, double factor) {
    return (npv[payer] - ensemble_mean(npv, payers)) / factor;
}

/* In each trial who is worst off, and what that payer and the next one have. */
typedef struct Worst {
    size_t *payer;         /* [trial] */
    double *least, *after; /* [trial] NPV */
} Worst;

static Worst worst_off(Arena *arena, const Ensemble *ensemble, Payers payers) {
    const size_t trials = ensemble->trials;
    Worst worst = { arena_array(arena, trials, sizeof(size_t)), arena_array(arena, trials, sizeof(double)),
        arena_array(arena, trials, sizeof(double)) };
    for (size_t i = 0; i < trials; i++) worst.least[i] = worst.after[i] = INFINITY;
    for (size_t p = 0; p < payers.count; p++) {
        const double *npv = ensemble_npv(ensemble, 0, payers.councils[p] + 1);
        for (size_t i = 0; i < trials; i++) {
            if (npv[i] < worst.least[i]) {
                worst.after[i] = worst.least[i];
                worst.least[i] = npv[i];
                worst.payer[i] = p;
            } else if (npv[i] < worst.after[i]) {
                worst.after[i] = npv[i];
            }
        }
    }
    return worst;
}

/* plan_npv, mean_npv: [payer] */
static void payment_row(Arena *arena, const Ensemble *ensemble, Payers payers, const Worst *worst,
    const double *plan_npv, const double *mean_npv, size_t payer, BizcasePaymentRow *row) {
    const size_t council = payers.councils[payer];
    const double factor = annuity(&ensemble->setup.model.plan);
    Arena *working = arena_within(arena);
    Ranges ranges = ranges_start(working, ensemble->trials);
    for (size_t i = 0; i < ensemble->trials; i++) {
        const double of_others = worst->payer[i] == payer ? worst->after[i] : worst->least[i];
        ranges_add(&ranges, -(double)(payers.count - 1) * of_others / factor,
            ensemble_npv(ensemble, 0, council + 1)[i] / factor);
    }
    const Common common = common_range(working, &ranges);
    *row = (BizcasePaymentRow){ council, equalising(plan_npv, payers.count, payer, factor),
        equalising(mean_npv, payers.count, payer, factor), common.confident, nearest_to_nothing(common.confident),
        common.best, common.part };
    arena_free(working);
}

/* Of two the one that gains more pays; one alone has nobody to pay. */
static void add_payments(Arena *arena, const Ensemble *ensemble, const double *plan_npv, const bool *counted,
    BizcaseCouncilsAgreement *agreement) {
    const Payers payers = find_payers(arena, counted, ensemble->body_count - 1);
    double *mean = arena_array(arena, payers.count, sizeof *mean),
           *plan = arena_array(arena, payers.count, sizeof *plan);
    BizcasePaymentRow *rows = arena_array(arena, payers.count, sizeof *rows);
    const Worst worst = worst_off(arena, ensemble, payers);
    for (size_t p = 0; p < payers.count; p++) {
        mean[p] = ensemble_mean(ensemble_npv(ensemble, 0, payers.councils[p] + 1), ensemble->trials);
        plan[p] = plan_npv[payers.councils[p]];
    }
    for (size_t p = 0; p < payers.count && payers.count > 1; p++)
        if (payers.count > 2 || p == (size_t)(mean[1] > mean[0]))
            payment_row(arena, ensemble, payers, &worst, plan, mean, p, &rows[agreement->payment_count++]);
    agreement->payments = rows;
}

static BizcaseStatus add_agreement(WhatIf *what_if, const Ensemble *ensemble, BizcaseSensitivity *shown) {
    if (ensemble->body_count < 3) return BIZCASE_OK;
    BizcaseCouncilsAgreement *agreement = arena_alloc(what_if->arena, sizeof *agreement);
    bool *counted = arena_array(what_if->arena, ensemble->body_count - 1, sizeof *counted);
    mark_counted_parties(
        what_if->the_case, READING_WHOLE, what_if->views.items[0].option, what_if->the_case->baseline, counted);
    count_gains(what_if->arena, ensemble, counted, agreement);
    add_payments(what_if->arena, ensemble, shown->plan_npv + 1, counted, agreement);
    if (!add_shares(what_if->arena, what_if, ensemble, counted, agreement)) return BIZCASE_STOPPED;
    shown->agreement = agreement;
    return BIZCASE_OK;
}

static BizcaseStatus run(SensitivityStudy *study) {
    return add_agreement(study->what_if, study->ensemble, study->shown);
}

const SensitivityPart sensitivity_agreement = { .needs_trials = true, .effort = 200, .run = run };
