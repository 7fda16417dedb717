/* The data of a document as one JSON object. The only file that includes jansson.h. */
#include "report/write/format.h"

#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"

static json_t *to_json(const Value *value);

static json_t *list_to_json(const Value *value) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < value->count; i++) {
        if (json_array_append_new(list, to_json(&value->members[i].value)) == 0) continue;
        json_decref(list);
        return NULL;
    }
    return list;
}

static json_t *series_to_json(const Value *value) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < value->count; i++) {
        const Value item = value_series_item(value, i);
        if (json_array_append_new(list, to_json(&item)) == 0) continue;
        json_decref(list);
        return NULL;
    }
    return list;
}

static json_t *object_to_json(const Value *value) {
    json_t *object = json_object();
    for (size_t i = 0; object && i < value->count; i++) {
        if (json_object_set_new(object, value->members[i].key, to_json(&value->members[i].value)) == 0) continue;
        json_decref(object);
        return NULL;
    }
    return object;
}

/* Items that are being made, in an arena that lasts until they are JSON. */
typedef struct Making {
    Arena *arena;
    const Value *list;
    size_t index;
    Value item;
} Making;

static void make_item(void *context) {
    Making *making = context;
    making->item = making->list->made->make(making->arena, making->list->made->context, making->index);
}

static bool append_made(json_t *list, const Value *value, size_t first, size_t after) {
    Making making = { .arena = arena_new(), .list = value, .index = first };
    bool done = making.arena != NULL;
    for (; done && making.index < after; making.index++)
        done = arena_try(making.arena, make_item, &making) && json_array_append_new(list, to_json(&making.item)) == 0;
    arena_free(making.arena);
    return done;
}

static json_t *made_to_json(const Value *value) {
    enum { AT_A_TIME = 64 };
    json_t *list = json_array();
    for (size_t i = 0; list && i < value->count; i += AT_A_TIME) {
        if (append_made(list, value, i, value->count - i < AT_A_TIME ? value->count : i + AT_A_TIME)) continue;
        json_decref(list);
        return NULL;
    }
    return list;
}

/* A name from the command line may not be UTF-8, and JSON must be: every byte that ASCII does not hold becomes "?". */
static json_t *text_to_json(const char *text) {
    json_t *string = json_string(text);
    if (string || utf8_is_valid(text, strlen(text))) return string;
    char *plain = strdup(text);
    if (!plain) return NULL;
    for (char *byte = plain; *byte; byte++)
        if ((unsigned char)*byte > 127) *byte = '?';
    string = json_string(plain);
    free(plain);
    return string;
}

/* NULL when there is no memory. */
static json_t *to_json(const Value *value) {
    switch (value->kind) {
    case VALUE_NULL: return json_null();
    case VALUE_NUMBER: return json_real(value->number);
    case VALUE_INTEGER:
        if (value->integer > LLONG_MAX) return json_real((double)value->integer); /* jansson's integers are signed */
        return json_integer((json_int_t)value->integer);
    case VALUE_BOOLEAN: return json_boolean(value->boolean);
    case VALUE_TEXT: return text_to_json(value->text);
    case VALUE_NUMBERS:
    case VALUE_TEXTS: return series_to_json(value);
    case VALUE_LIST: return list_to_json(value);
    case VALUE_OBJECT: return object_to_json(value);
    case VALUE_MADE: return made_to_json(value);
    }
    return NULL;
}

/* Memory that is no arena's, as jansson must not be left by a jump. */
typedef struct LaidOut {
    json_t *json;
    char *text;
    size_t size, room;
    bool failed; /* jansson does not look at the answer to each piece */
} LaidOut;

static void free_laid_out(void *object) {
    LaidOut *laid = object;
    json_decref(laid->json);
    free(laid->text);
}

static int take_piece(const char *piece, size_t size, void *context) {
    LaidOut *laid = context;
    const size_t needed = laid->size + size + 1;
    if (needed > laid->room && !laid->failed) {
        char *larger = realloc(laid->text, 2 * needed);
        laid->failed = !larger;
        if (larger) laid->text = larger;
        if (larger) laid->room = 2 * needed;
    }
    if (laid->failed) return -1;
    memcpy(laid->text + laid->size, piece, size);
    laid->size += size;
    laid->text[laid->size] = '\0';
    return 0;
}

/* As jansson lays it out by flags. */
static const char *laid_out(Arena *arena, const Value *value, size_t flags) {
    enum { DIGITS_THAT_READ_BACK = 17 };
    Arena *working = arena_within(arena);
    LaidOut *laid = arena_alloc(working, sizeof *laid);
    arena_defer(working, free_laid_out, laid);
    laid->json = to_json(value);
    if (!laid->json ||
        json_dump_callback(laid->json, take_piece, laid, flags | JSON_REAL_PRECISION(DIGITS_THAT_READ_BACK)) != 0 ||
        laid->failed)
        arena_out_of_memory(arena);
    Buffer kept = { .arena = arena };
    json_add_text(&kept, laid->text);
    buffer_add_n(&kept, "", 1);
    arena_free(working);
    return kept.bytes;
}

const char *json_text(Arena *arena, const Value *value) {
    return laid_out(arena, value, JSON_COMPACT);
}

static BizcaseStatus json_render(const Document *document, Buffer *out) {
    buffer_add(out, laid_out(out->arena, &document->data, JSON_INDENT(2)));
    buffer_add(out, "\n");
    return BIZCASE_OK;
}

const Format format_json = {
    .about = { .name = "json", .extension = "json" },
    .render = json_render,
};
