/* Benefits realisation: what lines have come to against their plan, and what the case is worth now that part of it is known. */
#include <math.h>
#include <string.h>

#include "case/registers/registers.h"
#include "evaluate/figure_table.h"
#include "model/compile.h"
#include "model/prices.h"
#include "model/shares.h"
#include "model/timeline.h"
#include "study/finance/parts.h"
#include "study/plan_figures.h"
#include "study/sensitivity/parts.h"
#include "study/simulation/select.h"
#include "study/simulation/trials.h"

#define TOLERANCE 0.05 /* of the plan, within which a line is on it */

/* The line's split as it is in the option; of a line that the option has not, in the first that has it. */
static size_t split_in_study(const FinanceStudy *study, size_t l) {
    const Line *line = &study->the_case->lines[l];
    size_t option = study->option.option;
    for (size_t o = 0; o < study->the_case->option_count && !line->in_option[option]; o++)
        if (line->in_option[o]) option = o;
    return split_in_option(study->the_case->splits, line->split, option);
}

/* --- to date -------------------------------------------------------------------------------------------------------- */

static double *actual_by_period(FinanceStudy *study, const Model *model, const Actual *actual) {
    const Case *the_case = study->the_case;
    const size_t periods = the_case->settings.period_count;
    double *inputs = arena_array(study->arena, model->inputs.count, sizeof *inputs),
           *found = arena_array(study->arena, study->body_count * periods, sizeof *found);
    for (uint32_t i = 0; i < model->inputs.count; i++) inputs[i] = model->inputs.items[i].plan_value;
    const double *shares = shares_at(study->arena, &model->plan, split_in_study(study, actual->line), inputs);
    const double *values = profile_values(study->arena, &the_case->settings, &actual->amounts);
    for (size_t t = 0; t < periods; t++) {
        found[t] = values[t];
        for (size_t c = 0; c < the_case->council_count; c++)
            found[(c + 1) * periods + t] = values[t] * shares[c * periods + t];
    }
    return found;
}

static size_t first_period(const double *values, size_t count) {
    size_t t = 0;
    while (t < count && values[t] == 0) t++;
    return t;
}

static const char *state_of(bool is_cost, const double *planned, const double *actual, size_t known) {
    double plan = 0, real = 0;
    for (size_t t = 0; t < known; t++) {
        plan += planned[t];
        real += actual[t];
    }
    if (fabs(real - plan) <= TOLERANCE * fabs(plan)) return "on plan";
    if (is_cost) return real > plan ? "over" : "under";
    if (real > plan) return "ahead";
    return first_period(actual, known) > first_period(planned, known) ? "late" : "short";
}

/* Periods of the horizon that have begun before a month. */
static size_t periods_before(const Settings *settings, int month) {
    size_t t = 0;
    while (t < settings->period_count && period_month(settings, t) < month) t++;
    return t;
}

/* Sums of the first periods of each body, [body]; each period × factor. */
static double *to_date(FinanceStudy *study, const double *by_period, size_t known, double factor) {
    const size_t periods = study->the_case->settings.period_count;
    double *sums = arena_array(study->arena, study->body_count, sizeof *sums);
    for (size_t b = 0; b < study->body_count; b++)
        for (size_t t = 0; t < known; t++) sums[b] += factor * by_period[b * periods + t];
    return sums;
}

/* Budgets are set without optimism bias, so it is compared with the plan without. */
static BizcaseRealisation realise(
    FinanceStudy *study, const Model *model, const Actual *actual, const double *planned) {
    const Case *the_case = study->the_case;
    const Line *line = &the_case->lines[actual->line];
    const size_t known = periods_before(&the_case->settings, actual->until_month);
    const double *real = actual_by_period(study, model, actual);
    const bool is_cost = line->side == SIDE_COST;
    const double bias = the_case->settings.optimism_bias_in_plan ? line->optimism_bias : 0;
    return (BizcaseRealisation){ line->label.id, line->label.name, line->owner,
        the_case->programmes[line->programme].name, state_of(is_cost, planned, real, known), is_cost,
        line->type->is_cash, line->is_banked, to_date(study, planned, known, 1),
        to_date(study, planned, known, is_cost ? 1 + bias : 1 - bias), to_date(study, real, known, 1) };
}

/* --- the case with the actuals so far -------------------------------------------------------------------------------------- */

/* What is known: its own prices, certain, not multiplied and not moved any more. */
static Line known_line(Arena *arena, const Line *line, const Actual *actual) {
    Line known = *line;
    known.label.id = arena_format(arena, "%s (actual)", line->label.id);
    known.nominal = true;
    known.index = NONE;
    known.driver_count = 0;
    known.own.fitted =
        (Fitted){ .distribution = distribution_find("fixed"), .constant = true, .central = 1, .mean = 1 };
    known.optimism_bias = known.unmitigated_bias = 0;
    known.phase = NONE;
    known.amounts = actual->amounts;
    known.formula = NULL;
    return known;
}

