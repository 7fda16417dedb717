#include "case/changes/variation.h"

#include <string.h>

#include "base/words.h"

enum { MOST_CHANGES_NAMED = 2 };

/* "discount_timing" → "discount timing" */
static const char *plain_words(Arena *arena, const char *name) {
    char *words = arena_text(arena, name);
    for (char *at = words; *at; at++)
        if (*at == '_') *at = ' ';
    return words;
}

/* "costs \"cloud\"", "all costs", "costs with programme=infrastructure" */
static const char *rows_text(Arena *arena, const Change *change) {
    const char *file = change->file.text, *row = change->row.text;
    const char *rows = plain_words(arena, arena_text_n(arena, file, strcspn(file, ".")));
    if (strcmp(row, "*") == 0) return arena_format(arena, "all %s", rows);
    if (strchr(row, '=')) return arena_format(arena, "%s with %s", rows, row);
    return arena_format(arena, "%s \"%s\"", rows, row);
}

static const char *what_changes(Arena *arena, const Change *change) {
    const char *column = change->column.text;
    if (names_match(change->file.text, "case") || names_match(change->file.text, "case.csv"))
        return arena_format(arena, "the %s", plain_words(arena, change->row.text));
    const char *what = names_match(column, "periods") ? "amounts" : plain_words(arena, column);
    return arena_format(arena, "the %s of %s", what, rows_text(arena, change));
}

static const char *change_words(Arena *arena, const Change *change) {
    const char *what = what_changes(arena, change), *value = change->value.text;
    switch (change->kind) {
    case CHANGE_SET:
        return *value ? arena_format(arena, "%s set to %s", what, value) : arena_format(arena, "%s left blank", what);
    case CHANGE_SCALE: return arena_format(arena, "%s multiplied by %s", what, value);
    case CHANGE_ADD: return arena_format(arena, "%s changed by %s", what, value);
    }
    return what;
}

/* "a", "a and b", "a, b and c" */
static const char *list_text(Arena *arena, const char *const *items, size_t count) {
    const char *list = "";
    for (size_t i = 0; i < count; i++)
        list = arena_format(arena, "%s%s%s", list, i == 0 ? "" : i + 1 == count ? " and " : ", ", items[i]);
    return list;
}

const char *variation_text(
    Arena *arena, const char *const *scenarios, size_t scenario_count, const Change *changes, size_t change_count) {
    const char **quoted = arena_array(arena, scenario_count, sizeof *quoted);
    const char *parts[1 + MOST_CHANGES_NAMED];
    size_t count = 0;
    for (size_t s = 0; s < scenario_count; s++) quoted[s] = arena_format(arena, "\"%s\"", scenarios[s]);
    if (scenario_count > 0)
        parts[count++] = arena_format(
            arena, "the scenario%s %s", scenario_count > 1 ? "s" : "", list_text(arena, quoted, scenario_count));
    if (change_count > MOST_CHANGES_NAMED)
        parts[count++] = arena_format(arena, "%zu changes made on the command line", change_count);
    else
        for (size_t c = 0; c < change_count; c++) parts[count++] = change_words(arena, &changes[c]);
    return count > 0 ? arena_format(arena, "With %s", list_text(arena, parts, count)) : "";
}
