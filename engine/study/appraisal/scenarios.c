/* Every scenario in the case's folder, and every challenge, appraised. */
#include "bizcase/workbook.h"

#include "case/changes/challenged.h"
#include "case/handle.h"
#include "case/registers/registers.h"
#include "table/call.h"

typedef struct Scenarios {
    BizcaseScenarios shown; /* first: the handle is a pointer to it */
    Arena *arena;
    BizcaseCase **cases; /* [count] of scenarios; appraisals point into them */
    BizcaseAppraisal **appraisals;
} Scenarios;

static BizcaseStatus appraise_one(Arena *arena, const BizcaseCaseRequest *request, const char *name,
    BizcaseCase **loaded, BizcaseAppraisal **appraisal) {
    const size_t before = request->scenario_count;
    const char **names = arena_array(arena, before + 1, sizeof *names);
    for (size_t s = 0; s < before; s++) names[s] = request->scenarios[s];
    names[before] = name;
    BizcaseCaseRequest with;
    if (!request_copy(&with, sizeof with, request, NULL)) return BIZCASE_BAD_REQUEST;
    with.scenarios = names;
    with.scenario_count = before + 1;
    const BizcaseStatus status = bizcase_case_load(&with, loaded, NULL);
    return status == BIZCASE_OK ? bizcase_appraise(*loaded, &(BizcaseAppraiseRequest){ 0 }, appraisal, NULL) : status;
}

static BizcaseStatus appraise_challenge(
    Arena *arena, const Case *the_case, size_t challenge, BizcaseAppraisal **appraisal) {
    BizcaseCase *loaded;
    const BizcaseStatus status = case_challenge(arena, the_case, challenge, &loaded);
    return status == BIZCASE_OK ? bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, appraisal, NULL) : status;
}

static void free_scenarios(void *object) {
    const Scenarios *scenarios = object;
    for (size_t s = 0; s < scenarios->shown.count; s++) {
        bizcase_appraisal_free(scenarios->appraisals[s]);
        bizcase_case_free(scenarios->cases[s]);
    }
}

typedef struct ScenariosCall {
    const BizcaseCaseRequest *request;
    BizcaseProblems *problems;
    BizcaseScenarios *made;
} ScenariosCall;

static BizcaseStatus appraise_all(Call *call, void *context) {
    ScenariosCall *asked = context;
    Arena *arena = call->arena;
    Scenarios *made = arena_alloc(arena, sizeof *made);
    BizcaseCase *plain; /* tells which there are */
    made->arena = arena;
    asked->made = &made->shown;
    arena_defer(arena, free_scenarios, made);
    BizcaseStatus status = case_load_within(arena, asked->request, asked->problems, &plain);
    if (status != BIZCASE_OK) return status;
    const Case *the_case = case_of(plain);
    const size_t scenarios = the_case->scenario_file_count, count = scenarios + the_case->registers->challenge_count;
    BizcaseScenario *items = arena_array(arena, count, sizeof *items);
    made->cases = arena_array(arena, count, sizeof *made->cases);
    made->appraisals = arena_array(arena, count, sizeof *made->appraisals);
    made->shown.items = items;
    for (size_t s = 0; s < count && status == BIZCASE_OK; s++) {
        BizcaseScenario *item = &items[s];
        made->shown.count = s + 1;
        item->is_challenge = s >= scenarios;
        if (item->is_challenge) {
            item->name = the_case->registers->challenges[s - scenarios].label.name;
            item->status = appraise_challenge(arena, the_case, s - scenarios, &made->appraisals[s]);
        } else {
            item->name = the_case->scenario_files[s];
            item->status = appraise_one(arena, asked->request, item->name, &made->cases[s], &made->appraisals[s]);
        }
        item->appraisal = made->appraisals[s];
        if (item->status == BIZCASE_NOT_READ) case_problems_pass_on(made->cases[s], &call->problems);
        if (item->status == BIZCASE_NO_MEMORY || item->status == BIZCASE_NOT_READ) status = item->status;
    }
    return status;
}

BizcaseStatus bizcase_scenarios_appraise(
    const BizcaseCaseRequest *request, BizcaseScenarios **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!request) return BIZCASE_BAD_REQUEST;
    BizcaseCaseRequest copy;
    if (!request_copy(&copy, sizeof copy, request, problems) || !case_request_is_whole(&copy, problems))
        return BIZCASE_BAD_REQUEST;
    ScenariosCall asked = { .request = &copy, .problems = problems };
    const BizcaseStatus status = call_make(problems, appraise_all, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_scenarios_free(BizcaseScenarios *shown) {
    if (shown) arena_free(((Scenarios *)(void *)shown)->arena);
}