static Case case_now(Arena *arena, const Case *the_case) {
    const Registers *registers = the_case->registers;
    Case now = *the_case;
    Line *lines = arena_array(arena, the_case->line_count + registers->actual_count, sizeof *lines);
    memcpy(lines, the_case->lines, the_case->line_count * sizeof *lines);
    for (size_t a = 0; a < registers->actual_count; a++) {
        const Actual *actual = &registers->actuals[a];
        lines[now.line_count++] = known_line(arena, &the_case->lines[actual->line], actual);
        lines[actual->line].open_from_month = actual->until_month;
    }
    now.lines = lines;
    return now;
}

typedef struct Kept {
    double *npv; /* [body][trial] */
    size_t body_count, trials;
} Kept;

static void keep(void *context, const TrialBlock *block) {
    const Kept *kept = context;
    for (size_t b = 0; b < kept->body_count; b++)
        memcpy(kept->npv + b * kept->trials + block->first, block->figures + b * LANES, block->count * sizeof(double));
}

enum { OUTTURN_TRIALS = 20000 };

static BizcaseStatus simulate_now(
    FinanceStudy *study, const BizcaseFinanceRequest *request, const Case *now, View view, BizcaseOutturn *rows) {
    Setup setup;
    const BizcaseSimulateRequest asked = { .option = study->the_case->options[study->option.option].label.id,
        .trials = request->trials && request->trials < OUTTURN_TRIALS ? request->trials : OUTTURN_TRIALS,
        .has_seed = request->has_seed,
        .seed = request->seed,
        .sampler = request->sampler,
        .threads = request->threads,
        .progress = request->progress,
        .context = request->context };
    const BizcaseStatus status = setup_simulation(study->arena, now, &asked, &setup, study->problems);
    if (status != BIZCASE_OK) return status;
    const Kept kept = { arena_array(study->arena, study->body_count * (size_t)setup.trials, sizeof(double)),
        study->body_count, (size_t)setup.trials };
    const WantedFigure npv = { setup.kernel->figures[FIGURE_NPV], SKIP_PROGRAMMES };
    const BlockRequest block = { .views = &view, .view_count = 1, .figures = &npv, .figure_count = 1 };
    if (!trials_each(study->arena,
            &(TrialsRequest){ .setup = &setup,
                .block = &block,
                .column_count = study->body_count,
                .take = keep,
                .context = (void *)&kept },
            setup.threads))
        return BIZCASE_STOPPED;
    for (size_t b = 0; b < study->body_count; b++)
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
            rows[b].npv_percentiles[i] =
                ensemble_quantile(study->arena, kept.npv + b * kept.trials, kept.trials, bizcase_confidences()[i]);
    return BIZCASE_OK;
}

static BizcaseStatus add_outturn(FinanceStudy *study, const BizcaseFinanceRequest *request, BizcaseFinance *shown) {
    Arena *arena = study->arena;
    const View view = { study->option.option,
        study->baseline.option == study->option.option ? NO_INDEX : study->baseline.option, true };
    Case *now = arena_alloc(arena, sizeof *now);
    *now = case_now(arena, study->the_case);
    const size_t figures[] = { FIGURE_NPV, FIGURE_PAYBACK_YEARS };
    const double *before = plan_figures(arena, study->the_case, &view, 1, figures, 2),
                 *after = plan_figures(arena, now, &view, 1, figures, 2);
    BizcaseOutturn *rows = arena_array(arena, study->body_count, sizeof *rows);
    for (size_t b = 0; b < study->body_count; b++)
        rows[b] = (BizcaseOutturn){ before[2 * b], after[2 * b], shown_payback(before[2 * b + 1]),
            shown_payback(after[2 * b + 1]), payback_note(before[2 * b + 1]), payback_note(after[2 * b + 1]),
            { NAN, NAN, NAN, NAN } };
    shown->outturn = rows;
    return request->plan_only ? BIZCASE_OK : simulate_now(study, request, now, view, rows);
}

BizcaseStatus add_realisation(FinanceStudy *study, const BizcaseFinanceRequest *request, BizcaseFinance *shown) {
    const Case *the_case = study->the_case;
    const Registers *registers = the_case->registers;
    if (registers->actual_count == 0) return BIZCASE_OK;
    const Model model = model_compile(study->arena, the_case, FOR_APPRAISAL);
    BizcaseRealisation *rows = arena_array(study->arena, registers->actual_count, sizeof *rows);
    size_t *lines = arena_array(study->arena, registers->actual_count, sizeof *lines);
    for (size_t a = 0; a < registers->actual_count; a++) lines[a] = registers->actuals[a].line;
    const double *planned = plans_of_lines(study, lines, registers->actual_count);
    const size_t size = study->body_count * the_case->settings.period_count;
    for (size_t a = 0; a < registers->actual_count; a++)
        rows[a] = realise(study, &model, &registers->actuals[a], planned + a * size);
    shown->realisations = rows;
    shown->realisation_count = registers->actual_count;
    return add_outturn(study, request, shown);
}
