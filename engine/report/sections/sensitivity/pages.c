/* What the pages of a sensitivity study share. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>
#include <string.h>

#include "study/simulation/interval.h"
#include "table/currency.h"

/* --- words ---------------------------------------------------------------------------------------------------------- */

/* To three or four figures, without the zeros that say nothing. */
static int decimals_of_level(double value) {
    enum { MOST_DECIMALS = 9 };
    double scaled = fabs(value);
    int decimals = 0;
    if (scaled >= 1000) return 0;
    while (decimals < MOST_DECIMALS && fabs(scaled - round(scaled)) > 5e-4 * scaled) scaled *= 10, decimals++;
    return decimals;
}

/* "1,000 lamps", "£0.25/kWh", "20%" */
static const char *level_text(Arena *arena, const char *measure, double level) {
    const char *rest = strcmp(measure, "1") == 0 ? "" : measure; /* a pure number */
    const char *currency = currency_skip(&rest);
    return number_in_words(arena, level,
        (NumberStyle){ .prefix = currency ? currency : "",
            .suffix = !currency && *rest ? arena_format(arena, " %s", rest) : rest,
            .divisor = 1,
            .decimals = decimals_of_level(level) });
}

/* measure "": the unit was said before; money and shares say it again. */
static const char *factor_text(Arena *arena, const BizcaseLever *lever, const char *measure, double level) {
    const char *rest = lever->measure;
    if (lever->levels->is_share) return share_text(arena, level);
    return level_text(arena, currency_skip(&rest) ? lever->measure : measure, level);
}

static const char *first_level_text(Arena *arena, const BizcaseLever *lever, double value) {
    const BizcaseQuantityLevels *levels = lever->levels;
    const char *first = factor_text(arena, lever, lever->measure, levels->first * value);
    if (!levels->is_constant || !isnan(levels->total))
        return arena_format(arena, "%s in %s", first, levels->first_period);
    return levels->is_first_of_all ? first : arena_format(arena, "%s from %s", first, levels->first_period);
}

/* A total of "£/year" is in £ alone. */
static const char *other_level_text(Arena *arena, const BizcaseLever *lever, double value) {
    const BizcaseQuantityLevels *levels = lever->levels;
    const char *rest = lever->measure, *currency = currency_skip(&rest);
    if (!isnan(levels->total))
        return arena_format(
            arena, " (%s in total)", level_text(arena, currency ? currency : "", levels->total * value));
    if (levels->is_constant) return "";
    return arena_format(arena, " (%s in %s)", factor_text(arena, lever, "", levels->last * value), levels->last_period);
}

/* Whether its value is a part of what the plan has, which is 1. */
static bool lever_is_of_plan(const BizcaseLever *lever) {
    static const char *const others[] = { "driver:", "risk:", "quantity:" };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strncmp(lever->name, others[i], strlen(others[i])) == 0) return false;
    return true;
}

const char *short_setting_text(Arena *arena, const BizcaseLever *lever, double value) {
    if (isnan(value)) return "none";
    if (lever->levels) return factor_text(arena, lever, lever->measure, lever->levels->first * value);
    if (lever->unit == BIZCASE_LEVER_SHARE) return share_text(arena, value);
    if (lever->unit == BIZCASE_LEVER_MONTHS)
        return number_in_words(
            arena, value, (NumberStyle){ .prefix = "", .suffix = " months", .divisor = 1, .decimals = 1 });
    if (lever->measure) return level_text(arena, lever->measure, value);
    if (lever_is_of_plan(lever)) return share_text(arena, value);
    const int decimals = fabs(value) >= 1000 ? 0 : fabs(value) >= 10 ? 1 : 3;
    return number_in_words(
        arena, value, (NumberStyle){ .prefix = "", .suffix = "", .divisor = 1, .decimals = decimals });
}

const char *setting_text(Arena *arena, const BizcaseLever *lever, double value) {
    if (!lever->levels || isnan(value)) return short_setting_text(arena, lever, value);
    return arena_format(arena, "%s%s", first_level_text(arena, lever, value), other_level_text(arena, lever, value));
}

/* Whether its level says all. */
static bool is_level_alone(const BizcaseLever *lever) {
    const BizcaseQuantityLevels *levels = lever->levels;
    return !levels || (levels->is_constant && levels->is_first_of_all && isnan(levels->total));
}

