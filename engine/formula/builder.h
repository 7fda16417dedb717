/* A program as it is put together, and the values that its instructions make. */
#ifndef FORMULA_BUILDER_H
#define FORMULA_BUILDER_H

#include "formula/compile.h"

/* What a node of a tree is worth, and where. */
typedef struct Value {
    const double *known; /* [period]; NULL: some trial changes it, and it is an operand */
    Operand operand;
    bool is_flat;  /* the same in all periods */
    bool is_spare; /* a row that may be used again once the value has been */
    uint32_t pass; /* in which it is there */
    size_t maker;  /* the instruction of that pass that makes it */
    bool has_maker;
} Value;

typedef struct PassList {
    Instruction *items;
    size_t count, capacity;
} PassList;

typedef struct Builder {
    Arena *arena;
    uint32_t period_count;
    PassList *passes; /* [pass_count] */
    size_t pass_count, pass_capacity;
    const double **known;
    size_t known_count, known_capacity;
    double *weights;
    size_t weight_count, weight_capacity;
    uint32_t *inputs;
    bool *is_flat;
    size_t input_count, input_capacity, flat_capacity;
    uint32_t *free_rows;
    size_t free_count, free_capacity;
    uint32_t row_count, kept_count, output_count;
} Builder;

Value builder_known(const Builder *builder, const double *known);
Value builder_input(Builder *builder, const Binding *binding);
Value builder_output(uint32_t output, uint32_t pass);

/* Adds what a node does to its arguments' values, which are used up. A power's exponent is known. */
Value builder_apply(Builder *builder, const Node *node, Value *arguments, uint32_t count);

/* The value is what the program gives as its next output. */
void builder_set_output(Builder *builder, Value value);

Program builder_program(Builder *builder);

#endif
