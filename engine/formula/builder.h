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

/* When in a period something is worked out: what prev() and lag() look back at may use quantities of the group whose values
   of this period are not there yet, and is not wanted before the next one. */
typedef enum Moment { AS_IT_COMES, AFTER_THE_QUANTITIES } Moment;

typedef struct PassList {
    Instruction *items;
    size_t count, capacity;
} PassList;

typedef struct Builder {
    Arena *arena;
    uint32_t period_count;
    PassList *passes; /* [pass_count] */
    size_t pass_count, pass_capacity;
    /* the one in which quantities see each other; what comes after them in a period is the next list */
    uint32_t last_pass;
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
/* A quantity of the group itself. */
Value builder_output(const Builder *builder, uint32_t output, Moment moment);

/* Adds what a node does to its arguments' values, which are used up. A power's exponent is known. */
Value builder_apply(Builder *builder, const Node *node, Moment moment, Value *arguments, uint32_t count);

/* The value is what the program gives as its next output. */
void builder_set_output(Builder *builder, Value value);

Program builder_program(Builder *builder);

#endif
