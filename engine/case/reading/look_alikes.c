#include "case/reading/look_alikes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/accents.h"
#include "base/buffer.h"
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

/* Digits and letters that many typefaces draw alike. */
static char seen_as(char c) {
    switch (c) {
    case '1':
    case 'I':
    case '|': return 'l';
    case '0': return 'O';
    default: return c;
    }
}

static void add_looks(Buffer *looks, const char *bytes, size_t length, uint32_t code) {
    char letter;
    uint32_t accent;
    if (accent_split(code, &letter, &accent)) {
        const char apart[] = { seen_as(letter), (char)(0xC0 | accent >> 6), (char)(0x80 | (accent & 0x3F)) };
        buffer_add_n(looks, apart, sizeof apart);
        return;
    }
    const char plain = seen_as(*bytes);
    buffer_add_n(looks, length == 1 ? &plain : bytes, length);
}

/* Without what nobody sees, with plain letters for those that look like them, accents after their letters, and single
   spaces. */
static const char *looks_of(Arena *arena, const char *id) {
    const char *spelt = plain_spelling(arena, id);
    const size_t size = strlen(spelt);
    const size_t room = 2 * size + 1; /* an accent apart takes three bytes where its letter took two */
    Buffer looks = { .arena = arena, .bytes = arena_alloc(arena, room), .capacity = room };
    for (size_t i = 0, length; i < size; i += length) {
        uint32_t code = 0;
        length = utf8_character(spelt + i, size - i, &code);
        if (!length) length = 1;
        if (is_hidden(code) || (code == ' ' && looks.size && looks.bytes[looks.size - 1] == ' ')) continue;
        add_looks(&looks, spelt + i, length, code);
    }
    buffer_add_n(&looks, "", 1);
    return looks.bytes;
}

static const char *name_of_character(Arena *arena, const char *text, size_t length, uint32_t code) {
    const char *known = odd_character(arena_text_n(arena, text, length));
    const char *kind = character_is_invisible(code) ? "an invisible character"
                       : code >= 0x202A             ? "a character that changes the direction of text"
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

/* What makes two names differ that look the same, as the beginning of a hint. */
static const char *difference_of(Arena *arena, const Seen *first, const Seen *other) {
    const char *odd = oddity_of(arena, other->id);
    if (!odd) odd = odd_character(other->id);
    if (odd) return arena_format(arena, "it contains %s; ", odd);
    odd = odd_character(first->id);
    return odd ? arena_format(arena, "the other contains %s; ", odd) : "";
}

/* A file has no line. */
static const char *place_of(Arena *arena, Place place) {
    return place.line ? place_text(arena, place) : place.file;
}

static void warn_of_pair(Loader *loader, const Seen *first, const Seen *other) {
    diagnostics_warning(loader->diagnostics, other->place,
        arena_format(loader->arena, "%sgive both the same name, or names that look different",
            difference_of(loader->arena, first, other)),
        "\"%s\" looks like \"%s\" at %s, but is a different name", other->id, first->id,
        place_of(loader->arena, first->place));
}

static void warn_of_odd(Loader *loader, const Seen *seen) {
    const char *odd = oddity_of(loader->arena, seen->id);
    if (odd)
        diagnostics_warning(
            loader->diagnostics, seen->place, "type the name again", "\"%s\" contains %s", seen->id, odd);
}

/* A split may be called as a council is: the council's name is looked at among councils. */
static bool is_of_kind(const Ids *ids, size_t index, const CsvKind *kind) {
    return kind == &csv_councils || !ids->place[index].file || ids->place[index].file != csv_councils.file;
}

static Seen seen_of(Loader *loader, const char *id, Place place, size_t index) {
    return (Seen){ id, looks_of(loader->arena, id), place, index };
}

/* kind NULL: all are told. */
static void check_seen(Loader *loader, Seen *seen, size_t count, const CsvKind *kind, const Ids *ids) {
    if (count) qsort(seen, count, sizeof *seen, by_looks);
    for (size_t i = 0, first = 0; i < count; i++) {
        if (strcmp(seen[i].looks, seen[first].looks) != 0) first = i;
        if (kind && !is_of_kind(ids, seen[i].index, kind)) continue;
        const bool differs = strcmp(seen[i].id, seen[first].id) != 0;
        if (differs && seen[first].id[0])
            warn_of_pair(loader, &seen[first], &seen[i]);
        else if (differs || i == first)
            warn_of_odd(loader, &seen[i]);
    }
}

static void check_kind(Loader *loader, const CsvKind *kind, const Ids *ids) {
    Seen *seen = arena_array(loader->arena, ids->count, sizeof *seen);
    for (size_t i = 0; i < ids->count; i++) seen[i] = seen_of(loader, ids->id[i], ids->place[i], i);
    check_seen(loader, seen, ids->count, kind, ids);
}

/* A scenario is called as its file is. */
static void check_scenario_names(Loader *loader) {
    const Folder *folder = &loader->folder;
    Seen *seen = arena_array(loader->arena, folder->scenario_count, sizeof *seen);
    for (size_t s = 0; s < folder->scenario_count; s++) {
        const char *file = arena_format(loader->arena, "scenarios/%s.csv", folder->scenarios[s]);
        seen[s] = seen_of(loader, folder->scenarios[s], (Place){ .file = file }, s);
    }
    check_seen(loader, seen, folder->scenario_count, NULL, NULL);
}

void check_look_alikes(Loader *loader) {
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) check_kind(loader, csv_kinds[k], &loader->ids[k]);
    check_scenario_names(loader);
}
