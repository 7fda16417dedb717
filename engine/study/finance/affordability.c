/* How likely the envelope is to be broken: the books of every trial. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case/trial_bias.h"
#include "study/finance/parts.h"
#include "study/simulation/odd_trials.h"
#include "study/simulation/select.h"
#include "study/simulation/trials.h"

#define HALF_A_PENNY 0.005

typedef enum Count { ABOVE_PLAN, OVER_BUDGET, CAPITAL_SHORT, ONE_OFF_SHORT, COUNT_COUNT } Count;

typedef struct Counter {      /* of one thread */
    uint64_t *years;          /* [body][year][Count] */
    uint64_t *ever;           /* [body][Count] */
    uint64_t *over_all_years; /* [body] */
    double *spent;            /* [council][account][year] */
    double *levels;           /* [payment][period] of its driver or quantity */
    Statement statement;
    double *rows; /* [year], of a body, one a row that is looked at */
} Counter;

typedef struct Affordability {
    const FinanceStudy *study;
    size_t trials;                             /* in the end without those that are left out */
    double *net_revenue, *capital;             /* [body][year][trial] */
    double *total, *peak;                      /* [body][trial] */
    Statement basis;                           /* of the plan, with what the trials hold */
    const double *plan_revenue, *plan_capital; /* [body][year] of it */
    const double *plan_total;                  /* [body] of it */
    Counter *counters;                         /* [thread] */
    const uint32_t *level_of_volume;           /* [payment] in the plan of the trials; NO_INDEX: it has none */
} Affordability;

/* --- one trial ------------------------------------------------------------------------------------------------------ */

static void gather_spending(const Books *books, const double *flows, size_t lane, double *spent) {
    const size_t councils = books->the_case->council_count, accounts = books->cash.account_count,
                 periods = books->the_case->settings.period_count;
    memset(spent, 0, councils * accounts * books->year_count * sizeof *spent);
    for (size_t c = 0; c < councils; c++)
        for (size_t a = 0; a < accounts; a++) {
            const double *from = flows + ((c + 1) * (accounts + 1) + a + 1) * periods * LANES + lane;
            double *to = spent + (c * accounts + a) * books->year_count;
            for (size_t t = 0; t < periods; t++) to[books->year_of[t]] -= from[t * LANES];
        }
}

/* Of the payments of the books' option: what another's volumes come to does not matter. */
static void gather_levels(const Affordability *all, const double *levels, size_t lane, double *gathered) {
    const Case *the_case = all->study->the_case;
    const size_t periods = the_case->settings.period_count;
    for (size_t p = 0; p < the_case->registers->payment_count; p++) {
        const uint32_t level = all->level_of_volume[p];
        const bool is_paid = the_case->registers->payments[p].in_option[all->study->books.option];
        for (size_t t = 0; t < periods && is_paid && level != NO_INDEX; t++)
            gathered[p * periods + t] = levels[((size_t)level * periods + t) * LANES + lane];
    }
}

/* Capital less the case's own receipts, one-off and net running cost: what has to be found, however it is funded. */
typedef struct BodyRows {
    double *net_revenue, *capital, *one_off, *net_running, *capital_gap, *one_off_gap, *payments, *receipts;
} BodyRows;
enum { LOOKED_AT = 8 };

static BodyRows rows_of_body(const Books *books, const Statement *statement, size_t body, double *room) {
    static const BizcaseFinanceRow rows[LOOKED_AT] = { BIZCASE_NET_REVENUE, BIZCASE_CAPITAL, BIZCASE_ONE_OFF,
        BIZCASE_NET_RUNNING, BIZCASE_CAPITAL_GAP, BIZCASE_ONE_OFF_GAP, BIZCASE_PAYMENTS, BIZCASE_RECEIPTS };
    for (size_t r = 0; r < LOOKED_AT; r++) body_row(books, statement, rows[r], body, room + r * books->year_count);
    const size_t years = books->year_count;
    return (BodyRows){ room, room + years, room + 2 * years, room + 3 * years, room + 4 * years, room + 5 * years,
        room + 6 * years, room + 7 * years };
}

