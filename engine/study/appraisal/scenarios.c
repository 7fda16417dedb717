/* Every scenario in the case's folder, appraised. */
#include "bizcase/workbook.h"

#include "case/handle.h"

typedef struct Scenarios {
    BizcaseScenarios shown; /* first: the handle is a pointer to it */
    Arena *arena;
    BizcaseCase **cases; /* [count]; appraisals point into them */
    BizcaseAppraisal **appraisals;
} Scenarios;

/* Names in the folder; loads the case without any of them to learn which there are. */
static BizcaseStatus list_names(Arena *arena, const BizcaseCaseRequest *request, const char ***names, size_t *count) {
    BizcaseCase *loaded = NULL;
    const BizcaseStatus status = bizcase_case_load(request, &loaded);
    if (loaded && status == BIZCASE_OK) {
        const Case *the_case = case_of(loaded);
        *count = the_case->scenario_file_count;
        *names = arena_array(arena, *count, sizeof **names);
        for (size_t s = 0; s < *count; s++) (*names)[s] = arena_text(arena, the_case->scenario_files[s]);
    }
    bizcase_case_free(loaded);
    return status;
}

static BizcaseStatus appraise_one(Arena *arena, const BizcaseCaseRequest *request, const char *name,
    BizcaseCase **loaded, BizcaseAppraisal **appraisal) {
    const size_t before = request->scenario_count;
    const char **names = arena_array(arena, before + 1, sizeof *names);
    for (size_t s = 0; s < before; s++) names[s] = request->scenarios[s];
    names[before] = name;
    BizcaseCaseRequest with = *request;
    with.scenarios = names;
    with.scenario_count = before + 1;
    const BizcaseStatus status = bizcase_case_load(&with, loaded);
    return status == BIZCASE_OK ? bizcase_appraise(*loaded, &(BizcaseAppraiseRequest){ 0 }, appraisal) : status;
}

BizcaseStatus bizcase_scenarios_appraise(const BizcaseCaseRequest *request, BizcaseScenarios **result) {
    *result = NULL;
    Arena *arena = arena_new();
    if (!arena) return BIZCASE_NO_MEMORY;
    Scenarios *volatile scenarios = NULL;
    if (setjmp(*arena_on_failure(arena))) {
        if (scenarios)
            bizcase_scenarios_free(&scenarios->shown);
        else
            arena_free(arena);
        return BIZCASE_NO_MEMORY;
    }
    Scenarios *made = arena_alloc(arena, sizeof *made);
    made->arena = arena;
    scenarios = made;
    const char **names = NULL;
    size_t count = 0;
    BizcaseStatus status = list_names(arena, request, &names, &count);
    BizcaseScenario *items = arena_array(arena, count, sizeof *items);
    made->cases = arena_array(arena, count, sizeof *made->cases);
    made->appraisals = arena_array(arena, count, sizeof *made->appraisals);
    made->shown.items = items;
    for (size_t s = 0; s < count && status == BIZCASE_OK; s++) {
        made->shown.count = s + 1;
        items[s].name = names[s];
        items[s].status = appraise_one(arena, request, names[s], &made->cases[s], &made->appraisals[s]);
        items[s].appraisal = made->appraisals[s];
        if (items[s].status == BIZCASE_NO_MEMORY) status = BIZCASE_NO_MEMORY;
    }
    if (status == BIZCASE_OK)
        *result = &made->shown;
    else
        bizcase_scenarios_free(&made->shown);
    return status;
}

void bizcase_scenarios_free(BizcaseScenarios *shown) {
    if (!shown) return;
    Scenarios *scenarios = (Scenarios *)(void *)shown;
    for (size_t s = 0; s < shown->count; s++) {
        bizcase_appraisal_free(scenarios->appraisals[s]);
        bizcase_case_free(scenarios->cases[s]);
    }
    arena_free(scenarios->arena);
}
