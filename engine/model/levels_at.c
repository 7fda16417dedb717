/* The levels of a plan in one trial: what evaluate_levels does for a block of them. */
#include <string.h>

#include "evaluate/meaning.h"
#include "evaluate/movement.h"
#include "formula/arithmetic.h"
#include "model/levels.h"

/* [phase] in periods. */
static double *slips_at(Arena *arena, const Plan *plan, const double *inputs) {
    double *slips = arena_array(arena, plan->phase_count, sizeof *slips);
    for (uint32_t p = 0; p < plan->phase_count; p++) {
        const PhaseNode *phase = &plan->phases[p];
        for (uint32_t i = 0; i < phase->after_count; i++) {
            const double passed_on = slips[phase->after[i]] - phase->float_months[i];
            slips[p] = passed_on > slips[p] ? passed_on : slips[p];
        }
        slips[p] += inputs[phase->input];
    }
    for (uint32_t p = 0; p < plan->phase_count; p++) slips[p] /= plan->months_per_period;
    return slips;
}

static const double *source_at(
    Arena *arena, const Plan *plan, LevelSource source, const double *inputs, const double *levels) {
    if (source.kind == SOURCE_INPUT) return &inputs[source.index];
    if (source.kind == SOURCE_LEVEL) return levels + (size_t)source.index * plan->period_count;
    double *growth = arena_array(arena, plan->period_count, sizeof *growth);
    driver_levels(DRIVER_GROWTH, inputs[plan->growths[source.index].input], NULL, plan->period_count,
        plan->months_per_period, growth);
    return growth;
}

static void work_out(Arena *arena, const Plan *plan, const LevelProgram *item, const double *inputs, double *levels) {
    const Program *program = &item->program;
    const double **from = arena_array(arena, program->input_count, sizeof *from);
    double **to = arena_array(arena, program->output_count, sizeof *to);
    for (uint32_t i = 0; i < program->input_count; i++)
        from[i] = source_at(arena, plan, item->sources[i], inputs, levels);
    for (uint32_t i = 0; i < program->output_count; i++)
        to[i] = levels + (size_t)(item->first_level + i) * plan->period_count;
    double *memory = arena_array(arena, program_memory(program, 1), sizeof *memory);
    run_program(&(ProgramRun){ .program = program, .inputs = from, .outputs = to, .memory = memory }, 1);
}

double *levels_at(Arena *arena, const Plan *plan, const double *inputs) {
    const uint32_t periods = plan->period_count;
    double *levels = arena_array(arena, (size_t)plan->level_count * periods, sizeof *levels);
    double *padded = arena_array(arena, periods + 2, sizeof *padded);
    const double *slips = slips_at(arena, plan, inputs);
    uint32_t next = 0;
    for (uint32_t i = 0; i < plan->level_count; i++) {
        const Level *level = &plan->levels[i];
        double *rows = levels + (size_t)i * periods;
        if (next < plan->program_count && plan->programs[next].first_level == i)
            work_out(arena, plan, &plan->programs[next++], inputs, levels);
        if (level->cells) memcpy(rows, level->cells, periods * sizeof *rows);
        if (level->movement.phase != NO_INDEX) {
            SlipParts parts;
            slip_parts(&slips[level->movement.phase], periods, 1, &parts);
            move_rows(&level->movement, &parts, periods, rows, padded, 1);
        }
        for (uint32_t t = 0; level->input != NO_INDEX && t < periods; t++) rows[t] *= inputs[level->input];
    }
    return levels;
}
