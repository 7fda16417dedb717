#include "report/sections/whose_money.h"

#include <math.h>

#include "case/party.h"
#include "case/readings.h"
#include "report/sections/case_data.h"
#include "report/sections/contents.h"
#include "report/sections/stakes.h"

static const FigureIndex shown_figures[] = { FIGURE_NPV, FIGURE_PV_BENEFITS, FIGURE_PV_COSTS, FIGURE_BCR,
    FIGURE_PAYBACK_YEARS, FIGURE_DISCOUNTED_PAYBACK_YEARS, FIGURE_PEAK_FUNDING };
enum { SHOWN_FIGURES = sizeof shown_figures / sizeof shown_figures[0] };

/* Sums that are the same money added up in another order differ by far less than this. */
bool readings_apart(double a, double b) {
    if (isnan(a) || isnan(b)) return isnan(a) != isnan(b);
    return fabs(a - b) > 1e-6 + 1e-9 * fmax(fabs(a), fabs(b));
}

bool reading_is_apart(const Briefing *briefing, MoneyReading reading) {
    const size_t npv = figure_in_reading(FIGURE_NPV, reading);
    if (isnan(plan_figure(briefing, briefing->option, 0, 0, npv))) return false; /* the plan has no such reading */
    for (size_t b = 0; b < briefing->body_count; b++)
        for (size_t f = 0; f < SHOWN_FIGURES; f++)
            if (readings_apart(plan_figure(briefing, briefing->option, b, 0, shown_figures[f]),
                    plan_figure(briefing, briefing->option, b, 0, figure_in_reading(shown_figures[f], reading))))
                return true;
    return false;
}

const char *reading_in_words(MoneyReading reading) {
    static const char *const words[READING_COUNT] = { [READING_WHOLE] = "",
        [READING_PUBLIC] = " for the public purse: without wider benefits, and without parties that are not public",
        [READING_CASH] = " in cash: all money that will leave or come in" };
    return words[reading];
}

/* --- in words -------------------------------------------------------------------------------------------------------- */

/* Whether two readings have the same net present value, joint and of each council. */
static bool same_npv(const Briefing *briefing, MoneyReading one, MoneyReading other) {
    for (size_t b = 0; b < briefing->body_count; b++)
        if (readings_apart(plan_figure(briefing, briefing->option, b, 0, figure_in_reading(FIGURE_NPV, one)),
                plan_figure(briefing, briefing->option, b, 0, figure_in_reading(FIGURE_NPV, other))))
            return false;
    return true;
}

/* "£5.1m: Cheshire East £2.9m and Cheshire West and Chester £2.2m", of those with a stake in the reading. */
static const char *npv_text(const Briefing *briefing, MoneyReading reading) {
    Arena *arena = briefing->arena;
    const size_t figure = figure_in_reading(FIGURE_NPV, reading);
    const char **parts = arena_array(arena, briefing->body_count, sizeof *parts);
    size_t count = 0;
    for (size_t b = 1; b < briefing->body_count; b++)
        if (body_has_stake(briefing, reading, b))
            parts[count++] = arena_format(arena, "%s %s", body_name(briefing, b),
                headline_text(briefing, plan_figure(briefing, briefing->option, b, 0, figure)));
    const char *joint = headline_text(briefing, plan_figure(briefing, briefing->option, 0, 0, figure));
    return count ? arena_format(arena, "%s: %s", joint, names_in_a_row(arena, parts, count)) : joint;
}

