/* One case by years, by quarters and by months, through every study. The money of a year falls evenly on its quarters or
   months, nothing is discounted and prices are still: then all that is counted in years is the same. And in each of
   them councils sum to joint and programmes to the total. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "study/appraisal/ledger.h"
#include "study/live/live.h"
#include "study/live/state.h"
#include "support/gsl_errors.h"
#include "support/period_names.h"

enum { CASE_COUNT = 6, FIRST_YEAR = 2018, YEARS = 4, TRIALS = 400, TEXT_ROOM = 8192, MOST_NUMBERS = 65536 };

static const unsigned lengths[] = { 12, 3, 1 };
enum { LENGTHS = COUNT_OF(lengths) };

/* --- the case ------------------------------------------------------------------------------------------------------- */

typedef struct Text {
    char text[TEXT_ROOM];
} Text;

__attribute__((format(printf, 2, 3))) static void add(Text *to, const char *format, ...) {
    const size_t used = strlen(to->text);
    va_list values;
    va_start(values, format);
    const int more = vsnprintf(to->text + used, TEXT_ROOM - used, format, values);
    va_end(values);
    assert_true(more >= 0 && (size_t)more < TEXT_ROOM - used);
}

typedef struct Maker {
    uint64_t state;
    unsigned months;
    bool has_phases;
} Maker;

/* Knuth's MMIX generator, high bits. */
static unsigned below(Maker *maker, unsigned count) {
    maker->state = maker->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((double)(maker->state >> 11) * 0x1p-53 * count);
}

static void add_periods(const Maker *maker, Text *to) {
    char name[PERIOD_NAME];
    for (unsigned t = 0; t < YEARS * 12 / maker->months; t++) {
        period_name(name, FIRST_YEAR, maker->months, t);
        add(to, ",%s", name);
    }
    add(to, "\n");
}

/* Of a year, in equal parts. */
static void add_amounts(const Maker *maker, Text *to, const unsigned amounts[YEARS]) {
    for (unsigned year = 0; year < YEARS; year++)
        for (unsigned t = 0; t < 12 / maker->months; t++) add(to, ",%.17g", amounts[year] * (double)maker->months / 12);
    add(to, "\n");
}

static void add_random_amounts(Maker *maker, Text *to) {
    unsigned amounts[YEARS];
    for (unsigned year = 0; year < YEARS; year++) amounts[year] = below(maker, 4) ? 12 * below(maker, 1000) : 0;
    add_amounts(maker, to, amounts);
}

static void add_line(Maker *maker, Text *to, char side, unsigned number) {
    static const char *const options[] = { "bau", "new", "new", "other", "bau;new", "" }, *const programmes[] = { "p",
        "q" };
    static const char *const splits[] = { "", "heads", "key", "X", "Z" }, *const drivers[] = { "", "take-up" };
    static const char *const own[] = { ",,,", "triangular,0.8,1,1.5", "uniform,0.5,0.9,1.2" };
    static const char *const delays[] = { ",", "build,shift", "build,extend" };
    const unsigned type = below(maker, 4), delay = below(maker, 3);
    add(to, "%c%u,%s,%s,%s,%s,%s,%s,%s,%s,%u%%,%u%%,%s,%s", side, number, options[below(maker, COUNT_OF(options))],
        programmes[below(maker, 2)],
        side == 'b' ? ""
        : type < 2  ? "one_off"
                    : "recurring",
        side == 'c' && type == 0 ? "capital" : "", splits[below(maker, COUNT_OF(splits))],
        drivers[below(maker, COUNT_OF(drivers))], number % 3 ? "it" : "people",
        number == 0 ? own[1] : own[below(maker, COUNT_OF(own))], below(maker, 40), below(maker, 100),
        maker->has_phases ? delays[delay] : ",", side == 'c' && type == 0 ? "3" : "");
    add_random_amounts(maker, to);
}

