/* A certificate worked out again, and what differs. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/exact_number.h"
#include "base/file.h"
#include "case/handle.h"
#include "study/signoff/certificate.h"
#include "table/call.h"

typedef struct BizcaseDifference Difference;

typedef struct Verification {
    BizcaseVerification shown; /* first: the handle is a pointer to it */
    Arena *arena;
    Difference *differences;
    size_t capacity;
} Verification;

static void differ(Verification *verification, bool matters, const char *what, const char *then, const char *now) {
    BizcaseVerification *shown = &verification->shown;
    Arena *arena = verification->arena;
    verification->differences = arena_grow(arena, verification->differences, shown->difference_count,
        &verification->capacity, sizeof *verification->differences);
    verification->differences[shown->difference_count++] =
        (Difference){ arena_text(arena, what), arena_text(arena, then), arena_text(arena, now), matters };
    shown->differences = verification->differences;
    if (matters) shown->same = 0;
}

static const CertifiedFile *find_file(const Certificate *certificate, const char *path) {
    for (size_t f = 0; f < certificate->file_count; f++)
        if (strcmp(certificate->files[f].path, path) == 0) return &certificate->files[f];
    return NULL;
}

static void compare_files(Verification *verification, const Certificate *then, const Certificate *now) {
    for (size_t f = 0; f < then->file_count; f++) {
        const CertifiedFile *file = find_file(now, then->files[f].path);
        if (!file)
            differ(verification, true, then->files[f].path, then->files[f].sha256, "");
        else if (strcmp(file->sha256, then->files[f].sha256) != 0)
            differ(verification, true, file->path, then->files[f].sha256, file->sha256);
    }
    for (size_t f = 0; f < now->file_count; f++)
        if (!find_file(then, now->files[f].path))
            differ(verification, true, now->files[f].path, "", now->files[f].sha256);
}

static const CertifiedFigure *find_figure(const Certificate *certificate, const CertifiedFigure *wanted) {
    for (size_t f = 0; f < certificate->figure_count; f++) {
        const CertifiedFigure *figure = &certificate->figures[f];
        if (strcmp(figure->council, wanted->council) == 0 && strcmp(figure->figure, wanted->figure) == 0 &&
            strcmp(figure->statistic, wanted->statistic) == 0)
            return figure;
    }
    return NULL;
}

/* Bits count: the same case, version, seed and trials give the same. Both NaN: neither exists. */
static bool same_value(double a, double b) {
    return a == b || (isnan(a) && isnan(b));
}

static const char *value_words(Arena *arena, double value) {
    return isnan(value) ? "n/a" : number_exact_text(arena, value);
}

static void compare_figures(Verification *verification, const Certificate *then, const Certificate *now) {
    Arena *arena = verification->arena;
    for (size_t f = 0; f < then->figure_count; f++) {
        const CertifiedFigure *was = &then->figures[f], *is = find_figure(now, was);
        if (is && same_value(was->value, is->value)) continue;
        differ(verification, true, arena_format(arena, "%s/%s (%s)", was->figure, was->council, was->statistic),
            value_words(arena, was->value), is ? value_words(arena, is->value) : "");
    }
    for (size_t f = 0; f < now->figure_count; f++) {
        const CertifiedFigure *is = &now->figures[f];
        if (!find_figure(then, is))
            differ(verification, true, arena_format(arena, "%s/%s (%s)", is->figure, is->council, is->statistic), "",
                value_words(arena, is->value));
    }
}

static void compare_checks(Verification *verification, const Certificate *then, const Certificate *now) {
    static const char *const words[] = { "failed", "passed" };
    for (size_t c = 0; c < now->check_count; c++) {
        const char *was = "";
        for (size_t i = 0; i < then->check_count; i++)
            if (strcmp(then->checks[i].what, now->checks[c].what) == 0) was = words[then->checks[i].passed];
        if (strcmp(was, words[now->checks[c].passed]) != 0 || !now->checks[c].passed)
            differ(verification, true, now->checks[c].what, was, words[now->checks[c].passed]);
    }
}

static void compare(Verification *verification, const Certificate *then, const Certificate *now) {
    if (strcmp(then->version, now->version) != 0)
        differ(verification, false, "engine version", then->version, now->version);
    if (strcmp(then->digest, now->digest) != 0)
        differ(verification, true, "digest of the case", then->digest, now->digest);
    compare_files(verification, then, now);
    compare_checks(verification, then, now);
    compare_figures(verification, then, now);
    verification->shown.figure_count = then->figure_count;
    verification->shown.file_count = then->file_count;
}

