#include "report/sections/appraisal/facts.h"

#include <math.h>
#include <string.h>

#include "report/sections/appraisal/line_words.h"
#include "report/sections/figure_facts.h"

/* "irr_note", "payback_note", "payback_cash_note": the figure's name without its unit. */
static const char *note_key(Arena *arena, const char *figure) {
    static const char unit[] = "_years";
    const char *found = strstr(figure, unit);
    if (!found) return arena_format(arena, "%s_note", figure);
    return arena_format(arena, "%.*s%s_note", (int)(found - figure), figure, found + sizeof unit - 1);
}

static Value result_value(Arena *arena, const BizcaseResult *result, size_t period_count) {
    Value value = value_object();
    value_set_scope(arena, &value, &result->scope);
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        const char *name = bizcase_figure(f).name;
        value_set(arena, &value, name, value_number(result->figures[f]));
        if (isnan(result->figures[f]) && result->notes[f])
            value_set(arena, &value, note_key(arena, name), value_text(arena, result->notes[f]));
    }
    value_set_life(arena, &value, result->eac_life, result->eac_life_is_own);
    value_set(arena, &value, "irr_roots", value_numbers(arena, result->irr_roots, result->irr_root_count));
    value_set(arena, &value, "cash_flow", value_numbers(arena, result->cash_flow, period_count));
    value_set(arena, &value, "discounted", value_numbers(arena, result->discounted, period_count));
    value_set(arena, &value, "cumulative", value_numbers(arena, result->cumulative, period_count));
    return value;
}

Value appraisal_results_value(Arena *arena, const BizcaseAppraisal *appraisal) {
    Value results = value_list();
    for (size_t i = 0; i < appraisal->result_count; i++)
        value_append(arena, &results, result_value(arena, &appraisal->results[i], appraisal->period_count));
    return results;
}

/* --- present values by line ------------------------------------------------------------------------------------------ */

/* Parts, and the case that names the councils. */
typedef struct PartList {
    const Case *the_case;
    const BizcaseAppraisal *appraisal;
} PartList;

static Value councils_value(Arena *arena, const Case *the_case, const double *values) {
    Value councils = value_object();
    for (size_t c = 0; c < the_case->council_count; c++)
        value_set(arena, &councils, the_case->councils[c].id, value_number(values[c]));
    return councils;
}

static Value compared_value(Arena *arena, const char *option, const char *versus) {
    Value value = value_object();
    value_set(arena, &value, "option", value_text(arena, option));
    value_set(arena, &value, "versus", value_text(arena, versus));
    return value;
}

static Value part_value(Arena *arena, const Case *the_case, const BizcasePart *part) {
    Value value = compared_value(arena, part->option, part->versus);
    if (part->line) {
        value_set(arena, &value, "line", value_text(arena, part->line));
        value_set(arena, &value, "name", value_text(arena, part->name));
        value_set(arena, &value, "programme", value_text(arena, part->programme));
    }
    if (part->category) value_set(arena, &value, "category", value_text(arena, part->category));
    if (part->type) value_set(arena, &value, "type", value_text(arena, part->type));
    value_set(arena, &value, "side", value_text(arena, side_name(part->is_cost)));
    value_set(arena, &value, "change", value_text(arena, change_name(part->change)));
    value_set(arena, &value, "pv", value_number(part->present_values[0]));
    value_set(arena, &value, "councils", councils_value(arena, the_case, part->present_values + 1));
    return value;
}

static Value line_value(Arena *arena, const void *context, size_t index) {
    const PartList *list = context;
    return part_value(arena, list->the_case, &list->appraisal->lines[index]);
}

static Value category_value(Arena *arena, const void *context, size_t index) {
    const PartList *list = context;
    return part_value(arena, list->the_case, &list->appraisal->by_category[index]);
}

static Value type_value(Arena *arena, const void *context, size_t index) {
    const PartList *list = context;
    return part_value(arena, list->the_case, &list->appraisal->by_type[index]);
}

