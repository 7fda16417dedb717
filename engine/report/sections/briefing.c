#include "report/sections/briefing.h"

#include <math.h>
#include <string.h>

#include "case/party.h"
#include "evaluate/figure_table.h"
#include "report/sections/case_data.h"
#include "study/main_option.h"

const char sign_convention[] =
    "Tables show costs as positive numbers. Brackets mean a loss, money going out or a cost that falls.";

static const NumberStyle to_a_tenth = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 };

static double result_figure(const BizcaseResult *result, size_t figure) {
    return result ? result->figures[figure] : NAN;
}

static bool has_role(const Case *the_case, const char *id, OptionRole role) {
    for (size_t i = 0; i < the_case->option_count; i++)
        if (strcmp(the_case->options[i].label.id, id) == 0) return the_case->options[i].role == role;
    return false;
}

static void choose_money(Briefing *briefing) {
    const double size = fmax(fabs(plan_figure(briefing, briefing->option, 0, 0, FIGURE_PV_COSTS)),
        fabs(plan_figure(briefing, briefing->option, 0, 0, FIGURE_PV_BENEFITS)));
    const char *currency = briefing->the_case->settings.currency;
    const MoneyUnit unit = money_unit(size);
    briefing->money = unit.in_tables;
    briefing->headline = unit.in_words;
    briefing->headline.prefix = currency;
    briefing->money_unit = arena_format(briefing->arena, "%s%s", currency, unit.name);
    briefing->money_words = arena_format(briefing->arena, "%s%s", currency, unit.words);
}

Briefing briefing_start(
    Document *document, const Case *the_case, const BizcaseAppraisal *appraisal, const BizcaseSimulation *simulation) {
    Briefing briefing = { .document = document,
        .arena = document->arena,
        .the_case = the_case,
        .appraisal = appraisal,
        .simulation = simulation,
        .option = appraisal->main.option,
        .versus = appraisal->main.versus,
        .option_is_preferred = has_role(the_case, appraisal->main.option, ROLE_PREFERRED),
        .body_count = the_case->council_count > 1 ? 1 + the_case->council_count : 1 };
    choose_money(&briefing);
    case_variation(document, the_case);
    return briefing_in_reading(briefing, READING_WHOLE);
}

Briefing briefing_in_reading(Briefing briefing, MoneyReading reading) {
    const Case *the_case = briefing.the_case;
    bool *is_shown = arena_array(briefing.arena, 1 + the_case->council_count, sizeof *is_shown);
    const size_t option = option_index(the_case, briefing.option);
    is_shown[0] = true;
    for (size_t c = 0; c < the_case->council_count; c++) is_shown[1 + c] = true;
    if (option != NONE)
        mark_counted_parties(the_case, reading, option, option_index(the_case, briefing.versus), is_shown + 1);
    briefing.is_shown = is_shown;
    return briefing;
}

size_t next_body(const Briefing *briefing, size_t body) {
    do body++;
    while (body < briefing->body_count && !briefing->is_shown[body]);
    return body;
}

size_t shown_body_count(const Briefing *briefing) {
    size_t count = 0;
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) count++;
    return count;
}

bool is_compared(const Briefing *briefing, const BizcaseResult *result) {
    return !result->scope.versus == !briefing->versus && strcmp(result->scope.council, "joint") == 0 &&
           strcmp(result->scope.programme, "total") == 0;
}

size_t compared_by_npv(const Briefing *briefing, const BizcaseResult **results) {
    size_t count = 0;
    for (size_t i = 0; i < briefing->appraisal->result_count; i++) {
        const BizcaseResult *result = &briefing->appraisal->results[i];
        if (!is_compared(briefing, result)) continue;
        size_t place = count++;
        for (; place > 0 && results[place - 1]->figures[FIGURE_NPV] < result->figures[FIGURE_NPV]; place--)
            results[place] = results[place - 1];
        results[place] = result;
    }
    return count;
}

