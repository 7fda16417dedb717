#include "case/reading/look_alikes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "table/odd_characters.h"

/* A name, and what a reader takes it for. */
typedef struct Seen {
    const char *id, *looks;
    Place place;
    size_t index;
} Seen;

static bool is_hidden(uint32_t code) {
    return character_acts(code) || character_is_invisible(code);
}

static bool is_of_other_script(uint32_t code) {
    return (code >= 0x370 && code <= 0x52F) || (code >= 0x1F00 && code <= 0x1FFF);
}

static bool is_latin(uint32_t code) {
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
}

/* Without what nobody sees, with plain letters for those that look like them, and single spaces. */
static const char *looks_of(Arena *arena, const char *id) {
    const char *spelt = plain_spelling(arena, id);
    const size_t size = strlen(spelt);
    char *looks = arena_alloc(arena, size + 1);
    size_t filled = 0;
    for (size_t i = 0, length; i < size; i += length) {
        uint32_t code = 0;
        length = utf8_character(spelt + i, size - i, &code);
        if (!length) length = 1;
        if (is_hidden(code) || (code == ' ' && filled && looks[filled - 1] == ' ')) continue;
        memcpy(looks + filled, spelt + i, length);
        filled += length;
    }
    looks[filled] = '\0';
    return looks;
}

static const char *name_of_character(Arena *arena, const char *text, size_t length, uint32_t code) {
    const char *known = odd_character(arena_text_n(arena, text, length));
    const char *kind = character_is_invisible(code) ? "a character that nobody sees"
                       : code >= 0x202A             ? "a character that turns the direction of text"
                       : is_hidden(code)            ? "a control character"
                                                    : "a letter of another script";
    return known ? known : arena_format(arena, "%s (U+%04lX)", kind, (unsigned long)code);
}

/* What is odd about a name: the first character that is hidden, or of another script than the Latin letters around it;
   NULL: nothing. */
static const char *oddity_of(Arena *arena, const char *id) {
    const size_t size = strlen(id);
    const char *foreign = NULL;
    bool latin = false;
    for (size_t i = 0, length; i < size; i += length) {
        uint32_t code = 0;
        length = utf8_character(id + i, size - i, &code);
        if (!length) length = 1;
        latin = latin || is_latin(code);
        if (is_hidden(code)) return name_of_character(arena, id + i, length, code);
        if (!foreign && is_of_other_script(code)) foreign = name_of_character(arena, id + i, length, code);
    }
    return latin && foreign ? arena_format(arena, "%s among Latin letters", foreign) : NULL;
}

static int by_looks(const void *a, const void *b) {
    const Seen *left = a, *right = b;
    const int looks = strcmp(left->looks, right->looks);
    return looks ? looks : (left->index > right->index) - (left->index < right->index);
}

static void warn_of_pair(Loader *loader, const Seen *first, const Seen *other) {
    const char *odd = oddity_of(loader->arena, other->id);
    const char *hint = "give both the same name, or names that can be told apart";
    diagnostics_warning(loader->diagnostics, other->place,
        odd ? arena_format(loader->arena, "it holds %s; %s", odd, hint) : hint,
        "\"%s\" looks like \"%s\" at %s, and is another name", other->id, first->id,
        place_text(loader->arena, first->place));
}

static void warn_of_odd(Loader *loader, const Seen *seen) {
    const char *odd = oddity_of(loader->arena, seen->id);
    if (odd)
        diagnostics_warning(loader->diagnostics, seen->place, "type the name anew", "\"%s\" holds %s", seen->id, odd);
}

/* A split may be called as a council is: the council's name is looked at among councils. */
static bool is_of_kind(const Ids *ids, size_t index, const CsvKind *kind) {
    return kind == &csv_councils || !ids->place[index].file || ids->place[index].file != csv_councils.file;
}

static void check_kind(Loader *loader, const CsvKind *kind, const Ids *ids) {
    Seen *seen = arena_array(loader->arena, ids->count, sizeof *seen);
    for (size_t i = 0; i < ids->count; i++)
        seen[i] = (Seen){ ids->id[i], looks_of(loader->arena, ids->id[i]), ids->place[i], i };
    if (ids->count) qsort(seen, ids->count, sizeof *seen, by_looks);
    for (size_t i = 0, first = 0; i < ids->count; i++) {
        if (strcmp(seen[i].looks, seen[first].looks) != 0) first = i;
        if (!is_of_kind(ids, seen[i].index, kind)) continue;
        const bool differs = strcmp(seen[i].id, seen[first].id) != 0;
        if (differs && seen[first].id[0])
            warn_of_pair(loader, &seen[first], &seen[i]);
        else if (differs || i == first)
            warn_of_odd(loader, &seen[i]);
    }
}

void check_look_alikes(Loader *loader) {
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) check_kind(loader, csv_kinds[k], &loader->ids[k]);
}
