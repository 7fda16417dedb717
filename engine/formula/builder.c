#include "formula/builder.h"

#include <string.h>

Value builder_known(const Builder *builder, const double *known) {
    bool is_flat = true;
    for (uint32_t t = 1; t < builder->period_count; t++) is_flat = is_flat && known[t] == known[0];
    return (Value){ .known = known, .is_flat = is_flat };
}

Value builder_input(Builder *builder, const Binding *binding) {
    size_t i = 0;
    while (i < builder->input_count && builder->inputs[i] != binding->input) i++;
    if (i == builder->input_count) {
        Arena *arena = builder->arena;
        builder->inputs = arena_grow(arena, builder->inputs, i, &builder->input_capacity, sizeof *builder->inputs);
        builder->is_flat = arena_grow(arena, builder->is_flat, i, &builder->flat_capacity, sizeof *builder->is_flat);
        builder->inputs[i] = binding->input;
        builder->is_flat[i] = binding->is_flat;
        builder->input_count++;
    }
    return (Value){ .operand = { OPERAND_INPUT, (uint32_t)i }, .is_flat = binding->is_flat };
}

Value builder_output(const Builder *builder, uint32_t output, Moment moment) {
    return (
        Value){ .operand = { OPERAND_OUTPUT, output }, .pass = builder->last_pass + (moment == AFTER_THE_QUANTITIES) };
}

static Operand new_row(Builder *builder, bool stays) {
    if (!stays && builder->free_count > 0) return (Operand){ OPERAND_ROW, builder->free_rows[--builder->free_count] };
    return (Operand){ OPERAND_ROW, builder->row_count++ };
}

static void free_row(Builder *builder, uint32_t row) {
    builder->free_rows = arena_grow(
        builder->arena, builder->free_rows, builder->free_count, &builder->free_capacity, sizeof *builder->free_rows);
    builder->free_rows[builder->free_count++] = row;
}

static PassList *pass_of(Builder *builder, uint32_t pass) {
    while (builder->pass_count <= pass) {
        builder->passes = arena_grow(
            builder->arena, builder->passes, builder->pass_count, &builder->pass_capacity, sizeof *builder->passes);
        builder->passes[builder->pass_count++] = (PassList){ .items = NULL };
    }
    return &builder->passes[pass];
}

static size_t add_instruction(Builder *builder, uint32_t pass, const Instruction *instruction) {
    PassList *list = pass_of(builder, pass);
    list->items = arena_grow(builder->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count] = *instruction;
    return list->count++;
}

/* Has the value written elsewhere than to the row that it was given at first. Nothing has read it yet: a tree's node has one
   reader. */
static void write_to(Builder *builder, Value *value, Operand to) {
    if (value->is_spare) free_row(builder, value->operand.index);
    builder->passes[value->pass].items[value->maker].to = to;
    value->operand = to;
    value->is_spare = false;
}

static bool is_of_this_period(const Value *value) {
    return value->operand.kind == OPERAND_ROW && !value->is_flat;
}

/* The value in all periods is there afterwards, for what looks back and for later passes. */
static void keep(Builder *builder, Value *value) {
    if (is_of_this_period(value)) write_to(builder, value, (Operand){ OPERAND_KEPT, builder->kept_count++ });
}

/* The operand of an instruction in a pass. */
static Operand use(Builder *builder, Value *value, uint32_t pass) {
    if (value->known) {
        builder->known = arena_grow(
            builder->arena, builder->known, builder->known_count, &builder->known_capacity, sizeof *builder->known);
        builder->known[builder->known_count] = value->known;
        return (Operand){ OPERAND_KNOWN, (uint32_t)builder->known_count++ };
    }
    if (value->pass < pass) keep(builder, value);
    return value->operand;
}

static void release(Builder *builder, const Value *value) {
    if (value->is_spare) free_row(builder, value->operand.index);
}

/* Rows that stay are never used again: at the next period they still have to hold what they hold. */
static Value add_value(Builder *builder, uint32_t pass, Instruction instruction, bool is_flat, bool stays) {
    instruction.once = is_flat;
    if (instruction.to.kind == OPERAND_NONE) instruction.to = new_row(builder, stays || is_flat);
    return (Value){ .operand = instruction.to,
        .is_flat = is_flat,
        .is_spare = !stays && !is_flat,
        .pass = pass,
        .maker = add_instruction(builder, pass, &instruction),
        .has_maker = true };
}

static uint32_t latest_pass(const Value *arguments, uint32_t count) {
    uint32_t pass = 0;
    for (uint32_t i = 0; i < count; i++) pass = arguments[i].pass > pass ? arguments[i].pass : pass;
    return pass;
}

/* Up to three arguments, each lane and period by itself. */
static Value apply_each(Builder *builder, const Node *node, Value *arguments, uint32_t count) {
    const uint32_t pass = latest_pass(arguments, count);
    Instruction instruction = { .step = operations[node->operation].step, .number = node->whole };
    Operand *const operands[] = { &instruction.a, &instruction.b, &instruction.c };
    bool is_flat = true;
    for (uint32_t i = 0; i < count; i++) {
        *operands[i] = use(builder, &arguments[i], pass);
        is_flat = is_flat && arguments[i].is_flat;
    }
    const Value value = add_value(builder, pass, instruction, is_flat, false);
    for (uint32_t i = 0; i < count; i++) release(builder, &arguments[i]);
    return value;
}

