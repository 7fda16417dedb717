/* The same bits everywhere: every sample case, and one made of formulas, is run, and the SHA-256 of its figures is in
   tests/page/digests. Each
   compiler's build, each kernel of this processor, a plan read back from its image, and the WebAssembly kernel run by node
   on that image must come to it. With --update the file is written again. */
#include "support/assert_close.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "bizcase/bizcase.h"
#include "case/handle.h"
#include "model/compile.h"
#include "sample/compile.h"
#include "study/kernel.h"
#include "study/simulation/plan_image.h"
#include "study/views.h"

enum { TRIALS = 4096, POINTS = 1024, SEED = 7, MOST_KERNELS = 8, TEXT_ROOM = 65536 };

static const char *const digests_path = "tests/page/digests";

static const char *const sample_cases[] = { "scenarios/joint-ict-2017", "scenarios/best4business", "scenarios/minimal",
    "scenarios/three-councils-quarterly", "scenarios/monthly-mobilisation", "scenarios/horizon-60-years",
    "scenarios/led-street-lighting", "scenarios/early-help", "tests/support/made-of-quantities" };

static const struct RunKind {
    const char *name, *figures;
    Design design;
    uint32_t trials;
} run_kinds[] = {
    { "mc", "default", DESIGN_RANDOM, TRIALS },
    { "lhs", "default", DESIGN_HYPERCUBE, TRIALS },
    { "sobol", "default", DESIGN_SOBOL, TRIALS },
    { "every-figure", "all", DESIGN_RANDOM, 32 },
};

/* What is run: a plan, its draws, and their image. */
typedef struct Subject {
    Plan plan;
    DrawPlan draws;
    uint8_t *image;
    size_t image_size;
} Subject;

typedef struct Sample {
    const char *name;
    BizcaseCase *loaded;
    Views views;
    Subject subjects[COUNT_OF(run_kinds)];
} Sample;

static Arena *arena;
static Sample samples[COUNT_OF(sample_cases)];

static Subject make_subject(const Case *the_case, const struct RunKind *kind) {
    const bool every = strcmp(kind->figures, "all") == 0;
    const Model model =
        model_compile_readings(arena, the_case, FOR_SIMULATION, every ? READINGS_ALL : READING_BIT(READING_WHOLE));
    Subject subject = { .plan = model.plan, .draws = inputs_draw_plan(arena, the_case, &model.inputs, SEED) };
    draw_plan_design(arena, &subject.draws, kind->design, kind->design == DESIGN_RANDOM ? 0 : POINTS, 0);
    subject.image_size = plan_image_size(&subject.plan, &subject.draws);
    subject.image = arena_alloc(arena, subject.image_size);
    plan_image_write(&subject.plan, &subject.draws, subject.image);
    return subject;
}

static int make_samples(void **state) {
    (void)state;
    gsl_set_error_handler_off();
    arena = arena_new();
    for (size_t s = 0; s < COUNT_OF(sample_cases); s++) {
        Sample *sample = &samples[s];
        sample->name = strrchr(sample_cases[s], '/') + 1;
        if (bizcase_case_load(&(BizcaseCaseRequest){ .folder = sample_cases[s] }, &sample->loaded, NULL) != BIZCASE_OK)
            return -1;
        if (views_of(arena, case_of(sample->loaded), NULL, &sample->views, NULL) != BIZCASE_OK) return -1;
        for (size_t kind = 0; kind < COUNT_OF(run_kinds); kind++)
            sample->subjects[kind] = make_subject(case_of(sample->loaded), &run_kinds[kind]);
    }
    return 0;
}

static int free_samples(void **state) {
    (void)state;
    for (size_t s = 0; s < COUNT_OF(samples); s++) bizcase_case_free(samples[s].loaded);
    arena_free(arena);
    return 0;
}

/* --- native --- */

static BlockRequest request_of(Arena *work, const Kernel *kernel, const Views *views, const struct RunKind *kind) {
    WantedFigure *figures = arena_array(work, figure_count, sizeof *figures);
    const bool every = strcmp(kind->figures, "all") == 0;
    uint32_t count = 0;
    for (uint32_t f = 0; f < figure_count; f++)
        if (every || kernel->figures[f]->by_default)
            figures[count++] = (WantedFigure){ kernel->figures[f], every ? SKIP_PROGRAMMES : 0 };
    return (BlockRequest){
        .views = views->items,
        .view_count = views->count,
        .figures = figures,
        .figure_count = count,
    };
}

static size_t column_count(const Plan *plan, const BlockRequest *request, uint32_t result_count) {
    size_t count = 0;
    for (uint32_t v = 0; v < request->view_count; v++)
        for (uint32_t r = 0; r < result_count; r++)
            for (uint32_t f = 0; f < request->figure_count; f++)
                count += result_has(plan, &request->views[v], r, &request->figures[f]);
    return count;
}

/* Little-endian, every NaN with the same bits. */
static void put_double(uint8_t *bytes, double value) {
    uint64_t bits = 0x7FF8000000000000u;
    if (!isnan(value)) memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; i++) bytes[i] = (uint8_t)(bits >> (8 * i));
}

