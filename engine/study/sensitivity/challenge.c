/* The challenge set: the plan put to the questions that every investment case is asked, and then to those of the case's own
   challenges.csv. HM Treasury, The Green Book, 2026, on sensitivity analysis, names costs, benefits, delay and optimism
   bias. */
#include <math.h>
#include <string.h>

#include "case/changes/challenged.h"
#include "case/handle.h"
#include "case/party.h"
#include "case/plan_values.h"
#include "case/readings.h"
#include "case/registers/registers.h"
#include "study/sensitivity/leaving.h"
#include "study/sensitivity/parts.h"

enum { MONTHS_LATE = 12 };

/* What a challenge does to the plan; a part that is 0 or NULL does nothing. */
typedef struct Question {
    const char *id, *name;          /* name NULL: what becomes of the lever */
    const char *lever;              /* that it scales alone: it is not asked where another lever scales the same */
    double rate;                    /* flat, in all years */
    double costs, benefits;         /* factors, of what options add */
    double all_costs, all_benefits; /* and of the baseline's too */
    bool benefits_late, bias_unmitigated, risks_at_p90;
} Question;

/* The questions that are put to every case; those of councils that leave, and of all at once, follow. */
enum { LOW_RATE, HIGH_RATE };
static const Question standard[] = {
    [LOW_RATE] = { "rate-3%", "Discount rate 3% in all years", .rate = 0.03 },
    [HIGH_RATE] = { "rate-5%", "Discount rate 5% in all years", .rate = 0.05 },
    { "costs+10%", .lever = "costs", .costs = 1.1 },
    { "costs+20%", .lever = "costs", .costs = 1.2 },
    { "all_costs+20%", .lever = "all_costs", .all_costs = 1.2 },
    { "benefits-10%", .lever = "benefits", .benefits = 0.9 },
    { "benefits-20%", .lever = "benefits", .benefits = 0.8 },
    { "all_benefits-20%", .lever = "all_benefits", .all_benefits = 0.8 },
    { "benefits-late", "Benefits a year late", .benefits_late = true },
    { "bias-unmitigated", "Optimism bias without mitigation", .bias_unmitigated = true },
    { "risks-p90", "Risks at the P90 of the simulation", .risks_at_p90 = true },
};
enum { STANDARD = sizeof standard / sizeof standard[0] };

/* --- variants of the case ------------------------------------------------------------------------------------------- */

static void set_flat_rate(Arena *arena, double rate, Case *variant) {
    int *from_year = arena_alloc(arena, sizeof *from_year);
    double *rates = arena_alloc(arena, sizeof *rates);
    *from_year = 1;
    *rates = rate;
    variant->settings.discount =
        (Schedule){ .name = "flat", .source = "", .band_count = 1, .from_year = from_year, .rate_per_year = rates };
}

/* What a formula comes to becomes cells, which can be dated. */
static void make_late(Arena *arena, const PlanValues *values, size_t l, Line *line) {
    line->amounts = plan_line_amounts(arena, values, l);
    line->formula = NULL;
    int *first_month = arena_array(arena, line->amounts.count, sizeof *first_month);
    for (size_t i = 0; i < line->amounts.count; i++) first_month[i] = line->amounts.first_month[i] + MONTHS_LATE;
    line->amounts.first_month = first_month;
}

/* All risks are expected in the plan, and those of the option cost so many times more. */
static void raise_risks(const WhatIf *what_if, double factor, Case *variant) {
    variant->risks = arena_array(what_if->arena, variant->risk_count, sizeof *variant->risks);
    for (size_t r = 0; r < variant->risk_count; r++) {
        variant->risks[r] = what_if->the_case->risks[r];
        if (variant->risks[r].in_option[what_if->views.items[0].option]) variant->risks[r].impact.fitted.mean *= factor;
    }
    variant->settings.risk_in_plan = true;
}

static Line *own_lines(Arena *arena, Case *variant) {
    Line *lines = arena_array(arena, variant->line_count, sizeof *lines);
    memcpy(lines, variant->lines, variant->line_count * sizeof *lines);
    variant->lines = lines;
    return lines;
}

