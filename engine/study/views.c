#include "study/views.h"

#include <string.h>

#include "study/main_option.h"
#include "study/run_size.h"

static void unknown_option(Arena *arena, const Case *the_case, const char *option, Diagnostics *problems) {
    const char **ids = arena_array(arena, the_case->option_count, sizeof *ids);
    for (size_t o = 0; o < the_case->option_count; o++) ids[o] = the_case->options[o].label.id;
    diagnostics_error(problems, (Place){ .asked = "option" }, word_hint(arena, option, ids, the_case->option_count),
        "the case has no option \"%s\"", option);
}

/* An option's first view is the one against the baseline, where there is one. */
static void mark_main_view(Views *views, size_t option) {
    uint32_t v = 0;
    while (views->items[v].option != option) v++;
    views->items[v].is_main = true;
}

/* Of the option, or of all; none is the main one yet. */
static void list_views(Arena *arena, const Case *the_case, const char *option, Views *views) {
    *views = (Views){ .items = arena_array(arena, 2 * the_case->option_count, sizeof(View)),
        .result_count = (uint32_t)((1 + the_case->council_count) * (1 + the_case->programme_count)) };
    for (size_t o = 0; o < the_case->option_count; o++) {
        if (option && strcmp(option, the_case->options[o].label.id) != 0) continue;
        if (the_case->baseline != NONE && the_case->baseline != o)
            views->items[views->count++] = (View){ (uint32_t)o, (uint32_t)the_case->baseline, false };
        views->items[views->count++] = (View){ (uint32_t)o, NO_INDEX, false };
    }
}

static BizcaseStatus views_fit(const Case *the_case, const Views *views, Diagnostics *problems) {
    return run_fits(the_case, &(RunSize){ .views = views->count, .programmes = the_case->programme_count }, problems);
}

BizcaseStatus views_of(Arena *arena, const Case *the_case, const char *option, Views *views, Diagnostics *problems) {
    list_views(arena, the_case, option, views);
    if (views->count > 0) {
        const BizcaseStatus status = views_fit(the_case, views, problems); /* before the main option is worked out */
        if (status != BIZCASE_OK) return status;
        mark_main_view(views, option ? views->items[0].option : main_option(arena, the_case));
        return BIZCASE_OK;
    }
    unknown_option(arena, the_case, option, problems);
    return BIZCASE_BAD_REQUEST;
}

BizcaseStatus views_about(Arena *arena, const Case *the_case, const char *option, Views *views, Diagnostics *problems) {
    Views asked;
    if (!option) return views_of(arena, the_case, NULL, views, problems);
    const BizcaseStatus status = views_of(arena, the_case, option, &asked, problems);
    if (status != BIZCASE_OK) return status;
    list_views(arena, the_case, NULL, views);
    mark_main_view(views, asked.items[0].option);
    return views_fit(the_case, views, problems);
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
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool scopes_match(const BizcaseScope *a, const BizcaseScope *b) {
    /* First what differs most often between results. */
    return same_text(a->council, b->council) && same_text(a->programme, b->programme) &&
           same_text(a->option, b->option) && same_text(a->versus, b->versus);
}
