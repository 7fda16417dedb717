#include "formula/program.h"

static bool is_sound(const Program *program, Operand operand) {
    const uint32_t counts[OPERAND_KIND_COUNT] = { [OPERAND_KNOWN] = program->known_count,
        [OPERAND_INPUT] = program->input_count,
        [OPERAND_OUTPUT] = program->output_count,
        [OPERAND_KEPT] = program->kept_count,
        [OPERAND_ROW] = program->row_count };
    return (unsigned)operand.kind < OPERAND_KIND_COUNT && operand.index < counts[operand.kind];
}

static unsigned operands_of(ProgramStep step) {
    if (step == DO_IF || step == DO_CLAMP) return 3;
    if (step >= DO_ADD && step <= DO_OR) return 2;
    return step == DO_MIN || step == DO_MAX ? 2 : 1;
}

static bool are_operands_sound(const Program *program, const Instruction *instruction) {
    const Operand operands[] = { instruction->a, instruction->b, instruction->c };
    const unsigned count = operands_of(instruction->step);
    for (unsigned i = 0; i < count; i++)
        if (!is_sound(program, operands[i])) return false;
    return instruction->step != DO_PREV || instruction->b.kind == OPERAND_NONE || is_sound(program, instruction->b);
}

/* Instructions write to no operand of their own, but for sums, which read theirs in an earlier period. */
static bool writes_elsewhere(const Instruction *instruction) {
    const Operand operands[] = { instruction->a, instruction->b, instruction->c }, to = instruction->to;
    const unsigned count = operands_of(instruction->step);
    for (unsigned i = 0; instruction->step < DO_LAG && i < count; i++)
        if (operands[i].kind == to.kind && operands[i].index == to.index) return false;
    return true;
}

static bool is_exponent_sound(const Program *program, Operand exponent) {
    if (exponent.kind != OPERAND_KNOWN) return false;
    const double *values = program->known + (size_t)exponent.index * program->period_count;
    for (uint32_t t = 0; t < program->period_count; t++)
        if (!(values[t] >= -64 && values[t] <= 64)) return false;
    return true;
}

static bool is_number_sound(const Program *program, const Instruction *instruction) {
    const int32_t number = instruction->number;
    switch (instruction->step) {
    case DO_ROUND: return number >= -9 && number <= 9;
    case DO_PREV: return number == 1;
    case DO_LAG:
    case DO_IN_USE:
    case DO_RENEWALS: return number >= 1 && number <= (int32_t)program->period_count;
    case DO_COHORT:
        return number >= 1 && (uint32_t)number <= program->weight_count &&
               instruction->first <= program->weight_count - (uint32_t)number;
    default: return true;
    }
}

static bool is_instruction_sound(const Program *program, const Instruction *instruction) {
    const OperandKind to = instruction->to.kind;
    if ((unsigned)instruction->step >= DO_COUNT || !is_sound(program, instruction->to)) return false;
    if (to != OPERAND_ROW && to != OPERAND_KEPT && to != OPERAND_OUTPUT) return false;
    if (instruction->step == DO_RENEWALS && to == OPERAND_ROW) return false;
    if (!are_operands_sound(program, instruction) || !writes_elsewhere(instruction)) return false;
    if (instruction->step == DO_POWER && !is_exponent_sound(program, instruction->b)) return false;
    return is_number_sound(program, instruction);
}

/* One after the other: so that a program takes no more time than its instructions and periods are. */
static bool are_passes_sound(const Program *program) {
    uint32_t next = 0;
    for (uint32_t p = 0; p < program->pass_count; p++) {
        const ProgramPass *pass = &program->passes[p];
        if (pass->first != next || pass->count > program->instruction_count - next) return false;
        next += pass->count;
    }
    return next == program->instruction_count;
}

bool program_is_sound(const Program *program) {
    if (!are_passes_sound(program)) return false;
    for (uint32_t i = 0; i < program->instruction_count; i++)
        if (!is_instruction_sound(program, &program->instructions[i])) return false;
    return program->period_count > 0;
}
