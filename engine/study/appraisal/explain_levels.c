#include "study/appraisal/explain_levels.h"

#include <math.h>
#include <string.h>

#include "case/handle.h"
#include "case/price_levels.h"
#include "case/reading/ids.h"
#include "formula/words.h"
#include "model/timeline.h"
#include "table/call.h"

/* --- names, each once ------------------------------------------------------------------------------------------------ */

static size_t thing_count(const Case *the_case) {
    return the_case->quantity_count + the_case->driver_count + the_case->index_count;
}

/* A growth driver is a driver. */
static size_t thing_of(const Case *the_case, Name name) {
    if (name.kind == NAME_QUANTITY) return name.index;
    if (name.kind != NAME_INDEX) return the_case->quantity_count + name.index;
    return the_case->quantity_count + the_case->driver_count + name.index;
}

void name_list_init(NameList *list, Arena *arena, const Case *the_case) {
    *list = (NameList){
        .arena = arena, .the_case = the_case, .seen = arena_array(arena, thing_count(the_case), sizeof *list->seen)
    };
    name_list_start(list);
}

void name_list_start(NameList *list) {
    list->count = 0;
    list->round++;
}

void name_list_add(NameList *list, Name name) {
    size_t *seen = &list->seen[thing_of(list->the_case, name)];
    if (*seen == list->round) return;
    *seen = list->round;
    list->names = arena_grow(list->arena, list->names, list->count, &list->capacity, sizeof *list->names);
    list->names[list->count++] = name;
}

void name_list_add_formula(NameList *list, const Formula *formula) {
    for (uint32_t n = 0; formula && n < formula->node_count; n++)
        if (formula->nodes[n].operation == OPERATION_NAME) name_list_add(list, formula->nodes[n].name);
}

void name_list_complete(NameList *list) {
    for (size_t i = 0; i < list->count; i++)
        if (list->names[i].kind == NAME_QUANTITY)
            name_list_add_formula(list, list->the_case->quantities[list->names[i].index].formula);
}

/* --- by period ------------------------------------------------------------------------------------------------------- */

static const char *written_place(Arena *arena, Place place) {
    return place.asked || (place.file && place.line > 0) ? place_text(arena, place) : "";
}

/* The cell that holds in each period: the last one whose period has begun, or only its own period's. */
typedef enum CellReach { UNTIL_THE_NEXT, ITS_OWN_PERIOD } CellReach;

static const char **places_of(Arena *arena, const PlanValues *values, const Amounts *cells, CellReach reach) {
    const Horizon horizon = values->horizon;
    const char **places = arena_array(arena, horizon.period_count, sizeof *places);
    const char *place = "";
    size_t next = 0;
    for (uint32_t t = 0; t < horizon.period_count; t++) {
        const int month = horizon.start.first_month + (int)t * horizon.start.length_months;
        const size_t before = next;
        while (next < cells->count && cells->first_month[next] <= month) next++;
        const bool is_own = next > before && cells->first_month[next - 1] == month;
        if (next > before) place = written_place(arena, cells->place[next - 1]);
        places[t] = reach == UNTIL_THE_NEXT || is_own ? place : "";
    }
    return places;
}

static void add_formula(Arena *arena, const PlanValues *values, const Formula *formula, BizcaseExplainedLevel *level) {
    if (!formula) return;
    const double **traced = formula_trace(arena, formula, values->horizon, plan_binding, values);
    const char **texts = arena_array(arena, values->horizon.period_count, sizeof *texts);
    for (uint32_t t = 0; t < values->horizon.period_count; t++)
        texts[t] = formula_with_numbers(arena, formula, traced, t, NULL, NULL);
    level->formula = arena_text(arena, formula->text);
    level->formula_place = written_place(arena, formula->first);
    level->with_numbers = texts;
}

static void add_movement(
    Arena *arena, const PlanValues *values, size_t phase, DelayRule rule, BizcaseExplainedLevel *level) {
    if (phase == NONE) return;
    level->phase = arena_text(arena, values->the_case->phases[phase].label.id);
    level->slip_months = values->phase_slips[phase];
    level->slip_periods = values->phase_slips[phase] / values->horizon.start.length_months;
    level->is_extended = rule == DELAY_EXTEND;
}

