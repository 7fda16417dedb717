/* The seeds of images that the fuzz targets start from: made of three small cases, and of today's format. Another format
   refuses older seeds at the first byte, and the fuzzer would have to find the way in by itself.
   usage: seeds_test [--update]     --update: writes them again */
#include "bizcase/live.h"
#include "bizcase/simulate.h"
#include "model/compile.h"
#include "sample/compile.h"
#include "study/live/live.h"
#include "study/simulation/plan_image.h"
#include "support/temporary_case.h"

#define CORPUS "tests/fuzz/corpus/"

static bool is_update;

static const CaseFile minimal[] = { { "costs.csv", "line,2018/19,2019/20\nplatform,100,50\n" },
    { "benefits.csv", "line,2018/19,2019/20\nsavings,0,200\n" }, { NULL, NULL } };

static const CaseFile two_councils[] = { { "councils.csv", "council\nCEC\nCWC\n" },
    { "options.csv", "option,role,life\nbau,baseline,\nnew,preferred,3\n" },
    { "costs.csv",
        "line,option,split,drivers,distribution,low,central,high,optimism_bias,phase,on_delay,2018/19,2019/20\n"
        "platform,new,devices,prices,triangular,0.9,1,1.3,10%,build,shift,100,50\n"
        "team,new,,,,,,,,build,extend,20,20\n"
        "support,bau,,growth,,,,,,,,60,60\n" },
    { "drivers.csv", "driver,kind,distribution,low,central,high\nprices,multiplier,triangular,0.8,1,1.4\n"
                     "growth,growth,uniform,-2%,,4%\nheads,multiplier,uniform,80,,120\n" },
    { "splits.csv", "split,CEC,CWC\ndevices,heads,100\n" },
    { "phases.csv", "phase,start,end,distribution,low,central,high\nbuild,2018-04,2019-03,triangular,-2,0,9\n" },
    { "risks.csv",
        "risk,option,probability,distribution,low,central,high,from,to\nlate,new,30%,uniform,5,,25,2018/19,2019/20\n" },
    { NULL, NULL } };

/* Levels and programs: a stock, money of a formula, a path and a share that move, and each kind of step that looks back. */
static const CaseFile made_of_quantities[] = { { "councils.csv", "council\nCEC\nCWC\n" },
    { "options.csv", "option,role\nled,option\n" },
    { "phases.csv", "phase,start,end,distribution,low,central,high\nroll,2018-04,2019-03,uniform,0,,9\n" },
    { "drivers.csv", "driver,kind,distribution,low,high,phase,2018/19,2019/20,2020/21\n"
                     "wages,growth,uniform,1%,3%,,,,\neffect,multiplier,uniform,0.8,1.2,roll,1,2,3\n" },
    { "quantities.csv", "quantity,formula,distribution,low,high,phase,on_delay,2018/19,2019/20,2020/21\n"
                        "lamps,,uniform,0.8,1.2,roll,shift,100,220,140\nteam,,,,,roll,extend,3,2,1\n"
                        "share,,uniform,0.5,0.9,,,,,\n"
                        "stock,\"prev(stock, 50) * share + lamps\",,,,,,,,\n"
                        "spread,\"lamps / total(lamps) + cohort(lamps, 1, 50%) + renewals(lamps, 1) ^ 2\",,,,,,,,\n" },
    { "splits.csv", "split,from,CEC,CWC\nby-stock,,stock,100\n" },
    { "costs.csv", "line,option,split,formula,drivers,phase,2018/19,2019/20,2020/21\n"
                   "energy,led,by-stock,\"min(cumulative(lamps) * share, 300) * effect\",,,,,\n"
                   "crew,led,,\"round(team * wages, 1) + in_use(spread, 2)\",,,,,\n"
                   "late,led,,\"if(share > 0.7, share, lag(share, 1)) * 50\",,roll,,,\ncells,led,,,effect,,5,6,7\n" },
    { NULL, NULL } };

static TemporaryCase loaded_of(const CaseFile *files) {
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    return made;
}