/* What a name is of, by what it begins with. */
static const struct {
    const char *prefix, *suffix; /* suffix NULL: its label says it already */
    const char *kind;            /* where another has the same label */
} name_kinds[] = {
    { "event+impact:", "chance and cost", "risk" },
    { "event:", "chance", "risk" },
    { "risk:", "cost if it happens", "risk" },
    { "phase:", "delay", "phase" },
    { "line:", NULL, "line" },
    { "driver:", NULL, "driver" },
    { "quantity:", NULL, "quantity" },
};

const char *named_label(Arena *arena, const char *label, const char *name, bool is_shared) {
    for (size_t k = 0; k < sizeof name_kinds / sizeof name_kinds[0]; k++) {
        if (strncmp(name, name_kinds[k].prefix, strlen(name_kinds[k].prefix)) != 0) continue;
        if (name_kinds[k].suffix) return arena_format(arena, "%s: %s", label, name_kinds[k].suffix);
        return is_shared ? arena_format(arena, "%s (%s)", label, name_kinds[k].kind) : label;
    }
    return label;
}

const char *lever_label(Arena *arena, const BizcaseSensitivity *study, const BizcaseLever *lever) {
    bool is_shared = false;
    for (size_t k = 0; k < study->lever_count; k++) {
        const BizcaseLever *other = &study->levers[k];
        is_shared = is_shared || (other != lever && strcmp(other->label, lever->label) == 0);
    }
    return named_label(arena, lever->label, lever->name, is_shared);
}

const char *lever_text(Arena *arena, const BizcaseSensitivity *study, const BizcaseLever *lever) {
    const char *label = lever_label(arena, study, lever);
    if (is_level_alone(lever)) return label;
    return arena_format(arena, "%s: %s in the plan", label, setting_text(arena, lever, lever->plan));
}

const char *short_lever_text(Arena *arena, const BizcaseSensitivity *study, const BizcaseLever *lever) {
    const char *label = lever_label(arena, study, lever);
    if (is_level_alone(lever)) return label;
    return arena_format(arena, "%s, %s", label, lever->levels->first_period);
}

void grid_lever(const Briefing *briefing, Section *section, const BizcaseLever *lever) {
    grid_named(briefing->document, section, lever_text(briefing->arena, briefing->sensitivity, lever), lever->name);
}

/* A part of a per cent would be mistaken for one. */
const char *change_text(Arena *arena, const BizcaseLever *lever, const BizcaseSwitch *turn) {
    static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01 },
                             points = { .prefix = "", .suffix = " points", .divisor = 0.01, .decimals = 1 };
    const bool is_share = lever->levels ? lever->levels->is_share : lever->unit == BIZCASE_LEVER_SHARE;
    if (isnan(turn->change)) return "";
    const double scale = lever->levels ? lever->levels->first : 1,
                 change = is_share ? (turn->value - lever->plan) * scale : turn->change;
    return arena_format(
        arena, "%s%s", change > 0 ? "+" : "", number_in_words(arena, change, is_share ? points : percent));
}

void detail_columns(const Briefing *briefing, Section *section, const char *what, Detail detail) {
    for (size_t b = 0; b < bodies_of(briefing, detail); b = next_body(briefing, b))
        grid_column(briefing->document, section,
            briefing->body_count > 1
                ? arena_format(briefing->arena, "%s, %s", what, b ? body_name(briefing, b) : "joint")
                : what,
            ALIGN_RIGHT);
}

void body_columns(const Briefing *briefing, Section *section, const char *what) {
    detail_columns(briefing, section, what, IN_FULL);
}

bool lever_has_levels(const BizcaseLever *lever) {
    return !is_level_alone(lever);
}

void levels_note(const Briefing *briefing, Section *section) {
    section_note(briefing->document, section,
        "A quantity that changes over time moves in proportion in every period. The table shows its value in the first "
        "period in which it is not 0.");
}

void rest_note(const Briefing *briefing, Section *section, size_t count, size_t most) {
    if (count > most)
        section_note(briefing->document, section,
            arena_format(briefing->arena, "%zu more move it less. The data files list all.", count - most));
}

const char *group_label(const Briefing *briefing, size_t group) {
    static const struct {
        const char *prefix, *kind;
    } kinds[] = { { "category:", "Category" }, { "programme:", "Programme" } };
    const BizcaseSensitivity *study = briefing->sensitivity;
    const BizcaseInputGroup *shown = &study->groups[group];
    bool is_shared = false;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        if (strncmp(shown->name, kinds[k].prefix, strlen(kinds[k].prefix)) == 0)
            return arena_format(briefing->arena, "%s: %s", kinds[k].kind, shown->label);
    for (size_t g = 0; g < study->group_count; g++)
        is_shared = is_shared || (g != group && strcmp(study->groups[g].label, shown->label) == 0);
    return named_label(briefing->arena, shown->label, shown->name, is_shared);
}

