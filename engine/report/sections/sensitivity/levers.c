/* Pages about the plan with one assumption, or two, changed. */
#include "report/sections/sensitivity/pages.h"

#include "report/sections/figure_facts.h"

#include <math.h>
#include <string.h>

const char *setting_text(Arena *arena, const BizcaseLever *lever, double value) {
    if (isnan(value)) return "none";
    if (strcmp(lever->name, "discount_rate") == 0 || strncmp(lever->name, "split:", 6) == 0 ||
        strncmp(lever->name, "event:", 6) == 0)
        return number_text(arena, value, (NumberStyle){ .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 });
    if (strncmp(lever->name, "phase:", 6) == 0)
        return number_text(
            arena, value, (NumberStyle){ .prefix = "", .suffix = " months", .divisor = 1, .decimals = 1 });
    const int decimals = fabs(value) >= 1000 ? 0 : fabs(value) >= 10 ? 1 : 3;
    return number_text(arena, value, (NumberStyle){ .prefix = "", .suffix = "", .divisor = 1, .decimals = decimals });
}

const char *change_text(Arena *arena, double change) {
    static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01 };
    if (isnan(change)) return "";
    return arena_format(arena, "%s%s", change > 0 ? "+" : "", number_text(arena, change, percent));
}

/* As a change from the plan; of nothing there is no part, so then the value itself. */
static const char *turn_text(Arena *arena, const BizcaseLever *lever, const BizcaseSwitch *turn) {
    if (isnan(turn->value)) return "none";
    return isnan(turn->change) ? arena_format(arena, "at %s", setting_text(arena, lever, turn->value))
                               : change_text(arena, turn->change);
}

void body_columns(const Briefing *briefing, Section *section, const char *what) {
    for (size_t b = 0; b < briefing->body_count; b++)
        grid_column(briefing->document, section,
            briefing->body_count > 1
                ? arena_format(briefing->arena, "%s, %s", what, b ? body_name(briefing, b) : "joint")
                : what,
            ALIGN_RIGHT);
}

void rest_note(const Briefing *briefing, Section *section, size_t count) {
    if (count > MOST_ROWS)
        section_note(briefing->document, section,
            arena_format(briefing->arena, "%zu more move it less; --format json or csv lists all.", count - MOST_ROWS));
}

void tornado_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    if (!study->tornado_count) return;
    Section *section = document_section(document,
        arena_format(briefing->arena, "What moves the net present value most (tornado), %s", briefing->money_unit));
    section->name = "most-important-assumptions";
    grid_column(document, section, "Assumption", ALIGN_LEFT);
    grid_column(document, section, "Low", ALIGN_RIGHT);
    grid_column(document, section, "High", ALIGN_RIGHT);
    grid_column(document, section, "NPV at low", ALIGN_RIGHT);
    grid_column(document, section, "NPV at high", ALIGN_RIGHT);
    body_columns(briefing, section, "Swing");
    for (size_t i = 0; i < study->tornado_count && i < MOST_ROWS; i++) {
        const BizcaseTornadoRow *row = &study->tornado[i];
        const BizcaseLever *lever = lever_of(study, row->lever);
        grid_text(document, section, arena_format(briefing->arena, "%s (%s)", lever->label, lever->name));
        grid_text(document, section, setting_text(briefing->arena, lever, row->low));
        grid_text(document, section, setting_text(briefing->arena, lever, row->high));
        grid_number(document, section, row->npv_low[0], briefing->money);
        grid_number(document, section, row->npv_high[0], briefing->money);
        for (size_t b = 0; b < briefing->body_count; b++)
            grid_number(document, section, fabs(row->npv_high[b] - row->npv_low[b]), briefing->money);
    }
    section_note(document, section,
        "One assumption at a time, everything else at the plan. Low and high are P10 and P90 of what is uncertain; 10% "
        "less and more of a certain line, one percentage point of the discount rate, six months of a delay without a "
        "range.");
    rest_note(briefing, section, study->tornado_count);
}

void switching_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    if (!study->switching_count) return;
    Section *section = document_section(document, "Switching values: where the answer turns");
    section->name = "switching-values";
    grid_column(document, section, "Assumption", ALIGN_LEFT);
    grid_column(document, section, "Plan", ALIGN_RIGHT);
    grid_column(document, section, "Joint NPV is 0 at", ALIGN_RIGHT);
    body_columns(briefing, section, "Change");
    grid_column(document, section, "Another is best at", ALIGN_RIGHT);
    for (size_t i = 0; i < study->switching_count && i < MOST_ROWS; i++) {
        const BizcaseSwitchingRow *row = &study->switching[i];
        const BizcaseLever *lever = lever_of(study, row->lever);
        grid_text(document, section, arena_format(briefing->arena, "%s (%s)", lever->label, lever->name));
        grid_text(document, section, setting_text(briefing->arena, lever, lever->plan));
        grid_text(document, section, setting_text(briefing->arena, lever, row->npv_zero[0].value));
        for (size_t b = 0; b < briefing->body_count; b++)
            grid_text(document, section, turn_text(briefing->arena, lever, &row->npv_zero[b]));
        grid_text(document, section, setting_text(briefing->arena, lever, row->other_is_best[0].value));
    }
    section_note(document, section,
        "Change: how far from the plan, as a part of it, the assumption must go for that NPV to become 0. \"none\": "
        "not within what is possible. Another is best: where another option, or doing nothing, becomes worth more "
        "jointly.");
    rest_note(briefing, section, study->switching_count);
}

