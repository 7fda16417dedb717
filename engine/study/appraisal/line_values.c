/* A line's present value for a council comes from the ledger; here such values are told apart by what the option changes,
   and added up. A line that the option and the baseline both have is worth nothing for all councils, as only who pays
   for it can differ. */
#include "study/appraisal/line_values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case/reading/ids.h"
#include "study/appraisal/ledger.h"
#include "study/run_size.h"

enum { CHANGES = 3, SIDES = 2, ROWS_AT_A_TIME = 64 };
enum { BY_CATEGORY, BY_TYPE, GROUPINGS };

static const char RISK_TYPE[] = "risk", NO_CATEGORY[] = "other";

/* A part, and what it is put in order by. */
typedef struct Item {
    BizcasePart part;
    double *values; /* what part.present_values shows */
    size_t view, order;
    size_t keys[GROUPINGS]; /* of the names of each grouping */
} Item;

typedef struct Items {
    Item *items;
    size_t count, capacity;
} Items;

/* The groups of one view by the names of a grouping. Places are for all views, so that a view costs what it has. */
typedef struct Slots {
    Items found;
    size_t *place; /* [key][side][change] 1 + index in found; 0: missing */
    size_t place_count;
} Slots;

typedef struct Work {
    Arena *arena;
    const Case *the_case;
    const Ledger *ledger;
    View view;
    size_t view_number, bodies; /* bodies: joint and councils */
    Items lines, groups[GROUPINGS];
    Ids names[GROUPINGS];
    Slots slots[GROUPINGS];
    BizcaseShift *shifts;
    size_t shift_count, shift_capacity;
} Work;

static const char *option_id(const Work *work, uint32_t option) {
    return option == NO_INDEX ? NULL : work->the_case->options[option].label.id;
}

/* The sum for all councils, or else what moves between the councils. */
static double size_of(const double *values, size_t bodies) {
    double size = fabs(values[0]);
    for (size_t b = 1; b < bodies; b++) size = fmax(size, fabs(values[b]));
    return size;
}

static Item *add_item(Work *work, Items *items, BizcasePart part, double *values) {
    items->items = arena_grow(work->arena, items->items, items->count, &items->capacity, sizeof *items->items);
    Item *item = &items->items[items->count];
    part.option = option_id(work, work->view.option);
    part.versus = option_id(work, work->view.baseline);
    part.present_values = values;
    part.size = size_of(values, work->bodies);
    *item = (Item){ .part = part, .values = values, .view = work->view_number, .order = items->count };
    items->count++;
    return item;
}

/* --- lines ----------------------------------------------------------------------------------------------------------- */

/* Adds what falls on each council where the line is shared as in the option. */
static void add_shared(const Work *work, const LedgerRow *row, uint32_t option, double weight, double *values) {
    const size_t split = split_in_option(work->the_case->splits, row->split, option);
    for (size_t b = 1; b < work->bodies; b++)
        values[b] += weight * ledger_present_value(work->ledger, row, split, b - 1);
}

static size_t name_index(Ids *names, const char *name) {
    const size_t found = ids_find(names, name);
    return found != NONE ? found : ids_add(names, name, (Place){ 0 });
}

static BizcasePart part_of_row(const Work *work, const LedgerRow *row) {
    const Label *label = row->line ? &row->line->label : &row->risk->label;
    return (BizcasePart){ .line = label->id,
        .name = label->name,
        .programme = work->the_case->programmes[row->programme].id,
        .category = row->line ? row->line->category : row->risk->category,
        .type = row->line ? row->line->type->name : RISK_TYPE,
        .is_cost = !row->line || row->line->side == SIDE_COST };
}

static void add_row(Work *work, const LedgerRow *row) {
    const View *view = &work->view;
    const bool now = row->in_option[view->option],
               before = view->baseline != NO_INDEX && row->in_option[view->baseline];
    if (row->net_weight == 0 || (!now && !before)) return;
    if (now && before &&
        split_in_option(work->the_case->splits, row->split, view->option) ==
            split_in_option(work->the_case->splits, row->split, view->baseline))
        return;
    double *values = arena_array(work->arena, work->bodies, sizeof *values);
    const double weight = fabs(row->net_weight);
    if (now) add_shared(work, row, view->option, weight, values);
    if (before) add_shared(work, row, view->baseline, -weight, values);
    for (size_t b = 1; b < work->bodies; b++) values[0] += values[b];
    if (size_of(values, work->bodies) <= work->ledger->zero_money) return;
    Item *item = add_item(work, &work->lines, part_of_row(work, row), values);
    item->part.change = now && before ? BIZCASE_KEPT : now ? BIZCASE_NEW : BIZCASE_AVOIDED;
    item->keys[BY_CATEGORY] = name_index(&work->names[BY_CATEGORY], item->part.category);
    item->keys[BY_TYPE] = name_index(&work->names[BY_TYPE], item->part.type);
}