static void add_lines(Maker *maker, Text *to, char side) {
    add(to,
        "line,option,programme,type,kind,split,drivers,category,distribution,low,central,high,optimism_bias,mitigation,"
        "phase,on_delay,asset_life");
    add_periods(maker, to);
    for (unsigned l = 0; l < 6; l++) add_line(maker, to, side, l);
}

typedef struct Files {
    CaseFile files[MOST_CASE_FILES];
    Text texts[MOST_CASE_FILES];
    size_t count;
} Files;

static Text *new_file(Files *files, const char *path) {
    assert_true(files->count + 1 < MOST_CASE_FILES);
    Text *text = &files->texts[files->count];
    *text = (Text){ "" };
    files->files[files->count++] = (CaseFile){ path, text->text };
    return text;
}

static void add_money(Maker *maker, Files *files) {
    const unsigned last = 12 / maker->months - 1;
    char end_of_first[PERIOD_NAME];
    period_name(end_of_first, FIRST_YEAR, maker->months, last);
    Text *text = new_file(files, "funding.csv");
    add(text, "funding,kind,type,council,order,share,cap");
    add_periods(maker, text);
    add(text, "loan,capital,borrowing,X,2,60%%,\nset-aside,,reserves,Y,1,,9000");
    add_random_amounts(maker, text);
    text = new_file(files, "budgets.csv");
    add(text, "budget,council,type");
    add_periods(maker, text);
    add(text, "now,X,existing");
    add_random_amounts(maker, text);
    add(text, "stream,X,net_revenue");
    add_amounts(maker, text, (unsigned[YEARS]){ 120000, 120000, 132000, 132000 });
    add(new_file(files, "finance.csv"),
        "setting,value\nasset_life,2\ninterest_rate,4%%\ninterest_basis,%s\nmrp_method,%s\n",
        below(maker, 2) ? "pooled" : "annuity", below(maker, 2) ? "annuity" : "straight_line");
    text = new_file(files, "payments.csv");
    add(text, "payment,from,to,type,of,share");
    add_periods(maker, text);
    add(text, "fee,X,Y,fixed,,");
    add_random_amounts(maker, text);
    add(text, "gain,Y,Z,gain_share,b0;b1,25%%\ntrue-up,Z,X,variance,c0,50%%\n");
    text = new_file(files, "actuals.csv");
    add(text, "line,as_of");
    add_periods(maker, text);
    add(text, "c0,%s", end_of_first);
    add_amounts(maker, text, (unsigned[YEARS]){ 6000 });
}

/* The seed decides the money; the length of a period does not. */
static void make_case(uint64_t seed, unsigned months, Files *files) {
    Maker maker = { seed * 0x9E3779B97F4A7C15u, months, seed % 2 };
    char start[PERIOD_NAME];
    files->count = 0;
    period_name(start, FIRST_YEAR, months, 0);
    add(new_file(files, "case.csv"),
        "key,value\nstart,%s\nperiods,%u\ndiscount,0%%\npayback_timing,spread\nrisk_in_plan,%s\noptimism_bias_in_plan,%s\n",
        start, YEARS * 12 / months, below(&maker, 2) ? "yes" : "no", below(&maker, 2) ? "yes" : "no");
    add(new_file(files, "councils.csv"), "council\nX\nY\nZ\n");
    add(new_file(files, "options.csv"), "option,role\nbau,baseline\nnew,preferred\nother,option\n");
    add(new_file(files, "programmes.csv"), "programme\np\nq\n");
    const unsigned x = 1 + below(&maker, 9), y = below(&maker, 9);
    add(new_file(files, "splits.csv"),
        "split,option,from,X,Y,Z\nheads,,,%u,%u,3\nkey,,,share,0.2,rest\n"
        "heads,new,2019/20,1,share,2\nkey,bau;other,,1,2,0\n",
        x, y);
    add(new_file(files, "drivers.csv"),
        "driver,distribution,low,central,high\ntake-up,uniform,0.5,0.9,1.2\nshare,pert,0.3,0.%u,0.7\n",
        35 + below(&maker, 30));
    add(new_file(files, "risks.csv"),
        "risk,option,programme,split,probability,distribution,low,central,high\nharm,new;other,p,heads,%u%%,pert,100,2000,9000\n",
        20 + below(&maker, 60));
    if (maker.has_phases)
        add(new_file(files, "phases.csv"),
            "phase,start,end,distribution,low,central,high\nbuild,2018-04,2018-%02u,triangular,0,%u,9\n",
            6 + below(&maker, 6), below(&maker, 6));
    add_lines(&maker, new_file(files, "costs.csv"), 'c');
    add_lines(&maker, new_file(files, "benefits.csv"), 'b');
    add(new_file(files, "services.csv"),
        "service,of,units,driver,split,overhead\nsupport,c0;c1,10,take-up,heads,10%%\n");
    add_money(&maker, files);
    files->files[files->count] = (CaseFile){ NULL, NULL };
}

