#include "chart/chart.h"

#include <string.h>

void chart_add(Arena *arena, Chart *chart, ChartMark mark) {
    chart->marks = arena_grow(arena, chart->marks, chart->mark_count, &chart->mark_capacity, sizeof *chart->marks);
    chart->marks[chart->mark_count++] = mark;
}

static const double *copy_numbers(Arena *arena, const double *numbers, size_t count) {
    if (!numbers) return NULL;
    double *copy = arena_array(arena, count, sizeof *copy);
    if (count) memcpy(copy, numbers, count * sizeof *copy);
    return copy;
}

static const char *const *copy_texts(Arena *arena, const char *const *texts, size_t count) {
    if (!texts) return NULL;
    const char **copy = arena_array(arena, count, sizeof *copy);
    for (size_t i = 0; i < count; i++) copy[i] = arena_text(arena, texts[i]);
    return copy;
}

static ChartAxis copy_axis(Arena *arena, ChartAxis axis) {
    axis.title = arena_text(arena, axis.title);
    axis.slots = copy_texts(arena, axis.slots, axis.slot_count);
    if (axis.prefix) axis.prefix = arena_text(arena, axis.prefix);
    if (axis.suffix) axis.suffix = arena_text(arena, axis.suffix);
    return axis;
}

static ChartMark copy_mark(Arena *arena, ChartMark mark) {
    if (mark.label) mark.label = arena_text(arena, mark.label);
    mark.x = copy_numbers(arena, mark.x, mark.count);
    mark.y = copy_numbers(arena, mark.y, mark.count);
    mark.x_to = copy_numbers(arena, mark.x_to, mark.count);
    mark.y_to = copy_numbers(arena, mark.y_to, mark.count);
    mark.texts = copy_texts(arena, mark.texts, mark.count);
    return mark;
}

Chart *chart_copy(Arena *arena, const Chart *chart) {
    Chart *copy = arena_alloc(arena, sizeof *copy);
    *copy = (Chart){ .title = arena_text(arena, chart->title),
        .description = arena_text(arena, chart->description),
        .above = chart->above ? arena_text(arena, chart->above) : NULL,
        .x = copy_axis(arena, chart->x),
        .y = copy_axis(arena, chart->y) };
    for (size_t m = 0; m < chart->mark_count; m++) chart_add(arena, copy, copy_mark(arena, chart->marks[m]));
    return copy;
}
