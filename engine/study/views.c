#include "study/views.h"

#include <string.h>

static void unknown_option(Arena *arena, Case *the_case, const char *option) {
    const char **ids = arena_array(arena, the_case->option_count, sizeof *ids);
    for (size_t o = 0; o < the_case->option_count; o++) ids[o] = the_case->options[o].label.id;
    diagnostics_error(&the_case->diagnostics, (Place){ .file = "--option" },
        word_hint(arena, option, ids, the_case->option_count), "the case has no option \"%s\"", option);
}

static void mark_main_view(const Case *the_case, Views *views) {
    uint32_t best = 0;
    int best_rank = -1;
    for (uint32_t v = 0; v < views->count; v++) {
        const View *view = &views->items[v];
        const int rank = 2 * (view->baseline != NO_INDEX) + (the_case->options[view->option].role == ROLE_PREFERRED);
        if (rank > best_rank) {
            best = v;
            best_rank = rank;
        }
    }
    views->items[best].is_main = true;
}

BizcaseStatus views_of(Arena *arena, Case *the_case, const char *option, Views *views) {
    *views = (Views){ .items = arena_array(arena, 2 * the_case->option_count, sizeof(View)),
        .result_count = (uint32_t)((1 + the_case->council_count) * (1 + the_case->programme_count)) };
    for (size_t o = 0; o < the_case->option_count; o++) {
        if (option && strcmp(option, the_case->options[o].label.id) != 0) continue;
        if (the_case->baseline != NONE && the_case->baseline != o)
            views->items[views->count++] = (View){ (uint32_t)o, (uint32_t)the_case->baseline, false };
        views->items[views->count++] = (View){ (uint32_t)o, NO_INDEX, false };
    }
    if (views->count > 0) {
        mark_main_view(the_case, views);
        return BIZCASE_OK;
    }
    unknown_option(arena, the_case, option);
    return BIZCASE_BAD_REQUEST;
}

View main_view(const Views *views) {
    uint32_t v = 0;
    while (!views->items[v].is_main) v++;
    return views->items[v];
}

BizcaseScope scope_of(const Case *the_case, const View *view, size_t result) {
    const size_t programmes = 1 + the_case->programme_count;
    const size_t council = result / programmes, programme = result % programmes;
    return (BizcaseScope){
        .option = the_case->options[view->option].label.id,
        .versus = view->baseline == NO_INDEX ? NULL : the_case->options[view->baseline].label.id,
        .council = council == 0 ? "joint" : the_case->councils[council - 1].id,
        .programme = programme == 0 ? "total" : the_case->programmes[programme - 1].id,
    };
}

static bool same_text(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool scopes_match(const BizcaseScope *a, const BizcaseScope *b) {
    return same_text(a->option, b->option) && same_text(a->versus, b->versus) && same_text(a->council, b->council) &&
           same_text(a->programme, b->programme);
}