/* --- numbers of a study --------------------------------------------------------------------------------------------- */

typedef struct Numbers {
    char names[MOST_NUMBERS][64];
    double values[MOST_NUMBERS];
    size_t count;
} Numbers;

__attribute__((format(printf, 3, 4))) static void keep(Numbers *numbers, double value, const char *format, ...) {
    va_list values;
    assert_true(numbers->count < MOST_NUMBERS);
    va_start(values, format);
    vsnprintf(numbers->names[numbers->count], sizeof numbers->names[0], format, values);
    va_end(values);
    numbers->values[numbers->count++] = value;
}

/* [body]: the first is the sum of the others. */
static void assert_sum(const double *bodies, size_t count, const char *name) {
    double sum = 0;
    for (size_t b = 1; b < count; b++) sum += bodies[b];
    if (fabs(sum - bodies[0]) > 1e-5) fail_msg("%s: councils are %.17g together, not %.17g", name, sum, bodies[0]);
}

static void keep_sum(Numbers *numbers, const double *bodies, size_t count, const char *name) {
    assert_sum(bodies, count, name);
    for (size_t b = 0; b < count; b++) keep(numbers, bodies[b], "%s %zu", name, b);
}

static void print_files(const Files *files) {
    for (size_t f = 0; f < files->count; f++) print_error("--- %s\n%s", files->files[f].path, files->files[f].text);
}

static void assert_alike(const Numbers *years, const Numbers *other, const Files *files) {
    assert_true(years->count > 0);
    assert_int_equal(other->count, years->count);
    for (size_t i = 0; i < years->count; i++) {
        const double a = years->values[i], b = other->values[i];
        if (fabs(a - b) <= 1e-6 + 1e-9 * fabs(a) || (isnan(a) && isnan(b)) || a == b) continue;
        print_files(files);
        fail_msg("%s is %.17g, by years %.17g", years->names[i], b, a);
    }
}

typedef void Study(BizcaseCase *loaded, bool has_phases, Numbers *numbers);

/* The study's numbers of every random case, in each length of period. */
static void check_study(Study *study) {
    static Files files;
    static Numbers numbers[LENGTHS];
    for (uint64_t seed = 1; seed <= CASE_COUNT; seed++)
        for (size_t l = 0; l < LENGTHS; l++) {
            make_case(seed, lengths[l], &files);
            TemporaryCase made = temporary_case(files.files, (BizcaseCaseRequest){ 0 });
            if (made.status != BIZCASE_OK) {
                print_files(&files);
                print_case_diagnostics(made.loaded);
                fail_msg("the case cannot be loaded");
            }
            numbers[l].count = 0;

            study(made.loaded, seed % 2, &numbers[l]);

            assert_alike(&numbers[0], &numbers[l], &files);
            temporary_case_free(&made);
        }
}

/* --- studies -------------------------------------------------------------------------------------------------------- */

