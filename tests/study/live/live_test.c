/* A live page's model against the engine itself: each control does what its words do on the command line. */
#include "support/assert_close.h"
#include "support/temporary_case.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/handle.h"
#include "case/readings.h"
#include "evaluate/figure_table.h"
#include "study/live/figures.h"
#include "study/live/live.h"
#include "study/live/state.h"
#include "study/plan_changes.h"

static const char *const folders[] = { "scenarios/joint-ict-2017", "scenarios/best4business",
    "scenarios/horizon-60-years", "scenarios/minimal", "scenarios/monthly-mobilisation",
    "scenarios/three-councils-quarterly", "scenarios/led-street-lighting", "scenarios/early-help",
    "tests/support/made-of-quantities" };

typedef struct Page {
    const char *folder;
    BizcaseCase *loaded;
    BizcaseLive *live;
    const LiveCase *made; /* the variant that is open */
    Arena *arena;
    LiveState state; /* of the case as it was */
} Page;

static Page open_variant(const char *folder, size_t variant) {
    Page page = { .folder = folder, .arena = arena_new() };
    const BizcaseCaseRequest with = { .folder = folder };
    const BizcaseLiveRequest request = { .with = &with };
    assert_int_equal(bizcase_case_load(&with, &page.loaded, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_live(page.loaded, &request, &page.live, NULL), BIZCASE_OK);
    assert_true(variant < page.live->case_count);
    page.made = &page.live->cases[variant];
    assert_true(live_open(page.arena, page.live->image, page.live->image_size, variant, &page.state));
    return page;
}

static Page open_page(const char *folder) {
    return open_variant(folder, 0);
}

static void close_page(Page *page) {
    live_close(&page->state);
    bizcase_live_free(page->live);
    bizcase_case_free(page->loaded);
    arena_free(page->arena);
}

/* --- the image ------------------------------------------------------------------------------------------------------ */

static void an_image_read_back_gives_the_same_image(void **state) {
    (void)state;
    Page page = open_page("scenarios/joint-ict-2017");
    const size_t count = live_image_count(page.live->image, page.live->image_size);
    LiveVariant *variants = arena_array(page.arena, count, sizeof *variants);

    assert_int_equal(count, page.live->case_count);
    for (size_t v = 0; v < count; v++)
        assert_true(live_image_read(page.arena, page.live->image, page.live->image_size, v, &variants[v]));

    assert_int_equal(live_image_write(variants, count, NULL), page.live->image_size);
    uint8_t *again = arena_alloc(page.arena, page.live->image_size);
    live_image_write(variants, count, again);
    assert_memory_equal(again, page.live->image, page.live->image_size);
    close_page(&page);
}

static void a_damaged_image_is_refused(void **state) {
    (void)state;
    Page page = open_page("scenarios/minimal");
    const size_t size = page.live->image_size;
    LiveVariant variant;
    for (size_t cut = 0; cut < size; cut++) {
        uint8_t *bytes = malloc(cut + 1); /* its own, so that a sanitizer sees what is read behind it */
        Arena *arena = arena_new();
        memcpy(bytes, page.live->image, cut);
        assert_false(live_image_count(bytes, cut) > 0 && live_image_read(arena, bytes, cut, 0, &variant));
        arena_free(arena);
        free(bytes);
    }
    assert_false(live_image_read(page.arena, page.live->image, size, page.live->case_count, &variant));
    close_page(&page);
}

/* --- the unchanged case --------------------------------------------------------------------------------------------- */

static void assert_same_bits(const double *a, const double *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (memcmp(&a[i], &b[i], sizeof *a) != 0 && !(isnan(a[i]) && isnan(b[i])))
            fail_msg("number %zu: %.17g, not %.17g", i, a[i], b[i]);
}

static void the_unchanged_figures_are_the_engine_s(void **state) {
    (void)state;
    for (size_t f = 0; f < COUNT_OF(folders); f++) {
        Page page = open_page(folders[f]);
        double *figures;

        assert_int_equal(live_check_plan(page.arena, &page.state, &figures), page.live->plan_figure_count);
        assert_same_bits(figures, page.live->plan_figures, page.live->plan_figure_count);
        assert_int_equal(live_check_simulation(page.arena, &page.state, page.live->check_trials, &figures),
            page.live->simulated_count);
        assert_same_bits(figures, page.live->simulated, page.live->simulated_count);
        close_page(&page);
    }
}

/* --- controls ------------------------------------------------------------------------------------------------------- */

/* What the page's script makes of an edit's value. */
static const char *value_text(Arena *arena, const char *pattern, double value) {
    if (strcmp(pattern, "{}") == 0) return arena_format(arena, "%.17g", value);
    if (strcmp(pattern, "{switch}") == 0) return value != 0 ? "yes" : "no";
    if (strcmp(pattern, "{auto}") == 0) return value != 0 ? "auto" : "no";
    if (strncmp(pattern, "{rest:", 6) == 0)
        return arena_format(arena, "%.17g", (1 - value) * strtod(pattern + 6, NULL));
    return pattern;
}

static const char **set_texts(Arena *arena, const LiveControl *control, double value) {
    const char **texts = arena_array(arena, control->edit_count, sizeof *texts);
    for (size_t e = 0; e < control->edit_count; e++) {
        const LiveEdit *edit = &control->edits[e];
        texts[e] = arena_format(arena, "%s:%s:%s%s%s", edit->file, edit->row, edit->column,
            strcmp(edit->change, "scale") == 0 ? "*" : "=", value_text(arena, edit->value, value));
    }
    return texts;
}

static BizcaseCase *load_with(const Page *page, const LiveControl *control, double value) {
    BizcaseCase *loaded;
    const BizcaseCaseRequest with = {
        .folder = page->folder, .changes = set_texts(page->arena, control, value), .change_count = control->edit_count
    };
    const BizcaseStatus status = bizcase_case_load(&with, &loaded, NULL);
    size_t count;
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(loaded, &count);
    for (size_t i = 0; i < count && status != BIZCASE_OK; i++)
        if (items[i].severity == BIZCASE_ERROR) fail_msg("%s at %.17g: %s", control->id, value, items[i].message);
    assert_int_equal(status, BIZCASE_OK);
    return loaded;
}

static void change(Page *page, const LiveControl *control, double value) {
    LiveChange change = control->change;
    change.value = value;
    live_clear_changes(&page->state);
    assert_true(live_change(&page->state, change));
    live_apply(&page->state);
}

static void assert_near(
    const Page *page, const LiveControl *control, double value, const char *what, double a, double b, double size) {
    if (isnan(a) && isnan(b)) return;
    if (!(fabs(a - b) <= 1e-9 * fmax(size, fmax(fabs(a), fabs(b)))))
        fail_msg("%s, %s at %.17g: %s is %.17g, and %.17g with --set", page->folder, control->id, value, what, a, b);
}

/* Every figure of every result of the main view. */
static void compare_plans(Page *page, const LiveControl *control, double value) {
    BizcaseCase *loaded = load_with(page, control, value);
    BizcaseAppraisal *appraisal;
    const BizcaseAppraisal *shown = &page->state.appraisal;
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    change(page, control, value);
    for (size_t r = 0; r < shown->result_count; r++) {
        const BizcaseResult *mine = &shown->results[r], *theirs = bizcase_appraisal_find(appraisal, &mine->scope);
        assert_non_null(theirs);
        for (size_t f = 0; f < bizcase_figure_count(); f++) {
            const BizcaseFigure figure = bizcase_figure(f);
            const size_t read = figure_in_reading((uint32_t)f, page->made->the_case.reading);
            /* A page's plan has one reading as its whole. */
            if (figure.reading != BIZCASE_WHOLE || read == FIGURE_COUNT) continue;
            assert_near(page, control, value, figure.name, mine->figures[f], theirs->figures[read],
                figure.unit == BIZCASE_MONEY ? 1 : 1e-3);
        }
    }
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(loaded);
}

/* Away from the plan to both sides, as far as the slider goes. */
static size_t tried_values(const LiveControl *control, double values[2]) {
    const double third = control->least + (control->most - control->least) / 3,
                 far = control->most - (control->most - control->least) / 16;
    values[0] = control->is_switch ? 1 - control->plan : third;
    values[1] = far;
    return control->is_switch ? 1 : 2;
}

static void each_control_does_to_the_plan_what_its_words_do(void **state) {
    (void)state;
    for (size_t f = 0; f < COUNT_OF(folders); f++) {
        Page page = open_page(folders[f]);
        const LiveCase *made = page.made;
        for (size_t c = 0; c < made->control_count; c++) {
            double values[2];
            const size_t count = tried_values(&made->controls[c], values);
            for (size_t i = 0; i < count; i++) compare_plans(&page, &made->controls[c], values[i]);
        }
        close_page(&page);
    }
}

enum { TRIALS = 4096 };

static bool is_correlated(const LiveState *state, const LiveControl *control) {
    const DrawPlan *draws = &state->variant.draws;
    for (size_t i = 0; i < draws->correlated_count; i++)
        if (control->change.kind == LIVE_INPUT && draws->correlated[i] == control->change.index) return true;
    return false;
}

static void compare_trials(Page *page, const LiveControl *control, double value) {
    const char *const figures[] = { figure_table[figure_in_reading(FIGURE_NPV, page->made->the_case.reading)]->name };
    const size_t option = page->state.shown.items[0].option;
    const BizcaseSimulateRequest request = { .option = page->state.variant.facts.options[option].label.id,
        .trials = TRIALS,
        .sampler = "mc",
        .figures = figures,
        .figure_count = 1 };
    BizcaseCase *loaded = load_with(page, control, value);
    BizcaseSimulation *simulation;
    assert_int_equal(bizcase_simulate(loaded, &request, &simulation, NULL), BIZCASE_OK);
    change(page, control, value);
    const double *trials = live_trials(&page->state, 0, TRIALS / LANES);
    memcpy(live_outcomes(&page->state, TRIALS), trials, page->state.scope_count * TRIALS * sizeof *trials);
    live_count(&page->state);
    for (size_t s = 0; s < page->state.scope_count; s++) {
        const BizcaseDistribution *mine = &page->state.simulation.distributions[s];
        const BizcaseDistribution *theirs =
            bizcase_simulation_find(simulation, &mine->scope, bizcase_figure_find(figures[0]));
        assert_non_null(theirs);
        assert_near(page, control, value, "mean", mine->mean, theirs->mean, mine->sd);
        assert_near(page, control, value, "standard error", mine->standard_error, theirs->standard_error, mine->sd);
        assert_near(
            page, control, value, "chance of loss", mine->probability_negative, theirs->probability_negative, 1);
        assert_near(page, control, value, "chance of the plan", mine->probability_at_least_plan,
            theirs->probability_at_least_plan, 1);
        for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++)
            assert_near(page, control, value, "a percentile", mine->percentiles[p], theirs->percentiles[p], mine->sd);
    }
    bizcase_simulation_free(simulation);
    bizcase_case_free(loaded);
}