const char *choice_of_option_text(const Briefing *briefing) {
    const double npv = plan_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    size_t others = 0;
    if (case_marks_preferred(briefing->the_case) || briefing->trial) return NULL;
    for (size_t i = 0; i < briefing->appraisal->result_count; i++) {
        const BizcaseResult *result = &briefing->appraisal->results[i];
        if (!is_compared(briefing, result) || strcmp(result->scope.option, briefing->option) == 0) continue;
        if (!(result->figures[FIGURE_NPV] <= npv)) return NULL;
        others++;
    }
    return others ? arena_format(briefing->arena,
                        "The case marks no option as preferred. This is about \"%s\", which is worth most.",
                        option_name(briefing->the_case, briefing->option))
                  : NULL;
}

const char *body_id(const Briefing *briefing, size_t body) {
    return body ? briefing->the_case->councils[body - 1].id : "joint";
}

const char *body_name(const Briefing *briefing, size_t body) {
    if (body) return briefing->the_case->councils[body - 1].name;
    return briefing->body_count > 1 ? "Joint" : briefing->the_case->councils[0].name;
}

static const char *programme_id(const Briefing *briefing, size_t programme) {
    return programme ? briefing->the_case->programmes[programme - 1].id : "total";
}

bool body_has_stake(const Briefing *briefing, MoneyReading reading, size_t body) {
    const Case *the_case = briefing->the_case;
    const size_t option = option_index(the_case, briefing->option);
    return body == 0 || option == NONE ||
           party_has_stake(the_case, reading, option, option_index(the_case, briefing->versus), body - 1);
}

BizcaseScope briefing_scope(const Briefing *briefing, size_t body, size_t programme) {
    return (BizcaseScope){ .option = briefing->option,
        .versus = briefing->versus,
        .council = body_id(briefing, body),
        .programme = programme_id(briefing, programme) };
}

const BizcaseResult *plan_result(const Briefing *briefing, size_t body, size_t programme) {
    BizcaseScope scope = briefing_scope(briefing, body, programme);
    return bizcase_appraisal_find(briefing->appraisal, &scope);
}

double plan_figure(const Briefing *briefing, const char *option, size_t body, size_t programme, size_t figure) {
    BizcaseScope scope = briefing_scope(briefing, body, programme);
    scope.option = option;
    return result_figure(bizcase_appraisal_find(briefing->appraisal, &scope), figure);
}

const BizcaseDistribution *simulated_figure(
    const Briefing *briefing, const char *option, size_t body, size_t programme, size_t figure) {
    if (!briefing->simulation) return NULL;
    BizcaseScope scope = briefing_scope(briefing, body, programme);
    scope.option = option;
    return bizcase_simulation_find(briefing->simulation, &scope, figure);
}

double chance_that_all_gain(const Briefing *briefing) {
    for (size_t i = 0; i < briefing->simulation->agreement_count; i++) {
        const BizcaseAgreement *agreement = &briefing->simulation->agreements[i];
        if (strcmp(agreement->option, briefing->option) == 0 && !agreement->versus == !briefing->versus)
            return agreement->all_councils_gain;
    }
    return NAN;
}

const double *rounded_plan(const Briefing *briefing, const char *option, Casting *casting) {
    const size_t bodies = briefing->body_count;
    double *values = arena_array(briefing->arena, figure_count * bodies, sizeof *values);
    for (size_t b = 0; b < bodies; b++) {
        BizcaseScope scope = briefing_scope(briefing, b, 0);
        scope.option = option;
        const BizcaseResult *result = bizcase_appraisal_find(briefing->appraisal, &scope);
        for (size_t f = 0; f < figure_count; f++) values[f * bodies + b] = result_figure(result, f);
    }
    round_figures(briefing->arena, values, bodies, style_step(briefing->money), casting);
    return values;
}

const double *rounded_means(const Briefing *briefing, Casting *casting) {
    const size_t bodies = briefing->body_count;
    double *means = arena_array(briefing->arena, figure_count * bodies, sizeof *means);
    for (size_t f = 0; f < figure_count; f++)
        for (size_t b = 0; b < bodies; b++) {
            const BizcaseDistribution *simulated = simulated_figure(briefing, briefing->option, b, 0, f);
            means[f * bodies + b] = simulated ? simulated->mean : NAN;
        }
    round_figures(briefing->arena, means, bodies, style_step(briefing->money), casting);
    return means;
}