static double figure_at(
    const BizcaseAppraisal *appraisal, BizcaseScope scope, const char *council, const char *programme, size_t figure) {
    const BizcaseResult *found =
        bizcase_appraisal_find(appraisal, &(BizcaseScope){ scope.option, scope.versus, council, programme });
    assert_non_null(found);
    return found->figures[figure];
}

static const char *const sums[] = { "npv", "pv_costs", "pv_benefits", "base_npv", "risk_pv", "optimism_bias_pv" };
/* Read off the flow within a year, which a slip bends in quarters and not in a year. */
static const char *const dates[] = { "payback_years", "peak_funding" };

static void appraise(BizcaseCase *loaded, bool has_phases, Numbers *numbers) {
    BizcaseAppraisal *appraisal;
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    for (size_t r = 0; r < appraisal->result_count; r++) {
        const BizcaseScope s = appraisal->results[r].scope;
        for (size_t i = 0; i < COUNT_OF(sums); i++) {
            const size_t f = bizcase_figure_find(sums[i]);
            const double bodies[] = { figure_at(appraisal, s, "joint", s.programme, f),
                figure_at(appraisal, s, "X", s.programme, f), figure_at(appraisal, s, "Y", s.programme, f),
                figure_at(appraisal, s, "Z", s.programme, f) };
            keep_sum(numbers, bodies, COUNT_OF(bodies), sums[i]);
            assert_close(figure_at(appraisal, s, s.council, "p", f) + figure_at(appraisal, s, s.council, "q", f),
                figure_at(appraisal, s, s.council, "total", f), 1e-6);
        }
        for (size_t i = 0; i < COUNT_OF(dates) && !has_phases; i++)
            keep(numbers, appraisal->results[r].figures[bizcase_figure_find(dates[i])], "%s", dates[i]);
    }
    bizcase_appraisal_free(appraisal);
}

static void plans_agree(void **state) {
    (void)state;
    check_study(appraise);
}

static void simulate(BizcaseCase *loaded, bool has_phases, Numbers *numbers) {
    static const char *const councils[] = { "joint", "X", "Y", "Z" };
    BizcaseSimulation *simulation;
    const BizcaseSimulateRequest request = { .trials = TRIALS, .threads = 1, .figures = sums, .figure_count = 3 };
    (void)has_phases;
    assert_int_equal(bizcase_simulate(loaded, &request, &simulation, NULL), BIZCASE_OK);
    for (size_t i = 0; i < simulation->distribution_count; i++) {
        const BizcaseDistribution *one = &simulation->distributions[i];
        double means[COUNT_OF(councils)];
        for (size_t c = 0; c < COUNT_OF(councils); c++)
            means[c] = bizcase_simulation_find(simulation,
                &(BizcaseScope){ one->scope.option, one->scope.versus, councils[c], one->scope.programme }, one->figure)
                           ->mean;
        keep_sum(numbers, means, COUNT_OF(means), "mean");
        keep(numbers, one->sd, "sd of %s", one->scope.council);
        keep(numbers, one->min, "min of %s", one->scope.council);
        keep(numbers, one->max, "max of %s", one->scope.council);
        for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++) keep(numbers, one->percentiles[p], "percentile %zu", p);
    }
    for (size_t i = 0; i < simulation->agreement_count; i++)
        keep(numbers, simulation->agreements[i].all_councils_gain, "all councils gain");
    bizcase_simulation_free(simulation);
}

static void simulations_agree(void **state) {
    (void)state;
    check_study(simulate);
}

static void keep_estimates(Numbers *numbers, const BizcaseEstimate *bodies, size_t count, const char *name) {
    for (size_t b = 0; b < count; b++) keep(numbers, bodies[b].value, "%s %zu", name, b);
}

