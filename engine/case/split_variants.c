#include "case/split_variants.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMED = 3 };

static int compare_rows(const void *a, const void *b) {
    const SplitRow *x = a, *y = b;
    if (x->from_month != y->from_month) return x->from_month < y->from_month ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* The row would hold at once with one before it: both name no option (option NONE), or both this one. */
static void report_clash(
    const Loader *loader, const Split *split, const SplitRow *row, const SplitRow *before, size_t option) {
    const Case *the_case = loader->the_case;
    const int length = loader->period_length.months ? loader->period_length.months : 12;
    const char *from =
        row->from_month == INT_MIN ? "the beginning" : period_text(loader->arena, (Period){ row->from_month, length });
    const char *in =
        option == NONE ? "" : arena_format(loader->arena, " for option \"%s\"", the_case->options[option].label.id);
    diagnostics_error(loader->diagnostics, row->place, NULL,
        "split \"%s\" has a row from %s%s already, at %s (column from of split \"%s\")", split->label.id, from, in,
        place_text(loader->arena, before->place), split->label.id);
}

/* Rows from one period: first … first + count. taken: [option], and one for none, room for which row has it. */
static bool check_clashes(Loader *loader, const Split *split, size_t first, size_t count, const SplitRow **taken) {
    const size_t options = loader->the_case->option_count;
    bool is_clear = true;
    if (count < 2) return true;
    memset(taken, 0, (options + 1) * sizeof *taken);
    for (size_t r = first; r < first + count; r++) {
        const SplitRow *row = &split->rows[r];
        bool is_told = false;
        for (size_t o = row->in_option ? 0 : options; o < options + !row->in_option; o++) {
            if (row->in_option && !row->in_option[o]) continue;
            if (taken[o] && !is_told) report_clash(loader, split, row, taken[o], o == options ? NONE : o);
            is_told = is_told || taken[o];
            if (!taken[o]) taken[o] = row;
        }
        is_clear = is_clear && !is_told;
    }
    return is_clear;
}

bool split_sort_rows(Loader *loader, Split *split) {
    const SplitRow **taken = arena_array(loader->arena, loader->the_case->option_count + 1, sizeof *taken);
    bool is_clear = true;
    if (split->row_count > 0) qsort(split->rows, split->row_count, sizeof *split->rows, compare_rows);
    for (size_t first = 0, end; first < split->row_count; first = end) {
        for (end = first + 1; end < split->row_count && split->rows[end].from_month == split->rows[first].from_month;)
            end++;
        is_clear = check_clashes(loader, split, first, end - first, taken) && is_clear;
    }
    return is_clear;
}

static bool names_option(const SplitRow *row, size_t option) {
    return row->in_option && row->in_option[option];
}

/* Rows that name no option hold until the first that names this one; from then on its own. */
static Split rows_in_option(Arena *arena, const Split *all, size_t option) {
    Split made = *all;
    size_t first_own = 0;
    while (first_own < all->row_count && !names_option(&all->rows[first_own], option)) first_own++;
    const int own_from = first_own < all->row_count ? all->rows[first_own].from_month : INT_MAX;
    made.rows = arena_array(arena, all->row_count, sizeof *made.rows);
    made.row_count = 0;
    for (size_t r = 0; r < all->row_count; r++) {
        const SplitRow *row = &all->rows[r];
        if (row->in_option ? row->in_option[option] : row->from_month < own_from) made.rows[made.row_count++] = *row;
    }
    return made;
}

static bool same_rows(const Split *a, const Split *b) {
    if (a->row_count != b->row_count) return false;
    for (size_t r = 0; r < a->row_count; r++)
        if (a->rows[r].number != b->rows[r].number) return false;
    return true;
}

static bool has_own_rows(const Split *variant) {
    for (size_t r = 0; r < variant->row_count; r++)
        if (variant->rows[r].in_option) return true;
    return false;
}

/* "cms@alone+joint", and "cms in Alone, Joint"; of many options how many. */
static void name_variant(const Loader *loader, const size_t *variant_in, size_t variant, bool is_main, Label *label) {
    const Case *the_case = loader->the_case;
    const char *ids = "", *names = "";
    size_t count = 0;
    for (size_t o = 0; o < the_case->option_count; o++) {
        const Label *option = &the_case->options[o].label;
        if (variant_in[o] != variant) continue;
        ids = arena_format(loader->arena, "%s%s%s", ids, count ? "+" : "@", option->id);
        names = arena_format(loader->arena, "%s%s%s", names, count ? ", " : "", option->name);
        count++;
    }
    if (count > MOST_NAMED) names = arena_format(loader->arena, "%zu options", count);
    label->name = arena_format(loader->arena, "%s in %s", label->id, names);
    if (!is_main) label->id = arena_format(loader->arena, "%s%s", label->id, ids);
}

/* Variants while they are told apart: those of one split. */
typedef struct Variants {
    Split *items; /* [count] */
    size_t *in;   /* [option] into items, NONE: it has no row */
    size_t count;
} Variants;

static Variants tell_apart(Loader *loader, const Split *all) {
    const size_t options = loader->the_case->option_count;
    Variants variants = { arena_array(loader->arena, options, sizeof *variants.items),
        arena_array(loader->arena, options, sizeof *variants.in), 0 };
    for (size_t o = 0; o < options; o++) {
        const Split made = rows_in_option(loader->arena, all, o);
        variants.in[o] = NONE;
        if (made.row_count == 0) continue;
        size_t same = 0;
        while (same < variants.count && !same_rows(&variants.items[same], &made)) same++;
        if (same == variants.count) variants.items[variants.count++] = made;
        variants.in[o] = same;
    }
    return variants;
}

/* The variant that is the split itself. */
static size_t main_variant(const Variants *variants) {
    for (size_t v = 0; v < variants->count; v++)
        if (!has_own_rows(&variants->items[v])) return v;
    return 0;
}

/* A row that no option gets. */
static void warn_of_idle_rows(Loader *loader, const Split *all, const Variants *variants) {
    bool *holds = arena_array(loader->arena, all->row_count, sizeof *holds);
    for (size_t v = 0; v < variants->count; v++)
        for (size_t r = 0; r < variants->items[v].row_count; r++) holds[variants->items[v].rows[r].number] = true;
    for (size_t r = 0; r < all->row_count; r++)
        if (!holds[all->rows[r].number])
            diagnostics_warning(loader->diagnostics, all->rows[r].place, "remove it, or name its options",
                "every option has its own rows of split \"%s\" by then, so this row has no effect", all->label.id);
}

void split_find_variants(Loader *loader, size_t split, size_t *capacity) {
    Case *the_case = loader->the_case;
    const Split all = the_case->splits[split];
    if (!has_own_rows(&all)) return;
    const Variants variants = tell_apart(loader, &all);
    warn_of_idle_rows(loader, &all, &variants);
    if (variants.count == 0) return;
    const size_t main = main_variant(&variants);
    size_t *numbers = arena_array(loader->arena, variants.count, sizeof *numbers);
    size_t *in_option = arena_array(loader->arena, the_case->option_count, sizeof *in_option);
    for (size_t v = 0; v < variants.count; v++) {
        Split *made = &variants.items[v];
        name_variant(loader, variants.in, v, v == main, &made->label);
        numbers[v] = v == main ? split : the_case->split_count;
        if (v != main)
            the_case->splits = arena_grow(
                loader->arena, the_case->splits, the_case->split_count++, capacity, sizeof *the_case->splits);
        the_case->splits[numbers[v]] = *made;
    }
    for (size_t o = 0; o < the_case->option_count; o++)
        in_option[o] = variants.in[o] == NONE ? NONE : numbers[variants.in[o]];
    the_case->splits[split].in_option = in_option;
}