static void vary(WhatIf *what_if, const Question *question, double risk_factor, WhatIf *varied) {
    Case *variant = arena_alloc(what_if->arena, sizeof *variant);
    *variant = *what_if->the_case;
    Line *lines = own_lines(what_if->arena, variant);
    const PlanValues *values = question->benefits_late ? plan_values(what_if->arena, variant) : NULL;
    for (size_t l = 0; l < variant->line_count; l++) {
        if (question->benefits_late && lines[l].side == SIDE_BENEFIT && line_is_own(what_if->the_case, l))
            make_late(what_if->arena, values, l, &lines[l]);
        if (!question->bias_unmitigated) continue;
        if (!line_is_of_baseline(what_if->the_case, l))
            lines[l].optimism_bias = lines[l].unmitigated_bias;
        else if (!what_if->the_case->settings.optimism_bias_in_plan)
            lines[l].optimism_bias = 0; /* stays out */
    }
    if (question->bias_unmitigated) variant->settings.optimism_bias_in_plan = true;
    if (question->rate > 0) set_flat_rate(what_if->arena, question->rate, variant);
    if (question->risks_at_p90) raise_risks(what_if, risk_factor, variant);
    what_if_vary(what_if, variant, varied);
}

/* --- answers -------------------------------------------------------------------------------------------------------- */

/* What has come out, in the row, whose memory is the arena's. leaver: the body that has left; 0: none. */
static void keep_figures(Arena *arena, const WhatIf *asked, const double *out, size_t leaver, BizcaseChallenge *row) {
    double *npv = arena_array(arena, asked->body_count, sizeof *npv),
           *payback = arena_array(arena, asked->body_count, sizeof *payback);
    const char **note = arena_array(arena, asked->body_count, sizeof *note);
    size_t *rank = arena_array(arena, asked->body_count, sizeof *rank);
    for (size_t b = 0; b < asked->body_count; b++) {
        const bool has_left = leaver && b == leaver;
        npv[b] = has_left ? NAN : what_if_value(asked, out, 0, b, WHAT_IF_NPV);
        const double years = has_left ? NAN : what_if_value(asked, out, 0, b, WHAT_IF_PAYBACK);
        payback[b] = shown_payback(years);
        note[b] = payback_note(years);
        rank[b] = has_left ? 0 : what_if_rank(asked, out, b);
    }
    row->npv = npv;
    row->payback = payback;
    row->payback_note = note;
    row->rank = rank;
}

static void answer(WhatIf *what_if, const Question *question, double risk_factor, double *out, BizcaseChallenge *row) {
    WhatIf varied;
    const struct {
        const char *lever;
        double factor;
    } factors[] = { { "costs", question->costs }, { "benefits", question->benefits },
        { "all_costs", question->all_costs }, { "all_benefits", question->all_benefits } };
    LeverChange changes[sizeof factors / sizeof factors[0]];
    size_t change_count = 0;
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++)
        if (factors[i].factor > 0)
            changes[change_count++] = (LeverChange){ what_if_find(what_if, factors[i].lever), factors[i].factor };
    WhatIf working = *what_if; /* the variant's memory is given back */
    working.arena = arena_within(what_if->arena);
    vary(&working, question, risk_factor, &varied);
    what_if_try(&varied, changes, change_count, out);
    what_if->evaluations += varied.evaluations;
    arena_free(working.arena);
    *row = (BizcaseChallenge){ .id = question->id, .name = question->name, .built_in = 1 };
    keep_figures(what_if->arena, what_if, out, 0, row);
}

/* "20% higher" */
static const char *factor_text(Arena *arena, double factor) {
    return arena_format(arena, "%.0f%% %s", fabs(factor - 1) * 100, factor > 1 ? "higher" : "lower");
}

/* "The option's own costs 20% higher" */
static const char *scaled_text(const WhatIf *what_if, const char *lever, double factor) {
    return arena_format(
        what_if->arena, "%s %s", what_if_find(what_if, lever)->shown.label, factor_text(what_if->arena, factor));
}

