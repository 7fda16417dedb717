#include "formula/order.h"

#include <stdlib.h>
#include <string.h>

/* One quantity's use of another. */
typedef struct Use {
    uint32_t of;
    uint32_t at;  /* byte of the formula */
    bool is_past; /* of earlier periods only */
    bool is_all;  /* of all periods, later ones too */
} Use;

typedef struct UseList {
    Use *items;
    uint32_t count;
} UseList;

#define NOT_SEEN UINT32_MAX

typedef enum PlaceState { WAITING, ON_THE_WAY, PLACED } PlaceState;

typedef struct Search {
    Arena *arena;
    const Formula *const *formulas;
    const char *const *ids;
    uint32_t count;
    UseList *uses;      /* [quantity] */
    uint32_t *number;   /* [quantity] in the order in which they are seen */
    uint32_t *lowest;   /* [quantity] the lowest number that it leads back to */
    uint32_t *group_of; /* [quantity] */
    uint32_t *open;     /* those whose group is not known yet */
    uint32_t open_count;
    uint32_t *path, *next; /* the quantities that lead here; [quantity] its use that comes next */
    uint32_t path_count, seen_count;
    PlaceState *state; /* [quantity] while its group is put in order */
    uint32_t *way;     /* the quantities of the group that lead here */
    uint32_t *quantities;
    uint32_t placed_count;
    OrderGroup *groups;
    uint32_t group_count;
    Diagnostics *diagnostics;
    bool has_circle;
} Search;

/* What lies under prev() or lag() is of the past, what lies under total() of all periods. Parents come after their
   arguments, so going backwards a parent comes first. */
static UseList uses_of(Arena *arena, const Formula *formula) {
    UseList list = { .items = NULL };
    if (!formula) return list;
    bool *is_past = arena_array(arena, formula->node_count, sizeof *is_past);
    bool *is_all = arena_array(arena, formula->node_count, sizeof *is_all);
    list.items = arena_array(arena, formula->node_count, sizeof *list.items);
    for (uint32_t n = formula->node_count; n-- > 0;) {
        const Node *node = &formula->nodes[n];
        const ProgramStep step = operations[node->operation].step;
        const bool looks_back = node_is_of_the_past(node);
        for (uint32_t i = 0; i < node->argument_count; i++) {
            const uint32_t argument = formula_argument(formula, n, i);
            is_past[argument] = is_past[n] || (looks_back && i == 0);
            is_all[argument] = is_all[n] || step == DO_TOTAL;
        }
        if (node->operation == OPERATION_NAME && node->name.kind == NAME_QUANTITY)
            list.items[list.count++] = (Use){ node->name.index, node->start, is_past[n], is_all[n] };
    }
    for (uint32_t i = 0; i < list.count / 2; i++) { /* as they are in the text */
        const Use use = list.items[i];
        list.items[i] = list.items[list.count - 1 - i];
        list.items[list.count - 1 - i] = use;
    }
    return list;
}

static void enter(Search *search, uint32_t quantity) {
    search->number[quantity] = search->lowest[quantity] = search->seen_count++;
    search->open[search->open_count++] = quantity;
    search->path[search->path_count++] = quantity;
}

static bool is_within(const Search *search, uint32_t quantity, const Use *use) {
    return search->group_of[use->of] == search->group_of[quantity];
}

static bool is_of_the_past(const Use *use) {
    return use->is_past && !use->is_all;
}

/* Where a quantity's text uses the next of a circle: its present, if it does. */
static uint32_t place_of_use(const Search *search, uint32_t quantity, uint32_t next) {
    const UseList *uses = &search->uses[quantity];
    uint32_t found = uses->count;
    for (uint32_t i = 0; i < uses->count; i++) {
        if (uses->items[i].of != next) continue;
        if (!is_of_the_past(&uses->items[i])) return uses->items[i].at;
        if (found == uses->count) found = i;
    }
    return uses->items[found].at;
}

/* members: each uses the next, and the last the first. The first of the file is named first. */
static void report_circle(Search *search, const uint32_t *members, uint32_t count) {
    uint32_t start = 0;
    for (uint32_t i = 1; i < count; i++)
        if (members[i] < members[start]) start = i;
    const uint32_t first = members[start], second = members[(start + 1) % count];
    const char *names = "";
    for (uint32_t i = 0; i < count; i++)
        names = arena_format(search->arena, "%s\"%s\" uses ", names, search->ids[members[(start + i) % count]]);
    search->has_circle = true;
    diagnostics_error(search->diagnostics, formula_place(search->formulas[first], place_of_use(search, first, second)),
        "a quantity can use its own past only, through prev(), or lag() by 1 or more", "%s\"%s\": a circle", names,
        search->ids[first]);
}

/* How one quantity of a group leads to another; they do lead to each other. [*length] with both ends. */
static const uint32_t *way(Search *search, uint32_t from, uint32_t to, uint32_t *length) {
    uint32_t *came_from = arena_array(search->arena, search->count, sizeof *came_from);
    uint32_t *queue = arena_array(search->arena, search->count, sizeof *queue), first = 0, last = 0;
    memset(came_from, 0xFF, search->count * sizeof *came_from);
    queue[last++] = from;
    came_from[from] = from;
    while (came_from[to] == NOT_SEEN) {
        const uint32_t quantity = queue[first++];
        for (uint32_t i = 0; i < search->uses[quantity].count; i++) {
            const Use *use = &search->uses[quantity].items[i];
            if (!is_within(search, quantity, use) || came_from[use->of] != NOT_SEEN) continue;
            came_from[use->of] = quantity;
            queue[last++] = use->of;
        }
    }
    *length = 1;
    for (uint32_t at = to; at != from; at = came_from[at]) ++*length;
    uint32_t *members = arena_array(search->arena, *length, sizeof *members);
    for (uint32_t at = to, i = *length; i-- > 0; at = came_from[at]) members[i] = at;
    return members;
}