static double peak_of(const BodyRows *rows, size_t years, double *total) {
    double cumulative = 0, peak = 0;
    for (size_t y = 0; y < years; y++) {
        cumulative +=
            rows->capital[y] + rows->one_off[y] + rows->net_running[y] + rows->payments[y] - rows->receipts[y];
        peak = fmax(peak, cumulative);
    }
    *total = cumulative;
    return peak;
}

static void look_at_body(const Affordability *all, Counter *counter, size_t body, size_t trial) {
    const Books *books = &all->study->books;
    const size_t years = books->year_count;
    const BodyRows rows = rows_of_body(books, &counter->statement, body, counter->rows);
    bool ever[COUNT_COUNT] = { false };
    for (size_t y = 0; y < years; y++) {
        const bool now[COUNT_COUNT] = { rows.net_revenue[y] > all->plan_revenue[body * years + y] + HALF_A_PENNY,
            rows.net_running[y] > HALF_A_PENNY, rows.capital_gap[y] > HALF_A_PENNY,
            rows.one_off_gap[y] > HALF_A_PENNY };
        for (size_t n = 0; n < COUNT_COUNT; n++) {
            counter->years[(body * years + y) * COUNT_COUNT + n] += now[n];
            ever[n] = ever[n] || now[n];
        }
        all->net_revenue[(body * years + y) * all->trials + trial] = rows.net_revenue[y];
        all->capital[(body * years + y) * all->trials + trial] = rows.capital[y];
    }
    double total;
    all->peak[body * all->trials + trial] = peak_of(&rows, years, &total);
    all->total[body * all->trials + trial] = total;
    for (size_t n = 0; n < COUNT_COUNT; n++) counter->ever[body * COUNT_COUNT + n] += ever[n];
    counter->over_all_years[body] += total > all->plan_total[body] + HALF_A_PENNY;
}

static bool all_finite(const double *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i])) return false;
    return true;
}

static void take_block(void *context, const TrialBlock *block) {
    const Affordability *all = context;
    Counter *counter = &all->counters[block->worker];
    const Books *books = &all->study->books;
    const size_t spent = all->study->the_case->council_count * books->cash.account_count * books->year_count;
    const size_t levels = books->registers->payment_count * books->the_case->settings.period_count;
    for (size_t k = 0; k < block->count; k++) {
        gather_spending(books, block->flows, k, counter->spent);
        gather_levels(all, block->levels, k, counter->levels);
        if (!all_finite(counter->spent, spent) || !all_finite(counter->levels, levels)) {
            all->net_revenue[block->first + k] = NAN; /* a formula divides by 0: left out of all bodies and years */
            continue;
        }
        statement_fill(books, counter->spent, counter->levels, &counter->statement);
        for (size_t b = 0; b < all->study->body_count; b++) look_at_body(all, counter, b, (size_t)block->first + k);
    }
}

static void leave_out(Arena *arena, Affordability *all, size_t cells) {
    const size_t drawn = all->trials, bodies = all->study->body_count;
    const size_t *kept = finite_trials(arena, all->net_revenue, 1, drawn, &all->trials);
    if (!kept) return;
    keep_trials(all->net_revenue, cells, drawn, kept, all->trials);
    keep_trials(all->capital, cells, drawn, kept, all->trials);
    keep_trials(all->total, bodies, drawn, kept, all->trials);
    keep_trials(all->peak, bodies, drawn, kept, all->trials);
}

/* --- all of them ---------------------------------------------------------------------------------------------------- */

/* Hyndman–Fan type 7 quantiles at the confidences; changes the order of the values. */
static void quantiles(double *values, size_t count, double *out) {
    size_t ranks[2 * BIZCASE_CONFIDENCES], rising[2 * BIZCASE_CONFIDENCES];
    for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++) {
        const double position = bizcase_confidences()[i] * (double)(count - 1);
        ranks[2 * i] = (size_t)position;
        ranks[2 * i + 1] = ranks[2 * i] + 1 < count ? ranks[2 * i] + 1 : ranks[2 * i];
    }
    /* Of neighbouring confidences the second rank can be above the next's first: 3, 4 and 3, 4 of five trials. */
    memcpy(rising, ranks, sizeof rising);
    qsort(rising, 2 * BIZCASE_CONFIDENCES, sizeof *rising, compare_ranks);
    select_ranks(values, count, rising, 2 * BIZCASE_CONFIDENCES);
    for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++) {
        const double position = bizcase_confidences()[i] * (double)(count - 1);
        out[i] =
            values[ranks[2 * i]] + (position - floor(position)) * (values[ranks[2 * i + 1]] - values[ranks[2 * i]]);
    }
}

