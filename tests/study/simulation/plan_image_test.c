/* Plan images: what is written is read back, and an image that no plan has is refused. That the figures are the same is
   tests/wasm's. */
#include "support/assert_close.h"

#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "case/handle.h"
#include "model/compile.h"
#include "sample/compile.h"
#include "study/simulation/plan_image.h"

typedef struct Image {
    uint8_t *bytes;
    size_t size;
} Image;

typedef struct ReadBack {
    Plan plan;
    DrawPlan draws;
    bool sound;
} ReadBack;

static Arena *arena;
static BizcaseCase *loaded; /* has correlations, an uncertain split, phases, growth, risks and tables */
static Image whole;

static Image image_of(const Plan *plan, const DrawPlan *draws) {
    Image image = { .size = plan_image_size(plan, draws) };
    image.bytes = arena_alloc(arena, image.size);
    plan_image_write(plan, draws, image.bytes);
    return image;
}

static ReadBack read_back(Image image) {
    ReadBack result = { .sound = false };
    const size_t needed = plan_image_memory(image.bytes, image.size);
    void *memory = needed > 0 ? malloc(needed) : NULL;
    result.sound = plan_image_read(image.bytes, image.size, memory, &result.plan, &result.draws);
    if (!result.sound) free(memory);
    return result;
}

/* The streams are the first list of a plan: they stand where its memory begins. */
static void read_back_free(const ReadBack *result) {
    free((void *)(uintptr_t)result->plan.streams);
}

static int load_sample(void **state) {
    (void)state;
    gsl_set_error_handler_off();
    arena = arena_new();
    if (bizcase_case_load(&(BizcaseCaseRequest){ .folder = "scenarios/joint-ict-2017" }, &loaded, NULL) != BIZCASE_OK)
        return -1;
    const Model model = model_compile(arena, case_of(loaded), FOR_SIMULATION);
    DrawPlan draws = inputs_draw_plan(arena, case_of(loaded), &model.inputs, 1);
    draw_plan_design(arena, &draws, DESIGN_SOBOL, 1024, 0);
    whole = image_of(&model.plan, &draws);
    return 0;
}

static int free_sample(void **state) {
    (void)state;
    bizcase_case_free(loaded);
    arena_free(arena);
    return 0;
}

static void a_plan_read_back_gives_the_same_image(void **state) {
    (void)state;

    const ReadBack back = read_back(whole);
    assert_true(back.sound);
    const Image again = image_of(&back.plan, &back.draws);

    assert_int_equal(again.size, whole.size);
    assert_memory_equal(again.bytes, whole.bytes, whole.size);
    read_back_free(&back);
}

static void an_image_cut_short_is_refused(void **state) {
    (void)state;
    for (size_t size = 0; size < whole.size; size += size < 4096 || whole.size - size < 64 ? 1 : 4099) {
        uint8_t *cut = malloc(size + 1); /* its own, so that a sanitizer sees what is read behind it */
        memcpy(cut, whole.bytes, size);
        assert_int_equal(plan_image_memory(cut, size), 0);
        free(cut);
    }
}

static void an_image_with_more_bytes_is_refused(void **state) {
    (void)state;
    Image longer = { arena_alloc(arena, whole.size + 1), whole.size + 1 };
    memcpy(longer.bytes, whole.bytes, whole.size);
    assert_int_equal(plan_image_memory(longer.bytes, longer.size), 0);
}

static void an_image_of_another_version_is_refused(void **state) {
    (void)state;
    Image other = { arena_alloc(arena, whole.size), whole.size };
    memcpy(other.bytes, whole.bytes, whole.size);
    other.bytes[7]++;
    assert_int_equal(plan_image_memory(other.bytes, other.size), 0);
}

/* --- plans that lead out of their arrays --- */

/* What is read back stands in memory of the test's own, which it may write. */
#define WRITABLE(Type, pointer) ((Type *)(uintptr_t)(pointer))

