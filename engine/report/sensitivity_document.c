/* The document of a sensitivity study. */
#include "bizcase/sensitivity.h"
#include "case/handle.h"
#include "report/briefing.h"
#include "report/case_data.h"
#include "report/charts.h"
#include "report/figure_facts.h"

#include <math.h>
#include <string.h>

static const char STUDY[] = "sensitivity";
enum { MOST_ROWS = 20 }; /* of a table for people; data files hold all */

/* --- data ----------------------------------------------------------------------------------------------------------- */

static const BizcaseLever *lever_of(const BizcaseSensitivity *study, size_t lever) {
    return &study->levers[lever];
}

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

static void add_data(Document *document, const Case *loaded, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    case_data_start(document, STUDY, loaded, NULL);
    value_set(arena, &document->data, "option", value_text(arena, study->option));
    value_set(arena, &document->data, "versus", value_text(arena, study->versus));
    value_set(arena, &document->data, "evaluations", value_integer(study->evaluations));
    value_set(arena, &document->data, "plan_npv", by_body(arena, study, study->plan_npv));
    value_set(arena, &document->data, "plan_payback_years", by_body(arena, study, study->plan_payback));
    value_set(arena, &document->data, "tornado", tornado_value(arena, study));
    value_set(arena, &document->data, "spider", spider_value(arena, study));
    value_set(arena, &document->data, "switching", switching_value(arena, study));
    value_set(arena, &document->data, "delay", delays_value(arena, study));
    value_set(arena, &document->data, "grid", grid_value(arena, study));
    case_data_diagnostics(document, &loaded->diagnostics);
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

static void add_facts(Document *document, const BizcaseSensitivity *study) {
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
                add_fact(document, "spider", lever_of(study, study->spider[i].lever)->name, body, "npv", study->spider[i].values[p],
                    study->spider[i].npv[p * study->body_count + b]);
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
                add_fact(document, "delay", lever, body, "payback_years", (double)m, row->payback[m * study->body_count + b]);
            }
    }
}

/* --- pages ---------------------------------------------------------------------------------------------------------- */

const char *setting_text(Arena *arena, const BizcaseLever *lever, double value) {
    if (isnan(value)) return "none";
    if (strcmp(lever->name, "discount_rate") == 0 || strncmp(lever->name, "split:", 6) == 0 || strncmp(lever->name, "event:", 6) == 0)
        return number_text(arena, value, (NumberStyle){ .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 });
    if (strncmp(lever->name, "phase:", 6) == 0)
        return number_text(arena, value, (NumberStyle){ .prefix = "", .suffix = " months", .divisor = 1, .decimals = 1 });
    const int decimals = fabs(value) >= 1000 ? 0 : fabs(value) >= 10 ? 1 : 3;
    return number_text(arena, value, (NumberStyle){ .prefix = "", .suffix = "", .divisor = 1, .decimals = decimals });
}

static const char *change_text(Arena *arena, double change) {
    static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01 };
    if (isnan(change)) return "";
    return arena_format(arena, "%s%s", change > 0 ? "+" : "", number_text(arena, change, percent));
}

/* As a change from the plan; of nothing there is no part, so then the value itself. */
static const char *turn_text(Arena *arena, const BizcaseLever *lever, const BizcaseSwitch *turn) {
    if (isnan(turn->value)) return "none";
    return isnan(turn->change) ? arena_format(arena, "at %s", setting_text(arena, lever, turn->value)) : change_text(arena, turn->change);
}

static void body_columns(const Briefing *briefing, Section *section, const char *what) {
    for (size_t b = 0; b < briefing->body_count; b++)
        grid_column(briefing->document, section,
            briefing->body_count > 1 ? arena_format(briefing->arena, "%s, %s", what, b ? body_name(briefing, b) : "joint") : what,
            ALIGN_RIGHT);
}

static void rest_note(const Briefing *briefing, Section *section, size_t count) {
    if (count > MOST_ROWS)
        section_note(briefing->document, section,
            arena_format(briefing->arena, "%zu more move it less; --format json or csv lists all.", count - MOST_ROWS));
}

static void tornado_section(const Briefing *briefing, const BizcaseSensitivity *study) {
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
        "One assumption at a time, everything else at the plan. Low and high are P10 and P90 of what is uncertain; 10% less "
        "and more of a certain line, one percentage point of the discount rate, six months of a delay without a range.");
    rest_note(briefing, section, study->tornado_count);
}

static void switching_section(const Briefing *briefing, const BizcaseSensitivity *study) {
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
        "Change: how far from the plan, as a part of it, the assumption must go for that NPV to become 0. \"none\": not within "
        "what is possible. Another is best: where another option, or doing nothing, becomes worth more jointly.");
    rest_note(briefing, section, study->switching_count);
}