/* risk_factor NaN: there are no risks to raise. */
static size_t ask_standard(WhatIf *what_if, double risk_factor, double *out, BizcaseChallenge *rows) {
    size_t count = 0;
    for (size_t i = 0; i < STANDARD; i++) {
        Question question = standard[i];
        if (question.lever && what_if_find(what_if, question.lever)->shown.is_repeated) continue;
        if (question.risks_at_p90 && isnan(risk_factor)) continue;
        if (!question.name)
            question.name = scaled_text(what_if, question.lever,
                fmax(question.costs + question.benefits, question.all_costs + question.all_benefits));
        answer(what_if, &question, risk_factor, out, &rows[count++]);
    }
    return count;
}

/* --- councils that leave --------------------------------------------------------------------------------------------- */

/* One variant of the plan serves for all of them. */
static WhatIf open_for_leavers(const WhatIf *what_if) {
    WhatIf prepared;
    Case *variant = arena_alloc(what_if->arena, sizeof *variant);
    *variant = *what_if->the_case;
    own_lines(what_if->arena, variant);
    leaving_prepare(what_if, variant);
    what_if_vary(what_if, variant, &prepared);
    return prepared;
}

static void ask_leaver(WhatIf *what_if, const WhatIf *prepared, size_t council, double *out, BizcaseChallenge *row) {
    Arena *arena = what_if->arena;
    const Label *label = &what_if->the_case->councils[council];
    WhatIf before = *what_if, after = *prepared;
    before.arena = after.arena = arena_within(arena);
    leaving_take_out(&before, council, &after);
    what_if_try(&after, NULL, 0, out);
    what_if->evaluations += after.evaluations;
    arena_free(after.arena);
    *row = (BizcaseChallenge){ .id = arena_format(arena, "leaves:%s", label->id),
        .built_in = 1,
        .volumes_stay = leaving_volumes_stay(what_if, council) };
    row->name = arena_format(arena, "%s does not take part%s", label->name, row->volumes_stay ? " (volumes stay)" : "");
    keep_figures(arena, what_if, out, council + 1, row);
}

static size_t ask_leavers(WhatIf *what_if, double *out, BizcaseChallenge *rows) {
    const Case *the_case = what_if->the_case;
    const size_t option = what_if->views.items[0].option;
    size_t count = 0;
    if (the_case->council_count < 2) return 0;
    WhatIf working = *what_if; /* the variant's memory is given back */
    working.arena = arena_within(what_if->arena);
    const WhatIf prepared = open_for_leavers(&working);
    for (size_t c = 0; c < the_case->council_count; c++)
        if (party_has_stake(the_case, READING_WHOLE, option, the_case->baseline, c))
            ask_leaver(what_if, &prepared, c, out, &rows[count++]);
    arena_free(working.arena);
    return count;
}

/* --- the case's own ------------------------------------------------------------------------------------------------- */

/* A model of the changed case: it may have other amounts, periods and inputs, and has the same councils. */
static BizcaseStatus open_changed(Arena *working, const WhatIf *what_if, size_t challenge, WhatIf *changed) {
    const Case *the_case = what_if->the_case;
    const Label *label = &the_case->registers->challenges[challenge].label,
                *option = &the_case->options[what_if->views.items[0].option].label;
    BizcaseCase *loaded;
    BizcaseStatus status = case_challenge(working, the_case, challenge, &loaded);
    if (status == BIZCASE_CASE_WRONG) diagnostics_of_challenge(what_if->problems, the_case, challenge, loaded);
    if (status != BIZCASE_OK) return status;
    Case *read = arena_alloc(working, sizeof *read);
    Diagnostics *unused = arena_alloc(working, sizeof *unused);
    *read = case_in_reading(case_of(loaded), the_case->reading);
    diagnostics_init(unused, working);
    status = what_if_open(working, read, option->id, bizcase_figure_count(), changed, unused);
    if (status != BIZCASE_BAD_REQUEST) return status;
    diagnostics_error(what_if->problems, label->place, "leave the ids and roles of options as they are",
        "challenge \"%s\" leaves no option \"%s\" to appraise", label->id, option->id);
    return BIZCASE_CASE_WRONG;
}