/* The seed in the corpus is these bytes, or becomes them. */
static void check_seed(const char *path, const uint8_t *bytes, size_t size) {
    uint8_t *found = malloc(size + 1);
    FILE *file = fopen(path, is_update ? "wb" : "rb");
    assert_non_null(file);
    if (is_update)
        assert_int_equal(fwrite(bytes, 1, size, file), size);
    else {
        assert_int_equal(fread(found, 1, size + 1, file), size);
        assert_memory_equal(found, bytes, size);
    }
    assert_int_equal(fclose(file), 0);
    free(found);
}

static void seeds_of_plans_are_of_today_s_format(void **state) {
    static const struct {
        const CaseFile *files;
        Design design;
        const char *path;
    } rows[] = { { minimal, DESIGN_RANDOM, CORPUS "plan_image/minimal" },
        { two_councils, DESIGN_HYPERCUBE, CORPUS "plan_image/two-councils-hypercube" },
        { two_councils, DESIGN_SOBOL, CORPUS "plan_image/two-councils-sobol" },
        { made_of_quantities, DESIGN_RANDOM, CORPUS "plan_image/made-of-quantities" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        TemporaryCase made = loaded_of(rows[r].files);
        const Model model = model_compile(arena, case_of(made.loaded), FOR_SIMULATION);
        DrawPlan draws = inputs_draw_plan(arena, case_of(made.loaded), &model.inputs, 1);
        if (rows[r].design != DESIGN_RANDOM) draw_plan_design(arena, &draws, rows[r].design, 1024, 0);
        const size_t size = plan_image_size(&model.plan, &draws);
        uint8_t *bytes = arena_alloc(arena, size);
        plan_image_write(&model.plan, &draws, bytes);

        check_seed(rows[r].path, bytes, size);
        arena_free(arena);
        temporary_case_free(&made);
    }
}

static void seeds_of_live_pages_are_of_today_s_format(void **state) {
    static const struct {
        const CaseFile *files;
        const char *path;
    } rows[] = { { minimal, CORPUS "live_image/minimal" }, { two_councils, CORPUS "live_image/two-councils" },
        { made_of_quantities, CORPUS "live_image/made-of-quantities" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        TemporaryCase made = loaded_of(rows[r].files);
        const BizcaseCaseRequest with = { .folder = made.folder };
        BizcaseLive *live = NULL;
        assert_int_equal(
            bizcase_live(made.loaded, &(BizcaseLiveRequest){ .with = &with, .trials = 1000 }, &live, NULL), BIZCASE_OK);

        check_seed(rows[r].path, live->image, live->image_size);
        bizcase_live_free(live);
        temporary_case_free(&made);
    }
}

/* Without its seal, which fuzz_merge makes. Its digest is that of the sample's files. */
static void the_seed_of_parts_is_of_today_s_sample_and_version(void **state) {
    enum { SEAL = 64 };
    static const char *const npv = "npv";
    static const BizcaseSimulateRequest request = {
        .trials = 100, .has_seed = 1, .seed = 1, .sampler = "mc", .threads = 1, .figures = &npv, .figure_count = 1
    };
    static uint8_t bytes[1 << 20];
    char folder[64], path[128];
    (void)state;
    BizcaseCase *loaded;
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/part", folder);
    assert_int_equal(
        bizcase_case_load(&(BizcaseCaseRequest){ .folder = "scenarios/minimal" }, &loaded, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_simulate_shard(loaded, &request, 1, 1, path, NULL), BIZCASE_OK);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);

    assert_true(size > SEAL && size < sizeof bytes);
    check_seed(CORPUS "merge/minimal", bytes, size - SEAL);
    bizcase_case_free(loaded);
    remove_folder(folder);
}

int main(int argc, char **argv) {
    is_update = argc > 1 && strcmp(argv[1], "--update") == 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seeds_of_plans_are_of_today_s_format),
        cmocka_unit_test(seeds_of_live_pages_are_of_today_s_format),
        cmocka_unit_test(the_seed_of_parts_is_of_today_s_sample_and_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