static uint64_t counted(const Affordability *all, unsigned threads, size_t offset, bool ever) {
    uint64_t sum = 0;
    for (unsigned w = 0; w < threads; w++) sum += ever ? all->counters[w].ever[offset] : all->counters[w].years[offset];
    return sum;
}

static void show_years(Affordability *all, unsigned threads, BizcaseAffordability *rows) {
    const size_t cells = all->study->body_count * all->study->books.year_count;
    for (size_t i = 0; i < cells; i++) {
        quantiles(all->net_revenue + i * all->trials, all->trials, rows[i].net_revenue);
        quantiles(all->capital + i * all->trials, all->trials, rows[i].capital);
        double part[COUNT_COUNT];
        for (size_t n = 0; n < COUNT_COUNT; n++)
            part[n] = (double)counted(all, threads, i * COUNT_COUNT + n, false) / (double)all->trials;
        rows[i].plan_net_revenue = all->plan_revenue[i];
        rows[i].plan_capital = all->plan_capital[i];
        rows[i].above_plan = part[ABOVE_PLAN];
        rows[i].over_budget = part[OVER_BUDGET];
        rows[i].capital_gap = part[CAPITAL_SHORT];
        rows[i].one_off_gap = part[ONE_OFF_SHORT];
    }
}

static void show_envelopes(Affordability *all, unsigned threads, BizcaseEnvelope *rows) {
    const Books *books = &all->study->books;
    double *room = arena_array(all->study->arena, LOOKED_AT * books->year_count, sizeof *room);
    for (size_t b = 0; b < all->study->body_count; b++) {
        double part[COUNT_COUNT], total;
        uint64_t over = 0;
        for (size_t n = 0; n < COUNT_COUNT; n++)
            part[n] = (double)counted(all, threads, b * COUNT_COUNT + n, true) / (double)all->trials;
        for (unsigned w = 0; w < threads; w++) over += all->counters[w].over_all_years[b];
        rows[b] = (BizcaseEnvelope){ part[ABOVE_PLAN], part[OVER_BUDGET], part[CAPITAL_SHORT], part[ONE_OFF_SHORT],
            .over_all_years = (double)over / (double)all->trials, .plan_total = all->plan_total[b] };
        quantiles(all->total + b * all->trials, all->trials, rows[b].contingency);
        quantiles(all->peak + b * all->trials, all->trials, rows[b].peak_cash);
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++) rows[b].contingency[i] -= all->plan_total[b];
        const BodyRows plan = rows_of_body(books, &all->basis, b, room);
        rows[b].plan_peak_cash = peak_of(&plan, books->year_count, &total);
        const BodyRows as_set = rows_of_body(books, &all->study->plan, b, room);
        peak_of(&as_set, books->year_count, &rows[b].plan_total_as_set);
    }
}

static Counter new_counter(const FinanceStudy *study) {
    const Books *books = &study->books;
    const size_t cells = study->body_count * books->year_count;
    Arena *arena = study->arena;
    return (Counter){ arena_array(arena, cells * COUNT_COUNT, sizeof(uint64_t)),
        arena_array(arena, study->body_count * COUNT_COUNT, sizeof(uint64_t)),
        arena_array(arena, study->body_count, sizeof(uint64_t)),
        arena_array(
            arena, books->the_case->council_count * books->cash.account_count * books->year_count, sizeof(double)),
        arena_array(arena, books->registers->payment_count * books->the_case->settings.period_count, sizeof(double)),
        statement_new(arena, books), arena_array(arena, LOOKED_AT * books->year_count, sizeof(double)) };
}

/* The plan with what the trials hold: chances and contingency are of that. */
static Statement plan_as_trials(const FinanceStudy *study) {
    if (!plan_differs_from_trials(&study->cash)) return study->plan;
    Case same = study->cash;
    same.settings = settings_as_trials(&study->cash.settings);
    const Model model = model_compile(study->arena, &same, FOR_APPRAISAL);
    return statement_of_plan(study, spent_by_plan(study, &model));
}

