/* Plan images: what is written is read back, and an image that no plan has is refused. That the figures are the same is
   kernel_digest_test's. */
#include "support/temporary_case.h"

#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "case/handle.h"
#include "evaluate/block.h"
#include "model/compile.h"
#include "sample/compile.h"
#include "study/simulation/plan_image.h"
#include "study/simulation/plan_sound.h"

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
static Image of_formulas; /* of a case in which trials change quantities, paths, formulas and shares */

static const CaseFile formulas[] = { { "councils.csv", "council\nA\nB\n" },
    { "options.csv", "option,role\nled,option\n" }, { "programmes.csv", "programme\nlight\n" },
    { "phases.csv", "phase,start,end,distribution,low,central,high\nroll,2019-04,2021-03,uniform,0,,18\n" },
    { "drivers.csv", "driver,kind,distribution,low,high,phase,2019/20,2020/21,2021/22\n"
                     "wages,growth,uniform,1%,3%,,,,\neffect,multiplier,uniform,0.8,1.2,roll,1,2,3\n" },
    { "quantities.csv", "quantity,formula,distribution,low,high,phase,2019/20,2020/21,2021/22\n"
                        "lamps,,uniform,0.8,1.2,roll,100,220,140\nshare,,uniform,0.5,0.9,,,,\n"
                        "stock,\"prev(stock, 50) * share + lamps\",,,,,,,\n" },
    { "splits.csv", "split,from,A,B\nby-stock,,stock,100\n" },
    { "costs.csv", "line,option,programme,split,formula,drivers,2019/20,2020/21,2021/22\n"
                   "energy,led,light,by-stock,\"cumulative(lamps) * share * effect\",,,,\n"
                   "crew,led,light,,stock * wages ^ 2,,,,\ncells,led,light,,,effect,5,6,7\n" },
    { 0 } };

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

/* The streams are the first list of a plan: they are where its memory begins. */
static void read_back_free(const ReadBack *result) {
    free((void *)(uintptr_t)result->plan.streams);
}

static void make_image_of_formulas(void) {
    TemporaryCase made = temporary_case(formulas, (BizcaseCaseRequest){ 0 });
    print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    const Model model = model_compile(arena, case_of(made.loaded), FOR_SIMULATION);
    const DrawPlan draws = inputs_draw_plan(arena, case_of(made.loaded), &model.inputs, 1);
    of_formulas = image_of(&model.plan, &draws);
    temporary_case_free(&made);
}

static int load_sample(void **state) {
    (void)state;
    gsl_set_error_handler_off();
    arena = arena_new();
    make_image_of_formulas();
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

    const Image images[] = { whole, of_formulas };
    for (size_t i = 0; i < COUNT_OF(images); i++) {
        const ReadBack back = read_back(images[i]);
        assert_true(back.sound);
        const Image again = image_of(&back.plan, &back.draws);

        assert_int_equal(again.size, images[i].size);
        assert_memory_equal(again.bytes, images[i].bytes, images[i].size);
        read_back_free(&back);
    }
}

