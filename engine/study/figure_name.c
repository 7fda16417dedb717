#include "study/figure_name.h"

#include <string.h>

#include "case/reading/ids.h"
#include "evaluate/figure.h"
#include "study/views.h"

enum { FIGURE_PART, COUNCIL_PART, PROGRAMME_PART, OPTION_PART, ABSOLUTE_PART, PART_COUNT };

/* PartNames that may be in a part. */
typedef struct PartNames {
    const char **ids, **names;
    size_t count;
} PartNames;

/* Up to a slash or the end; an id may hold slashes itself, and the longest that is here is meant. */
static size_t part_size(const char *text, PartNames names) {
    size_t size = strcspn(text, "/");
    for (size_t i = 0; i < names.count; i++) {
        const size_t length = strlen(names.ids[i]);
        if (length > size && strncmp(text, names.ids[i], length) == 0 && (text[length] == '/' || !text[length]))
            size = length;
    }
    return size;
}

/* False when there are too many. Parts that are not given are NULL. */
static bool cut_parts(
    Arena *arena, const char *text, const PartNames names[PART_COUNT], const char *parts[PART_COUNT]) {
    for (size_t p = 0; p < PART_COUNT; p++) {
        const size_t size = part_size(text, names[p]);
        parts[p] = arena_text_n(arena, text, size);
        text += size;
        if (*text == '\0') return true;
        text++;
    }
    return false;
}

/* 0: `whole`; 1 + i: ids[i]. NONE after a diagnostic. text NULL or "": whole. */
static size_t find_part(
    Arena *arena, const char *text, const char *whole, const char *what, PartNames names, Diagnostics *problems) {
    if (!text || !*text || strcmp(text, whole) == 0) return 0;
    for (size_t i = 0; i < names.count; i++)
        if (strcmp(names.ids[i], text) == 0) return 1 + i;
    const char *called = NULL; /* by its name, which may be nothing like its id */
    for (size_t i = 0; i < names.count && !called; i++)
        if (names_match(names.names[i], text)) called = arena_format(arena, "did you mean \"%s\"?", names.ids[i]);
    const char **candidates = arena_array(arena, names.count + 1, sizeof *candidates);
    memcpy(candidates, names.ids, names.count * sizeof *candidates);
    candidates[names.count] = whole;
    diagnostics_error(problems, (Place){ .asked = "what" },
        called ? called : word_hint(arena, text, candidates, names.count + 1), "the case has no %s \"%s\"", what, text);
    return NONE;
}

static PartNames label_names(Arena *arena, const Label *labels, size_t count) {
    const PartNames names = { arena_array(arena, count, sizeof *names.ids),
        arena_array(arena, count, sizeof *names.names), count };
    for (size_t i = 0; i < count; i++) {
        names.ids[i] = labels[i].id;
        names.names[i] = labels[i].name;
    }
    return names;
}

static PartNames option_names(Arena *arena, const Case *the_case) {
    Label *labels = arena_array(arena, the_case->option_count, sizeof *labels);
    for (size_t o = 0; o < the_case->option_count; o++) labels[o] = the_case->options[o].label;
    return label_names(arena, labels, the_case->option_count);
}

/* "did you mean "quantity:users"?": what is explained too, and is no figure; NULL: nothing is called so. */
static const char *level_hint(Arena *arena, const Case *the_case, const char *text) {
    const char *kind = NULL;
    for (size_t i = 0; i < the_case->index_count && !kind; i++)
        if (names_match(the_case->indices[i].label.id, text)) kind = "index";
    for (size_t l = 0; l < the_case->line_count && !kind; l++)
        if (names_match(the_case->lines[l].label.id, text)) kind = "line";
    for (size_t d = 0; d < the_case->driver_count && !kind; d++)
        if (names_match(the_case->drivers[d].label.id, text)) kind = "driver";
    for (size_t q = 0; q < the_case->quantity_count; q++)
        if (names_match(the_case->quantities[q].label.id, text)) kind = "quantity";
    return kind ? arena_format(arena, "did you mean \"%s:%s\"?", kind, text) : NULL;
}

static bool find_figure(Arena *arena, const Case *the_case, const char *text, size_t *figure, Diagnostics *problems) {
    const char **names = arena_array(arena, figure_count, sizeof *names);
    for (*figure = 0; *figure < figure_count; ++*figure) {
        if (strcmp(figure_table[*figure]->name, text) == 0) return true;
        names[*figure] = figure_table[*figure]->name;
    }
    const char *level = level_hint(arena, the_case, text);
    diagnostics_error(problems, (Place){ .asked = "what" }, level ? level : word_hint(arena, text, names, figure_count),
        "there is no figure \"%s\"", text);
    return false;
}

static BizcaseStatus find_view(Arena *arena, const Case *the_case, const char *const parts[PART_COUNT],
    PartNames options, View *view, Diagnostics *problems) {
    const char *option = parts[OPTION_PART] && *parts[OPTION_PART] ? parts[OPTION_PART] : NULL;
    if (option && find_part(arena, option, "", "option", options, problems) == NONE) return BIZCASE_BAD_REQUEST;
    Views views;
    const BizcaseStatus status = views_of(arena, the_case, option, &views, problems);
    if (status != BIZCASE_OK) return status;
    *view = main_view(&views);
    if (!parts[ABSOLUTE_PART]) return BIZCASE_OK;
    view->baseline = NO_INDEX;
    if (strcmp(parts[ABSOLUTE_PART], "absolute") == 0) return BIZCASE_OK;
    diagnostics_error(problems, (Place){ .asked = "what" }, "after the option comes nothing, or \"absolute\"",
        "\"%s\" is not a view of an option", parts[ABSOLUTE_PART]);
    return BIZCASE_BAD_REQUEST;
}

BizcaseStatus figure_name_parse(
    Arena *arena, const Case *the_case, const char *text, FigureName *name, Diagnostics *problems) {
    const char *parts[PART_COUNT] = { NULL };
    const PartNames names[PART_COUNT] = { [COUNCIL_PART] =
                                              label_names(arena, the_case->councils, the_case->council_count),
        [PROGRAMME_PART] = label_names(arena, the_case->programmes, the_case->programme_count),
        [OPTION_PART] = option_names(arena, the_case) };
    if (!cut_parts(arena, text, names, parts)) {
        diagnostics_error(problems, (Place){ .asked = "what" },
            "FIGURE/COUNCIL/PROGRAMME/OPTION, such as npv/joint/total", "a figure has no more than five parts");
        return BIZCASE_BAD_REQUEST;
    }
    if (!find_figure(arena, the_case, parts[FIGURE_PART], &name->figure, problems)) return BIZCASE_BAD_REQUEST;
    name->council =
        find_part(arena, parts[COUNCIL_PART], "joint", the_case->settings.party, names[COUNCIL_PART], problems);
    name->programme = find_part(arena, parts[PROGRAMME_PART], "total", "programme", names[PROGRAMME_PART], problems);
    if (name->council == NONE || name->programme == NONE) return BIZCASE_BAD_REQUEST;
    return find_view(arena, the_case, parts, names[OPTION_PART], &name->view, problems);
}