static BizcaseExplainedLevel level_named(Arena *arena, const char *kind, const Label *label, const char *unit) {
    return (BizcaseExplainedLevel){ .what = arena_format(arena, "%s:%s", kind, label->id),
        .name = arena_text(arena, label->name),
        .unit = arena_text(arena, unit),
        .place = written_place(arena, label->place),
        .multiplier = 1,
        .multiplier_place = "" };
}

static void add_own_value(Arena *arena, const Uncertainty *own, BizcaseExplainedLevel *level) {
    level->multiplier = own->fitted.central;
    level->multiplier_place = written_place(arena, own->central_place);
}

static BizcaseExplainedLevel explained_quantity(Arena *arena, const PlanValues *values, size_t q) {
    const Quantity *quantity = &values->the_case->quantities[q];
    BizcaseExplainedLevel level = level_named(arena, "quantity", &quantity->label, quantity->unit_text);
    add_formula(arena, values, quantity->formula, &level);
    add_own_value(arena, &quantity->own, &level);
    add_movement(arena, values, quantity->phase, quantity->on_delay, &level);
    level.own = values->own[q];
    level.places = places_of(arena, values, &quantity->cells, UNTIL_THE_NEXT);
    level.values = values->of_quantity[q];
    return level;
}

static BizcaseExplainedLevel explained_driver(Arena *arena, const PlanValues *values, size_t d) {
    const Driver *driver = &values->the_case->drivers[d];
    BizcaseExplainedLevel level = level_named(arena, "driver", &driver->label, driver->unit);
    add_own_value(arena, &driver->uncertainty, &level);
    add_movement(arena, values, driver->phase, driver->on_delay, &level);
    level.is_growth = driver->kind == DRIVER_GROWTH;
    level.own = values->own_of_driver[d];
    level.places = places_of(arena, values, &driver->path, UNTIL_THE_NEXT);
    level.values = values->of_driver[d];
    return level;
}

static BizcaseExplainedLevel explained_index(Arena *arena, const PlanValues *values, size_t i) {
    const Index *index = &values->the_case->indices[i];
    BizcaseExplainedLevel level = level_named(arena, "index", &index->label, "");
    level.own = level.values = values->of_index[i] ? values->of_index[i] : price_levels(arena, values->the_case, i);
    level.places = places_of(arena, values, &index->growth, UNTIL_THE_NEXT);
    return level;
}

BizcaseExplainedLevel explained_name(Arena *arena, const PlanValues *values, Name name) {
    if (name.kind == NAME_QUANTITY) return explained_quantity(arena, values, name.index);
    if (name.kind == NAME_INDEX) return explained_index(arena, values, name.index);
    return explained_driver(arena, values, name.index);
}

BizcaseExplainedLevel explained_line(Arena *arena, const PlanValues *values, size_t l) {
    const Line *line = &values->the_case->lines[l];
    BizcaseExplainedLevel level = level_named(arena, "line", &line->label, values->the_case->settings.currency);
    add_formula(arena, values, line->formula, &level);
    add_own_value(arena, &line->own, &level);
    add_movement(arena, values, line->phase, line->on_delay, &level);
    level.own = plan_line_own_money(arena, values, l);
    level.places = places_of(arena, values, &line->amounts, ITS_OWN_PERIOD);
    level.values = plan_line_money(arena, values, l);
    return level;
}

/* --- one of them, asked for ------------------------------------------------------------------------------------------ */

/* What can be asked for: its labels lie in structs of a size. */
typedef struct LevelKind {
    const char *name;
    const Label *first;
    size_t count, size;
} LevelKind;

enum { LEVEL_QUANTITY, LEVEL_DRIVER, LEVEL_INDEX, LEVEL_LINE, LEVEL_KIND_COUNT };

#define KIND_ROW(name, array, number)                                                                                  \
    { name, (number) > 0 ? &(array)->label : NULL, number, sizeof *(array) }

static const char *id_at(const LevelKind *kind, size_t i) {
    return ((const Label *)(const void *)((const char *)kind->first + i * kind->size))->id;
}

