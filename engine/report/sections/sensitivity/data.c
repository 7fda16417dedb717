/* A sensitivity study as data, for programs, and as facts, for spreadsheets. */
#include "report/sections/sensitivity/pages.h"

#include "report/sections/case_data.h"
#include "study/simulation/interval.h"

#include <math.h>
#include <string.h>

static const char STUDY[] = "sensitivity";

/* --- data ----------------------------------------------------------------------------------------------------------- */

/* {"joint": …, "CEC": …} */
static Value by_body(Arena *arena, const BizcaseSensitivity *study, const double *values) {
    Value value = value_object();
    for (size_t b = 0; b < study->body_count; b++) value_set(arena, &value, study->bodies[b], value_number(values[b]));
    return value;
}

static Value lever_value(Arena *arena, const BizcaseLever *lever) {
    Value value = value_object();
    value_set(arena, &value, "lever", value_text(arena, lever->name));
    value_set(arena, &value, "label", value_text(arena, lever->label));
    value_set(arena, &value, "plan", value_number(lever->plan));
    return value;
}

static Value tornado_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->tornado_count; i++) {
        const BizcaseTornadoRow *row = &study->tornado[i];
        Value value = lever_value(arena, lever_of(study, row->lever));
        value_set(arena, &value, "low", value_number(row->low));
        value_set(arena, &value, "high", value_number(row->high));
        value_set(arena, &value, "npv_low", by_body(arena, study, row->npv_low));
        value_set(arena, &value, "npv_high", by_body(arena, study, row->npv_high));
        value_append(arena, &list, value);
    }
    return list;
}

static Value spider_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->spider_count; i++) {
        const BizcaseSpiderRow *row = &study->spider[i];
        Value value = lever_value(arena, lever_of(study, row->lever)), points = value_list();
        for (size_t p = 0; p < BIZCASE_SPIDER_POINTS; p++) {
            Value point = value_object();
            value_set(arena, &point, "value", value_number(row->values[p]));
            value_set(arena, &point, "npv", by_body(arena, study, row->npv + p * study->body_count));
            value_append(arena, &points, point);
        }
        value_set(arena, &value, "points", points);
        value_append(arena, &list, value);
    }
    return list;
}

static Value switches_value(Arena *arena, const BizcaseSensitivity *study, const BizcaseSwitch *switches) {
    Value value = value_object();
    for (size_t b = 0; b < study->body_count; b++) {
        Value of_body = value_object();
        value_set(arena, &of_body, "value", value_number(switches[b].value));
        value_set(arena, &of_body, "change", value_number(switches[b].change));
        value_set(arena, &value, study->bodies[b], of_body);
    }
    return value;
}

static Value switching_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->switching_count; i++) {
        const BizcaseSwitchingRow *row = &study->switching[i];
        const BizcaseLever *lever = lever_of(study, row->lever);
        Value value = lever_value(arena, lever);
        value_set(arena, &value, "least", value_number(lever->least));
        value_set(arena, &value, "most", value_number(lever->most));
        value_set(arena, &value, "npv_zero", switches_value(arena, study, row->npv_zero));
        value_set(arena, &value, "other_is_best", switches_value(arena, study, row->other_is_best));
        value_append(arena, &list, value);
    }
    return list;
}

static Value delays_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->delay_count; i++) {
        const BizcaseDelay *row = &study->delays[i];
        Value value = lever_value(arena, lever_of(study, row->lever)), months = value_list();
        value_set(arena, &value, "cost_per_month", by_body(arena, study, row->per_month));
        value_set(arena, &value, "expected_cost_per_month", by_body(arena, study, row->expected_per_month));
        for (size_t m = 0; m < BIZCASE_DELAY_MONTHS; m++) {
            Value month = value_object();
            value_set(arena, &month, "months", value_integer(m));
            value_set(arena, &month, "npv", by_body(arena, study, row->npv + m * study->body_count));
            value_set(arena, &month, "payback_years", by_body(arena, study, row->payback + m * study->body_count));
            value_append(arena, &months, month);
        }
        value_set(arena, &value, "delays", months);
        value_append(arena, &list, value);
    }
    return list;
}