static void no_periods_a_year(Plan *p, DrawPlan *d) {
    (void)d;
    p->months_per_period = 0;
}
static void no_options(Plan *p, DrawPlan *d) {
    (void)d;
    p->option_count = 0;
}
static void more_inputs_than_draws(Plan *p, DrawPlan *d) {
    (void)d;
    p->input_count++;
}
static void stream_of_no_input(Plan *p, DrawPlan *d) {
    (void)d;
    *WRITABLE(uint32_t, p->streams[0].inputs) = p->input_count;
}
static void stream_of_no_bundle(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Stream, p->streams)->bundle = p->bundle_count;
}
static void bundle_of_no_pool(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Bundle, p->bundles)->pool = p->pool_count;
}
static void bundle_of_no_phase(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Bundle, p->bundles)->phase = p->phase_count;
}
static void bundle_of_no_stream(Plan *p, DrawPlan *d) {
    (void)d;
    *WRITABLE(uint32_t, p->bundles[0].streams) = p->stream_count;
}
static void jump_of_no_step(Plan *p, DrawPlan *d) {
    (void)d;
    const Stream *stream = &p->streams[p->bundles[0].streams[0]];
    WRITABLE(struct Jump, stream->jumps)->step = p->bundles[0].step_count;
}
static void step_behind_the_horizon(Plan *p, DrawPlan *d) {
    (void)d;
    const Bundle *bundle = &p->bundles[0];
    WRITABLE(Step, bundle->steps)[bundle->step_count - 1].position = p->period_count + 1.0;
}
static void step_in_a_period(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Step, p->bundles[0].steps)->position = 0.5;
}
static void step_nowhere(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Step, p->bundles[0].steps)->position = NAN;
}
static void pool_of_no_programme(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Pool, p->pools)->programme = p->programme_count;
}
static void pool_of_no_sharing(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Pool, p->pools)->first_sharing = p->sharing_count + 1;
}
static void pool_of_too_many_sharings(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Pool, p->pools)->sharing_count = p->sharing_count - p->pools->first_sharing + 1;
}
static void sharing_of_no_split(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Sharing, p->sharings)->split = p->split_count;
}
static void phase_after_itself(Plan *p, DrawPlan *d) {
    (void)d;
    *WRITABLE(uint32_t, p->phases[p->phase_count - 1].after) = p->phase_count - 1;
}
static void phase_of_no_input(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(PhaseNode, p->phases)->input = p->input_count;
}
static void part_of_no_input(Plan *p, DrawPlan *d) {
    (void)d;
    for (uint32_t s = 0; s < p->split_count; s++)
        if (!p->splits[s].shares) WRITABLE(SharePart, p->splits[s].parts)->input = p->input_count;
}
static void sampler_of_no_form(Plan *p, DrawPlan *d) {
    (void)p;
    WRITABLE(Sampler, d->samplers)->form = SAMPLER_TABLE + 1;
}
static void table_of_another_size(Plan *p, DrawPlan *d) {
    (void)p;
    WRITABLE(Sampler, d->normal)->shift--;
}
static void draw_of_no_input(Plan *p, DrawPlan *d) {
    *WRITABLE(uint32_t, d->independent) = p->input_count;
}
static void correlation_of_no_input(Plan *p, DrawPlan *d) {
    *WRITABLE(uint32_t, d->correlated) = p->input_count;
}
static void no_design(Plan *p, DrawPlan *d) {
    (void)p;
    d->design = DESIGN_SOBOL + 1;
}
static void points_of_half_a_block(Plan *p, DrawPlan *d) {
    (void)p;
    d->points = LANES / 2;
}

static void a_plan_that_leads_out_of_its_arrays_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *name;
        void (*damage)(Plan *plan, DrawPlan *draws);
    } rows[] = {
#define ROW(damage) { #damage, damage }
        ROW(no_periods_a_year),
        ROW(no_options),
        ROW(more_inputs_than_draws),
        ROW(stream_of_no_input),
        ROW(stream_of_no_bundle),
        ROW(bundle_of_no_pool),
        ROW(bundle_of_no_phase),
        ROW(bundle_of_no_stream),
        ROW(jump_of_no_step),
        ROW(step_behind_the_horizon),
        ROW(step_in_a_period),
        ROW(step_nowhere),
        ROW(pool_of_no_programme),
        ROW(pool_of_no_sharing),
        ROW(pool_of_too_many_sharings),
        ROW(sharing_of_no_split),
        ROW(phase_after_itself),
        ROW(phase_of_no_input),
        ROW(part_of_no_input),
        ROW(sampler_of_no_form),
        ROW(table_of_another_size),
        ROW(draw_of_no_input),
        ROW(correlation_of_no_input),
        ROW(no_design),
        ROW(points_of_half_a_block),
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        ReadBack back = read_back(whole);
        assert_true(back.sound);
        rows[r].damage(&back.plan, &back.draws);
        const Image damaged = image_of(&back.plan, &back.draws);
        read_back_free(&back);

        const ReadBack refused = read_back(damaged);

        if (refused.sound) fail_msg("%s was not refused", rows[r].name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_read_back_gives_the_same_image),
        cmocka_unit_test(an_image_cut_short_is_refused),
        cmocka_unit_test(an_image_with_more_bytes_is_refused),
        cmocka_unit_test(an_image_of_another_version_is_refused),
        cmocka_unit_test(a_plan_that_leads_out_of_its_arrays_is_refused),
    };
    return cmocka_run_group_tests(tests, load_sample, free_sample);
}
