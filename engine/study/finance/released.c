/* Savings against the budgets that they are taken from. Where the option no longer pays what a budget is for, the budget is
   released, and a saving taken from it is in the release already: it counts once. */
#include <math.h>

#include "case/readings.h"
#include "model/prices.h"
#include "study/finance/parts.h"

static bool is_existing(const Budget *budget) {
    return budget->type == BUDGET_EXISTING && budget->kind == KIND_REVENUE;
}

static bool names_any(const Line *line, const bool *of_budget) {
    for (size_t i = 0; i < line->budget_count; i++)
        if (of_budget[line->budgets[i]]) return true;
    return false;
}

static AccountKind account_kind(const Line *line) {
    return line->type->account[line->kind];
}

static bool is_saving(const FinanceStudy *study, const Line *line) {
    return line->in_option[study->option.option] && line_cash_part(line) > 0 && account_kind(line) == ACCOUNT_SAVING;
}

static bool is_running(const FinanceStudy *study, const Line *line, bool in_baseline) {
    const bool pays = line->in_option[study->option.option] ||
                      (in_baseline && study->baseline.option != NO_INDEX && line->in_option[study->baseline.option]);
    return pays && line->side == SIDE_COST && account_kind(line) == ACCOUNT_RUNNING;
}

static void add_years(const Books *books, const double *by_period, double *by_year) {
    for (size_t t = 0; t < books->the_case->settings.period_count; t++) by_year[books->year_of[t]] += by_period[t];
}

/* Shares a council's saving of a year among the headings of the council that the line names, by what they hold. */
static void take(FinanceStudy *study, const Line *line, size_t council, size_t year, double saved) {
    const Registers *registers = study->the_case->registers;
    const size_t years = study->books.year_count;
    double held = 0;
    size_t count = 0;
    for (size_t i = 0; i < line->budget_count; i++) {
        const size_t b = line->budgets[i];
        if (!is_existing(&registers->budgets[b]) || registers->budgets[b].council != council) continue;
        held += study->headings[b * years + year];
        count++;
    }
    for (size_t i = 0; i < line->budget_count; i++) {
        const size_t b = line->budgets[i];
        if (!is_existing(&registers->budgets[b]) || registers->budgets[b].council != council) continue;
        study->taken[b * years + year] +=
            saved * (held > 0 ? study->headings[b * years + year] / held : 1 / (double)count);
    }
}

/* What a line is to the books of a council, [year]: see each_line. */
typedef void (*UseLine)(FinanceStudy *study, const Line *line, size_t council, const double *by_year, double *sums);

/* Lines at a time: what all come to would take much memory at once. */
enum { BATCH = 32 };

/* Hands out what lines come to by the plan, with their optimism bias, council by council. */
static void each_line(FinanceStudy *study, const size_t *lines, size_t count, UseLine use, double *sums) {
    const Case *the_case = study->the_case;
    const size_t periods = the_case->settings.period_count, years = study->books.year_count;
    double *by_year = arena_array(study->arena, years, sizeof *by_year);
    for (size_t first = 0; first < count; first += BATCH) {
        FinanceStudy part = *study;
        part.arena = arena_within(study->arena);
        const size_t size = count - first < BATCH ? count - first : BATCH;
        const double *plans = plans_of_lines(&part, lines + first, size);
        for (size_t i = 0; i < size; i++) {
            const Line *line = &the_case->lines[lines[first + i]];
            const double bias = the_case->settings.optimism_bias_in_plan ? line->optimism_bias : 0,
                         factor = line_cash_part(line) * (line->side == SIDE_COST ? 1 + bias : 1 - bias);
            for (size_t c = 0; c < the_case->council_count; c++) {
                for (size_t y = 0; y < years; y++) by_year[y] = 0;
                add_years(&study->books, plans + (i * study->body_count + c + 1) * periods, by_year);
                for (size_t y = 0; y < years; y++) by_year[y] *= factor;
                use(study, line, c, by_year, sums);
            }
        }
        arena_free(part.arena);
    }
}

static void take_by_year(FinanceStudy *study, const Line *line, size_t council, const double *by_year, double *sums) {
    (void)sums;
    for (size_t y = 0; y < study->books.year_count; y++) take(study, line, council, y, by_year[y]);
}

static void take_savings(FinanceStudy *study) {
    const Case *the_case = study->the_case;
    size_t *lines = arena_array(study->arena, the_case->line_count, sizeof *lines), count = 0;
    for (size_t l = 0; l < the_case->line_count; l++)
        if (is_saving(study, &the_case->lines[l]) && the_case->lines[l].budget_count > 0) lines[count++] = l;
    each_line(study, lines, count, take_by_year, NULL);
}

