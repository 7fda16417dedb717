#include "table/diagnostics.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "table/odd_characters.h"

void diagnostics_init(Diagnostics *diagnostics, Arena *arena) {
    *diagnostics = (Diagnostics){ .arena = arena };
}

/* 1 → "A", 27 → "AA". */
static const char *cell_name(Arena *arena, Place place) {
    if (place.row == 0 || place.field == 0) return "";
    char letters[16];
    size_t at = sizeof letters - 1;
    letters[at] = '\0';
    for (unsigned rest = place.field; rest > 0; rest = (rest - 1) / 26) letters[--at] = (char)('A' + (rest - 1) % 26);
    return arena_format(arena, "%s%u", letters + at, place.row);
}

void diagnostics_add(
    Diagnostics *diagnostics, BizcaseSeverity severity, Place place, const char *message, const char *hint) {
    Arena *arena = diagnostics->arena;
    diagnostics->items =
        arena_grow(arena, diagnostics->items, diagnostics->count, &diagnostics->capacity, sizeof *diagnostics->items);
    diagnostics->items[diagnostics->count++] = (BizcaseDiagnostic){ .severity = severity,
        .file = place.file ? place.file : "",
        .line = place.line,
        .column = place.column,
        .cell = cell_name(arena, place),
        .message = arena_text(arena, message_text(arena, message)),
        .hint = arena_text(arena, message_text(arena, hint ? hint : "")),
        .field = place.asked ? place.asked : "" };
    diagnostics->error_count += severity == BIZCASE_ERROR;
}

void diagnostics_copy(Diagnostics *diagnostics, const BizcaseDiagnostic *item) {
    Arena *arena = diagnostics->arena;
    BizcaseDiagnostic copy = *item;
    copy.file = arena_text(arena, item->file);
    copy.cell = arena_text(arena, item->cell);
    copy.message = arena_text(arena, item->message);
    copy.hint = arena_text(arena, item->hint);
    copy.field = arena_text(arena, item->field);
    diagnostics->items =
        arena_grow(arena, diagnostics->items, diagnostics->count, &diagnostics->capacity, sizeof *diagnostics->items);
    diagnostics->items[diagnostics->count++] = copy;
    diagnostics->error_count += item->severity == BIZCASE_ERROR;
}

void diagnostics_error(Diagnostics *diagnostics, Place place, const char *hint, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    diagnostics_add(diagnostics, BIZCASE_ERROR, place, arena_vformat(diagnostics->arena, format, arguments), hint);
    va_end(arguments);
}

void diagnostics_warning(Diagnostics *diagnostics, Place place, const char *hint, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    diagnostics_add(diagnostics, BIZCASE_WARNING, place, arena_vformat(diagnostics->arena, format, arguments), hint);
    va_end(arguments);
}

static int compare_places(const BizcaseDiagnostic *a, const BizcaseDiagnostic *b) {
    const int files = strcmp(a->file, b->file);
    if (files != 0) return files;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* Merges from[first, middle) and from[middle, end) into `to`; of equal places the left one comes first. */
static void merge_runs(const BizcaseDiagnostic *from, BizcaseDiagnostic *to, size_t first, size_t middle, size_t end) {
    size_t left = first, right = middle;
    for (size_t i = first; i < end; i++) {
        const bool take_left = left < middle && (right == end || compare_places(&from[left], &from[right]) <= 0);
        to[i] = take_left ? from[left++] : from[right++];
    }
}

/* A merge sort, because qsort does not keep equal places in order. */
void diagnostics_sort(Diagnostics *diagnostics) {
    const size_t count = diagnostics->count;
    if (count < 2) return;
    BizcaseDiagnostic *spare = arena_array(diagnostics->arena, diagnostics->capacity, sizeof *spare);
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t first = 0; first < count; first += 2 * run) {
            const size_t middle = first + run < count ? first + run : count;
            const size_t end = first + 2 * run < count ? first + 2 * run : count;
            merge_runs(diagnostics->items, spare, first, middle, end);
        }
        BizcaseDiagnostic *sorted = spare;
        spare = diagnostics->items;
        diagnostics->items = sorted;
    }
}

const char *word_hint(Arena *arena, const char *word, const char *const *candidates, size_t count) {
    const char *nearest = nearest_hint(arena, word, candidates, count);
    if (nearest) return nearest;
    const char *list = count > 0 ? candidates[0] : "";
    for (size_t i = 1; i < count; i++) list = arena_format(arena, "%s, %s", list, candidates[i]);
    return arena_format(arena, "expected one of %s", list);
}
