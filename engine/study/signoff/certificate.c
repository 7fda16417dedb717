#include "study/signoff/certificate.h"

#include <math.h>
#include <string.h>

#include "case/handle.h"
#include "evaluate/figure_table.h"
#include "report/document/document.h"
#include "report/sections/briefing.h"
#include "report/write/format.h"
#include "study/batch/batch.h"
#include "table/call.h"

/* --- figures --------------------------------------------------------------------------------------------------------- */

static void add_figure(
    Certificate *certificate, const char *council, size_t figure, const char *statistic, double value) {
    certificate->figures[certificate->figure_count++] =
        (CertifiedFigure){ council, bizcase_figure(figure).name, statistic, isfinite(value) ? value : NAN };
}

static void add_body(
    const Briefing *briefing, size_t body, const BizcaseSimulation *simulation, Certificate *certificate) {
    const BizcaseScope scope = briefing_scope(briefing, body, 0);
    const BizcaseResult *result = bizcase_appraisal_find(briefing->appraisal, &scope);
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        add_figure(certificate, scope.council, f, "plan", result->figures[f]);
        const BizcaseDistribution *distribution = simulation ? bizcase_simulation_find(simulation, &scope, f) : NULL;
        for (size_t s = 0; distribution && s < batch_statistic_count(); s++)
            add_figure(certificate, scope.council, f, batch_statistic_name(briefing->arena, s),
                batch_statistic(distribution, s));
    }
}

/* --- checks ---------------------------------------------------------------------------------------------------------- */

static double figure_of(const BizcaseResult *result, FigureIndex figure) {
    return result->figures[figure];
}

/* To rounding of sums as large as the costs and benefits. */
static bool is_about(const BizcaseResult *result, double a, double b) {
    return fabs(a - b) <=
           1e-9 * (1 + fabs(figure_of(result, FIGURE_PV_COSTS)) + fabs(figure_of(result, FIGURE_PV_BENEFITS)));
}

static bool net_is_benefits_less_costs(const BizcaseAppraisal *appraisal) {
    for (size_t r = 0; r < appraisal->result_count; r++) {
        const BizcaseResult *result = &appraisal->results[r];
        if (!is_about(result, figure_of(result, FIGURE_NPV),
                figure_of(result, FIGURE_PV_BENEFITS) - figure_of(result, FIGURE_PV_COSTS)))
            return false;
    }
    return true;
}

/* Σ of NPV over the results that have the scope but for `council` or `programme`, which is any part but the whole. */
static double sum_of_parts(const BizcaseAppraisal *appraisal, const BizcaseScope *whole, bool by_council) {
    double sum = 0;
    for (size_t r = 0; r < appraisal->result_count; r++) {
        BizcaseScope scope = appraisal->results[r].scope;
        const char **part = by_council ? &scope.council : &scope.programme, *all = by_council ? "joint" : "total";
        if (strcmp(*part, all) == 0) continue;
        *part = all;
        const BizcaseResult *found = bizcase_appraisal_find(appraisal, &scope);
        if (found && found == bizcase_appraisal_find(appraisal, whole))
            sum += figure_of(&appraisal->results[r], FIGURE_NPV);
    }
    return sum;
}

static bool parts_add_up(const BizcaseAppraisal *appraisal, bool by_council) {
    for (size_t r = 0; r < appraisal->result_count; r++) {
        const BizcaseResult *result = &appraisal->results[r];
        if (strcmp(by_council ? result->scope.council : result->scope.programme, by_council ? "joint" : "total") != 0)
            continue;
        if (!is_about(result, figure_of(result, FIGURE_NPV), sum_of_parts(appraisal, &result->scope, by_council)))
            return false;
    }
    return true;
}

static BizcaseStatus explanation_adds_up(Arena *arena, const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseScope *scope, bool *adds_up) {
    BizcaseExplanation *explanation;
    const char *what = arena_format(arena, "npv/joint/total/%s", scope->option);
    const BizcaseStatus status = bizcase_explain(loaded, what, &explanation, NULL);
    if (status != BIZCASE_OK) return status;
    *adds_up = is_about(bizcase_appraisal_find(appraisal, scope), explanation->sum, explanation->value);
    bizcase_explanation_free(explanation);
    return BIZCASE_OK;
}

static void add_check(Certificate *certificate, const char *what, bool passed) {
    certificate->checks[certificate->check_count++] = (CertifiedCheck){ what, passed };
}

