#include "report/sections/figure_facts.h"

void facts_add_scope(Document *document, const char *study, const BizcaseScope *scope, const char *figure) {
    const char *const texts[] = { study, scope->option, scope->versus, scope->council, scope->programme, figure };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        facts_add(document, value_text(document->arena, texts[i]));
}

void value_set_scope(Arena *arena, Value *object, const BizcaseScope *scope) {
    value_set(arena, object, "option", value_text(arena, scope->option));
    value_set(arena, object, "versus", value_text(arena, scope->versus));
    value_set(arena, object, "council", value_text(arena, scope->council));
    value_set(arena, object, "programme", value_text(arena, scope->programme));
}

void value_set_life(Arena *arena, Value *object, double years, int is_own) {
    value_set(arena, object, "eac_life", value_number(years));
    value_set(arena, object, "eac_life_note",
        value_text(arena, is_own ? NULL : "the horizon, as the option has no life of its own"));
}

const char *fact_unit(const char *currency, BizcaseUnit unit) {
    const char *const units[] = { [BIZCASE_MONEY] = currency,
        [BIZCASE_RATIO] = "ratio",
        [BIZCASE_RATE] = "fraction a year",
        [BIZCASE_YEARS] = "years" };
    return units[unit];
}

const char *side_name(int is_cost) {
    return is_cost ? "cost" : "benefit";
}

Value moved_out_value(Arena *arena, const BizcaseMovedOut *moved, size_t count) {
    Value list = value_list();
    for (size_t i = 0; i < count; i++) {
        Value value = value_object();
        value_set(arena, &value, "line", value_text(arena, moved[i].line));
        value_set(arena, &value, "name", value_text(arena, moved[i].name));
        value_set(arena, &value, "side", value_text(arena, side_name(moved[i].is_cost)));
        value_set(arena, &value, "total", value_number(moved[i].total));
        value_append(arena, &list, value);
    }
    return list;
}
