#include "study/sensitivity/categories.h"

#include "case/reading/ids.h"

static size_t *numbers_of(Arena *arena, size_t count) {
    size_t *numbers = arena_array(arena, count, sizeof *numbers);
    for (size_t i = 0; i < count; i++) numbers[i] = NONE;
    return numbers;
}

static size_t number_of(Ids *ids, const char *category) {
    if (!category || !*category) return NONE;
    const size_t found = ids_find(ids, category);
    return found != NONE ? found : ids_add(ids, category, (Place){ 0 });
}

static Categories categories_of_lines(Arena *arena, const Case *the_case, Ids *ids) {
    Categories categories = { .of_line = numbers_of(arena, the_case->line_count),
        .of_risk = numbers_of(arena, the_case->risk_count) };
    ids_init(ids, arena, "a category");
    for (size_t l = 0; l < the_case->line_count; l++)
        categories.of_line[l] = number_of(ids, the_case->lines[l].category);
    return categories;
}

static Categories with_names(Categories categories, const Ids *ids) {
    categories.names = ids->id;
    categories.count = ids->count;
    return categories;
}

Categories categories_of(Arena *arena, const Case *the_case) {
    Ids ids;
    const Categories categories = categories_of_lines(arena, the_case, &ids);
    for (size_t r = 0; r < the_case->risk_count; r++)
        if (the_case->risks[r].category) categories.of_risk[r] = ids_find(&ids, the_case->risks[r].category);
    return with_names(categories, &ids);
}

Categories categories_with_risks(Arena *arena, const Case *the_case) {
    Ids ids;
    const Categories categories = categories_of_lines(arena, the_case, &ids);
    for (size_t r = 0; r < the_case->risk_count; r++)
        categories.of_risk[r] = number_of(&ids, the_case->risks[r].category);
    return with_names(categories, &ids);
}

Members members_of(Arena *arena, const size_t *in, size_t row_count, size_t count) {
    Members members = { arena_array(arena, count + 1, sizeof(size_t)), arena_array(arena, row_count, sizeof(size_t)) };
    size_t *next = arena_array(arena, count, sizeof *next);
    for (size_t r = 0; r < row_count; r++)
        if (in[r] != NONE) members.first[in[r] + 1]++;
    for (size_t k = 0; k < count; k++) {
        members.first[k + 1] += members.first[k];
        next[k] = members.first[k];
    }
    for (size_t r = 0; r < row_count; r++)
        if (in[r] != NONE) members.rows[next[in[r]]++] = r;
    return members;
}
