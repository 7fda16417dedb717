/* What the operations of a formula give, for any number of lanes: the one place that says so. The evaluator takes these over
   LANES, the compiler over one lane for what no trial can change. Only + − × ÷ and comparisons, so that every processor and
   compiler gives the same bits.

   Division by 0 gives NaN, not infinity, and NaN goes through whatever uses it: 1 ÷ (1 ÷ 0) would be 0, and
   min(1 ÷ 0, 5) would be 5, and nobody would learn of the division. A selection takes the chosen side only. */
#ifndef FORMULA_ARITHMETIC_H
#define FORMULA_ARITHMETIC_H

#include "formula/program.h"

#define NOT_A_NUMBER __builtin_nan("")

/* Below, what is chosen between already exists, and arithmetic comes after the choice or before it: of a ? b + c : d a
   compiler makes a branch, as b + c might trap, and goes through the lanes one by one. */

static inline double quotient(double a, double b) {
    const double divisor = b == 0 ? NOT_A_NUMBER : b;
    return a / divisor;
}

/* 1 or 0, and NaN where an operand is. */
static inline double truth(bool is_true, double a, double b) {
    const double value = is_true ? 1 : 0;
    return __builtin_isunordered(a, b) ? NOT_A_NUMBER : value;
}

static inline double lower(double a, double b) {
    const bool is_none = a != a;
    const double value = a < b ? a : b;
    return is_none ? a : value;
}

static inline double higher(double a, double b) {
    const bool is_none = a != a;
    const double value = a > b ? a : b;
    return is_none ? a : value;
}

static inline double chosen(double condition, double a, double b) {
    const bool is_none = condition != condition;
    const double value = condition != 0 ? a : b;
    return is_none ? condition : value;
}

static inline double without_sign(double x) {
    const double opposite = -x;
    return x < 0 ? opposite : x;
}

/* The whole number nearest to x: 2^52 has no fraction, so adding it rounds. From there on every number is whole. */
static inline double nearest_whole(double x) {
    const double size = without_sign(x), rounded = (size + 0x1p52) - 0x1p52;
    const double whole = size < 0x1p52 ? rounded : size, opposite = -whole;
    return x < 0 ? opposite : whole;
}

static inline double whole_below(double x) {
    const double whole = nearest_whole(x), above = whole > x ? 1 : 0;
    return whole - above;
}

/* How far from an edge a value counts as on it: 1e-9 of itself, but never so far that a whole number would be on the edge
   half-way to the next. */
static inline double edge_width(double x) {
    const double width = 1e-9 * without_sign(x);
    return width < 0.25 ? width : 0.25;
}

static inline double floor_of(double x) {
    const double whole = nearest_whole(x), below = whole_below(x);
    return without_sign(x - whole) <= edge_width(x) ? whole : below;
}

static inline double ceiling_of(double x) {
    return -floor_of(-x);
}

/* One of up and down is 1, the other a power of ten: dividing by it is exact where multiplying by its inverse is not. */
static inline double rounded_by(double x, double up, double down) {
    const double size = without_sign(x) * up / down, below = whole_below(size);
    const double rest = size - below >= 0.5 - edge_width(size) ? 1 : 0;
    const double result = (below + rest) * down / up, opposite = -result;
    return x < 0 ? opposite : result;
}

/* One run: where everything is. Lanes are `width` wide. */
typedef struct ProgramRun {
    const Program *program;
    const double *const *inputs; /* [input] rows of lanes: one, or one a period */
    double *const *outputs;      /* [output][period][lane] */
    double *memory;              /* program_memory */
} ProgramRun;