static void keep_levers(const BizcaseSensitivity *study, Numbers *numbers) {
    const size_t bodies = study->body_count;
    for (size_t k = 0; k < study->lever_count; k++) { /* rows of equal size may be in another order */
        if (strcmp(study->levers[k].name, "discount_rate") == 0) continue;
        for (size_t i = 0; i < study->tornado_count; i++)
            if (study->tornado[i].lever == k) {
                keep_sum(numbers, study->tornado[i].npv_low, bodies, study->levers[k].name);
                keep_sum(numbers, study->tornado[i].npv_high, bodies, study->levers[k].name);
            }
        for (size_t i = 0; i < study->switching_count; i++)
            for (size_t b = 0; b < bodies && study->switching[i].lever == k; b++) {
                keep(numbers, study->switching[i].npv_zero[b].value, "%s zero %zu", study->levers[k].name, b);
                keep(numbers, study->switching[i].other_is_best[b].value, "%s best %zu", study->levers[k].name, b);
            }
    }
    for (size_t i = 0; i < study->delay_count; i++) {
        for (size_t month = 0; month < BIZCASE_DELAY_MONTHS; month++)
            keep_sum(numbers, study->delays[i].npv + month * bodies, bodies, "npv with a delay");
        keep_sum(numbers, study->delays[i].per_month, bodies, "a month's delay");
        keep_sum(numbers, study->delays[i].expected_per_month, bodies, "a month's delay expected");
    }
}

static void keep_challenges(const BizcaseSensitivity *study, Numbers *numbers) {
    for (size_t i = 0; i < study->challenge_count; i++) {
        const BizcaseChallenge *row = &study->challenges[i];
        if (strncmp(row->id, "rate-", 5) == 0 || strcmp(row->id, "combined") == 0) continue; /* these discount */
        for (size_t b = 0; b < study->body_count; b++) keep(numbers, row->npv[b], "%s %zu", row->id, b);
        for (size_t b = 0; b < study->body_count; b++) keep(numbers, (double)row->rank[b], "%s rank %zu", row->id, b);
    }
}

static void keep_trials(const BizcaseSensitivity *study, Numbers *numbers) {
    const size_t bodies = study->body_count;
    for (size_t g = 0; g < study->group_count; g++) {
        for (size_t i = 0; i < study->variance_count; i++)
            if (study->variance[i].group == g) {
                keep_estimates(numbers, study->variance[i].first, bodies, "first");
                keep_estimates(numbers, study->variance[i].total, bodies, "total");
            }
        for (size_t i = 0; i < study->association_count; i++)
            for (size_t b = 0; b < bodies && study->associations[i].group == g; b++)
                keep(numbers, study->associations[i].rank_correlation[b], "correlation %zu", b);
    }
    for (size_t i = 0; i < study->alternative_count * bodies; i++) {
        keep(numbers, study->choice->expected_npv[i], "expected npv");
        keep(numbers, study->choice->expected_regret[i], "regret");
        keep(numbers, study->choice->probability_best[i], "best");
    }
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    keep(numbers, agreement->all_gain.value, "all gain");
    for (size_t i = 0; i < agreement->payment_count; i++) {
        keep(numbers, agreement->payments[i].equal_plan, "payment by the plan");
        keep(numbers, agreement->payments[i].equal_mean, "payment on average");
        keep(numbers, agreement->payments[i].confident.from, "payment from");
        keep(numbers, agreement->payments[i].confident.to, "payment to");
    }
    for (size_t i = 0; i < agreement->share_count; i++) {
        keep(numbers, agreement->shares[i].at_plan.from, "share from");
        keep(numbers, agreement->shares[i].at_plan.to, "share to");
        keep(numbers, agreement->shares[i].at_mean.to, "share to on average");
    }
}

static void find_sensitivities(BizcaseCase *loaded, bool has_phases, Numbers *numbers) {
    BizcaseSensitivity *study;
    const BizcaseSensitivityRequest request = { .trials = TRIALS, .threads = 1 };
    (void)has_phases;
    assert_int_equal(bizcase_sensitivity(loaded, &request, &study, NULL), BIZCASE_OK);
    keep_sum(numbers, study->plan_npv, study->body_count, "plan");
    keep_levers(study, numbers);
    keep_challenges(study, numbers);
    keep_trials(study, numbers);
    bizcase_sensitivity_free(study);
}