static void delay_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    static const size_t months[] = { 0, 3, 6, 12, 24 };
    Document *document = briefing->document;
    if (!study->delay_count) return;
    Section *section = document_section(document, arena_format(briefing->arena, "What a delay costs, %s of NPV", briefing->money_unit));
    section->name = "delays";
    grid_column(document, section, "Phase", ALIGN_LEFT);
    body_columns(briefing, section, "A month");
    for (size_t m = 1; m < sizeof months / sizeof months[0]; m++)
        grid_column(document, section, arena_format(briefing->arena, "%zu months, joint", months[m]), ALIGN_RIGHT);
    for (size_t i = 0; i < study->delay_count; i++) {
        const BizcaseDelay *row = &study->delays[i];
        grid_text(document, section, lever_of(study, row->lever)->label);
        for (size_t b = 0; b < briefing->body_count; b++) grid_number(document, section, row->per_month[b], briefing->money);
        for (size_t m = 1; m < sizeof months / sizeof months[0]; m++)
            grid_number(document, section, row->npv[0] - row->npv[months[m] * study->body_count], briefing->money);
    }
    section_note(document, section, "A month: the next one after the plan's delay. Months: against no delay at all. Brackets: a gain.");
}

static void grid_section(const Briefing *briefing, const BizcaseSensitivity *study) {
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
            grid_column(document, section, setting_text(briefing->arena, lever_of(study, grid->levers[1]), grid->values[1][j]), ALIGN_RIGHT);
        for (size_t i = 0; i < grid->counts[0]; i++) {
            grid_text(document, section, setting_text(briefing->arena, lever_of(study, grid->levers[0]), grid->values[0][i]));
            for (size_t j = 0; j < grid->counts[1]; j++)
                grid_number(document, section, grid->results[(i * grid->counts[1] + j) * study->body_count + b], figure_style(briefing, figure));
        }
        section_note(document, section, arena_format(briefing->arena, "In %s.", figure_unit(briefing, figure)));
    }
}

static void answer(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    Section *section = document_section(document, "The answer");
    section_paragraph(document, section,
        arena_format(arena, "The plan of \"%s\"%s has a joint net present value of %s.", option_name(briefing->loaded, study->option),
            study->versus ? arena_format(arena, ", against \"%s\",", option_name(briefing->loaded, study->versus)) : "",
            money_text(briefing, study->plan_npv[0])));
    if (study->tornado_count > 0) {
        const BizcaseLever *lever = lever_of(study, study->tornado[0].lever);
        section_paragraph(document, section,
            arena_format(arena, "What matters most is \"%s\" (%s): between %s and %s it moves the joint net present value from %s to %s.",
                lever->label, lever->name, setting_text(arena, lever, study->tornado[0].low), setting_text(arena, lever, study->tornado[0].high),
                money_text(briefing, study->tornado[0].npv_low[0]), money_text(briefing, study->tornado[0].npv_high[0])));
    }
    if (study->switching_count > 0 && !isnan(study->switching[0].npv_zero[0].value)) {
        const BizcaseSwitchingRow *row = &study->switching[0];
        const BizcaseLever *lever = lever_of(study, row->lever);
        section_paragraph(document, section,
            arena_format(arena, "The smallest change that brings it to nil is in \"%s\" (%s): from %s to %s, a change of %s.", lever->label,
                lever->name, setting_text(arena, lever, lever->plan), setting_text(arena, lever, row->npv_zero[0].value),
                change_text(arena, row->npv_zero[0].change)));
    }
    section_paragraph(document, section, arena_format(arena, "Found with %zu evaluations of the model.", study->evaluations));
}

void sensitivity_sections(const Briefing *briefing, const BizcaseSensitivity *study) {
    tornado_section(briefing, study);
    tornado_chart(briefing, study);
    switching_section(briefing, study);
    delay_section(briefing, study);
    grid_section(briefing, study);
}

BizcaseStatus bizcase_sensitivity_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSensitivity *study, BizcaseDocument **result) {
    *result = NULL;
    Document *document = document_new();
    if (!document) return BIZCASE_NO_MEMORY;
    if (setjmp(*arena_on_failure(document->arena))) {
        bizcase_document_free(document);
        return BIZCASE_NO_MEMORY;
    }
    add_data(document, &loaded->data, study);
    add_facts(document, study);
    const Briefing briefing = briefing_start(document, &loaded->data, appraisal, NULL);
    case_head(document, "Sensitivity", &loaded->data);
    answer(&briefing, study);
    sensitivity_sections(&briefing, study);
    case_warnings_section(document, &loaded->data.diagnostics);
    *result = document;
    return BIZCASE_OK;
}
