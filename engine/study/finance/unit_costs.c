/* What a unit of each service costs in full, by council and year: revenue as it falls, capital in equal parts over the
   asset's life from the year after it is spent, and overhead on both. */
#include <math.h>

#include "case/plan_values.h"
#include "case/registers/registers.h"
#include "model/compile.h"
#include "model/prices.h"
#include "model/shares.h"
#include "study/finance/mrp.h"
#include "study/finance/parts.h"

typedef struct UnitCosts {
    double *units, *cost, *per_unit; /* [body][year] */
} UnitCosts;

static void add_costs(
    const FinanceStudy *study, const CashCase *cash, const double *flows, double overhead, UnitCosts *costs) {
    const Books *books = &study->books;
    const size_t periods = study->the_case->settings.period_count, years = books->year_count;
    for (size_t c = 0; c < study->the_case->council_count; c++)
        for (size_t a = 0; a < cash->account_count; a++) {
            const Account *account = &cash->accounts[a];
            if (account->kind == ACCOUNT_RECEIPT) continue; /* what is sold makes no service cheaper to run */
            const double *from = flows + ((c + 1) * (cash->account_count + 1) + a + 1) * periods;
            double *to = costs->cost + (c + 1) * years;
            const size_t life = asset_life(&study->the_case->registers->finance[c], account->asset_life);
            for (size_t t = 0; t < periods; t++) {
                const double spent = -from[t] * (1 + overhead);
                if (account->kind != ACCOUNT_CAPITAL)
                    to[books->year_of[t]] += spent;
                else
                    for (size_t y = books->year_of[t] + 1, n = 1; y < years && n <= life; y++, n++)
                        to[y] += spent * mrp_charge(MRP_STRAIGHT_LINE, 0, life, n);
            }
        }
}

/* The mean number over the year's periods. */
static void add_units(
    const FinanceStudy *study, const Model *model, const PlanValues *values, const Service *service, UnitCosts *costs) {
    const Case *the_case = study->the_case;
    const Books *books = &study->books;
    const size_t periods = the_case->settings.period_count;
    double *inputs = arena_array(study->arena, model->inputs.count, sizeof *inputs);
    for (uint32_t i = 0; i < model->inputs.count; i++) inputs[i] = model->inputs.items[i].plan_value;
    const size_t split = split_in_option(the_case->splits, service->split, study->option.option);
    const double *shares = shares_at(study->arena, &model->plan, split, inputs);
    double *months = arena_array(study->arena, books->year_count, sizeof *months);
    for (size_t t = 0; t < periods; t++) months[books->year_of[t]] += the_case->settings.start.length_months;
    for (size_t t = 0; t < periods; t++) {
        const double part = the_case->settings.start.length_months / months[books->year_of[t]];
        for (size_t c = 0; c < the_case->council_count; c++)
            costs->units[(c + 1) * books->year_count + books->year_of[t]] +=
                service->volume.units * plan_volume(values, &service->volume, t) * part * shares[c * periods + t];
    }
}

void add_unit_costs(FinanceStudy *study, BizcaseFinance *shown) {
    const Case *the_case = study->the_case;
    const Registers *registers = the_case->registers;
    const size_t years = study->books.year_count, cells = study->body_count * years;
    const Model model = model_compile(study->arena, the_case, FOR_APPRAISAL);
    const PlanValues *values = plan_values(study->arena, the_case);
    BizcaseUnitCost *rows = arena_array(study->arena, registers->service_count, sizeof *rows);
    for (size_t s = 0; s < registers->service_count; s++) {
        const Service *service = &registers->services[s];
        UnitCosts costs = { arena_array(study->arena, cells, sizeof(double)),
            arena_array(study->arena, cells, sizeof(double)), arena_array(study->arena, cells, sizeof(double)) };
        CashCase cash;
        const double *flows = flows_of_lines(study, service->of_line, &cash);
        add_costs(study, &cash, flows, service->overhead, &costs);
        add_units(study, &model, values, service, &costs);
        for (size_t i = years; i < cells; i++) {
            costs.units[i % years] += costs.units[i];
            costs.cost[i % years] += costs.cost[i];
        }
        for (size_t i = 0; i < cells; i++)
            costs.per_unit[i] = costs.units[i] > 0 ? costs.cost[i] / costs.units[i] : NAN;
        rows[s] = (BizcaseUnitCost){ service->label.id, service->label.name, service->unit, costs.units, costs.cost,
            costs.per_unit };
    }
    shown->unit_costs = rows;
    shown->unit_cost_count = registers->service_count;
}