/* Rows are made, and forgotten, some at a time. */
static void add_lines(Work *work) {
    for (size_t first = 0; first < work->ledger->row_count; first += ROWS_AT_A_TIME) {
        Arena *working = arena_within(work->arena);
        for (size_t r = first; r < work->ledger->row_count && r < first + ROWS_AT_A_TIME; r++) {
            const LedgerRow row = ledger_row(work->ledger, working, r);
            add_row(work, &row);
        }
        arena_free(working);
    }
}

/* --- groups ---------------------------------------------------------------------------------------------------------- */

static size_t slot_of(size_t key, int is_cost, BizcaseChange change) {
    return (key * SIDES + (is_cost ? 1 : 0)) * CHANGES + (size_t)change;
}

/* Nothing is found, so that all places are 0. */
static void make_room(Work *work, size_t grouping) {
    Slots *slots = &work->slots[grouping];
    const size_t needed = work->names[grouping].count * SIDES * CHANGES;
    if (needed <= slots->place_count) return;
    slots->place_count = 2 * needed;
    slots->place = arena_array(work->arena, slots->place_count, sizeof *slots->place);
}

/* Adds up the lines from `first` on, which are of the view, by the names of a grouping. */
static void group_lines(Work *work, size_t grouping, size_t first) {
    Slots *slots = &work->slots[grouping];
    make_room(work, grouping);
    for (size_t i = first; i < work->lines.count; i++) {
        const Item *line = &work->lines.items[i];
        size_t *place = &slots->place[slot_of(line->keys[grouping], line->part.is_cost, line->part.change)];
        if (!*place) {
            const BizcasePart part = { .category = grouping == BY_CATEGORY ? line->part.category : NULL,
                .type = grouping == BY_TYPE ? line->part.type : NULL,
                .is_cost = line->part.is_cost,
                .change = line->part.change };
            Item *made = add_item(work, &slots->found, part, arena_array(work->arena, work->bodies, sizeof(double)));
            made->keys[grouping] = line->keys[grouping];
            *place = slots->found.count;
        }
        double *sums = slots->found.items[*place - 1].values;
        for (size_t b = 0; b < work->bodies; b++) sums[b] += line->values[b];
    }
}

static void keep_groups(Work *work, size_t grouping) {
    const Slots *slots = &work->slots[grouping];
    for (size_t i = 0; i < slots->found.count; i++) {
        const Item *group = &slots->found.items[i];
        if (size_of(group->values, work->bodies) > work->ledger->zero_money)
            add_item(work, &work->groups[grouping], group->part, group->values);
    }
}

/* For the next view. */
static void forget_groups(Work *work, size_t grouping) {
    Slots *slots = &work->slots[grouping];
    for (size_t i = 0; i < slots->found.count; i++) {
        const Item *group = &slots->found.items[i];
        slots->place[slot_of(group->keys[grouping], group->part.is_cost, group->part.change)] = 0;
    }
    slots->found.count = 0;
}

/* --- shifts ---------------------------------------------------------------------------------------------------------- */

static double *add_shift(Work *work, BizcaseShift shift) {
    double *shifted = arena_array(work->arena, work->bodies - 1, sizeof *shifted);
    shift.option = option_id(work, work->view.option);
    shift.versus = option_id(work, work->view.baseline);
    shift.shifted = shifted;
    work->shifts =
        arena_grow(work->arena, work->shifts, work->shift_count, &work->shift_capacity, sizeof *work->shifts);
    work->shifts[work->shift_count++] = shift;
    return shifted;
}

