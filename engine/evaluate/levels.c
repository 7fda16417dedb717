/* Levels one after the other: cells or what a program gives, moved by the slip of its phase, × the input that multiplies it. */
#include "evaluate/block.h"
#include "evaluate/movement.h"
#include "evaluate/quantities.h"
#include "evaluate/scratch.h"

static const double *source_rows(const Plan *plan, LevelSource source, const double *values, const Scratch *scratch) {
    if (source.kind == SOURCE_INPUT) return values + (size_t)source.index * LANES;
    if (source.kind == SOURCE_GROWTH) return scratch->growths + (size_t)source.index * plan->period_count * LANES;
    return level_rows(plan, scratch, source.index);
}

static void work_out(const Plan *plan, const LevelProgram *item, const double *values, const Scratch *scratch) {
    for (uint32_t i = 0; i < item->program.input_count; i++)
        scratch->program_inputs[i] = source_rows(plan, item->sources[i], values, scratch);
    for (uint32_t i = 0; i < item->program.output_count; i++)
        scratch->program_outputs[i] = level_rows(plan, scratch, item->first_level + i);
    evaluate_program(&item->program, scratch->program_inputs, scratch->program_outputs, scratch->program_memory);
}

static void take_cells(const Plan *plan, const double *cells, double *rows) {
    for (uint32_t t = 0; t < plan->period_count; t++) lanes_fill(rows + (size_t)t * LANES, cells[t]);
}

static void multiply(const Plan *plan, const double *restrict value, double *restrict rows) {
    for (uint32_t t = 0; t < plan->period_count; t++)
        for (size_t k = 0; k < LANES; k++) rows[t * (size_t)LANES + k] *= value[k];
}

static void move(const Plan *plan, const Movement *movement, const Scratch *scratch, double *rows) {
    SlipParts parts;
    slip_parts(scratch->slips + (size_t)movement->phase * LANES, plan->period_count, LANES, &parts);
    move_rows(movement, &parts, plan->period_count, rows, scratch->unmoved, LANES);
}

void evaluate_levels(const Plan *plan, const double *values, const Scratch *scratch) {
    uint32_t next = 0;
    for (uint32_t i = 0; i < plan->level_count; i++) {
        const Level *level = &plan->levels[i];
        const double *value = level->input == NO_INDEX ? 0 : values + (size_t)level->input * LANES;
        double *rows = level_rows(plan, scratch, i);
        if (next < plan->program_count && plan->programs[next].first_level == i)
            work_out(plan, &plan->programs[next++], values, scratch);
        if (level->cells) take_cells(plan, level->cells, rows);
        if (level->movement.phase != NO_INDEX) move(plan, &level->movement, scratch, rows);
        if (value) multiply(plan, value, rows);
    }
}