/* With --set the bias that trials keep is settled again; the page does as studies do, and keeps it. */
static bool settles_bias(const LiveState *state, const LiveControl *control) {
    return control->change.kind == LIVE_INPUT && plan_has_bias(&state->variant.biased) &&
           state->variant.facts.settings.optimism_bias_in_simulation == TRIALS_WITH_REST_OF_BIAS;
}

/* Correlated inputs are drawn again where one of them becomes certain: those trials are others. */
static void each_control_does_to_the_trials_what_its_words_do(void **state) {
    (void)state;
    for (size_t f = 0; f < COUNT_OF(folders); f++) {
        Page page = open_page(folders[f]);
        const LiveCase *made = page.made;
        for (size_t c = 0; c < made->control_count; c++) {
            double values[2];
            tried_values(&made->controls[c], values);
            if (!is_correlated(&page.state, &made->controls[c]) && !settles_bias(&page.state, &made->controls[c]))
                compare_trials(&page, &made->controls[c], values[0]);
        }
        close_page(&page);
    }
}

/* A split that differs between options has a control for each of its ways, where its rows are of that one alone: `late` has
   not, as its first row holds in both options until 2019/20. */
static void shares_by_option_do_what_their_words_do(void **state) {
    static const CaseFile files[] = {
        { "councils.csv", "council\nX\nY\n" },
        { "options.csv", "option,role\nbau,baseline\nnew,preferred\nother,option\n" },
        { "drivers.csv", "driver,distribution,low,central,high\nheads,uniform,1,2,4\n" },
        { "splits.csv",
            "split,option,from,X,Y\ns,,,1,3\ns,,2019/20,2,heads\ns,new,,heads,1\nlate,,,1,1\nlate,new,2019/20,3,1\n" },
        { "costs.csv",
            "line,option,split,distribution,low,central,high,2018/19,2019/20\na,,s,uniform,0.5,1,2,1000,2000\n"
            "b,new,late,,,,,100,100\n" },
        { "benefits.csv", "line,option,split,2018/19,2019/20\nc,new;other,s,900,2500\n" },
        { NULL, NULL },
    };
    (void)state;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    Page page = open_page(made.folder);
    const LiveCase *live = &page.live->cases[0];
    size_t shares = 0;
    for (size_t c = 0; c < live->control_count; c++) {
        if (live->controls[c].change.kind != LIVE_SHARE) continue;
        compare_plans(&page, &live->controls[c], 0.25);
        compare_trials(&page, &live->controls[c], 0.75);
        shares++;
    }
    assert_int_equal(shares, 2);
    close_page(&page);
    temporary_case_free(&made);
}

