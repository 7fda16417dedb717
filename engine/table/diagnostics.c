#include "table/diagnostics.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/escape.h"
#include "base/size_limits.h"
#include "base/utf8.h"
#include "base/words.h"
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

const char *place_text(Arena *arena, Place place) {
    if (!place.file) return arena_text(arena, place.asked ? place.asked : "");
    if (place.line == 0) return arena_text(arena, place.file);
    if (place.in_sheet && place.field == 0) return arena_format(arena, "%s!%u", place.file, place.line);
    if (place.in_sheet) return arena_format(arena, "%s!%s", place.file, cell_name(arena, place));
    if (place.column == 0) return arena_format(arena, "%s:%u", place.file, place.line);
    return arena_format(arena, "%s:%u:%u", place.file, place.line, place.column);
}

static BizcaseDiagnostic *new_item(Diagnostics *diagnostics) {
    diagnostics->items = arena_grow(
        diagnostics->arena, diagnostics->items, diagnostics->count, &diagnostics->capacity, sizeof *diagnostics->items);
    return &diagnostics->items[diagnostics->count++];
}

static Unlisted *unlisted_of(Diagnostics *diagnostics, const char *file) {
    enum { MOST_FILES = 50 };
    for (size_t i = 0; i < diagnostics->unlisted_count; i++)
        if (i == MOST_FILES || strcmp(diagnostics->unlisted[i].file, file) == 0) return &diagnostics->unlisted[i];
    diagnostics->unlisted = arena_grow(diagnostics->arena, diagnostics->unlisted, diagnostics->unlisted_count,
        &diagnostics->unlisted_capacity, sizeof *diagnostics->unlisted);
    Unlisted *added = &diagnostics->unlisted[diagnostics->unlisted_count++];
    *added = (Unlisted){ .file = diagnostics->unlisted_count > MOST_FILES ? "other files" : file };
    return added;
}

/* Of the warnings that are listed, the last. */
static void unlist_warning(Diagnostics *diagnostics) {
    size_t last = diagnostics->count - 1;
    while (diagnostics->items[last].severity != BIZCASE_WARNING) last--;
    unlisted_of(diagnostics, diagnostics->items[last].file)->warnings++;
    memmove(&diagnostics->items[last], &diagnostics->items[last + 1],
        (diagnostics->count - last - 1) * sizeof *diagnostics->items);
    diagnostics->count--;
    diagnostics->warnings_listed--;
}

void diagnostics_silence(Diagnostics *diagnostics, Place cell) {
    if (diagnostics->silenced_count == MOST_PROBLEMS) return; /* no more are listed */
    diagnostics->silenced = arena_grow(diagnostics->arena, diagnostics->silenced, diagnostics->silenced_count,
        &diagnostics->silenced_capacity, sizeof *diagnostics->silenced);
    diagnostics->silenced[diagnostics->silenced_count++] = cell;
}

static bool is_silenced(const Diagnostics *diagnostics, Place place) {
    for (size_t i = 0; i < diagnostics->silenced_count; i++) {
        const Place *cell = &diagnostics->silenced[i];
        if (cell->line == place.line && cell->column == place.column && place.file &&
            strcmp(cell->file, place.file) == 0)
            return true;
    }
    return false;
}

bool diagnostics_counted(Diagnostics *diagnostics, BizcaseSeverity severity, Place place) {
    if (is_silenced(diagnostics, place)) return true;
    if (diagnostics->count < MOST_PROBLEMS) return false;
    if (severity == BIZCASE_ERROR && diagnostics->warnings_listed > 0) {
        unlist_warning(diagnostics);
        return false;
    }
    Unlisted *unlisted = unlisted_of(diagnostics, place.file ? place.file : "");
    unlisted->errors += severity == BIZCASE_ERROR;
    unlisted->warnings += severity == BIZCASE_WARNING;
    diagnostics->error_count += severity == BIZCASE_ERROR;
    return true;
}

bool diagnostics_search(Diagnostics *diagnostics, const char *word, size_t count) {
    if (!search_is_open(diagnostics->compared)) return false;
    diagnostics->compared += search_cost(word, count);
    return true;
}

void diagnostics_add(
    Diagnostics *diagnostics, BizcaseSeverity severity, Place place, const char *message, const char *hint) {
    Arena *arena = diagnostics->arena;
    if (diagnostics_counted(diagnostics, severity, place)) return;
    *new_item(diagnostics) = (BizcaseDiagnostic){ .severity = severity,
        .file = place.file ? place.file : "",
        .line = place.line,
        .column = place.column,
        .cell = cell_name(arena, place),
        .message = arena_text(arena, message_text(arena, message)),
        .hint = arena_text(arena, message_text(arena, hint ? hint : "")),
        .field = place.asked ? place.asked : "",
        .count = 1,
        .in_sheet = place.in_sheet };
    diagnostics->error_count += severity == BIZCASE_ERROR;
    diagnostics->warnings_listed += severity == BIZCASE_WARNING;
}

/* --- messages -------------------------------------------------------------------------------------------------------- */

const char *shown_text(Arena *arena, const char *text) {
    const size_t size = strlen(text), kept = utf8_bytes(text, size, MOST_QUOTED);
    return kept == size ? text : arena_format(arena, "%.*s…", (int)kept, text);
}

