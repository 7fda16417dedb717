/* Several threads study one case at the same time; each gets the bits that it gets alone. Run under ThreadSanitizer by
   make check. */
#include "support/assert_close.h"

#include <pthread.h>
#include <string.h>

#include "base/digest.h"
#include "bizcase/bizcase.h"

enum { STUDIES = 5, ROUNDS = 2, THREADS = STUDIES * ROUNDS };

typedef struct Digest {
    char text[65];
} Digest;

static void digest(const double *numbers, size_t count, Digest *made) {
    digest_hex(numbers, count * sizeof *numbers, made->text);
}

static BizcaseStatus appraise(const BizcaseCase *loaded, BizcaseProblems *problems, Digest *made) {
    BizcaseAppraisal *appraisal;
    const BizcaseStatus status = bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, problems);
    if (status == BIZCASE_OK) digest(appraisal->results[0].figures, bizcase_figure_count(), made);
    bizcase_appraisal_free(appraisal);
    return status;
}

static BizcaseStatus simulate(const BizcaseCase *loaded, BizcaseProblems *problems, Digest *made) {
    BizcaseSimulation *simulation;
    const BizcaseSimulateRequest request = { .trials = 9000, .threads = 2 };
    const BizcaseStatus status = bizcase_simulate(loaded, &request, &simulation, problems);
    if (status == BIZCASE_OK) digest(simulation->distributions[0].percentiles, BIZCASE_PERCENTILE_COUNT, made);
    bizcase_simulation_free(simulation);
    return status;
}

static BizcaseStatus find_sensitivity(const BizcaseCase *loaded, BizcaseProblems *problems, Digest *made) {
    BizcaseSensitivity *study;
    const BizcaseSensitivityRequest request = {
        .parts = BIZCASE_TORNADO | BIZCASE_CHALLENGE | BIZCASE_INFORMATION, .trials = 1000, .threads = 2
    };
    const BizcaseStatus status = bizcase_sensitivity(loaded, &request, &study, problems);
    if (status == BIZCASE_OK) digest(study->challenges[0].npv, study->body_count, made);
    bizcase_sensitivity_free(study);
    return status;
}

static BizcaseStatus find_finance(const BizcaseCase *loaded, BizcaseProblems *problems, Digest *made) {
    BizcaseFinance *study;
    const BizcaseStatus status =
        bizcase_finance(loaded, &(BizcaseFinanceRequest){ .trials = 1000, .threads = 2 }, &study, problems);
    if (status == BIZCASE_OK) digest(study->rows[BIZCASE_NET_REVENUE], study->body_count * study->year_count, made);
    bizcase_finance_free(study);
    return status;
}

/* A request that is wrong tells of it in its own list. */
static BizcaseStatus ask_wrongly(const BizcaseCase *loaded, BizcaseProblems *problems, Digest *made) {
    BizcaseExplanation *explanation;
    size_t count;
    const BizcaseStatus status = bizcase_explain(loaded, "npv/nobody", &explanation, problems);
    bizcase_problems_items(problems, &count);
    made->text[0] = (char)('0' + count);
    made->text[1] = '\0';
    return status == BIZCASE_BAD_REQUEST ? BIZCASE_OK : BIZCASE_CASE_WRONG;
}

static BizcaseStatus (*const studies[STUDIES])(const BizcaseCase *, BizcaseProblems *, Digest *) = { appraise, simulate,
    find_sensitivity, find_finance, ask_wrongly };

typedef struct Work {
    const BizcaseCase *loaded;
    size_t study;
    Digest made;
    BizcaseStatus status;
} Work;

static void *work_on(void *context) {
    Work *work = context;
    BizcaseProblems *problems = bizcase_problems_new();
    work->status = studies[work->study](work->loaded, problems, &work->made);
    bizcase_problems_free(problems);
    return NULL;
}

static void threads_share_a_case_and_get_the_bits_that_they_get_alone(void **state) {
    (void)state;
    BizcaseCase *loaded;
    Digest alone[STUDIES];
    Work works[THREADS];
    pthread_t threads[THREADS];
    assert_int_equal(
        bizcase_case_load(&(BizcaseCaseRequest){ .folder = "scenarios/three-councils-quarterly" }, &loaded, NULL),
        BIZCASE_OK);
    for (size_t s = 0; s < STUDIES; s++) {
        Work work = { .loaded = loaded, .study = s };
        work_on(&work);
        assert_int_equal(work.status, BIZCASE_OK);
        alone[s] = work.made;
    }

    for (size_t t = 0; t < THREADS; t++) {
        works[t] = (Work){ .loaded = loaded, .study = t % STUDIES };
        assert_int_equal(pthread_create(&threads[t], NULL, work_on, &works[t]), 0);
    }
    for (size_t t = 0; t < THREADS; t++) pthread_join(threads[t], NULL);

    for (size_t t = 0; t < THREADS; t++) {
        assert_int_equal(works[t].status, BIZCASE_OK);
        assert_string_equal(works[t].made.text, alone[t % STUDIES].text);
    }
    bizcase_case_free(loaded);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_a_case_and_get_the_bits_that_they_get_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