static Value grid_value(Arena *arena, const BizcaseSensitivity *study) {
    const BizcaseGrid *grid = study->grid;
    if (!grid) return value_null();
    Value value = value_object(), rows = value_list();
    value_set(arena, &value, "first", lever_value(arena, lever_of(study, grid->levers[0])));
    value_set(arena, &value, "second", lever_value(arena, lever_of(study, grid->levers[1])));
    value_set(arena, &value, "figure", value_text(arena, bizcase_figure(grid->figure).name));
    for (size_t i = 0; i < grid->counts[0] * grid->counts[1]; i++) {
        Value cell = value_object();
        value_set(arena, &cell, "first", value_number(grid->values[0][i / grid->counts[1]]));
        value_set(arena, &cell, "second", value_number(grid->values[1][i % grid->counts[1]]));
        value_set(arena, &cell, "results", by_body(arena, study, grid->results + i * study->body_count));
        value_append(arena, &rows, cell);
    }
    value_set(arena, &value, "cells", rows);
    return value;
}

/* {"value": …, "standard_error": …, "low": …, "high": …} */
static Value estimate_value(Arena *arena, const BizcaseEstimate *estimate) {
    Value value = value_object();
    const double half = half_width_95(estimate->standard_error, estimate->randomisations);
    value_set(arena, &value, "value", value_number(estimate->value));
    value_set(arena, &value, "standard_error", value_number(estimate->standard_error));
    value_set(arena, &value, "low", value_number(estimate->value - half));
    value_set(arena, &value, "high", value_number(estimate->value + half));
    return value;
}

static Value estimates_by_body(Arena *arena, const BizcaseSensitivity *study, const BizcaseEstimate *estimates) {
    Value value = value_object();
    for (size_t b = 0; b < study->body_count; b++)
        value_set(arena, &value, study->bodies[b], estimate_value(arena, &estimates[b]));
    return value;
}

static Value group_value(Arena *arena, const BizcaseSensitivity *study, size_t group) {
    const BizcaseInputGroup *shown = &study->groups[group];
    Value value = value_object();
    value_set(arena, &value, "group", value_text(arena, shown->name));
    value_set(arena, &value, "label", value_text(arena, shown->label));
    value_set(arena, &value, "is_group", value_integer((uint64_t)shown->is_group));
    value_set(arena, &value, "is_correlated", value_integer((uint64_t)shown->is_correlated));
    return value;
}

static Value challenges_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->challenge_count; i++) {
        const BizcaseChallenge *row = &study->challenges[i];
        Value value = value_object(), ranks = value_object();
        for (size_t b = 0; b < study->body_count; b++)
            value_set(arena, &ranks, study->bodies[b], row->rank[b] ? value_integer(row->rank[b]) : value_null());
        value_set(arena, &value, "challenge", value_text(arena, row->name));
        value_set(arena, &value, "label", value_text(arena, row->label));
        value_set(arena, &value, "npv", by_body(arena, study, row->npv));
        value_set(arena, &value, "payback_years", by_body(arena, study, row->payback));
        value_set(arena, &value, "rank", ranks);
        value_append(arena, &list, value);
    }
    return list;
}

static Value variance_value(Arena *arena, const BizcaseSensitivity *study) {
    if (!study->variance) return value_null();
    Value value = value_object(), list = value_list();
    value_set(arena, &value, "sd", by_body(arena, study, study->variance_sd));
    for (size_t i = 0; i < study->variance_count; i++) {
        Value row = group_value(arena, study, study->variance[i].group);
        value_set(arena, &row, "first", estimates_by_body(arena, study, study->variance[i].first));
        value_set(arena, &row, "total", estimates_by_body(arena, study, study->variance[i].total));
        value_append(arena, &list, row);
    }
    value_set(arena, &value, "indices", list);
    return value;
}