static void sensitivities_agree(void **state) {
    (void)state;
    check_study(find_sensitivities);
}

static void keep_affordability(const BizcaseFinance *study, Numbers *numbers) {
    for (size_t i = 0; i < study->body_count * study->year_count; i++) {
        const BizcaseAffordability *year = &study->affordability[i];
        for (size_t n = 0; n < BIZCASE_CONFIDENCES; n++) {
            keep(numbers, year->net_revenue[n], "net revenue, confidence %zu", n);
            keep(numbers, year->capital[n], "capital, confidence %zu", n);
        }
        keep(numbers, year->over_budget, "over budget");
        keep(numbers, year->capital_gap, "capital gap");
        keep(numbers, year->one_off_gap, "one-off gap");
    }
    for (size_t b = 0; b < study->body_count; b++)
        for (size_t n = 0; n < BIZCASE_CONFIDENCES; n++) {
            keep(numbers, study->envelopes[b].contingency[n], "contingency");
            keep(numbers, study->envelopes[b].peak_cash[n], "peak of cash");
        }
}

static void keep_realisation(const BizcaseFinance *study, Numbers *numbers) {
    assert_int_equal(study->realisation_count, 1);
    keep_sum(numbers, study->realisations[0].planned, study->body_count, "planned");
    keep_sum(numbers, study->realisations[0].actual, study->body_count, "actual");
    for (size_t b = 0; b < study->body_count; b++) {
        keep(numbers, study->outturn[b].npv_now, "npv now");
        for (size_t n = 0; n < BIZCASE_CONFIDENCES; n++) keep(numbers, study->outturn[b].npv_percentiles[n], "npv now");
    }
}

static void keep_books(const BizcaseFinance *study, Numbers *numbers) {
    const size_t bodies = study->body_count, years = study->year_count;
    double column[4];
    assert_int_equal(bodies, COUNT_OF(column));
    for (size_t row = 0; row < BIZCASE_FINANCE_ROW_COUNT; row++)
        for (size_t y = 0; y < years; y++) {
            for (size_t b = 0; b < bodies; b++) column[b] = study->rows[row][b * years + y];
            keep_sum(numbers, column, bodies, bizcase_finance_row((BizcaseFinanceRow)row).name);
        }
    for (size_t i = 0; i < study->item_count; i++)
        keep_sum(numbers, study->items[i].values, bodies, study->items[i].name);
    for (size_t b = 0; b < bodies; b++) keep(numbers, study->invest_to_save[b].years, "invest to save %zu", b);
    for (size_t y = 0; y < bodies * years; y++) keep(numbers, study->financing_ratio[y], "financing ratio");
    for (size_t i = 0; i < study->gate_count; i++) {
        keep_sum(numbers, study->gates[i].one_off, bodies, "one-off at a gate");
        keep_sum(numbers, study->gates[i].to_come, bodies, "to come at a gate");
        assert_sum(study->gates[i].capital, bodies, "capital at a gate"); /* in use once its period has ended */
    }
    for (size_t i = 0; i < bodies * years; i++) {
        keep(numbers, study->unit_costs[0].cost[i], "cost of a service");
        keep(numbers, study->unit_costs[0].units[i], "units of a service");
    }
}

static void keep_finance(BizcaseCase *loaded, bool has_phases, Numbers *numbers) {
    BizcaseFinance *study;
    (void)has_phases;
    const BizcaseFinanceRequest request = { .trials = TRIALS, .threads = 1 };
    assert_int_equal(bizcase_finance(loaded, &request, &study, NULL), BIZCASE_OK);
    assert_int_equal(study->year_count, YEARS);
    keep_books(study, numbers);
    if (!has_phases) keep_affordability(study, numbers);
    keep_realisation(study, numbers);
    bizcase_finance_free(study);
}