static size_t find_id(Arena *arena, const LevelKind *kind, const char *id, Diagnostics *problems) {
    const char **ids = arena_array(arena, kind->count, sizeof *ids);
    for (size_t i = 0; i < kind->count; i++) {
        ids[i] = id_at(kind, i);
        if (strcmp(ids[i], id) == 0) return i;
    }
    diagnostics_error(problems, (Place){ .asked = "what" }, choice_hint(arena, id, ids, kind->count),
        "the case has no %s \"%s\"", kind->name, id);
    return NONE;
}

typedef struct LevelExplanation {
    BizcaseLevelExplanation shown; /* first: the handle is a pointer to it */
    Arena *arena;
} LevelExplanation;

typedef struct LevelCall {
    const BizcaseCase *loaded;
    const char *what;
    BizcaseLevelExplanation *made;
} LevelCall;

/* The one asked for, and what it is made of. */
static void list_levels(Arena *arena, const Case *the_case, size_t kind, size_t index, BizcaseLevelExplanation *shown) {
    static const NameKind names[] = { NAME_QUANTITY, NAME_DRIVER, NAME_INDEX };
    const PlanValues *values = plan_values(arena, the_case);
    NameList list;
    name_list_init(&list, arena, the_case);
    if (kind == LEVEL_LINE)
        name_list_add_formula(&list, the_case->lines[index].formula);
    else
        name_list_add(&list, (Name){ names[kind], (uint32_t)index });
    name_list_complete(&list);
    BizcaseExplainedLevel *levels = arena_array(arena, 1 + list.count, sizeof *levels);
    size_t count = 0;
    if (kind == LEVEL_LINE) levels[count++] = explained_line(arena, values, index);
    for (size_t i = 0; i < list.count; i++) levels[count++] = explained_name(arena, values, list.names[i]);
    *shown = (BizcaseLevelExplanation){ the_case->settings.period_count, period_names(arena, &the_case->settings),
        count, levels };
}

static BizcaseStatus explain_level(Call *call, void *context) {
    LevelCall *asked = context;
    const Case *the_case = case_of(asked->loaded);
    const LevelKind kinds[LEVEL_KIND_COUNT] = {
        [LEVEL_QUANTITY] = KIND_ROW("quantity", the_case->quantities, the_case->quantity_count),
        [LEVEL_DRIVER] = KIND_ROW("driver", the_case->drivers, the_case->driver_count),
        [LEVEL_INDEX] = KIND_ROW("index", the_case->indices, the_case->index_count),
        [LEVEL_LINE] = KIND_ROW("line", the_case->lines, the_case->line_count),
    };
    LevelExplanation *explanation = arena_alloc(call->arena, sizeof *explanation);
    explanation->arena = call->arena;
    asked->made = &explanation->shown;
    const size_t length = strcspn(asked->what, ":");
    for (size_t k = 0; k < LEVEL_KIND_COUNT; k++) {
        if (strlen(kinds[k].name) != length || strncmp(asked->what, kinds[k].name, length) != 0) continue;
        if (!asked->what[length]) break;
        const size_t index = find_id(call->arena, &kinds[k], asked->what + length + 1, &call->problems);
        if (index == NONE) return BIZCASE_BAD_REQUEST;
        list_levels(call->arena, the_case, k, index, &explanation->shown);
        return BIZCASE_OK;
    }
    diagnostics_error(&call->problems, (Place){ .asked = "what" },
        "quantity:ID, driver:ID, index:ID or line:ID, or a figure such as npv",
        "\"%s\" is nothing that can be explained", asked->what);
    return BIZCASE_BAD_REQUEST;
}

BizcaseStatus bizcase_explain_level(
    const BizcaseCase *loaded, const char *what, BizcaseLevelExplanation **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !what) return BIZCASE_BAD_REQUEST;
    LevelCall asked = { .loaded = loaded, .what = what };
    const BizcaseStatus status = call_make(problems, explain_level, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_level_explanation_free(BizcaseLevelExplanation *explanation) {
    if (explanation) arena_free(((LevelExplanation *)(void *)explanation)->arena);
}