/* min(a, b, c) is min(min(a, b), c). */
static Value apply_in_turn(Builder *builder, const Node *node, Value *arguments, uint32_t count) {
    Value so_far = arguments[0];
    for (uint32_t i = 1; i < count; i++) so_far = apply_each(builder, node, (Value[]){ so_far, arguments[i] }, 2);
    return so_far;
}

static void add_weights(Builder *builder, const Node *node, Instruction *instruction) {
    instruction->first = (uint32_t)builder->weight_count;
    for (int32_t i = 0; i < node->whole; i++) {
        builder->weights = arena_grow(builder->arena, builder->weights, builder->weight_count,
            &builder->weight_capacity, sizeof *builder->weights);
        builder->weights[builder->weight_count++] = node->weights[i];
    }
}

/* What looks at other periods of its first argument. */
static Value apply_over_time(Builder *builder, const Node *node, Moment moment, Value *arguments, uint32_t count) {
    const ProgramStep step = operations[node->operation].step;
    Instruction instruction = { .step = step, .number = step == DO_PREV ? 1 : node->whole };
    const bool has_before = step == DO_PREV && count == 2;
    uint32_t pass = latest_pass(arguments, has_before ? 2 : 1);
    if (step == DO_LAG && node->whole == 0) return arguments[0];
    if (step == DO_TOTAL) pass++;
    if (moment == AS_IT_COMES && pass > builder->last_pass && step != DO_TOTAL) pass = builder->last_pass;
    if (step != DO_CUMULATIVE) keep(builder, &arguments[0]);
    if (step == DO_COHORT) add_weights(builder, node, &instruction);
    if (step == DO_RENEWALS) instruction.to = (Operand){ OPERAND_KEPT, builder->kept_count++ };
    instruction.a = use(builder, &arguments[0], pass);
    if (has_before) instruction.b = use(builder, &arguments[1], pass);
    const bool stays = step == DO_CUMULATIVE || step == DO_RENEWALS;
    const Value value = add_value(builder, pass, instruction, step == DO_TOTAL, stays);
    release(builder, &arguments[0]);
    if (has_before) release(builder, &arguments[1]);
    return value;
}

Value builder_apply(Builder *builder, const Node *node, Moment moment, Value *arguments, uint32_t count) {
    const Operation *operation = &operations[node->operation];
    if (operation->step >= DO_LAG) return apply_over_time(builder, node, moment, arguments, count);
    if (operation->most == ANY_NUMBER) return apply_in_turn(builder, node, arguments, count);
    /* Digits are in the instruction. */
    return apply_each(builder, node, arguments, operation->step == DO_ROUND ? 1 : count);
}

void builder_set_output(Builder *builder, Value value) {
    const Operand to = { OPERAND_OUTPUT, builder->output_count++ };
    if (value.has_maker && is_of_this_period(&value)) {
        write_to(builder, &value, to);
        return;
    }
    const Instruction copy = { .step = DO_COPY, .to = to, .a = use(builder, &value, value.pass) };
    add_instruction(builder, value.pass, &copy);
}

static const Instruction *all_instructions(Builder *builder, Program *program, ProgramPass *passes) {
    size_t count = 0;
    for (size_t p = 0; p < builder->pass_count; p++) count += builder->passes[p].count;
    Instruction *all = arena_array(builder->arena, count, sizeof *all);
    for (size_t p = 0; p < builder->pass_count; p++) {
        const PassList *list = &builder->passes[p];
        if (p <= builder->last_pass)
            passes[program->pass_count++] = (ProgramPass){ program->instruction_count, (uint32_t)list->count };
        else
            passes[builder->last_pass].count += (uint32_t)list->count;
        if (list->count > 0) memcpy(all + program->instruction_count, list->items, list->count * sizeof *all);
        program->instruction_count += (uint32_t)list->count;
    }
    return all;
}

Program builder_program(Builder *builder) {
    const size_t row = builder->period_count * sizeof(double);
    double *known = arena_array(builder->arena, builder->known_count, row);
    for (size_t i = 0; i < builder->known_count; i++) memcpy(known + i * builder->period_count, builder->known[i], row);
    ProgramPass *passes = arena_array(builder->arena, builder->pass_count, sizeof *passes);
    Program program = { .period_count = builder->period_count,
        .passes = passes,
        .input_count = (uint32_t)builder->input_count,
        .is_flat = builder->is_flat,
        .output_count = builder->output_count,
        .known_count = (uint32_t)builder->known_count,
        .known = known,
        .weight_count = (uint32_t)builder->weight_count,
        .weights = builder->weights,
        .kept_count = builder->kept_count,
        .row_count = builder->row_count };
    program.instructions = all_instructions(builder, &program, passes);
    return program;
}