static Value associations_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->association_count; i++) {
        const BizcaseAssociationRow *row = &study->associations[i];
        Value value = value_object();
        value_set(arena, &value, "input", value_text(arena, study->groups[row->group].name));
        value_set(arena, &value, "label", value_text(arena, study->groups[row->group].label));
        value_set(arena, &value, "mean", value_number(row->mean));
        value_set(arena, &value, "rank_correlation", by_body(arena, study, row->rank_correlation));
        value_set(arena, &value, "standardised_coefficient", by_body(arena, study, row->standardised_coefficient));
        value_set(arena, &value, "worst_mean", by_body(arena, study, row->worst_mean));
        value_set(arena, &value, "worst_shift", by_body(arena, study, row->worst_shift));
        value_append(arena, &list, value);
    }
    return list;
}

static Value information_value(Arena *arena, const BizcaseSensitivity *study) {
    if (!study->evpi) return value_null();
    Value value = value_object(), list = value_list(), best = value_object();
    for (size_t b = 0; b < study->body_count; b++)
        value_set(arena, &best, study->bodies[b], value_text(arena, study->alternatives[study->best_alternative[b]]));
    value_set(arena, &value, "best_alternative", best);
    value_set(arena, &value, "evppi_trials", value_integer(study->information_trials));
    value_set(arena, &value, "evpi", estimates_by_body(arena, study, study->evpi));
    for (size_t i = 0; i < study->information_count; i++) {
        Value row = group_value(arena, study, study->information[i].group);
        value_set(arena, &row, "evppi", estimates_by_body(arena, study, study->information[i].evppi));
        value_append(arena, &list, row);
    }
    value_set(arena, &value, "evppi", list);
    return value;
}

static Value dominance_value(Arena *arena, const BizcaseSensitivity *study) {
    const size_t n = study->alternative_count;
    Value list = value_list();
    for (size_t i = 0; i < study->body_count * n * n; i++) {
        if (!study->choice->dominates[i]) continue;
        Value value = value_object();
        value_set(arena, &value, "council", value_text(arena, study->bodies[i / (n * n)]));
        value_set(arena, &value, "dominant", value_text(arena, study->alternatives[i / n % n]));
        value_set(arena, &value, "dominated", value_text(arena, study->alternatives[i % n]));
        value_set(arena, &value, "order", value_integer((uint64_t)study->choice->dominates[i]));
        value_append(arena, &list, value);
    }
    return list;
}

static Value choice_value(Arena *arena, const BizcaseSensitivity *study) {
    const BizcaseChoice *choice = study->choice;
    if (!choice) return value_null();
    Value value = value_object(), list = value_list();
    for (size_t a = 0; a < study->alternative_count; a++) {
        const size_t at = a * study->body_count;
        Value row = value_object();
        value_set(arena, &row, "alternative", value_text(arena, study->alternatives[a]));
        value_set(arena, &row, "expected_npv", by_body(arena, study, choice->expected_npv + at));
        value_set(arena, &row, "probability_best", by_body(arena, study, choice->probability_best + at));
        value_set(arena, &row, "expected_regret", by_body(arena, study, choice->expected_regret + at));
        value_set(arena, &row, "regret_p95", by_body(arena, study, choice->regret_p95 + at));
        value_append(arena, &list, row);
    }
    value_set(arena, &value, "alternatives", list);
    value_set(arena, &value, "dominance", dominance_value(arena, study));
    return value;
}

static Value range_value(Arena *arena, BizcaseRange range) {
    Value value = value_object();
    if (isnan(range.from)) return value_null();
    value_set(arena, &value, "from", value_number(range.from));
    value_set(arena, &value, "to", value_number(range.to));
    return value;
}

static Value shares_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->agreement->share_count; i++) {
        const BizcaseShareRow *row = &study->agreement->shares[i];
        Value value = lever_value(arena, lever_of(study, row->lever));
        value_set(arena, &value, "at_plan", range_value(arena, row->at_plan));
        value_set(arena, &value, "at_mean", range_value(arena, row->at_mean));
        value_set(arena, &value, "confident", range_value(arena, row->confident));
        value_append(arena, &list, value);
    }
    return list;
}