/* What the readings come to, each said once. */
static const char *readings_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    const bool public_same = same_npv(briefing, READING_WHOLE, READING_PUBLIC),
               cash_same = same_npv(briefing, READING_WHOLE, READING_CASH);
    const char *of_all = arena_format(arena, "The net present value of %s is",
        headline_text(briefing, plan_figure(briefing, briefing->option, 0, 0, FIGURE_NPV)));
    if (public_same && cash_same) return arena_format(arena, "%s the same for the public purse and in cash.", of_all);
    if (public_same)
        return arena_format(
            arena, "%s the same for the public purse. In cash it is %s.", of_all, npv_text(briefing, READING_CASH));
    if (cash_same)
        return arena_format(
            arena, "%s the same in cash. For the public purse it is %s.", of_all, npv_text(briefing, READING_PUBLIC));
    if (same_npv(briefing, READING_PUBLIC, READING_CASH))
        return arena_format(arena, "%s for society as a whole. For the public purse and in cash it is %s.", of_all,
            npv_text(briefing, READING_PUBLIC));
    return arena_format(arena, "%s for society as a whole. For the public purse it is %s. In cash it is %s.", of_all,
        npv_text(briefing, READING_PUBLIC), npv_text(briefing, READING_CASH));
}

const char *whose_money_text(const Briefing *briefing) {
    const char *text = NULL;
    for (int r = READING_WHOLE + 1; r < READING_COUNT; r++) {
        if (!reading_is_apart(briefing, (MoneyReading)r)) continue;
        const char *without = no_stake_there_text(briefing, (MoneyReading)r);
        if (!text) text = readings_text(briefing);
        if (without) text = arena_format(briefing->arena, "%s %s", text, without);
    }
    return text;
}

/* Whether the option has a line of the type that only cash counts, or what it is compared with has. */
static bool has_line(const Briefing *briefing, const LineType *type) {
    const Case *the_case = briefing->the_case;
    const size_t option = option_index(the_case, briefing->option),
                 versus = briefing->versus ? option_index(the_case, briefing->versus) : option;
    if (option == NONE || versus == NONE) return false;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (line->type == type && (line->in_option[option] || line->in_option[versus])) return true;
    }
    return false;
}

/* "redundancy, pension strain and VAT"; NULL where there is none. */
static const char *left_out_text(const Briefing *briefing) {
    const char *found[16], *text = NULL;
    size_t count = 0;
    for (size_t t = 0; t < line_type_count && count < sizeof found / sizeof found[0]; t++) {
        const LineType *type = &line_types[t];
        if (type_part(type, 0, READING_CASH) > type_part(type, 0, READING_WHOLE) && has_line(briefing, type))
            found[count++] = type->words;
    }
    for (size_t i = 0; i < count; i++)
        text = arena_format(briefing->arena, "%s%s%s", text ? text : "",
            i == 0           ? ""
            : i + 1 == count ? " and "
                             : ", ",
            found[i]);
    return text;
}

/* "The value to society leaves out redundancy and VAT (a cost of £650k). " */
static const char *left_out_sentence(const Briefing *briefing) {
    const char *what = left_out_text(briefing);
    if (!what) return "";
    const double left_out = plan_figure(briefing, briefing->option, 0, 0, FIGURE_PV_COSTS_CASH) -
                            plan_figure(briefing, briefing->option, 0, 0, FIGURE_PV_COSTS);
    const char *sum = !readings_apart(left_out, 0)
                          ? arena_format(briefing->arena, "in all %s", headline_text(briefing, 0))
                          : arena_format(briefing->arena, "a %s of %s", left_out < 0 ? "saving" : "cost",
                                headline_text(briefing, fabs(left_out)));
    return arena_format(briefing->arena, "The value to society leaves out %s (%s). ", what, sum);
}

static const char *loss_sentence(const Briefing *briefing) {
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_NPV_CASH);
    if (!npv || !briefing->simulation->input_count || isnan(npv->probability_negative)) return "";
    return arena_format(briefing->arena, " The chance of a loss in cash is %s.",
        chance_text(briefing->arena, npv->probability_negative));
}

