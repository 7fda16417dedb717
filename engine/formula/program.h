/* A formula as the evaluator has it: instructions on rows of lanes, without a string. Freestanding: the hot sources include
   it. Instructions of a pass are carried out one period after the other, for each period from the first to the last, as a
   stock needs its own past; passes come one after the other, as a total needs all of its argument. */
#ifndef FORMULA_PROGRAM_H
#define FORMULA_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an instruction does to its operands a, b, c of the period. Those from DO_LAG on look at other periods of a. */
typedef enum ProgramStep {
    DO_COPY,
    DO_NEGATE,
    DO_ADD,
    DO_SUBTRACT,
    DO_MULTIPLY,
    DO_DIVIDE,
    DO_POWER, /* b is known: whole numbers from −64 to 64 */
    DO_EQUAL,
    DO_UNEQUAL,
    DO_LESS,
    DO_AT_MOST,
    DO_MORE,
    DO_AT_LEAST,
    DO_IF,
    DO_AND,
    DO_OR,
    DO_NOT,
    DO_MIN,
    DO_MAX,
    DO_ABS,
    DO_CLAMP,
    DO_ROUND, /* to `number` digits */
    DO_FLOOR,
    DO_CEILING,
    DO_LAG,        /* by `number` periods */
    DO_PREV,       /* b in the first period */
    DO_CUMULATIVE, /* keeps its sum where it writes to */
    DO_TOTAL,      /* works in the first period only: it writes to a row that stays */
    DO_COHORT,     /* `number` weights from program.weights[first] on */
    DO_IN_USE,     /* the last `number` periods */
    DO_RENEWALS,   /* every `number` periods; writes to OPERAND_KEPT or OPERAND_OUTPUT, and reads what it wrote */
    DO_COUNT
} ProgramStep;

typedef enum OperandKind {
    OPERAND_NONE,
    OPERAND_KNOWN, /* program.known[index][period], the same in all lanes */
    OPERAND_INPUT, /* what the caller hands in, flat or by period */
    OPERAND_OUTPUT, /* [output][period][lane], what the program works out: a quantity's own past, or another's of its group */
    OPERAND_KEPT, /* [kept][period][lane] of the program's memory */
    OPERAND_ROW,  /* [row][lane] of the program's memory: this period's, or the same in all */
    OPERAND_KIND_COUNT
} OperandKind;

typedef struct Operand {
    OperandKind kind;
    uint32_t index;
} Operand;

typedef struct Instruction {
    ProgramStep step;
    bool once; /* the same in all periods: carried out in the first */
    Operand to, a, b, c;
    int32_t number;
    uint32_t first;
} Instruction;

typedef struct ProgramPass {
    uint32_t first, count; /* of the instructions; it begins where the one before ends */
} ProgramPass;

typedef struct Program {
    uint32_t period_count;
    uint32_t instruction_count, pass_count, input_count, output_count, known_count, weight_count, kept_count, row_count;
    const Instruction *instructions;
    const ProgramPass *passes;
    const bool *is_flat;   /* [input] the same in all periods: one row, not one a period */
    const double *known;   /* [known][period] */
    const double *weights; /* [weight] */
} Program;

/* Rows that operands known beforehand are spread over, one each, and one for powers. */
enum { SPARE_ROWS = 4 };

/* Doubles of working memory for `width` lanes. */
static inline size_t program_memory(const Program *program, size_t width) {
    return (SPARE_ROWS + program->row_count + (size_t)program->kept_count * program->period_count) * width;
}

/* Whether no instruction leads out of the program's arrays: for programs that come from outside. */
bool program_is_sound(const Program *program);

#endif