static Value shift_value(Arena *arena, const void *context, size_t index) {
    const PartList *list = context;
    const BizcaseShift *shift = &list->appraisal->shifts[index];
    Value value = compared_value(arena, shift->option, shift->versus);
    value_set(arena, &value, "line", value_text(arena, shift->line));
    value_set(arena, &value, "name", value_text(arena, shift->name));
    value_set(arena, &value, "category", value_text(arena, shift->category));
    value_set(arena, &value, "side", value_text(arena, side_name(shift->is_cost)));
    value_set(arena, &value, "councils", councils_value(arena, list->the_case, shift->shifted));
    return value;
}

/* What a netting has, by the names that data and facts give it. */
typedef struct Netted {
    const char *name;
    const double *values;
} Netted;

enum { NETTED_COUNT = 5 };

static void list_netted(const BizcaseNetting *netting, Netted *list) {
    const Netted netted[NETTED_COUNT] = {
        { "new_costs", netting->new_costs },
        { "avoided_costs", netting->avoided_costs },
        { "new_benefits", netting->new_benefits },
        { "forgone_benefits", netting->forgone_benefits },
        { "shift", netting->shift },
    };
    memcpy(list, netted, sizeof netted);
}

static const char *council_or_joint(const Case *the_case, size_t body) {
    return body ? the_case->councils[body - 1].id : "joint";
}

static Value nettings_value(Arena *arena, const Case *the_case, const BizcaseAppraisal *appraisal) {
    Value list = value_list();
    for (size_t n = 0; n < appraisal->netting_count; n++) {
        const BizcaseNetting *netting = &appraisal->nettings[n];
        Netted netted[NETTED_COUNT];
        list_netted(netting, netted);
        for (size_t b = 0; b <= the_case->council_count; b++) {
            Value value = compared_value(arena, netting->option, netting->versus);
            value_set(arena, &value, "council", value_text(arena, council_or_joint(the_case, b)));
            for (size_t i = 0; i < NETTED_COUNT; i++)
                value_set(arena, &value, netted[i].name, value_number(netted[i].values[b]));
            value_append(arena, &list, value);
        }
    }
    return list;
}

void appraisal_line_values(Arena *arena, Value *data, const Case *the_case, const BizcaseAppraisal *appraisal) {
    if (!appraisal->netting_count) return;
    PartList *list = arena_alloc(arena, sizeof *list);
    *list = (PartList){ the_case, appraisal };
    value_set(arena, data, "costs_and_benefits", nettings_value(arena, the_case, appraisal));
    value_set(arena, data, "lines", value_made(arena, line_value, list, appraisal->line_count));
    value_set(arena, data, "by_category", value_made(arena, category_value, list, appraisal->category_count));
    value_set(arena, data, "by_type", value_made(arena, type_value, list, appraisal->type_count));
    value_set(arena, data, "shifts", value_made(arena, shift_value, list, appraisal->shift_count));
}

/* --- facts ----------------------------------------------------------------------------------------------------------- */

static void add_figure_facts(Document *document, const char *study, const Case *the_case, const BizcaseResult *result) {
    Arena *arena = document->arena;
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        BizcaseFigure figure = bizcase_figure(f);
        facts_add_scope(document, study, &result->scope, figure.name);
        facts_add(document, value_null());
        facts_add(document, value_number(result->figures[f]));
        facts_add(document, value_text(arena, fact_unit(the_case->settings.currency, figure.unit)));
        facts_add(document, isnan(result->figures[f]) ? value_text(arena, result->notes[f]) : value_null());
    }
}

static void add_flow_facts(
    Document *document, const char *study, const Case *the_case, const BizcaseResult *result, Value periods) {
    Arena *arena = document->arena;
    const struct {
        const char *name;
        const double *flow;
    } flows[] = { { "cash_flow", result->cash_flow }, { "discounted", result->discounted },
        { "cumulative", result->cumulative } };
    for (size_t i = 0; i < sizeof flows / sizeof flows[0]; i++) {
        facts_add_scope(document, study, &result->scope, flows[i].name);
        facts_add(document, periods);
        facts_add(document, value_numbers(arena, flows[i].flow, periods.count));
        facts_add(document, value_text(arena, the_case->settings.currency));
        facts_add(document, value_null());
    }
}