/* [budget] whether a saving of the option is taken from it. */
static bool *claimed_headings(FinanceStudy *study) {
    const Case *the_case = study->the_case;
    bool *claimed = arena_array(study->arena, the_case->registers->budget_count, sizeof *claimed);
    for (size_t l = 0; l < the_case->line_count; l++)
        for (size_t i = 0; is_saving(study, &the_case->lines[l]) && i < the_case->lines[l].budget_count; i++) {
            const size_t b = the_case->lines[l].budgets[i];
            claimed[b] = is_existing(&the_case->registers->budgets[b]);
        }
    return claimed;
}

static void add_to_council(FinanceStudy *study, const Line *line, size_t council, const double *by_year, double *sums) {
    (void)line;
    for (size_t y = 0; y < study->books.year_count; y++) sums[council * study->books.year_count + y] += by_year[y];
}

/* Adds the running costs that may fall on claimed headings, [council][year]: of lines that name one, or, where no line does,
   of all that name none. */
static void add_costs(FinanceStudy *study, const bool *claimed, double *costs) {
    const Case *the_case = study->the_case;
    size_t *lines = arena_array(study->arena, the_case->line_count, sizeof *lines), count = 0;
    bool named = false;
    for (size_t l = 0; l < the_case->line_count; l++)
        named = named || (is_running(study, &the_case->lines[l], true) && names_any(&the_case->lines[l], claimed));
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (!is_running(study, line, false)) continue;
        if (named ? names_any(line, claimed) : line->budget_count == 0) lines[count++] = l;
    }
    each_line(study, lines, count, add_to_council, costs);
}

/* The part of a council's savings of each year that is in released budgets already: what is taken from budgets beyond the
   running costs that are left to save, no more than they hold. */
static void find_parts(FinanceStudy *study, const double *savings, const double *costs, const bool *claimed) {
    const Registers *registers = study->the_case->registers;
    const size_t years = study->books.year_count, cells = study->the_case->council_count * years;
    double *taken = arena_array(study->arena, cells, sizeof *taken),
           *held = arena_array(study->arena, cells, sizeof *held);
    for (size_t b = 0; b < registers->budget_count; b++)
        for (size_t y = 0; claimed[b] && y < years; y++) {
            taken[registers->budgets[b].council * years + y] += study->taken[b * years + y];
            held[registers->budgets[b].council * years + y] += study->headings[b * years + y];
        }
    for (size_t i = 0; i < cells; i++) {
        const double left = costs[i] + study->books.fixed[BIZCASE_STRANDED][i],
                     twice = fmax(0, fmin(taken[i] - left, held[i]));
        study->books.released_part[i] = savings[i] > 0 ? fmin(1, twice / savings[i]) : 0;
    }
}

/* [council][year] of the books. */
static double *savings_of(FinanceStudy *study, const double *spent) {
    const Books *books = &study->books;
    const size_t councils = study->the_case->council_count, accounts = books->cash.account_count,
                 years = books->year_count;
    double *savings = arena_array(study->arena, councils * years, sizeof *savings);
    for (size_t c = 0; c < councils; c++)
        for (size_t a = 0; a < accounts; a++)
            for (size_t y = 0; books->cash.accounts[a].kind == ACCOUNT_SAVING && y < years; y++)
                savings[c * years + y] -= spent[(c * accounts + a) * years + y];
    return savings;
}

void find_released(FinanceStudy *study, const double *spent) {
    const Case *the_case = study->the_case;
    const Registers *registers = the_case->registers;
    const size_t years = study->books.year_count, cells = the_case->council_count * years;
    const bool *claimed = claimed_headings(study);
    bool any = false;
    for (size_t b = 0; b < registers->budget_count; b++) any = any || claimed[b];
    if (!any) return;
    study->headings = arena_array(study->arena, registers->budget_count * years, sizeof(double));
    study->taken = arena_array(study->arena, registers->budget_count * years, sizeof(double));
    study->books.released_part = arena_array(study->arena, cells, sizeof(double));
    for (size_t b = 0; b < registers->budget_count; b++)
        add_years(&study->books, profile_values(study->arena, &the_case->settings, &registers->budgets[b].amounts),
            study->headings + b * years);
    take_savings(study);
    double *costs = arena_array(study->arena, cells, sizeof *costs);
    add_costs(study, claimed, costs);
    find_parts(study, savings_of(study, spent), costs, claimed);
}
