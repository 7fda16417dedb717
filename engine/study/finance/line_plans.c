/* What single lines come to by the plan, as they are in a budget: at the prices of the day, moved by slips, and
   whatever their type leaves out of the appraisal or of the books. */
#include <string.h>

#include "model/compile.h"
#include "study/finance/parts.h"

/* Lines at a time, a programme each: flows of more would take much memory at once. */
enum { BATCH = 32 };

/* A case of these lines alone, as money that counts, without optimism bias. */
static Case lines_alone(Arena *arena, const Case *the_case, const size_t *lines, size_t count) {
    Case alone = *the_case;
    bool *everywhere = arena_array(arena, the_case->option_count, sizeof *everywhere);
    memset(everywhere, true, the_case->option_count * sizeof *everywhere);
    alone.lines = arena_array(arena, count, sizeof *alone.lines);
    alone.line_count = count;
    alone.risk_count = 0;
    for (size_t i = 0; i < count; i++) {
        Line *line = &alone.lines[i];
        *line = the_case->lines[lines[i]];
        line->type = line_type_of(line->side, 0);
        line->in_option = everywhere;
        line->optimism_bias = 0;
    }
    return alone;
}

/* Adds the plans of some lines to out, [line][body][period]. */
static void plan_batch(FinanceStudy *study, Arena *arena, const size_t *lines, size_t count, double *out) {
    const size_t periods = study->the_case->settings.period_count, bodies = study->body_count;
    const Case alone = lines_alone(arena, study->the_case, lines, count);
    Case data = cash_case(arena, &alone, CASH_NOMINAL).data;
    data.programme_count = count;
    for (size_t i = 0; i < count; i++) data.lines[i].programme = i;
    const Model model = model_compile(arena, &data, FOR_APPRAISAL);
    const double *flows = flows_of_plan(arena, kernel_named(study->the_case->kernel), &model, study->option);
    for (size_t i = 0; i < count; i++) {
        const double sign = data.lines[i].side == SIDE_COST ? -1 : 1;
        for (size_t b = 0; b < bodies; b++)
            for (size_t t = 0; t < periods; t++)
                out[(i * bodies + b) * periods + t] = sign * flows[(b * (count + 1) + i + 1) * periods + t];
    }
}

double *plans_of_lines(FinanceStudy *study, const size_t *lines, size_t count) {
    const size_t size = study->body_count * study->the_case->settings.period_count;
    double *plans = arena_array(study->arena, count * size, sizeof *plans);
    for (size_t first = 0; first < count; first += BATCH) {
        Arena *working = arena_within(study->arena);
        plan_batch(study, working, lines + first, count - first < BATCH ? count - first : BATCH, plans + first * size);
        arena_free(working);
    }
    return plans;
}