static void an_image_cut_short_is_refused(void **state) {
    (void)state;
    const Image images[] = { whole, of_formulas };
    for (size_t i = 0; i < COUNT_OF(images); i++)
        for (size_t size = 0; size < images[i].size; size += size < 8192 || images[i].size - size < 64 ? 1 : 4099) {
            uint8_t *cut = malloc(size + 1); /* its own, so that a sanitizer sees what is read behind it */
            memcpy(cut, images[i].bytes, size);
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

/* What is read back is in memory of the test's own, which it may write. */
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
    for (uint32_t s = 0; s < p->stream_count; s++)
        if (p->streams[s].input_count > 0) *WRITABLE(uint32_t, p->streams[s].inputs) = p->input_count;
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
/* The first whose money is in cells. */
static const Bundle *bundle_of_cells(const Plan *p) {
    for (uint32_t b = 0; b < p->bundle_count; b++)
        if (p->bundles[b].step_count > 0 && !p->bundles[b].step_levels) return &p->bundles[b];
    fail_msg("no bundle has money in cells");
    return NULL;
}
static void jump_of_no_step(Plan *p, DrawPlan *d) {
    (void)d;
    const Bundle *bundle = bundle_of_cells(p);
    const Stream *stream = &p->streams[bundle->streams[0]];
    WRITABLE(struct Jump, stream->jumps)->step = bundle->step_count;
}
static void step_behind_the_horizon(Plan *p, DrawPlan *d) {
    (void)d;
    const Bundle *bundle = bundle_of_cells(p);
    WRITABLE(Step, bundle->steps)[bundle->step_count - 1].position = p->period_count + 1.0;
}
static void step_in_a_period(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Step, bundle_of_cells(p)->steps)->position = 0.5;
}
static void step_nowhere(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Step, bundle_of_cells(p)->steps)->position = NAN;
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

typedef struct Damage {
    const char *name;
    void (*damage)(Plan *plan, DrawPlan *draws);
} Damage;
#define ROW(damage)                                                                                                    \
    { #damage, damage }

static void check_refused(Image image, const Damage *rows, size_t count) {
    for (size_t r = 0; r < count; r++) {
        ReadBack back = read_back(image);
        assert_true(back.sound);
        rows[r].damage(&back.plan, &back.draws);
        const Image damaged = image_of(&back.plan, &back.draws);
        read_back_free(&back);

        const ReadBack refused = read_back(damaged);

        if (refused.sound) fail_msg("%s was not refused", rows[r].name);
    }
}

static void a_plan_that_leads_out_of_its_arrays_is_refused(void **state) {
    (void)state;
    static const Damage rows[] = {
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
    check_refused(whole, rows, COUNT_OF(rows));
}

/* --- levels and programs --- */

/* The plan has a level of cells that moves, one that a program gives, and a path. */
static uint32_t level_that_moves(const Plan *p) {
    for (uint32_t i = 0; i < p->level_count; i++)
        if (p->levels[i].cells && p->levels[i].movement.phase != NO_INDEX) return i;
    fail_msg("no level moves");
    return 0;
}
static LevelSource *source_of(const Plan *p, SourceKind kind, LevelProgram **of) {
    for (uint32_t i = 0; i < p->program_count; i++)
        for (uint32_t s = 0; s < p->programs[i].program.input_count; s++) {
            *of = WRITABLE(LevelProgram, &p->programs[i]);
            if (p->programs[i].sources[s].kind == kind) return WRITABLE(LevelSource, &p->programs[i].sources[s]);
        }
    fail_msg("no program has a source of kind %d", (int)kind);
    return NULL;
}
static const Bundle *bundle_of_formula(const Plan *p) {
    for (uint32_t b = 0; b < p->bundle_count; b++)
        if (p->bundles[b].step_levels) return &p->bundles[b];
    fail_msg("no bundle has the money of a formula");
    return NULL;
}
static const Bundle *bundle_of_path(const Plan *p) {
    for (uint32_t b = 0; b < p->bundle_count; b++)
        if (p->bundles[b].level_count > 0) return &p->bundles[b];
    fail_msg("no bundle has a path that moves");
    return NULL;
}

/* Then a program has no level left to give. */
static void give_cells_to_level_of(Plan *p, uint32_t program) {
    for (uint32_t i = 0; i < p->programs[program].program.output_count; i++)
        WRITABLE(Level, &p->levels[p->programs[program].first_level + i])->cells = p->discount_factor;
}

static void level_of_no_phase(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Level, &p->levels[level_that_moves(p)])->movement.phase = p->phase_count;
}
static void level_of_no_input(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Level, p->levels)->input = p->input_count;
}
static void level_that_nothing_gives(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Level, &p->levels[level_that_moves(p)])->cells = NULL;
}
static void level_given_twice(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Level, &p->levels[p->programs[0].first_level])->cells = p->discount_factor;
}
static void program_of_no_level(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(LevelProgram, &p->programs[p->program_count - 1])->first_level = p->level_count;
}
static void program_of_levels_far_away(Plan *p, DrawPlan *d) {
    (void)d;
    give_cells_to_level_of(p, p->program_count - 1);
    WRITABLE(LevelProgram, &p->programs[p->program_count - 1])->first_level = UINT32_MAX;
}
static void programs_of_the_same_level(Plan *p, DrawPlan *d) {
    (void)d;
    give_cells_to_level_of(p, 1);
    *WRITABLE(LevelProgram, &p->programs[1]) = p->programs[0];
}
static void programs_out_of_order(Plan *p, DrawPlan *d) {
    (void)d;
    const LevelProgram first = p->programs[0];
    *WRITABLE(LevelProgram, &p->programs[0]) = p->programs[1];
    *WRITABLE(LevelProgram, &p->programs[1]) = first;
}
static void program_that_gives_nothing(Plan *p, DrawPlan *d) {
    Program *program = &WRITABLE(LevelProgram, &p->programs[p->program_count - 1])->program;
    (void)d;
    give_cells_to_level_of(p, p->program_count - 1);
    program->output_count = program->instruction_count = program->pass_count = 0;
}
static void program_of_a_later_level(Plan *p, DrawPlan *d) {
    LevelProgram *of;
    LevelSource *source = source_of(p, SOURCE_LEVEL, &of);
    (void)d;
    source->index = of->first_level;
}
static void program_of_no_growth(Plan *p, DrawPlan *d) {
    LevelProgram *of;
    LevelSource *source = source_of(p, SOURCE_GROWTH, &of);
    (void)d;
    source->index = p->growth_count;
}
static void program_of_no_input(Plan *p, DrawPlan *d) {
    LevelProgram *of;
    LevelSource *source = source_of(p, SOURCE_INPUT, &of);
    (void)d;
    source->index = p->input_count;
}
static void input_taken_by_period(Plan *p, DrawPlan *d) { /* it has one row, not one a period */
    LevelProgram *of;
    LevelSource *source = source_of(p, SOURCE_INPUT, &of);
    (void)d;
    WRITABLE(bool, of->program.is_flat)[source - of->sources] = false;
}
static void level_taken_as_flat(Plan *p, DrawPlan *d) {
    LevelProgram *of;
    LevelSource *source = source_of(p, SOURCE_LEVEL, &of);
    (void)d;
    WRITABLE(bool, of->program.is_flat)[source - of->sources] = true;
}
static void source_of_no_kind(Plan *p, DrawPlan *d) {
    LevelProgram *of;
    (void)d;
    source_of(p, SOURCE_LEVEL, &of)->kind = SOURCE_KIND_COUNT;
}
static void step_of_no_kind(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Instruction, p->programs[0].program.instructions)->step = DO_COUNT;
}
static void operand_of_no_kind(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Instruction, p->programs[0].program.instructions)->a.kind = OPERAND_KIND_COUNT;
}
static void operand_behind_the_rows(Plan *p, DrawPlan *d) {
    const Operand last = { OPERAND_ROW, p->programs[0].program.row_count };
    (void)d;
    WRITABLE(Instruction, p->programs[0].program.instructions)->a = last;
}
static void instruction_behind_the_last(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(ProgramPass, p->programs[0].program.passes)->count++;
}
static void money_of_no_level(Plan *p, DrawPlan *d) {
    (void)d;
    *WRITABLE(uint32_t, bundle_of_formula(p)->step_levels) = p->level_count;
}
static void money_of_a_formula_moved_in_steps(Plan *p, DrawPlan *d) {
    (void)d;
    WRITABLE(Bundle, bundle_of_formula(p))->phase = 0;
}
static void path_of_no_level(Plan *p, DrawPlan *d) {
    (void)d;
    *WRITABLE(uint32_t, bundle_of_path(p)->levels) = p->level_count;
}
static void share_of_no_level(Plan *p, DrawPlan *d) {
    (void)d;
    for (uint32_t s = 0; s < p->split_count; s++)
        if (!p->splits[s].shares) WRITABLE(SharePart, p->splits[s].parts)->level = p->level_count;
}