static void blocks_in_any_order_and_number_are_the_same_trials(void **state) {
    (void)state;
    Page page = open_page("scenarios/joint-ict-2017");
    LiveState *s = &page.state;
    const size_t count = 4 * LANES;
    double *whole = arena_array(page.arena, s->scope_count * count, sizeof *whole);
    memcpy(whole, live_trials(s, 0, 4), s->scope_count * count * sizeof *whole);
    for (size_t b = 4; b-- > 0;) {
        const double *block = live_trials(s, b, 1);
        for (size_t c = 0; c < s->scope_count; c++)
            assert_same_bits(block + c * LANES, whole + c * count + b * LANES, LANES);
    }
    close_page(&page);
}

static double joint_npv(Page *page) {
    live_apply(&page->state);
    return page->state.answers[LIVE_NOW].numbers[0];
}

static void of_two_changes_of_optimism_bias_the_last_counts(void **state) {
    (void)state;
    Page page = open_page("scenarios/joint-ict-2017");
    live_clear_changes(&page.state);
    assert_true(live_change(&page.state, (LiveChange){ .kind = LIVE_BIAS_IN_PLAN, .value = 1 }));
    const double with = joint_npv(&page);
    live_clear_changes(&page.state);
    assert_true(live_change(&page.state, (LiveChange){ .kind = LIVE_BIAS_IN_PLAN, .value = 0 }));
    const double without = joint_npv(&page);

    assert_true(live_change(&page.state, (LiveChange){ .kind = LIVE_BIAS_IN_PLAN, .value = 1 }));

    assert_close(joint_npv(&page), with, 0);
    assert_true(without > with);
    close_page(&page);
}