/* The row of an operand in period t; spare: the row for one that is known. */
static inline double *operand_row(const ProgramRun *run, Operand operand, uint32_t t, uint32_t spare, uint32_t width) {
    const Program *program = run->program;
    double *rows = run->memory + (size_t)SPARE_ROWS * width;
    if (operand.kind == OPERAND_KNOWN) {
        double *row = run->memory + (size_t)spare * width;
        const double value = program->known[(size_t)operand.index * program->period_count + t];
        for (uint32_t k = 0; k < width; k++) row[k] = value;
        return row;
    }
    if (operand.kind == OPERAND_OUTPUT) return run->outputs[operand.index] + (size_t)t * width;
    if (operand.kind == OPERAND_ROW) return rows + (size_t)operand.index * width;
    return rows + (program->row_count + (size_t)operand.index * program->period_count + t) * width; /* OPERAND_KEPT */
}

static inline const double *operand_values(
    const ProgramRun *run, Operand operand, uint32_t t, uint32_t spare, uint32_t width) {
    if (operand.kind == OPERAND_INPUT)
        return run->inputs[operand.index] + (run->program->is_flat[operand.index] ? 0 : (size_t)t * width);
    if (operand.kind == OPERAND_NONE) return NULL;
    return operand_row(run, operand, t, spare, width);
}

/* base^exponent by squaring; NaN^0 is NaN, as whatever made it is used. */
static inline void raise(
    const double *restrict base, int exponent, double *restrict square, double *restrict to, uint32_t width) {
    for (uint32_t k = 0; k < width; k++) to[k] = base[k] != base[k] ? base[k] : 1;
    for (uint32_t k = 0; k < width; k++) square[k] = base[k];
    for (int left = exponent < 0 ? -exponent : exponent; left > 0; left /= 2) {
        if (left % 2)
            for (uint32_t k = 0; k < width; k++) to[k] *= square[k];
        for (uint32_t k = 0; k < width; k++) square[k] *= square[k];
    }
    if (exponent < 0)
        for (uint32_t k = 0; k < width; k++) to[k] = quotient(1, to[k]);
}

static inline void round_to(const double *restrict a, int digits, double *restrict to, uint32_t width) {
    double up = 1, down = 1;
    for (int d = 0; d < digits; d++) up *= 10;
    for (int d = 0; d > digits; d--) down *= 10;
    for (uint32_t k = 0; k < width; k++) to[k] = rounded_by(a[k], up, down);
}

/* Those that look at other periods of a. */
static inline void look_back(
    const ProgramRun *run, const Instruction *instruction, uint32_t t, double *to, uint32_t width) {
    const Operand a = instruction->a;
    const uint32_t number = (uint32_t)instruction->number, last = run->program->period_count;
    const double *before;
    switch (instruction->step) {
    case DO_LAG:
    case DO_PREV:
        if (instruction->step == DO_PREV && t == 0)
            before = operand_values(run, instruction->b, t, 1, width);
        else
            before = t < number ? NULL : operand_values(run, a, t - number, 0, width);
        for (uint32_t k = 0; k < width; k++) to[k] = before ? before[k] : 0;
        break;
    case DO_CUMULATIVE:
        before = t == 0 ? NULL : operand_values(run, instruction->to, t - 1, 1, width);
        for (uint32_t k = 0; k < width; k++) to[k] = before ? before[k] : 0;
        before = operand_values(run, a, t, 0, width);
        for (uint32_t k = 0; k < width; k++) to[k] += before[k];
        break;
    case DO_RENEWALS:
        before = t < number ? NULL : operand_values(run, instruction->to, t - number, 1, width);
        for (uint32_t k = 0; k < width; k++) to[k] = before ? before[k] : 0;
        before = t < number ? NULL : operand_values(run, a, t - number, 0, width);
        for (uint32_t k = 0; before && k < width; k++) to[k] += before[k];
        break;
    case DO_TOTAL:
        for (uint32_t k = 0; k < width; k++) to[k] = 0;
        for (uint32_t s = 0; s < last; s++) {
            const double *restrict value = operand_values(run, a, s, 0, width);
            for (uint32_t k = 0; k < width; k++) to[k] += value[k];
        }
        break;
    default: /* DO_COHORT, DO_IN_USE */
        for (uint32_t k = 0; k < width; k++) to[k] = 0;
        for (uint32_t age = 0; age < number && age <= t; age++) {
            const double *restrict value = operand_values(run, a, t - age, 0, width);
            const double weight = instruction->step == DO_COHORT ? run->program->weights[instruction->first + age] : 1;
            for (uint32_t k = 0; k < width; k++) to[k] += value[k] * weight;
        }
    }
}