static void levels_and_programs_that_lead_out_of_their_arrays_are_refused(void **state) {
    (void)state;
    static const Damage rows[] = {
        ROW(level_of_no_phase),
        ROW(level_of_no_input),
        ROW(level_that_nothing_gives),
        ROW(level_given_twice),
        ROW(program_of_no_level),
        ROW(program_of_levels_far_away),
        ROW(programs_of_the_same_level),
        ROW(programs_out_of_order),
        ROW(program_that_gives_nothing),
        ROW(program_of_a_later_level),
        ROW(program_of_no_growth),
        ROW(program_of_no_input),
        ROW(input_taken_by_period),
        ROW(level_taken_as_flat),
        ROW(source_of_no_kind),
        ROW(step_of_no_kind),
        ROW(operand_of_no_kind),
        ROW(operand_behind_the_rows),
        ROW(instruction_behind_the_last),
        ROW(money_of_no_level),
        ROW(money_of_a_formula_moved_in_steps),
        ROW(path_of_no_level),
        ROW(share_of_no_level),
    };
    check_refused(of_formulas, rows, COUNT_OF(rows));
}

/* --- memory --- */

typedef enum Wanted { KEPT_ROWS, ROWS } Wanted;

/* Whether a plan is sound that wants so much more; *size is the memory that a block of it takes. */
static bool is_sound_with(Wanted wanted, uint32_t count, size_t *size) {
    const ReadBack back = read_back(of_formulas);
    Program *program = &WRITABLE(LevelProgram, back.plan.programs)->program;
    assert_true(back.sound);
    if (wanted == KEPT_ROWS) program->kept_count += count;
    if (wanted == ROWS) program->row_count += count;
    *size = evaluate_scratch_size(&back.plan);
    const bool sound = plan_is_sound(&back.plan);
    read_back_free(&back);
    return sound;
}