static void assert_same_measure(const BizcaseLever *a, const BizcaseLever *b) {
    assert_int_equal(a->measure != NULL, b->measure != NULL);
    if (b->measure) assert_string_equal(a->measure, b->measure);
    assert_int_equal(a->levels != NULL, b->levels != NULL);
    if (!b->levels) return;
    assert_string_equal(a->levels->first_period, b->levels->first_period);
    assert_string_equal(a->levels->last_period, b->levels->last_period);
    assert_close(a->levels->first, b->levels->first, 0);
    assert_close(a->levels->last, b->levels->last, 0);
    assert_int_equal(isnan(a->levels->total), isnan(b->levels->total));
    if (!isnan(b->levels->total)) assert_close(a->levels->total, b->levels->total, 0);
    assert_int_equal(a->levels->is_share, b->levels->is_share);
    assert_int_equal(a->levels->is_first_of_all, b->levels->is_first_of_all);
    assert_int_equal(a->levels->is_constant, b->levels->is_constant);
}

static void compare_tornados(const char *folder, Page *page, BizcaseCase *loaded) {
    BizcaseSensitivity *study, mine;
    assert_int_equal(bizcase_sensitivity(loaded,
                         &(BizcaseSensitivityRequest){
                             .parts = BIZCASE_TORNADO, .reading = (BizcaseReading)page->made->the_case.reading },
                         &study, NULL),
        BIZCASE_OK);

    live_tornado(page->arena, &page->state, &mine);

    if (mine.tornado_count != study->tornado_shown)
        fail_msg("%s: %zu rows, not %zu", folder, mine.tornado_count, study->tornado_shown);
    for (size_t i = 0; i < study->tornado_shown; i++) {
        const BizcaseTornadoRow *a = &mine.tornado[i], *b = &study->tornado[i];
        assert_string_equal(mine.levers[a->lever].name, study->levers[b->lever].name);
        assert_same_measure(&mine.levers[a->lever], &study->levers[b->lever]);
        assert_close(a->low, b->low, 1e-12);
        assert_close(a->high, b->high, 1e-12);
        for (size_t k = 0; k < study->body_count; k++) {
            assert_close(a->npv_low[k], b->npv_low[k], 1e-9 * fmax(1, fabs(b->npv_low[k])));
            assert_close(a->npv_high[k], b->npv_high[k], 1e-9 * fmax(1, fabs(b->npv_high[k])));
            assert_close(a->npv_least[k], b->npv_least[k], 1e-9 * fmax(1, fabs(b->npv_least[k])));
            assert_close(a->npv_most[k], b->npv_most[k], 1e-9 * fmax(1, fabs(b->npv_most[k])));
        }
    }
    bizcase_sensitivity_free(study);
}