static void financial_cases_agree(void **state) {
    (void)state;
    check_study(keep_finance);
}

static void explain(BizcaseCase *loaded, bool has_phases, Numbers *numbers) {
    static const char *const asked[] = { "npv", "npv/X/p", "pv_costs/Y", "npv/Z/total/bau/absolute" };
    (void)has_phases;
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        BizcaseExplanation *explanation;
        double sum = 0;
        assert_int_equal(bizcase_explain(loaded, asked[i], &explanation, NULL), BIZCASE_OK);
        keep(numbers, explanation->value, "%s", asked[i]);
        for (size_t k = 0; k < explanation->item_count; k++)
            keep(numbers, explanation->items[k].total, "%s of %s", asked[i], explanation->items[k].id);
        for (size_t p = 0; p < explanation->part_count; p++) sum += explanation->parts[p].value;
        assert_close(sum, explanation->value, 1e-5);
        bizcase_explanation_free(explanation);
    }
}

static void explanations_agree(void **state) {
    (void)state;
    check_study(explain);
}

/* Against the same case with a cost more biased and a driver certain. */
static void compare(BizcaseCase *loaded, bool has_phases, Numbers *numbers) {
    static const char *const changes[] = { "costs:c0:optimism_bias=55%", "costs:c0:mitigation=0%",
        "drivers:take-up:central=0.8" };
    const char *folder = case_of(loaded)->folder;
    const BizcaseCaseRequest before = { .folder = folder },
                             after = { .folder = folder, .changes = changes, .change_count = COUNT_OF(changes) };
    const BizcaseCaseRequest *const sides[] = { &before, &after };
    const BizcaseCompareRequest request = {
        .sides = sides, .labels = (const char *const[]){ "before", "after" }, .side_count = 2, .threads = 1
    };
    BizcaseComparison *comparison;
    (void)has_phases;
    assert_int_equal(bizcase_compare(&request, &comparison, NULL), BIZCASE_OK);
    for (size_t s = 0; s < comparison->side_count; s++)
        for (size_t b = 0; b < comparison->sides[s].body_count; b++)
            keep(numbers, comparison->sides[s].figures[b * bizcase_figure_count() + bizcase_figure_find("npv")], "npv");
    for (size_t i = 0; i < comparison->step_count; i++)
        keep_sum(numbers, comparison->steps[i].npv, comparison->sides[0].body_count, comparison->steps[i].what);
    bizcase_comparison_free(comparison);
}

static void comparisons_agree(void **state) {
    (void)state;
    check_study(compare);
}