/* What is wrong is said of every challenge before the study is given up. */
static BizcaseStatus ask_own(WhatIf *what_if, BizcaseChallenge *rows, size_t *count) {
    const Registers *registers = what_if->the_case->registers;
    BizcaseStatus worst = BIZCASE_OK;
    for (size_t c = 0; c < registers->challenge_count; c++) {
        Arena *working = arena_within(what_if->arena);
        const Label *label = &registers->challenges[c].label;
        WhatIf changed;
        const BizcaseStatus status = open_changed(working, what_if, c, &changed);
        if (status == BIZCASE_OK) {
            double *out = arena_array(working, what_if_out_count(&changed), sizeof *out);
            what_if_try(&changed, NULL, 0, out);
            what_if->evaluations += changed.evaluations;
            rows[*count] = (BizcaseChallenge){ .id = label->id, .name = label->name };
            keep_figures(what_if->arena, &changed, out, 0, &rows[(*count)++]);
        } else {
            worst = status;
        }
        arena_free(working);
        if (worst != BIZCASE_OK && worst != BIZCASE_CASE_WRONG) break;
    }
    return worst;
}

/* --- all of them ---------------------------------------------------------------------------------------------------- */

/* Of the two discount rates, which are asked first, the one that leaves less. */
static double worse_rate(const BizcaseChallenge *rows) {
    return standard[rows[LOW_RATE].npv[0] < rows[HIGH_RATE].npv[0] ? LOW_RATE : HIGH_RATE].rate;
}

/* [body] */
static const size_t *plan_ranks(const WhatIf *what_if, const double *out) {
    size_t *ranks = arena_array(what_if->arena, what_if->body_count, sizeof *ranks);
    for (size_t b = 0; b < what_if->body_count; b++) ranks[b] = what_if_rank(what_if, out, b);
    return ranks;
}

/* risk_factor: P90 of the option's risks ÷ what is expected of them; NaN: nothing is. */
static BizcaseStatus add_challenges(WhatIf *what_if, double risk_factor, BizcaseSensitivity *shown) {
    enum { COMBINED = 1 };
    const Case *the_case = what_if->the_case;
    double *out = arena_array(what_if->arena, what_if_out_count(what_if), sizeof *out);
    BizcaseChallenge *rows = arena_array(what_if->arena,
        STANDARD + the_case->council_count + COMBINED + the_case->registers->challenge_count, sizeof *rows);
    size_t count = ask_standard(what_if, risk_factor, out, rows);
    count += ask_leavers(what_if, out, rows + count);
    Question worst = { "combined", .rate = worse_rate(rows), .costs = 1.2, .benefits = 0.8, .benefits_late = true,
        .bias_unmitigated = true, .risks_at_p90 = !isnan(risk_factor) };
    worst.name = arena_format(what_if->arena,
        "All at once: rate %.0f%%, %s costs %s, benefits %s and a year late, bias unmitigated%s", worst.rate * 100,
        the_case->baseline == NONE ? "all" : "the option's own", factor_text(what_if->arena, worst.costs),
        factor_text(what_if->arena, worst.benefits), worst.risks_at_p90 ? ", risks at P90" : "");
    answer(what_if, &worst, risk_factor, out, &rows[count++]);
    what_if_try(what_if, NULL, 0, out);
    shown->plan_rank = plan_ranks(what_if, out);
    shown->challenges = rows;
    shown->challenge_count = count;
    return ask_own(what_if, rows, &shown->challenge_count);
}

static BizcaseStatus run(SensitivityStudy *study) {
    const Ensemble *ensemble = study->ensemble;
    Arena *arena = study->what_if->arena;
    double *risk = arena_array(arena, ensemble->body_count * ensemble->trials, sizeof *risk);
    const Rerun rerun = { .figure = FIGURE_RISK_PV,
        .view = { ensemble->views.items[0].option, NO_INDEX, true },
        .trials = ensemble->trials };
    if (!ensemble_rerun(arena, ensemble, &rerun, risk)) return BIZCASE_STOPPED;
    const double expected = ensemble_mean(risk, ensemble->trials),
                 p90 = ensemble_quantile(arena, risk, ensemble->trials, 0.9);
    return add_challenges(
        study->what_if, expected > ensemble->setup.model.plan.zero_money ? p90 / expected : NAN, study->shown);
}

const SensitivityPart sensitivity_challenge = { .needs_trials = true, .effort = 100, .run = run };