BizcaseStatus certificate_make(Arena *arena, const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, Certificate *certificate) {
    const Case *the_case = case_of(loaded);
    Document unused = { .arena = arena }; /* a briefing chooses the option that is told of */
    Briefing briefing = briefing_start(&unused, the_case, appraisal, simulation);
    briefing.arena = arena;
    *certificate = (Certificate){ .title = the_case->settings.title,
        .version = bizcase_version(),
        .digest = the_case->digest,
        .option = briefing.option,
        .scenarios = the_case->scenarios,
        .scenario_count = the_case->scenario_count,
        .changes = the_case->changes,
        .change_count = the_case->change_count,
        .trials = simulation ? simulation->trials : 0,
        .seed = simulation ? simulation->seed : 0,
        .sampler = simulation ? simulation->sampler : "",
        .file_count = the_case->file_count };
    certificate->files = arena_array(arena, the_case->file_count, sizeof *certificate->files);
    for (size_t f = 0; f < the_case->file_count; f++)
        certificate->files[f] = (CertifiedFile){ the_case->files[f].path, the_case->files[f].sha256 };
    certificate->checks = arena_array(arena, 5, sizeof *certificate->checks);
    certificate->figures =
        arena_array(arena, (1 + the_case->council_count) * bizcase_figure_count() * (1 + batch_statistic_count()),
            sizeof *certificate->figures);
    for (size_t b = 0; b <= the_case->council_count; b++) add_body(&briefing, b, simulation, certificate);
    const BizcaseScope scope = briefing_scope(&briefing, 0, 0);
    bool adds_up;
    const BizcaseStatus status = explanation_adds_up(arena, loaded, appraisal, &scope, &adds_up);
    if (status != BIZCASE_OK) return status;
    add_check(certificate, "the case was read without an error", the_case->diagnostics.error_count == 0);
    add_check(
        certificate, "net present value is benefits less costs, everywhere", net_is_benefits_less_costs(appraisal));
    add_check(certificate, "councils add up to joint", parts_add_up(appraisal, true));
    add_check(certificate, "programmes add up to the total", parts_add_up(appraisal, false));
    add_check(certificate, "lines, taken apart to cells, add up to net present value", adds_up);
    return BIZCASE_OK;
}

/* --- as JSON --------------------------------------------------------------------------------------------------------- */

static Value pairs_value(
    Arena *arena, const char *first_key, const char *second_key, const CertifiedFile *files, size_t count) {
    Value list = value_list();
    for (size_t f = 0; f < count; f++) {
        Value file = value_object();
        value_set(arena, &file, first_key, value_text(arena, files[f].path));
        value_set(arena, &file, second_key, value_text(arena, files[f].sha256));
        value_append(arena, &list, file);
    }
    return list;
}

static Value checks_value(Arena *arena, const Certificate *certificate) {
    Value list = value_list();
    for (size_t c = 0; c < certificate->check_count; c++) {
        Value check = value_object();
        value_set(arena, &check, "check", value_text(arena, certificate->checks[c].what));
        value_set(arena, &check, "passed", value_integer(certificate->checks[c].passed));
        value_append(arena, &list, check);
    }
    return list;
}

static Value figures_value(Arena *arena, const Certificate *certificate) {
    Value list = value_list();
    for (size_t f = 0; f < certificate->figure_count; f++) {
        Value figure = value_object();
        value_set(arena, &figure, "council", value_text(arena, certificate->figures[f].council));
        value_set(arena, &figure, "figure", value_text(arena, certificate->figures[f].figure));
        value_set(arena, &figure, "statistic", value_text(arena, certificate->figures[f].statistic));
        value_set(arena, &figure, "value", value_number(certificate->figures[f].value));
        value_append(arena, &list, figure);
    }
    return list;
}

static void fill(Document *document, const Certificate *certificate) {
    Arena *arena = document->arena;
    Value *data = &document->data;
    value_set(arena, data, "certificate", value_integer(1));
    value_set(arena, data, "bizcase", value_text(arena, certificate->version));
    value_set(arena, data, "title", value_text(arena, certificate->title));
    value_set(arena, data, "digest", value_text(arena, certificate->digest));
    value_set(arena, data, "files", pairs_value(arena, "path", "sha256", certificate->files, certificate->file_count));
    value_set(arena, data, "scenarios", value_texts(arena, certificate->scenarios, certificate->scenario_count));
    value_set(arena, data, "changes", value_texts(arena, certificate->changes, certificate->change_count));
    value_set(arena, data, "option", value_text(arena, certificate->option));
    value_set(arena, data, "trials", value_integer(certificate->trials));
    value_set(arena, data, "seed", value_integer(certificate->seed));
    value_set(arena, data, "sampler", value_text(arena, certificate->sampler));
    value_set(arena, data, "checks", checks_value(arena, certificate));
    value_set(arena, data, "figures", figures_value(arena, certificate));
}

typedef struct CertifyCall {
    const BizcaseCase *loaded;
    const BizcaseAppraisal *appraisal;
    const BizcaseSimulation *simulation;
    const char *path;
} CertifyCall;

static BizcaseStatus write_certificate(Call *call, void *context) {
    const CertifyCall *asked = context;
    Document document = { .arena = call->arena, .title = "", .data = value_object() };
    Certificate certificate;
    const BizcaseStatus status =
        certificate_make(call->arena, asked->loaded, asked->appraisal, asked->simulation, &certificate);
    if (status != BIZCASE_OK) return status;
    fill(&document, &certificate);
    Buffer out = { .arena = call->arena };
    format_json.render(&document, &out);
    return output_write(call, asked->path, out.bytes, out.size);
}

BizcaseStatus bizcase_certificate_write(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, const char *path, BizcaseProblems *problems) {
    if (!loaded || !appraisal) return BIZCASE_BAD_REQUEST;
    CertifyCall asked = { loaded, appraisal, simulation, path };
    return call_do(problems, write_certificate, &asked);
}
