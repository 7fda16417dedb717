/* Four questions, always in this order: is it worth it, how sure are we, can we afford it, what would change it. */
#include <math.h>
#include <string.h>

#include "case/party.h"
#include "report/sections/case_data.h"
#include "report/sections/decision/decision.h"

static Arena *arena_of(const Decision *decision) {
    return decision->briefing->arena;
}

static void add_pair(FrontAnswer *answer, const char *name, const char *value, size_t party) {
    if (answer->pair_count < FRONT_PAIRS) answer->pairs[answer->pair_count++] = (FrontPair){ name, value, party };
}

static void add_part(FrontAnswer *answer, double size, FrontTone tone, const char *figure, const char *words) {
    if (size > 0) answer->parts[answer->part_count++] = (FrontPart){ size, tone, figure, words };
}

static FrontAnswer answer_to(const char *question) {
    return (FrontAnswer){ .question = question, .figure = "", .before = "", .news = "", .after = "" };
}

static const char *in_words(Arena *arena, size_t number) {
    static const char *const words[] = { "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "ten" };
    return number < sizeof words / sizeof words[0] ? words[number] : count_text(arena, number);
}

static const char *place_in_words(Arena *arena, size_t place) {
    static const char *const words[] = { "", "best", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
        "ninth", "tenth" };
    return place < sizeof words / sizeof words[0] ? words[place] : arena_format(arena, "number %zu", place);
}

/* --- is it worth it ------------------------------------------------------------------------------------------------- */

/* The two parties that it matters most to: who gets least, and who gets most; in the order of the case. */
static void add_parties(const Decision *decision, FrontAnswer *answer) {
    const Briefing *briefing = decision->briefing;
    size_t least = 0, most = 0;
    for (size_t b = 1; b < briefing->body_count; b++) {
        if (!body_has_stake(briefing, READING_WHOLE, b)) continue;
        const double npv = plan_figure(briefing, briefing->option, b, 0, FIGURE_NPV);
        if (!least || npv < plan_figure(briefing, briefing->option, least, 0, FIGURE_NPV)) least = b;
        if (!most || npv >= plan_figure(briefing, briefing->option, most, 0, FIGURE_NPV)) most = b;
    }
    const size_t bodies[] = { least < most ? least : most, least < most ? most : least };
    for (size_t i = bodies[0] == bodies[1] ? 1 : 0; i < 2; i++)
        if (bodies[i])
            add_pair(answer, body_name(briefing, bodies[i]),
                gain_text(decision, plan_figure(briefing, briefing->option, bodies[i], 0, FIGURE_NPV)), bodies[i]);
}

static bool has_other_than_cash(const Decision *decision) {
    return fabs(decision->npv - decision->cash_npv) > 1e-9 * fabs(decision->npv) + 0.5;
}

static const char *payback_text(const Decision *decision) {
    const Briefing *briefing = decision->briefing;
    const BizcaseResult *joint = plan_result(briefing, 0, 0);
    const double years = decision->payback_years;
    if (!isnan(years)) return financial_year_text(briefing->arena, payback_month(briefing, years));
    const char *note = joint->notes[FIGURE_PAYBACK_YEARS];
    return note && is_nothing_to_pay_back(note) ? "nothing to pay back" : "not in this period";
}

static FrontAnswer worth(const Decision *decision) {
    Arena *arena = arena_of(decision);
    const Briefing *briefing = decision->briefing;
    FrontAnswer answer = answer_to("Is it worth it?");
    answer.figure = gain_text(decision, decision->npv);
    answer.before = briefing->versus ? arena_format(arena, "Net present value against \u201c%s\u201d",
                                           option_name(briefing->the_case, briefing->versus))
                                     : "Net present value";
    answer.after = ".";
    if (decision->alternatives > 1) {
        answer.before = arena_format(arena, "%s: ", answer.before);
        answer.news = arena_format(
            arena, "%s of %s options", place_in_words(arena, decision->rank), in_words(arena, decision->alternatives));
    }
    if (has_other_than_cash(decision) && decision->cash_npv > 0 && decision->npv > decision->cash_npv) {
        add_part(&answer, decision->cash_npv, TONE_BETTER, amount_text(decision, decision->cash_npv), "in cash");
        add_part(&answer, decision->npv - decision->cash_npv, TONE_MIDDLE,
            amount_text(decision, decision->npv - decision->cash_npv), "in time and other value");
    }
    if (briefing->body_count > 1) add_parties(decision, &answer);
    if (has_other_than_cash(decision)) add_pair(&answer, "In cash alone", gain_text(decision, decision->cash_npv), 0);
    add_pair(&answer, "Paid back, all benefits", payback_text(decision), 0);
    if (!isnan(decision->bcr))
        add_pair(&answer,
            arena_format(arena, "Benefit for each %s1 of net cost", briefing->the_case->settings.currency),
            number_text(arena, decision->bcr,
                (NumberStyle){
                    .prefix = briefing->the_case->settings.currency, .suffix = "", .divisor = 1, .decimals = 2 }),
            0);
    return answer;
}

/* --- how sure are we ------------------------------------------------------------------------------------------------ */

static const char *who_gain(const Briefing *briefing) {
    return party_text(
        briefing->arena, briefing->the_case, briefing->body_count == 3 ? "Both {parties} gain" : "Every {party} gains");
}

static FrontAnswer sureness(const Decision *decision) {
    Arena *arena = arena_of(decision);
    FrontAnswer answer = answer_to("How sure are we?");
    if (!decision->is_uncertain) {
        answer.figure = "No range";
        answer.before = "No assumption of this case has a range, so it cannot say how sure its figures are.";
        return answer;
    }
    answer.figure = chance_text(arena, decision->loss);
    answer.before = "Chance of a loss. ";
    if (!isnan(decision->reach)) {
        answer.news = arena_format(
            arena, "%s%s of outcomes", decision->reach < 0.5 ? "Only " : "", chance_text(arena, decision->reach));
        answer.after = " do as well as the plan.";
        const double between = 1 - decision->loss - decision->reach;
        if (decision->npv > 0 && between >= 0) {
            add_part(&answer, decision->loss, TONE_WORSE, chance_cell(arena, decision->loss), "loss");
            add_part(&answer, between, TONE_MIDDLE, chance_cell(arena, between), "gain, below plan");
            add_part(&answer, decision->reach, TONE_BETTER, chance_cell(arena, decision->reach), "plan or better");
        }
    }
    add_pair(&answer, "Average outcome", gain_text(decision, decision->mean), 0);
    add_pair(&answer, "8 in 10 outcomes",
        arena_format(arena, "%s to %s", gain_text(decision, decision->low), gain_text(decision, decision->high)), 0);
    if (!isnan(decision->all_gain))
        add_pair(&answer, who_gain(decision->briefing),
            arena_format(arena, "%s sure", chance_text(arena, decision->all_gain)), 0);
    return answer;
}

/* --- can we afford it ----------------------------------------------------------------------------------------------- */

static FrontAnswer affordability(const Decision *decision) {
    Arena *arena = arena_of(decision);
    FrontAnswer answer = answer_to("Can we afford it?");
    const char *year = arena_format(
        arena, decision->worst_year > 0 ? "Worst year, %s" : "Smallest saving, %s", decision->worst_year_name);
    if (decision->is_uncertain && !isnan(decision->over_plan)) {
        answer.figure = chance_text(arena, decision->over_plan);
        answer.before = "Chance that some year goes ";
        answer.news = "over the budget plan";
        answer.after = ".";
        add_part(
            &answer, decision->over_plan, TONE_WORSE, chance_cell(arena, decision->over_plan), "over in some year");
        add_part(&answer, 1 - decision->over_plan, TONE_BETTER, chance_cell(arena, 1 - decision->over_plan), "within");
        add_pair(&answer, year, gain_text(decision, decision->worst_year), 0);
    } else {
        answer.figure = gain_text(decision, decision->worst_year);
        answer.before = arena_format(arena,
            decision->worst_year > 0 ? "Call on the revenue budgets in %s, " : "Change of the revenue budgets in %s, ",
            decision->worst_year_name);
        answer.news = decision->worst_year > 0 ? "the year that costs most" : "the year that saves least";
        answer.after = ".";
    }
    if (decision->peak > 0) add_pair(&answer, "Peak cash", amount_text(decision, decision->peak), 0);
    if (decision->is_uncertain && decision->peak_80 > 0)
        add_pair(&answer, "Peak cash, 80% sure", amount_text(decision, decision->peak_80), 0);
    if (decision->is_uncertain && decision->contingency_80 > 0)
        add_pair(&answer, "Contingency, 80% sure", amount_text(decision, decision->contingency_80), 0);
    return answer;
}

/* --- what would change it ------------------------------------------------------------------------------------------- */

/* How far costs, or benefits, may move until the answer turns; NaN where it does not. */
typedef struct Turn {
    double to_zero, to_other, first; /* first: the one of them that comes first */
    bool is_overtaken;               /* that is another option, which is better before nothing is left */
} Turn;

static Turn turn_of(double to_zero, double to_other) {
    const bool is_overtaken = !isnan(to_other) && (isnan(to_zero) || fabs(to_other) < fabs(to_zero));
    return (Turn){ to_zero, to_other, is_overtaken ? to_other : to_zero, is_overtaken };
}

/* "to +14% still best, to +25% a gain, beyond a loss" */
static void add_margin(const Decision *decision, const Turn *turn, FrontAnswer *answer) {
    Arena *arena = arena_of(decision);
    const double last = turn->to_zero, first = turn->first;
    add_part(answer, fabs(first), TONE_BETTER, arena_format(arena, "to %s", shift_in_words(decision, first)),
        decision->alternatives > 1 ? "still best" : "a gain");
    if (turn->is_overtaken && !isnan(last))
        add_part(answer, fabs(last) - fabs(first), TONE_MIDDLE,
            arena_format(arena, "to %s", shift_in_words(decision, last)), "a gain, not best");
    add_part(
        answer, fabs(isnan(last) ? first : last) / 2, TONE_WORSE, "beyond", isnan(last) ? "another is best" : "a loss");
}

static FrontAnswer changes(const Decision *decision) {
    FrontAnswer answer = answer_to("What would change it?");
    const Turn costs = turn_of(decision->costs_to_zero, decision->costs_to_other),
               benefits = turn_of(decision->benefits_to_zero, decision->benefits_to_other);
    const bool by_costs = !isnan(costs.first) && (isnan(benefits.first) || fabs(costs.first) <= fabs(benefits.first));
    const Turn *turn = by_costs ? &costs : &benefits;
    if (isnan(turn->first)) {
        answer.figure = "Nothing alone";
        answer.before = "No change of all costs or of all benefits alone turns the answer round.";
    } else {
        answer.figure = shift_in_words(decision, turn->first);
        answer.before = !by_costs                    ? "On all benefits, and "
                        : decision->briefing->versus ? "On the option\u2019s own costs, and "
                                                     : "On all costs, and ";
        answer.news = decision->npv < 0    ? "it breaks even"
                      : turn->is_overtaken ? "another option is better"
                                           : "no gain is left";
        answer.after = ".";
        if (decision->npv > 0 && decision->rank == 1) add_margin(decision, turn, &answer);
    }
    if (!isnan(decision->costs_to_zero) && decision->npv > 0)
        add_pair(&answer, "Costs that leave no gain", shift_in_words(decision, decision->costs_to_zero), 0);
    if (!isnan(decision->benefits_to_zero) && decision->npv > 0)
        add_pair(&answer, "Benefits that leave no gain", shift_in_words(decision, decision->benefits_to_zero), 0);
    if (decision->month_of_delay > 0)
        add_pair(&answer, "A month of delay", gain_text(decision, -decision->month_of_delay), 0);
    if (decision->worst_test)
        add_pair(&answer, decision->worst_test->name, gain_text(decision, decision->worst_test->npv[0]), 0);
    return answer;
}

void decision_answers(const Decision *decision, FrontAnswer *answers) {
    answers[0] = worth(decision);
    answers[1] = sureness(decision);
    answers[2] = affordability(decision);
    answers[3] = changes(decision);
}