static Value payments_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->agreement->payment_count; i++) {
        const BizcasePaymentRow *row = &study->agreement->payments[i];
        Value value = value_object();
        value_set(arena, &value, "from", value_text(arena, study->bodies[1 + row->council]));
        value_set(arena, &value, "equal_plan", value_number(row->equal_plan));
        value_set(arena, &value, "equal_mean", value_number(row->equal_mean));
        value_set(arena, &value, "confident", range_value(arena, row->confident));
        value_set(arena, &value, "smallest", value_number(row->smallest));
        value_set(arena, &value, "most_confident", value_number(row->most_confident));
        value_set(arena, &value, "probability", value_number(row->probability));
        value_append(arena, &list, value);
    }
    return list;
}

static Value agreement_value(Arena *arena, const BizcaseSensitivity *study) {
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    if (!agreement) return value_null();
    Value value = value_object(), loses = value_object(), alone = value_object();
    for (size_t c = 0; c + 1 < study->body_count; c++) {
        value_set(arena, &loses, study->bodies[1 + c], estimate_value(arena, &agreement->loses[c]));
        value_set(arena, &alone, study->bodies[1 + c], estimate_value(arena, &agreement->loses_alone[c]));
    }
    value_set(arena, &value, "all_gain", estimate_value(arena, &agreement->all_gain));
    value_set(arena, &value, "none_gains", estimate_value(arena, &agreement->none_gains));
    value_set(arena, &value, "just_one_loses", estimate_value(arena, &agreement->just_one_loses));
    value_set(arena, &value, "loses", loses);
    value_set(arena, &value, "loses_alone", alone);
    value_set(arena, &value, "shares", shares_value(arena, study));
    value_set(arena, &value, "payments", payments_value(arena, study));
    return value;
}

void sensitivity_data(Document *document, const Case *the_case, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    case_data_start(document, STUDY, the_case, NULL);
    value_set(arena, &document->data, "option", value_text(arena, study->option));
    value_set(arena, &document->data, "versus", value_text(arena, study->versus));
    value_set(arena, &document->data, "evaluations", value_integer(study->evaluations));
    value_set(arena, &document->data, "trials", study->trials ? value_integer(study->trials) : value_null());
    value_set(arena, &document->data, "seed", study->trials ? value_integer(study->seed) : value_null());
    value_set(arena, &document->data, "sampler", value_text(arena, study->sampler));
    value_set(
        arena, &document->data, "alternatives", value_texts(arena, study->alternatives, study->alternative_count));
    value_set(arena, &document->data, "plan_npv", by_body(arena, study, study->plan_npv));
    value_set(arena, &document->data, "plan_payback_years", by_body(arena, study, study->plan_payback));
    value_set(arena, &document->data, "tornado", tornado_value(arena, study));
    value_set(arena, &document->data, "spider", spider_value(arena, study));
    value_set(arena, &document->data, "switching", switching_value(arena, study));
    value_set(arena, &document->data, "delay", delays_value(arena, study));
    value_set(arena, &document->data, "grid", grid_value(arena, study));
    value_set(arena, &document->data, "challenge", challenges_value(arena, study));
    value_set(arena, &document->data, "variance", variance_value(arena, study));
    value_set(arena, &document->data, "association", associations_value(arena, study));
    value_set(arena, &document->data, "information", information_value(arena, study));
    value_set(arena, &document->data, "choice", choice_value(arena, study));
    value_set(arena, &document->data, "agreement", agreement_value(arena, study));
    case_data_diagnostics(document, &the_case->diagnostics);
}

/* --- facts ---------------------------------------------------------------------------------------------------------- */

