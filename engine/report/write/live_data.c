#include "report/write/live_data.h"

#include <string.h>

#include "base/escape.h"
#include "base/pack.h"
#include "case/handle.h"
#include "evaluate/figure.h"
#include "report/sections/case_data.h"
#include "report/write/format.h"
#include "study/live/figures.h"
#include "study/live/state.h"

static const char *const group_names[LIVE_GROUPS] = {
    [LIVE_DRIVERS] = "Drivers",
    [LIVE_QUANTITIES] = "Quantities",
    [LIVE_SHARES] = "Who pays what",
    [LIVE_PHASES] = "Phases",
    [LIVE_COSTS] = "Costs",
    [LIVE_BENEFITS] = "Benefits",
    [LIVE_RISKS] = "Risks",
    [LIVE_RULES] = "Discount rate and optimism bias",
};

/* What people see of the page, with what they would not see as codes. What names something, as in a command, stays. */
static Value seen_text(Arena *arena, const char *text) {
    return value_text(arena, plain_text(arena, text));
}

static Value views(Arena *arena, const Case *the_case, const Views *items) {
    Value list = value_list();
    for (uint32_t v = 0; v < items->count; v++) {
        const View *view = &items->items[v];
        const Label *option = &the_case->options[view->option].label;
        const Label *versus = view->baseline == NO_INDEX ? NULL : &the_case->options[view->baseline].label;
        Value item = value_object();
        value_set(arena, &item, "option", value_text(arena, option->id));
        value_set(arena, &item, "versus", value_text(arena, versus ? versus->id : NULL));
        value_set(arena, &item, "label",
            seen_text(arena, versus ? arena_format(arena, "%s, against %s", option->name, versus->name)
                                    : arena_format(arena, "%s, by itself", option->name)));
        value_append(arena, &list, item);
    }
    return list;
}

/* --- controls ------------------------------------------------------------------------------------------------------- */

static Value edits(Arena *arena, const LiveControl *control) {
    Value list = value_list();
    for (size_t e = 0; e < control->edit_count; e++) {
        const LiveEdit *edit = &control->edits[e];
        const char *const columns[] = { "file", "row", "column", "change", "value", "note" };
        const char *const texts[] = { edit->file, edit->row, edit->column, edit->change, edit->value, "" };
        Value item = value_object();
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
            value_set(arena, &item, columns[i], value_text(arena, texts[i]));
        value_append(arena, &list, item);
    }
    return list;
}

static Value control_value(Arena *arena, const LiveControl *control) {
    const struct {
        const char *name;
        double number;
    } numbers[] = { { "factor", control->factor }, { "plan", control->plan }, { "low", control->low },
        { "central", control->central }, { "high", control->high }, { "least", control->least },
        { "most", control->most }, { "step", control->step }, { "minimum", control->minimum },
        { "maximum", control->maximum } };
    Value item = value_object();
    value_set(arena, &item, "id", value_text(arena, control->id));
    value_set(arena, &item, "label", seen_text(arena, control->label));
    value_set(arena, &item, "group", value_integer(control->group));
    value_set(arena, &item, "section", seen_text(arena, control->section));
    value_set(arena, &item, "kind", value_integer(control->change.kind));
    value_set(arena, &item, "index", value_integer(control->change.index));
    value_set(arena, &item, "council", value_integer(control->change.council));
    value_set(arena, &item, "shape", value_text(arena, control->is_switch ? "switch" : "number"));
    value_set(arena, &item, "unit", seen_text(arena, control->unit));
    value_set(arena, &item, "decimals", value_integer((uint64_t)control->decimals));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        value_set(arena, &item, numbers[i].name, value_number(numbers[i].number));
    value_set(arena, &item, "plan_is_more", value_integer(control->plan_is_more));
    value_set(arena, &item, "note", value_text(arena, control->note));
    value_set(arena, &item, "set", edits(arena, control));
    return item;
}

/* Variants share most controls: each is once on a shelf, and a variant has its controls' numbers. */
typedef struct Shelf {
    Value controls;
    const char **texts; /* [controls.count] */
    size_t capacity;
} Shelf;

static size_t shelf_place(Arena *arena, Shelf *shelf, Value control) {
    const char *text = json_text(arena, &control);
    for (size_t i = 0; i < shelf->controls.count; i++)
        if (strcmp(shelf->texts[i], text) == 0) return i;
    shelf->texts = arena_grow(arena, shelf->texts, shelf->controls.count, &shelf->capacity, sizeof *shelf->texts);
    shelf->texts[shelf->controls.count] = text;
    value_append(arena, &shelf->controls, control);
    return shelf->controls.count - 1;
}