/* Of changes of net present value by council, as much as is another council's loss. */
static void add_matched(Work *work, const char *category, int is_cost, const double *changes) {
    double gains = 0, losses = 0;
    for (size_t c = 0; c + 1 < work->bodies; c++) *(changes[c] > 0 ? &gains : &losses) += fabs(changes[c]);
    const double matched = fmin(gains, losses);
    if (matched <= work->ledger->zero_money) return;
    double *shifted = add_shift(work, (BizcaseShift){ .category = category, .is_cost = is_cost });
    for (size_t c = 0; c + 1 < work->bodies; c++) shifted[c] = changes[c] * matched / (changes[c] > 0 ? gains : losses);
}

/* The costs, or the benefits, of a category. */
typedef struct CategorySide {
    size_t key;
    int is_cost;
} CategorySide;

/* In the order of the names, costs first. */
static int compare_sides(const void *a, const void *b) {
    const CategorySide *left = a, *right = b;
    if (left->key != right->key) return left->key < right->key ? -1 : 1;
    return right->is_cost - left->is_cost;
}

/* Those of the view that the option alone or the baseline alone has. Returns how many; the memory is the arena's. */
static size_t changed_sides(const Work *work, Arena *arena, CategorySide **sides) {
    const Slots *categories = &work->slots[BY_CATEGORY];
    size_t count = 0;
    *sides = arena_array(arena, categories->found.count, sizeof **sides);
    for (size_t i = 0; i < categories->found.count; i++) {
        const BizcasePart *part = &categories->found.items[i].part;
        const size_t key = categories->found.items[i].keys[BY_CATEGORY];
        if (part->change == BIZCASE_KEPT || strcmp(part->category, NO_CATEGORY) == 0) continue;
        if (part->change == BIZCASE_AVOIDED && categories->place[slot_of(key, part->is_cost, BIZCASE_NEW)]) continue;
        (*sides)[count++] = (CategorySide){ key, part->is_cost };
    }
    if (count > 0) qsort(*sides, count, sizeof **sides, compare_sides);
    return count;
}

static void add_changes(const Work *work, const CategorySide *side, BizcaseChange change, double *sum) {
    const Slots *categories = &work->slots[BY_CATEGORY];
    const size_t place = categories->place[slot_of(side->key, side->is_cost, change)];
    for (size_t c = 0; place && c + 1 < work->bodies; c++)
        sum[c] += (side->is_cost ? -1 : 1) * categories->found.items[place - 1].values[1 + c];
}

static void add_shifts(Work *work, size_t first) {
    if (work->view.baseline == NO_INDEX || work->bodies < 3) return;
    for (size_t i = first; i < work->lines.count; i++) {
        const BizcasePart *part = &work->lines.items[i].part;
        if (part->change != BIZCASE_KEPT) continue;
        double *shifted = add_shift(
            work, (BizcaseShift){
                      .line = part->line, .name = part->name, .category = part->category, .is_cost = part->is_cost });
        for (size_t b = 1; b < work->bodies; b++) shifted[b - 1] = (part->is_cost ? -1 : 1) * part->present_values[b];
    }
    Arena *working = arena_within(work->arena);
    double *changes = arena_array(working, work->bodies - 1, sizeof *changes);
    CategorySide *sides;
    const size_t count = changed_sides(work, working, &sides);
    for (size_t s = 0; s < count; s++) {
        memset(changes, 0, (work->bodies - 1) * sizeof *changes);
        add_changes(work, &sides[s], BIZCASE_NEW, changes);
        add_changes(work, &sides[s], BIZCASE_AVOIDED, changes);
        add_matched(work, work->names[BY_CATEGORY].id[sides[s].key], sides[s].is_cost, changes);
    }
    arena_free(working);
}

/* --- nettings -------------------------------------------------------------------------------------------------------- */