static void run_batch(BizcaseCase *loaded, bool has_phases, Numbers *numbers) {
    const char *folder = case_of(loaded)->folder;
    const BizcaseBatchRun model = { .study = "simulate", .trials = TRIALS };
    const BizcaseBatchRequest request = { .figures = sums, .figure_count = 3, .threads = 1 };
    BizcaseBatch *batch;
    (void)has_phases;
    assert_int_equal(bizcase_batch_of_cases(&folder, 1, &model, &batch, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_batch_do(batch, &request, NULL), BIZCASE_OK);
    const BizcaseBatchOutcome *outcome = bizcase_batch_outcome(batch, 0);
    assert_int_equal(outcome->state, BIZCASE_RUN_DONE);
    for (size_t i = 0; i < outcome->row_count; i++)
        keep(numbers, outcome->rows[i].value, "%s %s %s", outcome->rows[i].council, outcome->rows[i].figure,
            outcome->rows[i].statistic);
    bizcase_batch_free(batch);
}

static void batches_agree(void **state) {
    (void)state;
    check_study(run_batch);
}

/* The page's image: its figures are the engine's to the bit. */
static void open_live_image(BizcaseCase *loaded, bool has_phases, Numbers *numbers) {
    const BizcaseCaseRequest with = { .folder = case_of(loaded)->folder };
    const BizcaseLiveRequest request = { .with = &with };
    Arena *arena = arena_new();
    BizcaseLive *live;
    LiveState state;
    double *figures;
    (void)has_phases;
    assert_int_equal(bizcase_live(loaded, &request, &live, NULL), BIZCASE_OK);
    assert_true(live_open(arena, live->image, live->image_size, 0, &state));
    assert_int_equal(live_check_plan(arena, &state, &figures), live->plan_figure_count);
    for (size_t i = 0; i < live->plan_figure_count; i++) assert_close(figures[i], live->plan_figures[i], 0);
    for (size_t s = 0; s < state.scope_count; s++)
        keep(numbers, state.answers[LIVE_NOW].numbers[s * LIVE_ANSWER_NUMBERS], "npv of scope %zu", s);
    live_close(&state);
    bizcase_live_free(live);
    arena_free(arena);
}

static void live_images_agree(void **state) {
    (void)state;
    check_study(open_live_image);
}

/* What the workbook's lines are made from. */
static void read_ledger(BizcaseCase *loaded, bool has_phases, Numbers *numbers) {
    const Case *the_case = case_of(loaded);
    Arena *arena = arena_new();
    (void)has_phases;
    const Model model = model_compile(arena, the_case, FOR_APPRAISAL);
    const Ledger ledger = ledger_of(arena, the_case, &model);
    for (size_t i = 0; i < ledger.row_count * the_case->option_count; i++) {
        const size_t r = i / the_case->option_count, o = i % the_case->option_count;
        double bodies[4] = { 0 };
        for (size_t t = 0; t < ledger.period_count; t++) {
            bodies[0] += ledger.rows[r].values[t];
            for (size_t c = 0; c < 3; c++)
                bodies[c + 1] +=
                    ledger.rows[r].values[t] *
                    ledger_share(&ledger, split_in_option(the_case->splits, ledger.rows[r].split, o), c, t);
        }
        keep_sum(numbers, bodies, COUNT_OF(bodies), "a line");
    }
    arena_free(arena);
}

static void ledgers_agree(void **state) {
    (void)state;
    check_study(read_ledger);
}

static void certify(BizcaseCase *loaded, bool has_phases, Numbers *numbers) {
    char path[TEMPORARY_PATH];
    const char *folder = case_of(loaded)->folder;
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
    BizcaseVerification *verification;
    (void)has_phases;
    snprintf(path, sizeof path, "%s/certificate.json", folder);
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    assert_int_equal(
        bizcase_simulate(loaded, &(BizcaseSimulateRequest){ .trials = TRIALS, .threads = 1 }, &simulation, NULL),
        BIZCASE_OK);
    assert_int_equal(bizcase_certificate_write(loaded, appraisal, simulation, path, NULL), BIZCASE_OK);
    const BizcaseVerifyRequest request = { .certificate = path, .folder = folder, .threads = 1 };
    assert_int_equal(bizcase_certificate_verify(&request, &verification, NULL), BIZCASE_OK);
    assert_true(verification->same);
    keep(numbers, (double)verification->figure_count, "figures compared");
    bizcase_verification_free(verification);
    bizcase_simulation_free(simulation);
    bizcase_appraisal_free(appraisal);
}

static void certificates_are_verified(void **state) {
    (void)state;
    check_study(certify);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_agree),
        cmocka_unit_test(simulations_agree),
        cmocka_unit_test(sensitivities_agree),
        cmocka_unit_test(financial_cases_agree),
        cmocka_unit_test(explanations_agree),
        cmocka_unit_test(comparisons_agree),
        cmocka_unit_test(batches_agree),
        cmocka_unit_test(live_images_agree),
        cmocka_unit_test(ledgers_agree),
        cmocka_unit_test(certificates_are_verified),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