static void native_digest(
    const Kernel *kernel, const Subject *subject, const Views *views, const struct RunKind *kind, char hex[65]) {
    Arena *work = arena_new();
    const Plan *plan = &subject->plan;
    BlockRequest request = request_of(work, kernel, views, kind);
    const size_t columns = column_count(plan, &request, views->result_count);
    double *inputs = arena_rows(work, (size_t)plan->input_count * LANES * sizeof *inputs);
    double *figures = arena_rows(work, columns * LANES * sizeof *figures);
    void *draw_scratch = arena_rows(work, kernel->draw_scratch_size(&subject->draws));
    void *scratch = arena_rows(work, kernel->evaluate_scratch_size(plan));
    const size_t size = columns * kind->trials * sizeof(double);
    uint8_t *bytes = arena_alloc(work, size), *next = bytes;
    for (uint32_t first = 0; first < kind->trials; first += LANES) {
        request.lane_count = kind->trials - first < LANES ? kind->trials - first : LANES;
        kernel->draw_block(&subject->draws, first, inputs, draw_scratch);
        kernel->evaluate_block(plan, &request, inputs, scratch, &(BlockResults){ .figures = figures });
        for (size_t column = 0; column < columns; column++)
            for (uint32_t k = 0; k < request.lane_count; k++, next += sizeof(double))
                put_double(next, figures[column * LANES + k]);
    }
    digest_hex(bytes, size, hex);
    arena_free(work);
}

typedef enum PlanSource { COMPILED, READ_BACK } PlanSource;

static char *native_digests(const Kernel *kernel, PlanSource source) {
    char *text = arena_text(arena, "");
    for (size_t s = 0; s < COUNT_OF(samples); s++)
        for (size_t kind = 0; kind < COUNT_OF(run_kinds); kind++) {
            Subject subject = samples[s].subjects[kind];
            char hex[65];
            if (source == READ_BACK) {
                void *memory = arena_alloc(arena, plan_image_memory(subject.image, subject.image_size));
                assert_true(plan_image_read(subject.image, subject.image_size, memory, &subject.plan, &subject.draws));
            }
            native_digest(kernel, &subject, &samples[s].views, &run_kinds[kind], hex);
            text = arena_format(arena, "%s%s/%s %s\n", text, samples[s].name, run_kinds[kind].name, hex);
        }
    return text;
}

static const char *expected_digests(void) {
    char *text;
    size_t size;
    assert_int_equal(file_read(arena, digests_path, &text, &size), BIZCASE_OK);
    return text;
}

static void every_kernel_comes_to_the_digests(void **state) {
    (void)state;
    const Kernel *kernels[MOST_KERNELS];
    const size_t count = kernels_available(kernels, MOST_KERNELS);
    for (size_t i = 0; i < count; i++) {
        const char *found = native_digests(kernels[i], COMPILED);
        if (strcmp(found, expected_digests()) != 0)
            print_error(
                "%s does not come to %s; `make goldens` writes what is right now\n", kernels[i]->name, digests_path);
        assert_string_equal(found, expected_digests());
    }
}

static void plans_read_back_from_images_come_to_the_digests(void **state) {
    (void)state;
    assert_string_equal(native_digests(kernel_best(), READ_BACK), expected_digests());
}

/* --- WebAssembly --- */

/* Writes the images, and the list of runs that kernel_digest.mjs reads. */
static void write_runs(const char *folder) {
    FILE *runs = fopen(arena_format(arena, "%s/runs", folder), "w");
    assert_non_null(runs);
    for (size_t s = 0; s < COUNT_OF(samples); s++)
        for (size_t kind = 0; kind < COUNT_OF(run_kinds); kind++) {
            const Sample *sample = &samples[s];
            const char *path = arena_format(arena, "%s/%zu", folder, s * COUNT_OF(run_kinds) + kind);
            const Subject *subject = &sample->subjects[kind];
            assert_int_equal(file_write_whole(path, (const char *)subject->image, subject->image_size), BIZCASE_OK);
            fprintf(runs, "%s/%s %s %s %u", sample->name, run_kinds[kind].name, path, run_kinds[kind].figures,
                run_kinds[kind].trials);
            for (uint32_t v = 0; v < sample->views.count; v++) {
                const View *view = &sample->views.items[v];
                fprintf(runs, " %u/%u/%d", view->option, view->baseline, view->is_main);
            }
            fprintf(runs, "\n");
        }
    assert_int_equal(fclose(runs), 0);
}

static void remove_runs(const char *folder) {
    unlink(arena_format(arena, "%s/runs", folder));
    for (size_t i = 0; i < COUNT_OF(samples) * COUNT_OF(run_kinds); i++)
        unlink(arena_format(arena, "%s/%zu", folder, i));
    rmdir(folder);
}

static void webassembly_comes_to_the_digests(void **state) {
    (void)state;
    const char *kernel = getenv("BIZCASE_WASM");
    if (!kernel) {
        print_message("BIZCASE_WASM does not name the kernel that `make wasm` builds; `make check` runs this\n");
        skip();
    }
    char folder[] = "/tmp/bizcase-wasm-XXXXXX", found[TEXT_ROOM];
    assert_non_null(mkdtemp(folder));
    write_runs(folder);

    FILE *node = popen(arena_format(arena, "node tests/page/kernel_digest.mjs '%s' %s/runs", kernel, folder), "r");
    assert_non_null(node);
    found[fread(found, 1, sizeof found - 1, node)] = '\0';
    const int status = pclose(node);
    remove_runs(folder);

    assert_int_equal(status, 0);
    assert_string_equal(found, expected_digests());
}

static int update(void) {
    if (make_samples(NULL) != 0) return EXIT_FAILURE;
    const char *text = native_digests(kernel_best(), COMPILED);
    const BizcaseStatus status = file_write_whole(digests_path, text, strlen(text));
    free_samples(NULL);
    return status == BIZCASE_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int count, char **arguments) {
    if (count == 2 && strcmp(arguments[1], "--update") == 0) return update();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kernel_comes_to_the_digests),
        cmocka_unit_test(plans_read_back_from_images_come_to_the_digests),
        cmocka_unit_test(webassembly_comes_to_the_digests),
    };
    return cmocka_run_group_tests(tests, make_samples, free_samples);
}