static void add_fact(Document *document, const char *part, const char *lever, const char *body, const char *statistic,
    double at, double value) {
    Arena *arena = document->arena;
    facts_add(document, value_text(arena, STUDY));
    facts_add(document, value_text(arena, part));
    facts_add(document, value_text(arena, lever));
    facts_add(document, value_text(arena, body));
    facts_add(document, value_text(arena, statistic));
    facts_add(document, value_number(at));
    facts_add(document, value_number(value));
}

static void add_trial_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    for (size_t i = 0; i < study->variance_count; i++) {
        const BizcaseVarianceRow *row = &study->variance[i];
        const char *group = study->groups[row->group].name;
        add_fact(document, "variance", group, body, "first", NAN, row->first[b].value);
        add_fact(document, "variance", group, body, "first_error", NAN, row->first[b].standard_error);
        add_fact(document, "variance", group, body, "total", NAN, row->total[b].value);
        add_fact(document, "variance", group, body, "total_error", NAN, row->total[b].standard_error);
    }
    for (size_t i = 0; i < study->association_count; i++) {
        const BizcaseAssociationRow *row = &study->associations[i];
        const char *input = study->groups[row->group].name;
        add_fact(document, "association", input, body, "rank_correlation", NAN, row->rank_correlation[b]);
        add_fact(
            document, "association", input, body, "standardised_coefficient", NAN, row->standardised_coefficient[b]);
        add_fact(document, "association", input, body, "worst_mean", NAN, row->worst_mean[b]);
        add_fact(document, "association", input, body, "worst_shift", NAN, row->worst_shift[b]);
    }
    if (study->evpi) {
        add_fact(document, "information", NULL, body, "evpi", NAN, study->evpi[b].value);
        add_fact(document, "information", NULL, body, "evpi_error", NAN, study->evpi[b].standard_error);
    }
    for (size_t i = 0; i < study->information_count; i++) {
        const BizcaseInformationRow *row = &study->information[i];
        add_fact(document, "information", study->groups[row->group].name, body, "evppi", NAN, row->evppi[b].value);
        add_fact(document, "information", study->groups[row->group].name, body, "evppi_error", NAN,
            row->evppi[b].standard_error);
    }
    for (size_t a = 0; a < study->alternative_count && study->choice; a++) {
        const size_t at = a * study->body_count + b;
        add_fact(
            document, "choice", study->alternatives[a], body, "expected_npv", NAN, study->choice->expected_npv[at]);
        add_fact(document, "choice", study->alternatives[a], body, "probability_best", NAN,
            study->choice->probability_best[at]);
        add_fact(document, "choice", study->alternatives[a], body, "expected_regret", NAN,
            study->choice->expected_regret[at]);
        add_fact(document, "choice", study->alternatives[a], body, "regret_p95", NAN, study->choice->regret_p95[at]);
    }
}

static void add_range_facts(
    Document *document, const char *lever, const char *body, const char *from, const char *to, BizcaseRange range) {
    add_fact(document, "agreement", lever, body, from, NAN, range.from);
    add_fact(document, "agreement", lever, body, to, NAN, range.to);
}

static void add_agreement_facts(Document *document, const BizcaseSensitivity *study) {
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    if (!agreement) return;
    add_fact(document, "agreement", NULL, "joint", "all_gain", NAN, agreement->all_gain.value);
    add_fact(document, "agreement", NULL, "joint", "none_gains", NAN, agreement->none_gains.value);
    add_fact(document, "agreement", NULL, "joint", "just_one_loses", NAN, agreement->just_one_loses.value);
    for (size_t c = 0; c + 1 < study->body_count; c++) {
        add_fact(document, "agreement", NULL, study->bodies[1 + c], "loses", NAN, agreement->loses[c].value);
        add_fact(
            document, "agreement", NULL, study->bodies[1 + c], "loses_alone", NAN, agreement->loses_alone[c].value);
    }
    for (size_t i = 0; i < agreement->share_count; i++) {
        const BizcaseShareRow *row = &agreement->shares[i];
        const char *lever = lever_of(study, row->lever)->name;
        add_range_facts(document, lever, "joint", "share_plan_from", "share_plan_to", row->at_plan);
        add_range_facts(document, lever, "joint", "share_mean_from", "share_mean_to", row->at_mean);
        add_range_facts(document, lever, "joint", "share_confident_from", "share_confident_to", row->confident);
    }
    for (size_t i = 0; i < agreement->payment_count; i++) {
        const BizcasePaymentRow *row = &agreement->payments[i];
        const char *body = study->bodies[1 + row->council];
        add_fact(document, "agreement", NULL, body, "payment_equal_plan", NAN, row->equal_plan);
        add_fact(document, "agreement", NULL, body, "payment_equal_mean", NAN, row->equal_mean);
        add_range_facts(document, NULL, body, "payment_confident_from", "payment_confident_to", row->confident);
    }
}

