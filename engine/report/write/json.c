/* The data of a document as one JSON object. The only file that includes jansson.h. */
#include "report/write/format.h"

#include <jansson.h>
#include <limits.h>
#include <stdlib.h>

static json_t *to_json(Arena *arena, const Value *value);

static json_t *list_to_json(Arena *arena, const Value *value) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < value->count; i++) {
        if (json_array_append_new(list, to_json(arena, &value->members[i].value)) == 0) continue;
        json_decref(list);
        return NULL;
    }
    return list;
}

static json_t *object_to_json(Arena *arena, const Value *value) {
    json_t *object = json_object();
    for (size_t i = 0; object && i < value->count; i++) {
        if (json_object_set_new(object, value->members[i].key, to_json(arena, &value->members[i].value)) == 0) continue;
        json_decref(object);
        return NULL;
    }
    return object;
}

/* A name from the command line may not be UTF-8, and JSON must be: every byte that ASCII does not hold becomes "?". */
static json_t *text_to_json(Arena *arena, const char *text) {
    json_t *string = json_string(text);
    if (string) return string;
    char *plain = arena_text(arena, text);
    for (char *byte = plain; *byte; byte++)
        if ((unsigned char)*byte > 127) *byte = '?';
    return json_string(plain);
}

/* NULL when there is no memory. */
static json_t *to_json(Arena *arena, const Value *value) {
    switch (value->kind) {
    case VALUE_NULL: return json_null();
    case VALUE_NUMBER: return json_real(value->number);
    case VALUE_INTEGER:
        if (value->integer > LLONG_MAX) return json_real((double)value->integer); /* jansson's integers are signed */
        return json_integer((json_int_t)value->integer);
    case VALUE_TEXT: return text_to_json(arena, value->text);
    case VALUE_LIST: return list_to_json(arena, value);
    case VALUE_OBJECT: return object_to_json(arena, value);
    }
    return NULL;
}

/* As jansson lays it out by flags. */
static const char *laid_out(Arena *arena, const Value *value, size_t flags) {
    enum { DIGITS_THAT_READ_BACK = 17 };
    json_t *json = to_json(arena, value);
    char *text = json ? json_dumps(json, flags | JSON_REAL_PRECISION(DIGITS_THAT_READ_BACK)) : NULL;
    json_decref(json);
    if (!text) longjmp(*arena_on_failure(arena), 1);
    const char *kept = arena_text(arena, text);
    free(text);
    return kept;
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