const char *cash_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    if (!reading_is_apart(briefing, READING_CASH)) return NULL;
    const char *left_out = left_out_sentence(briefing);
    const BizcaseResult *joint = plan_result(briefing, 0, 0);
    const double funding = plan_figure(briefing, briefing->option, 0, 0, FIGURE_PEAK_FUNDING_CASH);
    const char *payback = payback_sentence(briefing, *left_out ? "Counting this, in cash" : "In cash",
        plan_figure(briefing, briefing->option, 0, 0, FIGURE_PAYBACK_YEARS_CASH),
        joint ? joint->notes[FIGURE_PAYBACK_YEARS_CASH] : NULL);
    const char *needs = funding > 0 ? arena_format(arena, " It needs up to %s of cash, before discounting.",
                                          headline_text(briefing, funding))
                                    : "";
    return arena_format(arena, "%s%s%s%s", left_out, payback, needs, loss_sentence(briefing));
}

/* --- the table ------------------------------------------------------------------------------------------------------- */

static bool has_any_stake(const Briefing *briefing, size_t body) {
    for (int r = 0; r < READING_COUNT; r++)
        if (body_has_stake(briefing, (MoneyReading)r, body)) return true;
    return false;
}

static bool lacks_a_stake(const Briefing *briefing) {
    for (size_t b = 1; b < briefing->body_count; b++)
        for (int r = 0; r < READING_COUNT && has_any_stake(briefing, b); r++)
            if (!body_has_stake(briefing, (MoneyReading)r, b)) return true;
    return false;
}

static void add_rows(const Briefing *briefing, Section *section, FigureIndex index, const double *rounded) {
    Document *document = briefing->document;
    const BizcaseFigure figure = bizcase_figure(index);
    const char *label = arena_format(briefing->arena, "%s, %s", figure.label, figure_unit(briefing, figure));
    if (briefing->body_count > 1) {
        grid_text(document, section, label);
        for (int r = 0; r < READING_COUNT; r++) grid_text(document, section, "");
    }
    for (size_t b = 0; b < briefing->body_count; b++) {
        const BizcaseResult *result = plan_result(briefing, b, 0);
        if (!has_any_stake(briefing, b)) continue;
        grid_text(document, section,
            briefing->body_count > 1 ? arena_format(briefing->arena, "  %s", body_name(briefing, b)) : label);
        for (int r = 0; r < READING_COUNT; r++) {
            const size_t f = figure_in_reading(index, (MoneyReading)r);
            const double value = rounded[f * briefing->body_count + b];
            if (!body_has_stake(briefing, (MoneyReading)r, b))
                grid_text(document, section, "no stake");
            else if (figure.is_payback)
                grid_payback(document, section, value, result ? result->notes[f] : NULL);
            else
                grid_number(document, section, value, figure_style(briefing, figure));
        }
    }
}

void whose_money_section(const Briefing *briefing) {
    Document *document = briefing->document;
    if (!reading_is_apart(briefing, READING_PUBLIC) && !reading_is_apart(briefing, READING_CASH)) return;
    Section *section = document_section(document, "Whose money");
    section->name = "whose-money";
    Casting casting = { 0 };
    const double *rounded = rounded_plan(briefing, briefing->option, &casting);
    grid_column(document, section, "Figure", ALIGN_LEFT);
    grid_column(document, section, "Society as a whole", ALIGN_RIGHT);
    grid_column(document, section, "Public purse", ALIGN_RIGHT);
    grid_column(document, section, "Cash", ALIGN_RIGHT);
    for (size_t f = 0; f < SHOWN_FIGURES; f++) add_rows(briefing, section, shown_figures[f], rounded);
    section_note(document, section,
        "The public purse has the costs and benefits of society as a whole, without wider benefits and without the money "
        "of parties that are not public.");
    section_note(document, section,
        "Cash is all money that will leave or come in. It counts redundancy, pension strain, VAT and transfers, of "
        "freed time the part that releases cash, and no residual values.");
    if (lacks_a_stake(briefing))
        section_note(document, section,
            party_text(briefing->arena, briefing->the_case,
                "No stake: no money of that kind falls on the {party}, which neither gains nor loses by it."));
    section_note(document, section, arena_format(briefing->arena, "Money is in %s.", briefing->money_words));
    casting_note(document, section, casting);
}
