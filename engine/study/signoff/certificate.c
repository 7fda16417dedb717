#include "study/signoff/certificate.h"

#include <math.h>
#include <string.h>

#include "bizcase/explain.h"
#include "case/handle.h"
#include "case/party.h"
#include "evaluate/figure_table.h"
#include "study/batch/batch.h"

/* --- figures --------------------------------------------------------------------------------------------------------- */

static void add_figure(
    Certificate *certificate, const char *council, size_t figure, const char *statistic, double value) {
    certificate->figures[certificate->figure_count++] =
        (CertifiedFigure){ council, bizcase_figure(figure).name, statistic, isfinite(value) ? value : NAN };
}

static void add_body(Arena *arena, const BizcaseAppraisal *appraisal, const char *council,
    const BizcaseSimulation *simulation, Certificate *certificate) {
    BizcaseScope scope = appraisal->main;
    scope.council = council;
    const BizcaseResult *result = bizcase_appraisal_find(appraisal, &scope);
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        add_figure(certificate, council, f, "plan", result->figures[f]);
        const BizcaseDistribution *distribution = simulation ? bizcase_simulation_find(simulation, &scope, f) : NULL;
        for (size_t s = 0; distribution && s < batch_statistic_count(); s++)
            add_figure(certificate, council, f, batch_statistic_name(arena, s), batch_statistic(distribution, s));
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

/* A figure in a reading. */
static double figure_of_reading(const BizcaseResult *result, FigureIndex figure, MoneyReading reading) {
    return figure_of(result, (FigureIndex)figure_in_reading(figure, reading));
}

static bool net_is_benefits_less_costs(const BizcaseAppraisal *appraisal, MoneyReading reading) {
    for (size_t r = 0; r < appraisal->result_count; r++) {
        const BizcaseResult *result = &appraisal->results[r];
        if (!is_about(result, figure_of_reading(result, FIGURE_NPV, reading),
                figure_of_reading(result, FIGURE_PV_BENEFITS, reading) -
                    figure_of_reading(result, FIGURE_PV_COSTS, reading)))
            return false;
    }
    return true;
}

/* Σ of NPV over the results that have the scope but for `council` or `programme`, which is any part but the whole. */
static double sum_of_parts(
    const BizcaseAppraisal *appraisal, const BizcaseScope *whole, bool by_council, MoneyReading reading) {
    double sum = 0;
    for (size_t r = 0; r < appraisal->result_count; r++) {
        BizcaseScope scope = appraisal->results[r].scope;
        const char **part = by_council ? &scope.council : &scope.programme, *all = by_council ? "joint" : "total";
        if (strcmp(*part, all) == 0) continue;
        *part = all;
        const BizcaseResult *found = bizcase_appraisal_find(appraisal, &scope);
        if (found && found == bizcase_appraisal_find(appraisal, whole))
            sum += figure_of_reading(&appraisal->results[r], FIGURE_NPV, reading);
    }
    return sum;
}

static bool parts_add_up(const BizcaseAppraisal *appraisal, bool by_council, MoneyReading reading) {
    for (size_t r = 0; r < appraisal->result_count; r++) {
        const BizcaseResult *result = &appraisal->results[r];
        if (strcmp(by_council ? result->scope.council : result->scope.programme, by_council ? "joint" : "total") != 0)
            continue;
        if (!is_about(result, figure_of_reading(result, FIGURE_NPV, reading),
                sum_of_parts(appraisal, &result->scope, by_council, reading)))
            return false;
    }
    return true;
}

static BizcaseStatus explanation_adds_up(
    Arena *arena, const BizcaseCase *loaded, const BizcaseAppraisal *appraisal, bool *adds_up) {
    BizcaseExplanation *explanation;
    const char *what = arena_format(arena, "npv/joint/total/%s", appraisal->main.option);
    const BizcaseStatus status = bizcase_explain(loaded, what, &explanation, NULL);
    if (status != BIZCASE_OK) return status;
    *adds_up = is_about(bizcase_appraisal_find(appraisal, &appraisal->main), explanation->sum, explanation->value);
    bizcase_explanation_free(explanation);
    return BIZCASE_OK;
}

static void add_check(Certificate *certificate, const char *what, bool passed) {
    certificate->checks[certificate->check_count++] = (CertifiedCheck){ what, passed };
}

BizcaseStatus certificate_make(Arena *arena, const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, Certificate *certificate) {
    const Case *the_case = case_of(loaded);
    *certificate = (Certificate){ .title = the_case->settings.title,
        .version = bizcase_version(),
        .digest = the_case->digest,
        .option = appraisal->main.option,
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
    for (size_t b = 0; b <= the_case->council_count; b++)
        add_body(arena, appraisal, b ? the_case->councils[b - 1].id : "joint", simulation, certificate);
    bool adds_up;
    const BizcaseStatus status = explanation_adds_up(arena, loaded, appraisal, &adds_up);
    if (status != BIZCASE_OK) return status;
    add_check(certificate, "the case was read without an error", the_case->diagnostics.error_count == 0);
    bool nets = true, councils = true, programmes = true;
    for (int r = 0; r < READING_COUNT; r++) {
        nets = nets && net_is_benefits_less_costs(appraisal, (MoneyReading)r);
        councils = councils && parts_add_up(appraisal, true, (MoneyReading)r);
        programmes = programmes && parts_add_up(appraisal, false, (MoneyReading)r);
    }
    add_check(certificate, "net present value is benefits less costs, everywhere", nets);
    add_check(certificate, party_text(arena, the_case, "{parties} add up to joint"), councils);
    add_check(certificate, "programmes add up to the total", programmes);
    add_check(certificate, "lines, taken apart to cells, add up to net present value", adds_up);
    return BIZCASE_OK;
}