static void the_tornado_is_that_of_the_sensitivity_study(void **state) {
    (void)state;
    for (size_t f = 0; f < COUNT_OF(folders); f++) {
        Page page = open_page(folders[f]);
        compare_tornados(folders[f], &page, page.loaded);
        close_page(&page);
    }
}

static const LiveControl *control_named(const Page *page, const char *id) {
    const LiveCase *made = &page->live->cases[0];
    for (size_t c = 0; c < made->control_count; c++)
        if (strcmp(made->controls[c].id, id) == 0) return &made->controls[c];
    fail_msg("no control %s", id);
    return NULL;
}

static void the_tornado_follows_the_rules_that_are_set(void **state) {
    (void)state;
    static const struct {
        const char *id;
        double value;
    } rows[] = { { "discount-rate", 0.06 }, { "bias-in-plan", 0 } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Page page = open_page("scenarios/joint-ict-2017");
        const LiveControl *control = control_named(&page, rows[r].id);
        BizcaseCase *loaded = load_with(&page, control, rows[r].value);
        change(&page, control, rows[r].value);
        compare_tornados(rows[r].id, &page, loaded);
        bizcase_case_free(loaded);
        close_page(&page);
    }
}

/* --- readings --------------------------------------------------------------------------------------------------------- */

/* A line of each type, doubt in some that one reading alone has, a party that is not public, and a baseline with such lines. */
static const CaseFile every_type[] = {
    { "case.csv", "key,value\ndiscount,0%\n" },
    { "councils.csv", "council,public\nX,yes\nY,no\n" },
    { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" },
    { "splits.csv", "split,X,Y\neven,1,1\n" },
    { "drivers.csv", "driver,distribution,low,central,high\nexits,uniform,0.5,1,1.5\n" },
    { "costs.csv", "line,option,split,type,drivers,2020/21,2021/22\n"
                   "a,new,even,one_off,,1000,\nb,new,even,recurring,,,100\nc,new,even,redundancy,exits,200,\n"
                   "d,new,even,pension_strain,exits,60,\ne,new,even,vat,,,40\nf,new,even,transfer,,20,\n"
                   "g,new,even,sunk,,500,\nh,bau,even,redundancy,,,50\n" },
    { "benefits.csv", "line,option,split,type,kind,cashable,distribution,low,central,high,2020/21,2021/22\n"
                      "i,new,even,cash_releasing,,,,,,,,900\nj,new,even,cash_releasing,capital,,,,,,,80\n"
                      "k,new,even,non_cash_releasing,,30%,uniform,0.5,1,1.5,,600\nl,new,even,wider,,,,,,,400,\n"
                      "m,new,even,residual_value,,,,,,,,70\nn,new,even,unmonetised,,,,,,,,\n"
                      "o,bau,even,wider,,,,,,,,10\n" },
    { "scenarios/late.csv", "file,row,column,change,value\ncosts,a,2020/21,scale,1.1\n" },
    { NULL, NULL },
};

enum { EVERY_TYPE_VARIANTS = 6 }; /* the case and its scenario, in three readings */

static TemporaryCase case_of_every_type(void) {
    TemporaryCase made = temporary_case(every_type, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    return made;
}

static size_t shown_result(const Page *page, const char *council) {
    for (size_t r = 0; r < page->state.appraisal.result_count; r++) {
        const BizcaseScope *scope = &page->state.appraisal.results[r].scope;
        if (strcmp(scope->council, council) == 0 && strcmp(scope->programme, "total") == 0) return r;
    }
    fail_msg("no result of %s", council);
    return 0;
}

/* By hand, at no discount: costs a + b = 1100; benefits 900 + 80 + 600 + 400 + 70 = 2050, less 10 of the baseline's.
   Public: without l and o, and without Y's half. Cash: costs 1100 + 200 + 60 + 40 + 20 − 50 of the baseline's = 1370,
   benefits 900 + 80 + 30 % of 600. */
static void each_reading_is_worth_what_hand_arithmetic_says(void **state) {
    (void)state;
    static const struct {
        size_t variant;
        const char *scenario;
        MoneyReading reading;
        double joint, x;
    } rows[] = {
        { 0, NULL, READING_WHOLE, 940, 470 },
        { 1, "late", READING_WHOLE, 840, 420 },
        { 2, NULL, READING_PUBLIC, 275, 275 },
        { 3, "late", READING_PUBLIC, 225, 225 },
        { 4, NULL, READING_CASH, -210, -105 },
        { 5, "late", READING_CASH, -310, -155 },
    };
    TemporaryCase made = case_of_every_type();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Page page = open_variant(made.folder, rows[r].variant);
        assert_int_equal(page.live->case_count, EVERY_TYPE_VARIANTS);
        assert_int_equal(page.made->the_case.reading, rows[r].reading);
        assert_int_equal(page.state.facts.reading, rows[r].reading);
        assert_true(!page.made->variant.scenario == !rows[r].scenario);
        const BizcaseResult *results = page.state.appraisal.results;
        assert_close(results[shown_result(&page, "joint")].figures[FIGURE_NPV], rows[r].joint, 1e-9);
        assert_close(results[shown_result(&page, "X")].figures[FIGURE_NPV], rows[r].x, 1e-9);
        close_page(&page);
    }
    temporary_case_free(&made);
}

/* To the figures that the commands have of the reading, in the plan and in trials. */
static void each_control_does_in_a_reading_what_its_words_do(void **state) {
    (void)state;
    TemporaryCase made = case_of_every_type();
    for (size_t v = 0; v < EVERY_TYPE_VARIANTS; v += 2) {
        Page page = open_variant(made.folder, v);
        assert_true(page.made->control_count > 0);
        for (size_t c = 0; c < page.made->control_count; c++) {
            double values[2];
            const size_t count = tried_values(&page.made->controls[c], values);
            for (size_t i = 0; i < count; i++) compare_plans(&page, &page.made->controls[c], values[i]);
            compare_trials(&page, &page.made->controls[c], values[0]);
        }
        close_page(&page);
    }
    temporary_case_free(&made);
}

static void the_tornado_of_a_reading_is_that_of_the_sensitivity_study(void **state) {
    (void)state;
    TemporaryCase made = case_of_every_type();
    for (size_t v = 0; v < EVERY_TYPE_VARIANTS; v += 2) {
        Page page = open_variant(made.folder, v);
        compare_tornados(made.folder, &page, page.loaded);
        close_page(&page);
    }
    temporary_case_free(&made);
}

/* A line has a slider where it counts: c, d and h are of the cash reading alone, l is of the whole alone. */
static void sliders_of_a_reading_are_those_of_its_lines(void **state) {
    (void)state;
    static const struct {
        const char *id;
        bool in[READING_COUNT];
    } rows[] = { { "line:a", { true, true, true } }, { "line:c", { false, false, true } },
        { "line:h", { false, false, true } }, { "line:l", { true, false, false } }, { "line:m", { true, true, false } },
        { "line:g", { false, false, false } } };
    TemporaryCase made = case_of_every_type();
    for (size_t v = 0; v < EVERY_TYPE_VARIANTS; v += 2) {
        Page page = open_variant(made.folder, v);
        for (size_t r = 0; r < COUNT_OF(rows); r++) {
            bool found = false;
            for (size_t c = 0; c < page.made->control_count; c++)
                found |= strcmp(page.made->controls[c].id, rows[r].id) == 0;
            assert_int_equal(found, rows[r].in[v / 2]);
        }
        close_page(&page);
    }
    temporary_case_free(&made);
}

/* A reading that a scenario alone has is there of the original case too: a change is measured against that. */
static void a_reading_that_differs_in_a_scenario_is_there_of_every_case(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\nold,baseline\nnew,preferred\n" },
        { "costs.csv", "line,option,type,2020/21\nx,new,,100\nexits,new,redundancy,0\n" },
        { "benefits.csv", "line,option,2020/21\ny,new,150\n" },
        { "scenarios/exits.csv", "file,row,column,change,value\ncosts,exits,2020/21,set,30\n" }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    Page page = open_page(made.folder);

    assert_int_equal(page.live->case_count, 4);
    for (size_t v = 0; v < 4; v++)
        assert_int_equal(page.live->cases[v].the_case.reading, v < 2 ? READING_WHOLE : READING_CASH);
    assert_null(page.live->cases[2].variant.scenario);
    assert_string_equal(page.live->cases[3].variant.scenario, "exits");
    close_page(&page);
    temporary_case_free(&made);
}

/* --- scenarios ------------------------------------------------------------------------------------------------------ */

/* Views are chosen by number on the page: a scenario with other roles would show other ones. */
static void scenarios_that_do_not_fit_are_left_out_with_a_warning(void **state) {
    (void)state;
    const CaseFile files[] = { { "options.csv", "option,role\nold,baseline\nnew,preferred\n" },
        { "costs.csv", "line,option,2020/21\nx,new,100\n" }, { "benefits.csv", "line,option,2020/21\ny,new,150\n" },
        { "scenarios/good.csv", "file,row,column,change,value\ncosts,x,2020/21,scale,1.1\n" },
        { "scenarios/other-roles.csv",
            "file,row,column,change,value\noptions,old,role,set,preferred\noptions,new,role,set,baseline\n" },
        { "scenarios/wrong.csv", "file,row,column,change,value\ncosts,z,2020/21,scale,1.1\n" }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseLive *live;
    size_t count, warnings = 0;
    assert_int_equal(made.status, BIZCASE_OK);

    const BizcaseCaseRequest with = { .folder = made.folder };
    BizcaseProblems *problems = bizcase_problems_new();
    assert_int_equal(bizcase_live(made.loaded, &(BizcaseLiveRequest){ .with = &with }, &live, problems), BIZCASE_OK);

    assert_int_equal(live->case_count, 2);
    assert_string_equal(live->cases[1].variant.scenario, "good");
    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    for (size_t i = 0; i < count; i++) warnings += strstr(items[i].message, "leaves this scenario out") != NULL;
    assert_int_equal(warnings, 2);
    bizcase_problems_free(problems);
    bizcase_live_free(live);
    temporary_case_free(&made);
}

/* --- names for the page's script -------------------------------------------------------------------------------------- */

static void each_number_of_an_answer_has_the_name_of_its_field(void **state) {
    (void)state;
    const LiveAnswer answer = { .npv = 1, .payback_years = 2, .loss_error = 3, .p90 = 4 };
    const double *numbers = &answer.npv;
    static const struct {
        const char *name;
        double number;
    } rows[] = { { "npv", 1 }, { "payback_years", 2 }, { "loss_error", 3 }, { "p90", 4 } };

    size_t found = 0;
    for (size_t i = 0; i < LIVE_ANSWER_NUMBERS; i++) {
        assert_non_null(live_answer_names[i]);
        for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
            if (strcmp(live_answer_names[i], rows[r].name) == 0) {
                assert_true(numbers[i] == rows[r].number);
                found++;
            }
    }

    assert_int_equal(found, sizeof rows / sizeof *rows);
}

static void each_number_of_a_distribution_has_the_name_of_its_statistic(void **state) {
    (void)state;
    Page page = open_page("scenarios/minimal");
    const BizcaseScope scope = scope_of(case_of(page.loaded), &page.live->cases[0].variant.views.items[0], 0);
    const BizcaseDistribution *npv = bizcase_simulation_find(page.live->simulation, &scope, bizcase_figure_find("npv"));
    const struct {
        const char *name;
        double number;
    } rows[] = { { "mean", npv->mean }, { "maximum", npv->max },
        { "chance of being negative", npv->probability_negative },
        { "chance of the plan or better", npv->probability_at_least_plan },
        { "expected shortfall", npv->expected_shortfall_5 }, { "P1", npv->percentiles[0] },
        { "P80", npv->percentiles[6] }, { "P99", npv->percentiles[9] } };

    size_t found = 0;
    for (size_t i = 0; i < LIVE_SIMULATED; i++)
        for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
            if (strcmp(live_statistic_name(page.arena, i), rows[r].name) == 0) {
                assert_same_bits(&page.live->simulated[i], &rows[r].number, 1);
                found++;
            }

    assert_int_equal(found, sizeof rows / sizeof *rows);
    close_page(&page);
}

static int quiet_gsl(void **state) {
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_image_read_back_gives_the_same_image),
        cmocka_unit_test(a_damaged_image_is_refused),
        cmocka_unit_test(the_unchanged_figures_are_the_engine_s),
        cmocka_unit_test(each_control_does_to_the_plan_what_its_words_do),
        cmocka_unit_test(each_control_does_to_the_trials_what_its_words_do),
        cmocka_unit_test(shares_by_option_do_what_their_words_do),
        cmocka_unit_test(blocks_in_any_order_and_number_are_the_same_trials),
        cmocka_unit_test(scenarios_that_do_not_fit_are_left_out_with_a_warning),
        cmocka_unit_test(of_two_changes_of_optimism_bias_the_last_counts),
        cmocka_unit_test(the_tornado_is_that_of_the_sensitivity_study),
        cmocka_unit_test(the_tornado_follows_the_rules_that_are_set),
        cmocka_unit_test(each_reading_is_worth_what_hand_arithmetic_says),
        cmocka_unit_test(each_control_does_in_a_reading_what_its_words_do),
        cmocka_unit_test(the_tornado_of_a_reading_is_that_of_the_sensitivity_study),
        cmocka_unit_test(sliders_of_a_reading_are_those_of_its_lines),
        cmocka_unit_test(a_reading_that_differs_in_a_scenario_is_there_of_every_case),
        cmocka_unit_test(each_number_of_an_answer_has_the_name_of_its_field),
        cmocka_unit_test(each_number_of_a_distribution_has_the_name_of_its_statistic),
    };
    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