const double *rounded_programmes(const Briefing *briefing, Casting *casting) {
    const size_t rows = 1 + briefing->the_case->programme_count;
    double *table = arena_array(briefing->arena, rows * 3, sizeof *table);
    for (size_t p = 0; p < rows; p++) {
        table[p * 3] = plan_figure(briefing, briefing->option, 0, p, FIGURE_NPV);
        table[p * 3 + 1] = plan_figure(briefing, briefing->option, 0, p, FIGURE_PV_BENEFITS);
        table[p * 3 + 2] = -plan_figure(briefing, briefing->option, 0, p, FIGURE_PV_COSTS);
    }
    round_under_headlines(briefing->arena, table, rows, 3, style_step(briefing->money), casting);
    return table;
}

const double *round_bodies(const Briefing *briefing, const double *amounts, Casting *casting) {
    double *rounded = arena_array(briefing->arena, briefing->body_count, sizeof *rounded);
    memcpy(rounded, amounts, briefing->body_count * sizeof *rounded);
    round_headlines(rounded, briefing->body_count, style_step(briefing->money), casting);
    return rounded;
}

void grid_bodies(const Briefing *briefing, Section *section, const double *amounts) {
    Casting casting = { 0 };
    const double *rounded = round_bodies(briefing, amounts, &casting);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_number(briefing->document, section, rounded[b], briefing->money);
    casting_note(briefing->document, section, casting);
}

bool is_nothing_to_pay_back(const char *note) {
    return strcmp(note, figure_table[FIGURE_PAYBACK_YEARS]->why_missing(NULL, NULL, -INFINITY)) == 0;
}

void grid_payback(Document *document, Section *section, double years, const char *note) {
    if (!isnan(years) || !note)
        grid_number(document, section, years, to_a_tenth);
    else
        grid_text(document, section, is_nothing_to_pay_back(note) ? "not needed" : "never");
}

NumberStyle figure_style(const Briefing *briefing, BizcaseFigure figure) {
    const NumberStyle styles[] = {
        [BIZCASE_MONEY] = briefing->money,
        [BIZCASE_RATIO] = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 2 },
        [BIZCASE_RATE] = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 },
        [BIZCASE_YEARS] = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 },
    };
    return styles[figure.unit];
}

const char *figure_unit(const Briefing *briefing, BizcaseFigure figure) {
    const char *const units[] = { [BIZCASE_MONEY] = briefing->money_unit,
        [BIZCASE_RATIO] = "to 1",
        [BIZCASE_RATE] = "a year",
        [BIZCASE_YEARS] = "years" };
    return units[figure.unit];
}

const char *payback_sentence(const Briefing *briefing, const char *where, double years, const char *note) {
    Arena *arena = briefing->arena;
    const Settings *settings = &briefing->the_case->settings;
    const char *text = isfinite(years)
                           ? arena_format(arena, "it pays back in %s. That is %s years from the start of %s",
                                 payback_date(briefing, years), number_text(arena, years, to_a_tenth),
                                 case_period_text(arena, settings, 0))
                       : note && is_nothing_to_pay_back(note)
                           ? "there is nothing to pay back, as it never costs more than it has brought in"
                           : arena_format(arena, "it does not pay back by the end of %s",
                                 case_period_text(arena, settings, settings->period_count - 1));
    return arena_format(arena, "%s.", sentence_text(arena, *where ? arena_format(arena, "%s %s", where, text) : text));
}

int payback_month(const Briefing *briefing, double years) {
    /* The end of a month still belongs to it; the tolerance is far below a day. */
    return briefing->the_case->settings.start.first_month + (int)fmax(0, ceil(years * 12 - 1e-6) - 1);
}

const char *payback_date(const Briefing *briefing, double years) {
    if (!isfinite(years)) return "n/a";
    const int month = payback_month(briefing, years);
    return arena_format(briefing->arena, "%s, about %s", financial_year_text(briefing->arena, month),
        month_text(briefing->arena, month));
}

const char *headline_text(const Briefing *briefing, double amount) {
    if (amount == 0) return arena_format(briefing->arena, "%s0", briefing->headline.prefix);
    return number_in_words(briefing->arena, amount, briefing->headline);
}

const char *money_text(const Briefing *briefing, double amount) {
    return number_in_words(
        briefing->arena, amount, style_money_in_words(briefing->the_case->settings.currency, amount));
}