/* A total of what hangs on the total. */
static bool is_total_of_itself(Search *search, uint32_t quantity) {
    for (uint32_t i = 0; i < search->uses[quantity].count; i++) {
        const Use *use = &search->uses[quantity].items[i];
        uint32_t length;
        if (!use->is_all || !is_within(search, quantity, use)) continue;
        const uint32_t *members = way(search, use->of, quantity, &length);
        report_circle(search, members, length);
        return true;
    }
    return false;
}

/* Goes along uses of the present from a member of a group, and places each one after those it uses; false: a circle. */
static bool place_after_used(Search *search, uint32_t start, uint32_t *placed, uint32_t *placed_count) {
    uint32_t *path = search->way, depth = 0;
    path[depth++] = start;
    search->state[start] = ON_THE_WAY;
    search->next[start] = 0;
    while (depth > 0) {
        const uint32_t quantity = path[depth - 1];
        if (search->next[quantity] == search->uses[quantity].count) {
            search->state[quantity] = PLACED;
            placed[(*placed_count)++] = quantity;
            depth--;
            continue;
        }
        const Use *use = &search->uses[quantity].items[search->next[quantity]++];
        if (!is_within(search, quantity, use) || use->is_past || search->state[use->of] == PLACED) continue;
        if (search->state[use->of] == ON_THE_WAY) {
            uint32_t first = 0;
            while (path[first] != use->of) first++;
            report_circle(search, path + first, depth - first);
            return false;
        }
        search->state[use->of] = ON_THE_WAY;
        search->next[use->of] = 0;
        path[depth++] = use->of;
    }
    return true;
}

/* A group's members in an order in which each uses the present of earlier ones only, if there is one. */
static void order_group(Search *search, const OrderGroup *group) {
    uint32_t *members = search->quantities + group->first, placed_count = 0;
    for (uint32_t m = 0; m < group->count; m++)
        if (is_total_of_itself(search, members[m])) return;
    uint32_t *placed = arena_array(search->arena, group->count, sizeof *placed);
    for (uint32_t m = 0; m < group->count; m++)
        if (search->state[members[m]] == WAITING && !place_after_used(search, members[m], placed, &placed_count))
            return;
    memcpy(members, placed, group->count * sizeof *members);
}

static int compare_numbers(const void *a, const void *b) {
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Everything open from the quantity on is its group: they lead to each other. */
static void close_group(Search *search, uint32_t quantity) {
    OrderGroup group = { .first = search->placed_count };
    uint32_t member;
    do {
        member = search->open[--search->open_count];
        search->group_of[member] = search->group_count;
        search->quantities[search->placed_count++] = member;
        group.count++;
    } while (member != quantity);
    for (uint32_t i = 0; i < search->uses[quantity].count; i++)
        group.uses_own_past = group.uses_own_past || search->uses[quantity].items[i].of == quantity;
    group.uses_own_past = group.uses_own_past || group.count > 1;
    if (group.uses_own_past) {
        qsort(search->quantities + group.first, group.count, sizeof *search->quantities, compare_numbers);
        order_group(search, &group);
    }
    search->groups[search->group_count++] = group;
}

/* Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion: a chain may be long. */
static void visit(Search *search, uint32_t start) {
    enter(search, start);
    while (search->path_count > 0) {
        const uint32_t quantity = search->path[search->path_count - 1];
        if (search->next[quantity] < search->uses[quantity].count) {
            const uint32_t used = search->uses[quantity].items[search->next[quantity]++].of;
            if (search->number[used] == NOT_SEEN)
                enter(search, used);
            else if (search->group_of[used] == NOT_SEEN && search->number[used] < search->lowest[quantity])
                search->lowest[quantity] = search->number[used];
            continue;
        }
        search->path_count--;
        if (search->path_count > 0) {
            const uint32_t user = search->path[search->path_count - 1];
            if (search->lowest[quantity] < search->lowest[user]) search->lowest[user] = search->lowest[quantity];
        }
        if (search->lowest[quantity] == search->number[quantity]) close_group(search, quantity);
    }
}

static uint32_t *new_numbers(Arena *arena, uint32_t count, int byte) {
    uint32_t *numbers = arena_array(arena, count, sizeof *numbers);
    memset(numbers, byte, count * sizeof *numbers);
    return numbers;
}

bool formula_order(Arena *arena, const Formula *const *formulas, const char *const *ids, uint32_t count,
    QuantityOrder *order, Diagnostics *diagnostics) {
    Search search = { .arena = arena,
        .formulas = formulas,
        .ids = ids,
        .count = count,
        .uses = arena_array(arena, count, sizeof *search.uses),
        .number = new_numbers(arena, count, 0xFF),
        .lowest = new_numbers(arena, count, 0),
        .group_of = new_numbers(arena, count, 0xFF),
        .open = new_numbers(arena, count, 0),
        .path = new_numbers(arena, count, 0),
        .next = new_numbers(arena, count, 0),
        .state = arena_array(arena, count, sizeof *search.state),
        .way = new_numbers(arena, count, 0),
        .quantities = new_numbers(arena, count, 0),
        .groups = arena_array(arena, count, sizeof *search.groups),
        .diagnostics = diagnostics };
    for (uint32_t q = 0; q < count; q++) search.uses[q] = uses_of(arena, formulas[q]);
    for (uint32_t q = 0; q < count; q++)
        if (search.number[q] == NOT_SEEN) visit(&search, q);
    *order = (QuantityOrder){ search.quantities, search.groups, search.group_count };
    return !search.has_circle;
}