static BizcaseNetting netting_of(Work *work, size_t first, size_t first_shift) {
    double *sums[SIDES][CHANGES], *shift = arena_array(work->arena, work->bodies, sizeof *shift);
    for (size_t side = 0; side < SIDES; side++)
        for (size_t change = 0; change < CHANGES; change++)
            sums[side][change] = arena_array(work->arena, work->bodies, sizeof(double));
    for (size_t i = first; i < work->lines.count; i++) {
        const BizcasePart *part = &work->lines.items[i].part;
        for (size_t b = 0; b < work->bodies; b++)
            sums[part->is_cost ? 1 : 0][part->change][b] += part->present_values[b];
    }
    for (size_t side = 0; side < SIDES; side++) /* what is avoided is told as an amount of its own */
        for (size_t b = 0; b < work->bodies; b++)
            if (sums[side][BIZCASE_AVOIDED][b] != 0) sums[side][BIZCASE_AVOIDED][b] *= -1;
    for (size_t s = first_shift; s < work->shift_count; s++)
        for (size_t b = 1; b < work->bodies; b++) shift[b] += work->shifts[s].shifted[b - 1];
    return (BizcaseNetting){ .option = option_id(work, work->view.option),
        .versus = option_id(work, work->view.baseline),
        .new_costs = sums[1][BIZCASE_NEW],
        .avoided_costs = sums[1][BIZCASE_AVOIDED],
        .new_benefits = sums[0][BIZCASE_NEW],
        .forgone_benefits = sums[0][BIZCASE_AVOIDED],
        .shift = shift };
}

/* --- all of it ------------------------------------------------------------------------------------------------------- */

/* By view, side and change, the largest first; equal ones as they are in the case. */
static int compare_items(const void *a, const void *b) {
    const Item *left = a, *right = b;
    if (left->view != right->view) return left->view < right->view ? -1 : 1;
    if (left->part.is_cost != right->part.is_cost) return left->part.is_cost ? 1 : -1;
    if (left->part.change != right->part.change) return left->part.change < right->part.change ? -1 : 1;
    if (left->part.size != right->part.size) return left->part.size > right->part.size ? -1 : 1;
    return left->order < right->order ? -1 : 1;
}

static const BizcasePart *sorted_parts(Arena *arena, const Items *items) {
    BizcasePart *parts = arena_array(arena, items->count, sizeof *parts);
    if (items->count) qsort(items->items, items->count, sizeof *items->items, compare_items);
    for (size_t i = 0; i < items->count; i++) parts[i] = items->items[i].part;
    return parts;
}

static bool is_told(const Case *the_case, const View *view) {
    return the_case->baseline == NONE || view->baseline != NO_INDEX;
}

BizcaseStatus line_values_fit(const Case *the_case, const Views *views, Diagnostics *problems) {
    const double rows = (double)the_case->line_count + (double)the_case->risk_count;
    size_t told = 0;
    for (uint32_t v = 0; v < views->count; v++) told += is_told(the_case, &views->items[v]);
    return run_fits(the_case,
        &(RunSize){ .views = views->count,
            .programmes = the_case->programme_count,
            .line_bytes =
                rows * (double)told * (2 * sizeof(Item) + (1 + (double)the_case->council_count) * sizeof(double)) },
        problems);
}

void appraise_lines(
    Arena *arena, const Case *the_case, const Model *model, const Views *views, BizcaseAppraisal *shown) {
    const Ledger ledger = ledger_open(arena, the_case, model);
    Work work = { .arena = arena, .the_case = the_case, .ledger = &ledger, .bodies = 1 + the_case->council_count };
    BizcaseNetting *nettings = arena_array(arena, views->count, sizeof *nettings);
    for (size_t g = 0; g < GROUPINGS; g++) ids_init(&work.names[g], arena, NULL);
    for (uint32_t v = 0; v < views->count; v++) {
        if (!is_told(the_case, &views->items[v])) continue;
        const size_t first = work.lines.count, first_shift = work.shift_count;
        work.view = views->items[v];
        work.view_number = v;
        add_lines(&work);
        for (size_t g = 0; g < GROUPINGS; g++) {
            group_lines(&work, g, first);
            keep_groups(&work, g);
        }
        add_shifts(&work, first);
        for (size_t g = 0; g < GROUPINGS; g++) forget_groups(&work, g);
        nettings[shown->netting_count++] = netting_of(&work, first, first_shift);
    }
    shown->line_count = work.lines.count;
    shown->category_count = work.groups[BY_CATEGORY].count;
    shown->type_count = work.groups[BY_TYPE].count;
    shown->shift_count = work.shift_count;
    shown->lines = sorted_parts(arena, &work.lines);
    shown->by_category = sorted_parts(arena, &work.groups[BY_CATEGORY]);
    shown->by_type = sorted_parts(arena, &work.groups[BY_TYPE]);
    shown->shifts = work.shifts;
    shown->nettings = nettings;
}