static void add_netting_facts(
    Document *document, const char *study, const Case *the_case, const BizcaseNetting *netting) {
    Netted netted[NETTED_COUNT];
    list_netted(netting, netted);
    for (size_t b = 0; b <= the_case->council_count; b++)
        for (size_t i = 0; i < NETTED_COUNT; i++) {
            const BizcaseScope scope = { netting->option, netting->versus, council_or_joint(the_case, b), "total" };
            facts_add_scope(document, study, &scope, netted[i].name);
            facts_add(document, value_null());
            facts_add(document, value_number(netted[i].values[b]));
            facts_add(document, value_text(document->arena, the_case->settings.currency));
            facts_add(document, value_null());
        }
}

/* Of parts of one option: texts that every body has. */
typedef struct PartTexts {
    Value programmes, figures, notes;
} PartTexts;

/* "pv:line:rent", "pv:category:staff", "pv:type:one_off" */
static const char *part_figure(Arena *arena, const BizcasePart *part) {
    if (part->line) return arena_format(arena, "pv:line:%s", part->line);
    if (part->category) return arena_format(arena, "pv:category:%s", part->category);
    return arena_format(arena, "pv:type:%s", part->type);
}

static PartTexts part_texts(Arena *arena, const BizcasePart *parts, size_t count) {
    const char **programmes = arena_array(arena, count, sizeof *programmes),
               **figures = arena_array(arena, count, sizeof *figures),
               **notes = arena_array(arena, count, sizeof *notes);
    for (size_t i = 0; i < count; i++) {
        programmes[i] = parts[i].line ? parts[i].programme : "total";
        figures[i] = part_figure(arena, &parts[i]);
        notes[i] = change_words(&parts[i]);
    }
    return (PartTexts){ value_texts(arena, programmes, count), value_texts(arena, figures, count),
        value_texts(arena, notes, count) };
}

static void add_part_facts(
    Document *document, const char *study, const Case *the_case, const BizcasePart *parts, size_t count) {
    Arena *arena = document->arena;
    const PartTexts texts = part_texts(arena, parts, count);
    double *values = arena_array(arena, count, sizeof *values);
    for (size_t b = 0; b <= the_case->council_count; b++) {
        for (size_t i = 0; i < count; i++) values[i] = parts[i].present_values[b];
        const char *const before[] = { study, parts[0].option, parts[0].versus, council_or_joint(the_case, b) };
        for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) facts_add(document, value_text(arena, before[i]));
        facts_add(document, texts.programmes);
        facts_add(document, texts.figures);
        facts_add(document, value_null());
        facts_add(document, value_numbers(arena, values, count));
        facts_add(document, value_text(arena, the_case->settings.currency));
        facts_add(document, texts.notes);
    }
}

/* Parts of an option are together. */
static void add_parts_facts(
    Document *document, const char *study, const Case *the_case, const BizcasePart *parts, size_t count) {
    for (size_t first = 0, after; first < count; first = after) {
        for (after = first + 1; after < count && strcmp(parts[after].option, parts[first].option) == 0;) after++;
        add_part_facts(document, study, the_case, parts + first, after - first);
    }
}

void appraisal_facts(Document *document, const char *study, const Case *the_case, const BizcaseAppraisal *appraisal) {
    static const char *const columns[] = { "study", "option", "versus", "council", "programme", "figure", "period",
        "value", "unit", "note" };
    const Value periods = value_texts(document->arena, appraisal->periods, appraisal->period_count);
    facts_start(document, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < appraisal->result_count; i++) {
        add_figure_facts(document, study, the_case, &appraisal->results[i]);
        add_flow_facts(document, study, the_case, &appraisal->results[i], periods);
    }
    for (size_t n = 0; n < appraisal->netting_count; n++)
        add_netting_facts(document, study, the_case, &appraisal->nettings[n]);
    add_parts_facts(document, study, the_case, appraisal->lines, appraisal->line_count);
    add_parts_facts(document, study, the_case, appraisal->by_category, appraisal->category_count);
    add_parts_facts(document, study, the_case, appraisal->by_type, appraisal->type_count);
}