void delay_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    static const size_t months[] = { 0, 3, 6, 12, 24 };
    Document *document = briefing->document;
    if (!study->delay_count) return;
    Section *section = document_section(
        document, arena_format(briefing->arena, "What a delay costs, %s of NPV", briefing->money_unit));
    section->name = "delays";
    grid_column(document, section, "Phase", ALIGN_LEFT);
    body_columns(briefing, section, "A month");
    grid_column(document, section, "A month, expected, joint", ALIGN_RIGHT);
    for (size_t m = 1; m < sizeof months / sizeof months[0]; m++)
        grid_column(document, section, arena_format(briefing->arena, "%zu months, joint", months[m]), ALIGN_RIGHT);
    for (size_t i = 0; i < study->delay_count; i++) {
        const BizcaseDelay *row = &study->delays[i];
        grid_text(document, section, lever_of(study, row->lever)->label);
        grid_bodies(briefing, section, row->per_month);
        grid_number(document, section, row->expected_per_month[0], briefing->money);
        for (size_t m = 1; m < sizeof months / sizeof months[0]; m++)
            grid_number(document, section, row->npv[0] - row->npv[months[m] * study->body_count], briefing->money);
    }
    section_note(document, section,
        "A month: the next one after the plan's delay. Expected: one month more in every trial, on average. Months: "
        "against no delay at all. Brackets: a gain.");
}

void grid_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    const BizcaseGrid *grid = study->grid;
    if (!grid) return;
    const BizcaseFigure figure = bizcase_figure(grid->figure);
    for (size_t b = 0; b < briefing->body_count; b++) {
        Section *section = document_section(document,
            arena_format(briefing->arena, "%s, %s: %s by %s", figure.label, b ? body_name(briefing, b) : "joint",
                lever_of(study, grid->levers[0])->label, lever_of(study, grid->levers[1])->label));
        grid_column(document, section, "", ALIGN_RIGHT);
        for (size_t j = 0; j < grid->counts[1]; j++)
            grid_column(document, section,
                setting_text(briefing->arena, lever_of(study, grid->levers[1]), grid->values[1][j]), ALIGN_RIGHT);
        for (size_t i = 0; i < grid->counts[0]; i++) {
            grid_text(
                document, section, setting_text(briefing->arena, lever_of(study, grid->levers[0]), grid->values[0][i]));
            for (size_t j = 0; j < grid->counts[1]; j++)
                grid_number(document, section, grid->results[(i * grid->counts[1] + j) * study->body_count + b],
                    figure_style(briefing, figure));
        }
        section_note(document, section, arena_format(briefing->arena, "In %s.", figure_unit(briefing, figure)));
    }
}

/* "1 of 4"; a council that has left is in no order. */
static const char *rank_text(Arena *arena, size_t rank, size_t count) {
    return rank ? arena_format(arena, "%zu of %zu", rank, count) : "";
}

void challenge_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    if (!study->challenge_count) return;
    Section *section =
        document_section(document, arena_format(briefing->arena, "The challenge set: NPV in %s", briefing->money_unit));
    section->name = "challenge-set";
    grid_column(document, section, "If …", ALIGN_LEFT);
    body_columns(briefing, section, "NPV");
    grid_column(document, section, "Payback, joint, years", ALIGN_RIGHT);
    body_columns(briefing, section, "Rank");
    for (size_t i = 0; i < study->challenge_count; i++) {
        const BizcaseChallenge *row = &study->challenges[i];
        const double *npv = round_over_bodies(briefing, row->npv);
        grid_text(document, section, row->label);
        for (size_t b = 0; b < briefing->body_count; b++) {
            if (row->rank[b])
                grid_number(document, section, npv[b], briefing->money);
            else
                grid_text(document, section, "left");
        }
        if (isnan(row->payback[0]))
            grid_text(document, section, "never");
        else
            grid_number(document, section, row->payback[0],
                (NumberStyle){ .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 });
        for (size_t b = 0; b < briefing->body_count; b++)
            grid_text(document, section, rank_text(briefing->arena, row->rank[b], study->alternative_count));
    }
    section_note(document, section,
        "Rank: of the option among all that can be chosen, by NPV; 1 is best. Never: not within the horizon.");
    if (briefing->body_count > 2)
        section_note(document, section,
            "A council that does not take part takes its benefits with it, and its part of what the baseline would "
            "have cost; the others bear its part of the new costs, in the proportions that they have now.");
    section_note(document, section,
        "2.1 times the costs and 68% of the benefits is what the Best4Business programme of the two councils came to, "
        "against its business case.");
}