/* One conversion of a format, such as %s, %zu or %.3f, whose argument is the next. */
static void add_conversion(Buffer *out, const char *conversion, size_t length, bool quoted, va_list *arguments) {
    char format[16];
    assert(length < sizeof format);
    memcpy(format, conversion, length);
    format[length] = '\0';
    const char kind = format[length - 1], size = format[length - 2];
    const char *text = "%";
    if (kind == 's') {
        text = va_arg(*arguments, const char *);
        if (quoted) text = shown_text(out->arena, text);
    } else if (strchr("feg", kind)) {
        text = arena_format(out->arena, format, va_arg(*arguments, double));
    } else if (size == 'z') {
        text = arena_format(out->arena, format, va_arg(*arguments, size_t));
    } else if (size == 'l') {
        text = arena_format(out->arena, format, va_arg(*arguments, unsigned long long));
    } else if (kind != '%') {
        text = arena_format(out->arena, format, va_arg(*arguments, unsigned));
    }
    buffer_add(out, text);
}

const char *message_vformat(Arena *arena, const char *format, va_list arguments) {
    va_list rest;
    va_copy(rest, arguments);
    Buffer out = { .arena = arena };
    for (const char *at = format; *at;) {
        const size_t plain = strcspn(at, "%");
        buffer_add_n(&out, at, plain);
        if (at[plain] == '\0') break;
        const bool quoted = plain > 0 && at[plain - 1] == '"' && at[plain + 2] == '"';
        at += plain;
        const size_t length = 1 + strcspn(at + 1, "sdufegc%") + 1;
        add_conversion(&out, at, length, quoted, &rest);
        at += length;
    }
    va_end(rest);
    return buffer_text(&out);
}

const char *message_format(Arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = message_vformat(arena, format, arguments);
    va_end(arguments);
    return text;
}

void diagnostics_copy(Diagnostics *diagnostics, const BizcaseDiagnostic *item) {
    Arena *arena = diagnostics->arena;
    BizcaseDiagnostic copy = *item;
    copy.file = arena_text(arena, item->file);
    copy.cell = arena_text(arena, item->cell);
    copy.message = arena_text(arena, item->message);
    copy.hint = arena_text(arena, item->hint);
    copy.field = arena_text(arena, item->field);
    *new_item(diagnostics) = copy;
    diagnostics->error_count += item->severity == BIZCASE_ERROR;
    diagnostics->warnings_listed += item->severity == BIZCASE_WARNING;
}

void diagnostics_error(Diagnostics *diagnostics, Place place, const char *hint, const char *format, ...) {
    if (diagnostics_counted(diagnostics, BIZCASE_ERROR, place)) return;
    va_list arguments;
    va_start(arguments, format);
    diagnostics_add(diagnostics, BIZCASE_ERROR, place, message_vformat(diagnostics->arena, format, arguments), hint);
    va_end(arguments);
}

void diagnostics_warning(Diagnostics *diagnostics, Place place, const char *hint, const char *format, ...) {
    if (diagnostics_counted(diagnostics, BIZCASE_WARNING, place)) return;
    va_list arguments;
    va_start(arguments, format);
    diagnostics_add(diagnostics, BIZCASE_WARNING, place, message_vformat(diagnostics->arena, format, arguments), hint);
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

static void add_count(Diagnostics *diagnostics, BizcaseSeverity severity, const char *file, size_t count) {
    Arena *arena = diagnostics->arena;
    if (count == 0) return;
    *new_item(diagnostics) = (BizcaseDiagnostic){ .severity = severity,
        .file = file,
        .cell = "",
        .message = arena_format(arena, "%zu more %s%s %s not listed", count,
            severity == BIZCASE_ERROR ? "error" : "warning", count == 1 ? "" : "s", count == 1 ? "is" : "are"),
        .hint = arena_format(arena, "correct the first %d problems, then check again", MOST_PROBLEMS),
        .field = "",
        .count = count };
}

static void add_counts(Diagnostics *diagnostics) {
    for (size_t i = 0; i < diagnostics->unlisted_count; i++) {
        const Unlisted *unlisted = &diagnostics->unlisted[i];
        add_count(diagnostics, BIZCASE_ERROR, unlisted->file, unlisted->errors);
        add_count(diagnostics, BIZCASE_WARNING, unlisted->file, unlisted->warnings);
    }
    diagnostics->unlisted_count = 0;
}

/* A merge sort, because qsort does not keep equal places in order. */
void diagnostics_sort(Diagnostics *diagnostics) {
    const size_t count = diagnostics->count;
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
    add_counts(diagnostics);
}

const char *word_hint(Arena *arena, const char *word, const char *const *candidates, size_t count) {
    enum { MOST_LISTED = 50 };
    const char *nearest = nearest_hint(arena, word, candidates, count);
    if (nearest) return nearest;
    Buffer list = { .arena = arena };
    buffer_add(&list, "expected one of ");
    for (size_t i = 0; i < count && i < MOST_LISTED; i++) {
        if (i > 0) buffer_add(&list, ", ");
        buffer_add(&list, shown_text(arena, candidates[i]));
    }
    if (count > MOST_LISTED) buffer_add(&list, arena_format(arena, " and %zu more", count - MOST_LISTED));
    return buffer_text(&list);
}
