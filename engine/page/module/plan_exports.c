/* The bare kernel as a script calls it, for plans that are no page's. In this order, all numbers being unsigned:

     reserve(size) → address       where the script puts the plan image
     load_plan(address, size) → 1  0: the image is damaged; everything below needs a loaded plan
     add_view(option, baseline, is_main) → 1
                                   baseline NO_INDEX (0xFFFFFFFF): absolute; 0: no such option, or no room
     add_figure(index, skips) → 1  figure_name(index); skips: see Skip in evaluate/block.h; 0 likewise
     prepare() → address           of the results, doubles [column][LANES] in the order of BlockResults.figures;
                                   0: no memory. Views and figures cannot be added after it
     draw(block)                   trials block × LANES … into inputs(), doubles [input][LANES], where the script may also
                                   put values of its own
     evaluate(lane_count)          inputs → results, of the first lanes at least

   One instance holds one plan; for another the script makes another instance. */
#include <stdlib.h>
#include <string.h>

#include "evaluate/block.h"
#include "page/module/export.h"
#include "sample/draw.h"
#include "study/simulation/plan_image.h"

enum { ALIGNMENT = 64, MOST_VIEWS = 256, MOST_FIGURES = 64 };

typedef struct Instance {
    bool loaded;
    Plan plan;
    DrawPlan draws;
    View views[MOST_VIEWS];
    WantedFigure figures[MOST_FIGURES];
    uint32_t view_count, figure_count;
    double *inputs, *results;
    void *draw_scratch, *evaluate_scratch;
} Instance;

static Instance instance;

/* Zeroed, aligned for rows of lanes. NULL when there is no memory. */
static void *take(uint64_t size) {
    if (size > UINT32_MAX - 2 * ALIGNMENT) return NULL;
    const size_t whole = ((size_t)size + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    void *memory = aligned_alloc(ALIGNMENT, whole);
    return memory ? memset(memory, 0, whole) : NULL;
}

EXPORT(reserve) void *reserve(uint32_t size) {
    return take(size);
}

EXPORT(load_plan) uint32_t load_plan(const uint8_t *image, uint32_t size) {
    const size_t needed = instance.loaded ? 0 : plan_image_memory(image, size);
    void *memory = needed > 0 ? take(needed) : 0;
    instance.loaded = memory && plan_image_read(image, size, memory, &instance.plan, &instance.draws);
    return instance.loaded;
}

EXPORT(add_view) uint32_t add_view(uint32_t option, uint32_t baseline, uint32_t is_main) {
    const uint32_t options = instance.plan.option_count;
    if (instance.view_count == MOST_VIEWS || option >= options || (baseline != NO_INDEX && baseline >= options))
        return 0;
    instance.views[instance.view_count++] = (View){ option, baseline, is_main != 0 };
    return 1;
}

EXPORT(add_figure) uint32_t add_figure(uint32_t index, uint32_t skips) {
    if (instance.figure_count == MOST_FIGURES || index >= figure_count) return 0;
    instance.figures[instance.figure_count++] = (WantedFigure){ figure_table[index], skips };
    return 1;
}

static uint64_t columns(void) {
    const Plan *plan = &instance.plan;
    const size_t results = ((size_t)plan->council_count + 1) * ((size_t)plan->programme_count + 1);
    uint64_t count = 0;
    for (uint32_t v = 0; v < instance.view_count; v++)
        for (size_t r = 0; r < results; r++)
            for (uint32_t f = 0; f < instance.figure_count; f++)
                count += result_has(plan, &instance.views[v], r, &instance.figures[f]);
    return count;
}

EXPORT(prepare) double *prepare(void) {
    if (!instance.loaded || instance.results) return instance.results;
    instance.inputs = take((uint64_t)instance.plan.input_count * LANES * sizeof(double));
    instance.draw_scratch = take(draw_scratch_size(&instance.draws));
    instance.evaluate_scratch = take(evaluate_scratch_size(&instance.plan));
    double *results = take(columns() * LANES * sizeof(double));
    if (instance.inputs && instance.draw_scratch && instance.evaluate_scratch) instance.results = results;
    return instance.results;
}

EXPORT(draw) void draw(uint32_t block) {
    draw_block(&instance.draws, (uint64_t)block * LANES, instance.inputs, instance.draw_scratch);
}

EXPORT(evaluate) void evaluate(uint32_t lane_count) {
    const BlockRequest request = { .views = instance.views,
        .view_count = instance.view_count,
        .figures = instance.figures,
        .figure_count = instance.figure_count,
        .lane_count = lane_count < LANES ? lane_count : LANES };
    evaluate_block(&instance.plan, &request, instance.inputs, instance.evaluate_scratch,
        &(BlockResults){ .figures = instance.results });
}

/* --- what there is --- */

EXPORT(inputs) double *inputs(void) {
    return instance.inputs;
}

EXPORT(input_count) uint32_t input_count(void) {
    return instance.plan.input_count;
}

EXPORT(column_count) uint32_t column_count(void) {
    return (uint32_t)columns();
}

EXPORT(lanes) uint32_t lanes(void) {
    return LANES;
}

EXPORT(figure_count) uint32_t all_figures(void) {
    return figure_count;
}

/* Text that ends with a 0. */
EXPORT(figure_name) const char *figure_name(uint32_t index) {
    return index < figure_count ? figure_table[index]->name : 0;
}

EXPORT(figure_is_default) uint32_t figure_is_default(uint32_t index) {
    return index < figure_count && figure_table[index]->by_default;
}