void grid_group(const Briefing *briefing, Section *section, size_t group) {
    grid_named(briefing->document, section, group_label(briefing, group), briefing->sensitivity->groups[group].name);
}

const char *trials_note(const Briefing *briefing, const BizcaseSensitivity *study) {
    return arena_format(briefing->arena, "From %s simulated outcomes (sampler %s, seed %llu).",
        count_text(briefing->arena, study->trials), study->sampler, (unsigned long long)study->seed);
}

void regression_note(const Briefing *briefing, Section *section) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    if (study->regression_inputs == study->regression_of_inputs) return;
    section_note(briefing->document, section,
        arena_format(briefing->arena,
            "The regression uses %s of the %s uncertain inputs: those with the largest effect of their own.",
            count_text(briefing->arena, study->regression_inputs),
            count_text(briefing->arena, study->regression_of_inputs)));
}

/* --- data and facts ------------------------------------------------------------------------------------------------- */

Value by_body(Arena *arena, const BizcaseSensitivity *study, const double *values) {
    Value value = value_object();
    for (size_t b = 0; b < study->body_count; b++) value_set(arena, &value, study->bodies[b], value_number(values[b]));
    return value;
}

Value notes_by_body(Arena *arena, const BizcaseSensitivity *study, const char *const *notes) {
    Value value = value_object();
    for (size_t b = 0; b < study->body_count; b++)
        value_set(arena, &value, study->bodies[b], value_text(arena, notes[b]));
    return value;
}

/* Null where the value is the level itself. */
static Value levels_value(Arena *arena, const BizcaseQuantityLevels *levels) {
    Value value = value_object();
    if (!levels) return value_null();
    value_set(arena, &value, "first_period", value_text(arena, levels->first_period));
    value_set(arena, &value, "first", value_number(levels->first));
    value_set(arena, &value, "last_period", value_text(arena, levels->last_period));
    value_set(arena, &value, "last", value_number(levels->last));
    value_set(arena, &value, "total", value_number(levels->total));
    return value;
}

Value lever_value(Arena *arena, const BizcaseLever *lever) {
    Value value = value_object();
    value_set(arena, &value, "lever", value_text(arena, lever->name));
    value_set(arena, &value, "label", value_text(arena, lever->label));
    value_set(arena, &value, "plan", value_number(lever->plan));
    if (!lever->measure) return value;
    value_set(arena, &value, "unit", value_text(arena, lever->measure));
    value_set(arena, &value, "levels", levels_value(arena, lever->levels));
    return value;
}

Value estimate_value(Arena *arena, const BizcaseEstimate *estimate) {
    Value value = value_object();
    const double half = half_width_95(estimate->standard_error, estimate->randomisations);
    value_set(arena, &value, "value", value_number(estimate->value));
    value_set(arena, &value, "standard_error", value_number(estimate->standard_error));
    value_set(arena, &value, "low", value_number(estimate->value - half));
    value_set(arena, &value, "high", value_number(estimate->value + half));
    return value;
}

Value estimates_by_body(Arena *arena, const BizcaseSensitivity *study, const BizcaseEstimate *estimates) {
    Value value = value_object();
    for (size_t b = 0; b < study->body_count; b++)
        value_set(arena, &value, study->bodies[b], estimate_value(arena, &estimates[b]));
    return value;
}

Value group_value(Arena *arena, const BizcaseSensitivity *study, size_t group) {
    const BizcaseInputGroup *shown = &study->groups[group];
    Value value = value_object();
    value_set(arena, &value, "group", value_text(arena, shown->name));
    value_set(arena, &value, "label", value_text(arena, shown->label));
    value_set(arena, &value, "is_group", value_integer((uint64_t)shown->is_group));
    value_set(arena, &value, "is_correlated", value_integer((uint64_t)shown->is_correlated));
    return value;
}

void sensitivity_fact(Document *document, const char *part, const char *lever, const char *body, const char *statistic,
    double at, double value) {
    Arena *arena = document->arena;
    facts_add(document, value_text(arena, SENSITIVITY_STUDY));
    facts_add(document, value_text(arena, part));
    facts_add(document, value_text(arena, lever));
    facts_add(document, value_text(arena, body));
    facts_add(document, value_text(arena, statistic));
    facts_add(document, value_number(at));
    facts_add(document, value_number(value));
}
