#include "study/signoff/certificate.h"

#include <math.h>
#include <string.h>

#include "bizcase/explain.h"
#include "case/handle.h"
#include "case/party.h"
#include "evaluate/figure_table.h"
#include "study/batch/batch.h"
#include "study/find_next.h"

/* --- figures --------------------------------------------------------------------------------------------------------- */

static void add_figure(
    Certificate *certificate, const char *council, size_t figure, const char *statistic, double value) {
    certificate->figures[certificate->figure_count++] =
        (CertifiedFigure){ council, bizcase_figure(figure).name, statistic, isfinite(value) ? value : NAN };
}

/* Where the last of each was found. */
typedef struct Found {
    size_t result, distribution;
} Found;

static void add_body(Arena *arena, const BizcaseAppraisal *appraisal, const char *council,
    const BizcaseSimulation *simulation, Found *found, Certificate *certificate) {
    BizcaseScope scope = appraisal->main;
    scope.council = council;
    const BizcaseResult *result = appraisal_find_next(appraisal, &scope, &found->result);
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        add_figure(certificate, council, f, "plan", result->figures[f]);
        const BizcaseDistribution *distribution =
            simulation ? simulation_find_next(simulation, &scope, f, &found->distribution) : NULL;
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

/* NPV of councils against that of all together, or of programmes. A view's results are in the order of scope_of. */
static bool parts_add_up(
    const Case *the_case, const BizcaseAppraisal *appraisal, bool by_council, MoneyReading reading) {
    const size_t row = 1 + the_case->programme_count, view = row * (1 + the_case->council_count),
                 parts = by_council ? the_case->council_count : the_case->programme_count, step = by_council ? row : 1;
    for (size_t r = 0; r < appraisal->result_count; r++) {
        const BizcaseResult *whole = &appraisal->results[r];
        double sum = 0;
        if ((by_council ? r % view / row : r % row) > 0) continue;
        for (size_t i = 1; i <= parts; i++) sum += figure_of_reading(whole + i * step, FIGURE_NPV, reading);
        if (!is_about(whole, figure_of_reading(whole, FIGURE_NPV, reading), sum)) return false;
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
    Found found = { 0, 0 };
    for (size_t b = 0; b <= the_case->council_count; b++)
        add_body(arena, appraisal, b ? the_case->councils[b - 1].id : "joint", simulation, &found, certificate);
    bool adds_up;
    const BizcaseStatus status = explanation_adds_up(arena, loaded, appraisal, &adds_up);
    if (status != BIZCASE_OK) return status;
    add_check(certificate, "the case was read without an error", the_case->diagnostics.error_count == 0);
    bool nets = true, councils = true, programmes = true;
    for (int r = 0; r < READING_COUNT; r++) {
        nets = nets && net_is_benefits_less_costs(appraisal, (MoneyReading)r);
        councils = councils && parts_add_up(the_case, appraisal, true, (MoneyReading)r);
        programmes = programmes && parts_add_up(the_case, appraisal, false, (MoneyReading)r);
    }
    add_check(certificate, "net present value is benefits less costs, everywhere", nets);
    add_check(certificate, party_text(arena, the_case, "{parties} add up to joint"), councils);
    add_check(certificate, "programmes add up to the total", programmes);
    add_check(certificate, "lines, taken apart to cells, add up to net present value", adds_up);
    return BIZCASE_OK;
}