/* [body][year] */
static const double *rows_of_plan(const FinanceStudy *study, const Statement *plan, BizcaseFinanceRow row) {
    const size_t years = study->books.year_count;
    double *rows = arena_array(study->arena, study->body_count * years, sizeof *rows);
    for (size_t b = 0; b < study->body_count; b++) body_row(&study->books, plan, row, b, rows + b * years);
    return rows;
}

static const double *totals_of(const FinanceStudy *study, const Statement *plan) {
    double *totals = arena_array(study->arena, study->body_count, sizeof *totals);
    double *room = arena_array(study->arena, LOOKED_AT * study->books.year_count, sizeof *room);
    for (size_t b = 0; b < study->body_count; b++) {
        const BodyRows rows = rows_of_body(&study->books, plan, b, room);
        peak_of(&rows, study->books.year_count, &totals[b]);
    }
    return totals;
}

/* Trials are kept whole by body and year: as many as fit into this. */
#define MOST_BYTES ((size_t)1 << 30)

BizcaseStatus add_affordability(FinanceStudy *study, const BizcaseFinanceRequest *request, BizcaseFinance *shown) {
    Arena *arena = study->arena;
    const size_t cells = study->body_count * study->books.year_count;
    const size_t most = MOST_BYTES / sizeof(double) / (2 * cells + 2 * study->body_count);
    const uint64_t wanted = request->trials ? request->trials : study->the_case->settings.trials;
    const bool may_be_fewer = !request->trials || request->fewer_will_do;
    const BizcaseSimulateRequest asked = { .option = shown->option,
        .trials = may_be_fewer && wanted > most ? most : wanted,
        .has_seed = request->has_seed,
        .seed = request->seed,
        .sampler = request->sampler,
        .threads = request->threads,
        .progress = request->progress,
        .context = request->context };
    if (asked.trials > most) {
        diagnostics_error(study->problems, (Place){ .asked = "trials" }, arena_format(arena, "at most %zu", most),
            "%llu trials are more than can be kept", (unsigned long long)asked.trials);
        return BIZCASE_BAD_REQUEST;
    }
    Setup setup;
    const BizcaseStatus status = setup_simulation(arena, &study->cash, &asked, &setup, study->problems);
    if (status != BIZCASE_OK) return status;
    const Statement basis = plan_as_trials(study);
    Affordability all = { .study = study,
        .trials = (size_t)setup.trials,
        .net_revenue = arena_array(arena, cells * (size_t)setup.trials, sizeof(double)),
        .capital = arena_array(arena, cells * (size_t)setup.trials, sizeof(double)),
        .total = arena_array(arena, study->body_count * (size_t)setup.trials, sizeof(double)),
        .peak = arena_array(arena, study->body_count * (size_t)setup.trials, sizeof(double)),
        .basis = basis,
        .plan_revenue = rows_of_plan(study, &basis, BIZCASE_NET_REVENUE),
        .plan_capital = rows_of_plan(study, &basis, BIZCASE_CAPITAL),
        .plan_total = totals_of(study, &basis),
        .counters = arena_array(arena, setup.threads, sizeof(Counter)),
        .level_of_volume = setup.model.level_of_volume };
    for (unsigned w = 0; w < setup.threads; w++) all.counters[w] = new_counter(study);
    const BlockRequest block = { .views = &study->option, .view_count = 1, .flows = true };
    if (!trials_each(arena, &(TrialsRequest){ .setup = &setup, .block = &block, .take = take_block, .context = &all },
            setup.threads))
        return BIZCASE_STOPPED;
    shown->trials = setup.trials;
    shown->seed = setup.seed;
    if (setup.model.plan.level_count > 0) leave_out(arena, &all, cells);
    shown->not_finite = setup.trials - all.trials;
    if (all.trials == 0) return BIZCASE_OK; /* there is nothing to say of them */
    BizcaseAffordability *years = arena_array(arena, cells, sizeof *years);
    BizcaseEnvelope *envelopes = arena_array(arena, study->body_count, sizeof *envelopes);
    show_years(&all, setup.threads, years);
    show_envelopes(&all, setup.threads, envelopes);
    shown->affordability = years;
    shown->envelopes = envelopes;
    return BIZCASE_OK;
}