static inline __attribute__((always_inline)) void carry_out(
    const ProgramRun *run, const Instruction *instruction, uint32_t t, const uint32_t width) {
    double *restrict to = operand_row(run, instruction->to, t, 0, width);
    if (instruction->step >= DO_LAG) {
        look_back(run, instruction, t, to, width);
        return;
    }
    const double *restrict a = operand_values(run, instruction->a, t, 0, width);
    const double *restrict b = operand_values(run, instruction->b, t, 1, width);
    const double *restrict c = operand_values(run, instruction->c, t, 2, width);
#define EACH_LANE(value)                                                                                               \
    for (uint32_t k = 0; k < width; k++) to[k] = (value);                                                              \
    break
    switch (instruction->step) {
    case DO_COPY: EACH_LANE(a[k]);
    case DO_NEGATE: EACH_LANE(-a[k]);
    case DO_ADD: EACH_LANE(a[k] + b[k]);
    case DO_SUBTRACT: EACH_LANE(a[k] - b[k]);
    case DO_MULTIPLY: EACH_LANE(a[k] * b[k]);
    case DO_DIVIDE: EACH_LANE(quotient(a[k], b[k]));
    case DO_POWER: raise(a, (int)b[0], run->memory + (size_t)3 * width, to, width); break;
    case DO_EQUAL: EACH_LANE(truth(a[k] == b[k], a[k], b[k]));
    case DO_UNEQUAL: EACH_LANE(truth(a[k] != b[k], a[k], b[k]));
    case DO_LESS: EACH_LANE(truth(a[k] < b[k], a[k], b[k]));
    case DO_AT_MOST: EACH_LANE(truth(a[k] <= b[k], a[k], b[k]));
    case DO_MORE: EACH_LANE(truth(a[k] > b[k], a[k], b[k]));
    case DO_AT_LEAST: EACH_LANE(truth(a[k] >= b[k], a[k], b[k]));
    case DO_IF: EACH_LANE(chosen(a[k], b[k], c[k]));
    case DO_AND: EACH_LANE(chosen(a[k], truth(b[k] != 0, b[k], b[k]), 0));
    case DO_OR: EACH_LANE(chosen(a[k], 1, truth(b[k] != 0, b[k], b[k])));
    case DO_NOT: EACH_LANE(chosen(a[k], 0, 1));
    case DO_MIN: EACH_LANE(lower(a[k], b[k]));
    case DO_MAX: EACH_LANE(higher(a[k], b[k]));
    case DO_ABS: EACH_LANE(without_sign(a[k]));
    case DO_CLAMP: EACH_LANE(lower(higher(a[k], b[k]), c[k]));
    case DO_ROUND: round_to(a, instruction->number, to, width); break;
    case DO_FLOOR: EACH_LANE(floor_of(a[k]));
    default: EACH_LANE(ceiling_of(a[k])); /* DO_CEILING */
    }
#undef EACH_LANE
}

static inline __attribute__((always_inline)) void run_program(const ProgramRun *run, const uint32_t width) {
    const Program *program = run->program;
    for (uint32_t p = 0; p < program->pass_count; p++)
        for (uint32_t t = 0; t < program->period_count; t++)
            for (uint32_t i = 0; i < program->passes[p].count; i++) {
                const Instruction *instruction = &program->instructions[program->passes[p].first + i];
                if (t == 0 || !instruction->once) carry_out(run, instruction, t, width);
            }
}

#endif