/* A small image may ask for a lot: what a block works with ends at 2^20 rows of lanes, a gigabyte. The largest that is
   taken comes within a thousandth of it. */
static void a_plan_that_wants_more_memory_than_there_is_is_refused(void **state) {
    static const Wanted rows[] = { KEPT_ROWS, ROWS };
    const size_t most = ((size_t)1 << 20) * LANES * sizeof(double);
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        uint32_t low = 0, high = PLAN_MOST_OF_A_KIND;
        size_t size;
        assert_true(is_sound_with(rows[r], low, &size));
        assert_false(is_sound_with(rows[r], high, &size));
        while (high - low > 1) {
            const uint32_t middle = low + (high - low) / 2;
            if (is_sound_with(rows[r], middle, &size))
                low = middle;
            else
                high = middle;
        }

        assert_true(is_sound_with(rows[r], low, &size));
        assert_true(size <= most && size > most / 1000 * 999);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_read_back_gives_the_same_image),
        cmocka_unit_test(an_image_cut_short_is_refused),
        cmocka_unit_test(an_image_with_more_bytes_is_refused),
        cmocka_unit_test(an_image_of_another_version_is_refused),
        cmocka_unit_test(a_plan_that_leads_out_of_its_arrays_is_refused),
        cmocka_unit_test(levels_and_programs_that_lead_out_of_their_arrays_are_refused),
        cmocka_unit_test(a_plan_that_wants_more_memory_than_there_is_is_refused),
    };
    return cmocka_run_group_tests(tests, load_sample, free_sample);
}