/* Studies that the certificate tells of, done again. */
typedef struct Again {
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
} Again;

static void free_again(void *object) {
    Again *again = object;
    bizcase_simulation_free(again->simulation);
    bizcase_appraisal_free(again->appraisal);
}

static BizcaseStatus do_again(Arena *arena, const BizcaseVerifyRequest *request, const BizcaseCase *loaded,
    const Certificate *then, Again *again, BizcaseProblems *problems) {
    const BizcaseAppraiseRequest appraise = { .option = then->option };
    const BizcaseStatus status = bizcase_appraise(loaded, &appraise, &again->appraisal, problems);
    if (status != BIZCASE_OK || then->trials == 0) return status;
    const char **figures = arena_array(arena, then->figure_count, sizeof *figures);
    size_t count = 0;
    for (size_t f = 0; f < then->figure_count; f++) {
        if (strcmp(then->figures[f].statistic, "mean") != 0 || strcmp(then->figures[f].council, "joint") != 0) continue;
        figures[count++] = then->figures[f].figure;
    }
    const BizcaseSimulateRequest simulate = { .option = then->option,
        .trials = then->trials,
        .has_seed = 1,
        .seed = then->seed,
        .sampler = then->sampler,
        .figures = count ? figures : NULL,
        .figure_count = count,
        .threads = request->threads,
        .progress = request->progress,
        .context = request->context };
    return bizcase_simulate(loaded, &simulate, &again->simulation, problems);
}

static BizcaseStatus read_certificate(Call *call, const char *path, Certificate *certificate) {
    char *bytes, fault[256];
    size_t size;
    const BizcaseStatus status = file_read(call->arena, path, &bytes, &size);
    if (status != BIZCASE_OK) return file_problem(&call->problems, status, path);
    if (certificate_parse(call->arena, bytes, size, certificate, fault)) return BIZCASE_OK;
    diagnostics_error(&call->problems, (Place){ .file = path }, NULL, "%s", fault);
    return BIZCASE_CASE_WRONG;
}

typedef struct VerifyCall {
    BizcaseVerifyRequest request;
    BizcaseProblems *problems; /* those of the case and its studies go there by themselves */
    BizcaseVerification *made;
} VerifyCall;

static BizcaseStatus verify(Call *call, void *context) {
    VerifyCall *asked = context;
    const BizcaseVerifyRequest *request = &asked->request;
    Arena *working = arena_within(call->arena);
    Verification *verification = arena_alloc(call->arena, sizeof *verification);
    Certificate then, now;
    BizcaseCase *loaded;
    verification->arena = call->arena;
    asked->made = &verification->shown;
    BizcaseStatus status = read_certificate(call, request->certificate, &then);
    if (status != BIZCASE_OK) return status;
    status = case_load_within(working,
        &(BizcaseCaseRequest){ .folder = request->folder,
            .scenarios = then.scenarios,
            .scenario_count = then.scenario_count,
            .changes = then.changes,
            .change_count = then.change_count,
            .kernel = request->kernel },
        asked->problems, &loaded);
    if (status != BIZCASE_OK) return status;
    Again *again = arena_alloc(working, sizeof *again);
    arena_defer(working, free_again, again);
    status = do_again(call->arena, request, loaded, &then, again, asked->problems);
    if (status == BIZCASE_OK) status = certificate_make(call->arena, loaded, again->appraisal, again->simulation, &now);
    if (status != BIZCASE_OK) return status;
    verification->shown.same = 1;
    verification->shown.title = then.title;
    compare(verification, &then, &now);
    arena_free(working);
    return BIZCASE_OK;
}

BizcaseStatus bizcase_certificate_verify(
    const BizcaseVerifyRequest *request, BizcaseVerification **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!request) return BIZCASE_BAD_REQUEST;
    VerifyCall asked = { .problems = problems };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    if (!asked.request.certificate || !asked.request.folder) return BIZCASE_BAD_REQUEST;
    const BizcaseStatus status = call_make(problems, verify, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_verification_free(BizcaseVerification *verification) {
    if (verification) arena_free(((Verification *)(void *)verification)->arena);
}