void sensitivity_facts(Document *document, const BizcaseSensitivity *study) {
    static const char *const columns[] = { "study", "part", "lever", "council", "statistic", "at", "value" };
    facts_start(document, columns, sizeof columns / sizeof columns[0]);
    for (size_t b = 0; b < study->body_count; b++) {
        const char *body = study->bodies[b];
        add_fact(document, "plan", NULL, body, "npv", NAN, study->plan_npv[b]);
        for (size_t i = 0; i < study->tornado_count; i++) {
            const BizcaseTornadoRow *row = &study->tornado[i];
            add_fact(document, "tornado", lever_of(study, row->lever)->name, body, "npv", row->low, row->npv_low[b]);
            add_fact(document, "tornado", lever_of(study, row->lever)->name, body, "npv", row->high, row->npv_high[b]);
        }
        for (size_t i = 0; i < study->spider_count; i++)
            for (size_t p = 0; p < BIZCASE_SPIDER_POINTS; p++)
                add_fact(document, "spider", lever_of(study, study->spider[i].lever)->name, body, "npv",
                    study->spider[i].values[p], study->spider[i].npv[p * study->body_count + b]);
        for (size_t i = 0; i < study->switching_count; i++) {
            const BizcaseSwitchingRow *row = &study->switching[i];
            const char *lever = lever_of(study, row->lever)->name;
            add_fact(document, "switching", lever, body, "npv_zero", NAN, row->npv_zero[b].value);
            add_fact(document, "switching", lever, body, "npv_zero_change", NAN, row->npv_zero[b].change);
            add_fact(document, "switching", lever, body, "other_is_best", NAN, row->other_is_best[b].value);
            add_fact(document, "switching", lever, body, "other_is_best_change", NAN, row->other_is_best[b].change);
        }
        for (size_t i = 0; i < study->delay_count; i++)
            for (size_t m = 0; m < BIZCASE_DELAY_MONTHS; m++) {
                const BizcaseDelay *row = &study->delays[i];
                const char *lever = lever_of(study, row->lever)->name;
                add_fact(document, "delay", lever, body, "npv", (double)m, row->npv[m * study->body_count + b]);
                add_fact(document, "delay", lever, body, "payback_years", (double)m,
                    row->payback[m * study->body_count + b]);
            }
        for (size_t i = 0; i < study->delay_count; i++) {
            const char *lever = lever_of(study, study->delays[i].lever)->name;
            add_fact(document, "delay", lever, body, "cost_per_month", NAN, study->delays[i].per_month[b]);
            add_fact(
                document, "delay", lever, body, "expected_cost_per_month", NAN, study->delays[i].expected_per_month[b]);
        }
        for (size_t i = 0; i < study->challenge_count; i++) {
            const BizcaseChallenge *row = &study->challenges[i];
            add_fact(document, "challenge", row->name, body, "npv", NAN, row->npv[b]);
            add_fact(document, "challenge", row->name, body, "payback_years", NAN, row->payback[b]);
            add_fact(document, "challenge", row->name, body, "rank", NAN, row->rank[b] ? (double)row->rank[b] : NAN);
        }
        add_trial_facts(document, study, b);
    }
    add_agreement_facts(document, study);
}