/* Of the variants, in their order. */
static Value readings(Arena *arena, const BizcaseLive *live) {
    static const char *const labels[READING_COUNT] = {
        [READING_WHOLE] = "Society as a whole", [READING_PUBLIC] = "The public purse", [READING_CASH] = "Cash"
    };
    Value list = value_list();
    for (size_t v = 0; v < live->case_count; v++) {
        const MoneyReading reading = live->cases[v].the_case.reading;
        if (v > 0 && reading == live->cases[v - 1].the_case.reading) continue;
        Value item = value_object();
        value_set(arena, &item, "reading", value_text(arena, bizcase_reading_name((BizcaseReading)reading)));
        value_set(arena, &item, "label", value_text(arena, labels[reading]));
        value_append(arena, &list, item);
    }
    return list;
}

static Value variants(Arena *arena, const BizcaseLive *live, Shelf *shelf) {
    Value list = value_list();
    for (size_t v = 0; v < live->case_count; v++) {
        const LiveCase *made = &live->cases[v];
        Value item = value_object(), controls = value_list();
        for (size_t c = 0; c < made->control_count; c++)
            value_append(
                arena, &controls, value_integer(shelf_place(arena, shelf, control_value(arena, &made->controls[c]))));
        value_set(arena, &item, "scenario", value_text(arena, made->variant.scenario));
        value_set(arena, &item, "label",
            seen_text(arena, made->variant.scenario ? made->variant.scenario : "As in the report"));
        value_set(
            arena, &item, "reading", value_text(arena, bizcase_reading_name((BizcaseReading)made->the_case.reading)));
        value_set(arena, &item, "controls", controls);
        value_append(arena, &list, item);
    }
    return list;
}

/* --- figures to find again ------------------------------------------------------------------------------------------ */

/* Bytes of doubles as WebAssembly has them in its memory. */
static Value doubles(Arena *arena, const double *values, size_t count) {
    unsigned char *bytes = arena_alloc(arena, count * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        union {
            double number;
            uint64_t bits;
        } value = { values[i] };
        for (size_t k = 0; k < sizeof value; k++) bytes[i * sizeof value + k] = (unsigned char)(value.bits >> 8 * k);
    }
    Buffer text = { .arena = arena };
    base64_add(&text, bytes, count * sizeof *values);
    buffer_add_n(&text, "", 1);
    return value_text(arena, text.bytes);
}

static Value check(Arena *arena, const BizcaseLive *live) {
    const LiveCase *first = live->cases;
    const Case *the_case = case_of(first->loaded);
    Value item = value_object(), columns = value_list(), scopes = value_list(), statistics = value_list();
    for (size_t f = 0; f < figure_count; f++)
        if (figure_table[f]->by_default) value_append(arena, &columns, value_text(arena, figure_table[f]->name));
    for (uint32_t r = 0; r < first->variant.views.result_count; r++) {
        const BizcaseScope scope = scope_of(the_case, &first->variant.views.items[0], r);
        value_append(arena, &scopes, value_text(arena, arena_format(arena, "%s/%s", scope.council, scope.programme)));
    }
    value_set(arena, &item, "trials", value_integer(live->check_trials));
    value_set(arena, &item, "plan", doubles(arena, live->plan_figures, live->plan_figure_count));
    value_set(arena, &item, "simulation", doubles(arena, live->simulated, live->simulated_count));
    value_set(arena, &item, "columns", columns);
    value_set(arena, &item, "scopes", scopes);
    for (size_t i = 0; i < LIVE_SIMULATED; i++)
        value_append(arena, &statistics, value_text(arena, live_statistic_name(arena, i)));
    value_set(arena, &item, "statistics", statistics);
    return item;
}

/* The numbers of the slots of the module's answers. */
static Value slots(Arena *arena) {
    Value item = value_object();
    for (size_t slot = 0; slot < LIVE_SLOTS; slot++)
        value_set(arena, &item, live_slot_names[slot], value_integer(slot));
    return item;
}

Value live_data(Arena *arena, const BizcaseLive *live) {
    const LiveCase *first = live->cases;
    const Case *the_case = case_of(first->loaded);
    Value data = value_object(), groups = value_list();
    Shelf shelf = { .controls = value_list() };
    for (size_t g = 0; g < LIVE_GROUPS; g++) value_append(arena, &groups, value_text(arena, group_names[g]));
    value_set(arena, &data, "version", value_text(arena, bizcase_version()));
    value_set(arena, &data, "case", value_text(arena, live->name));
    value_set(arena, &data, "trials", value_integer(LIVE_TRIALS));
    value_set(arena, &data, "seed", value_integer(first->variant.draws.seed));
    value_set(arena, &data, "command", value_texts(arena, live->command, live->command_count));
    value_set(arena, &data, "views", views(arena, the_case, &first->variant.views));
    value_set(arena, &data, "groups", groups);
    value_set(arena, &data, "answer", value_texts(arena, live_answer_names, LIVE_ANSWER_NUMBERS));
    value_set(arena, &data, "slots", slots(arena));
    value_set(arena, &data, "check", check(arena, live));
    value_set(arena, &data, "readings", readings(arena, live));
    value_set(arena, &data, "variants", variants(arena, live, &shelf));
    value_set(arena, &data, "controls", shelf.controls);
    return data;
}
