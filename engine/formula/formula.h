/* A formula read once: its tree, from which the program, the spreadsheet's formula, the words and the check of units come. */
#ifndef FORMULA_FORMULA_H
#define FORMULA_FORMULA_H

#include "formula/names.h"
#include "formula/operations.h"
#include "table/diagnostics.h"
#include "table/period.h"

enum { LONGEST_FORMULA_TEXT = 4000, DEEPEST_FORMULA = 100 };

/* When a value is known. */
typedef enum Knowledge {
    KNOWN_AS_NUMBER, /* arithmetic of numbers and periods_per_year: the same in all periods */
    KNOWN_BY_PERIOD, /* when the case is read, but not the same in all periods */
    NOT_YET_KNOWN    /* it uses a quantity, a driver or an index */
} Knowledge;

/* One number, name, word, operator or call. */
typedef struct Node {
    OperationIndex operation;
    uint32_t first_argument, argument_count; /* in formula.arguments; periods are none */
    uint32_t start, end;                     /* bytes of formula.text, brackets around it included */
    Knowledge knowledge;
    double number;    /* of OPERATION_NUMBER */
    const char *unit; /* of OPERATION_NUMBER: what is in square brackets; NULL: none */
    Name name;        /* of OPERATION_NAME */
    int from, until;  /* of functions of periods: first period of P, last of the last one; may be outside the horizon */
    int32_t whole;    /* periods of lag, in_use and renewals; digits of round; how many weights cohort has */
    const double *weights; /* [whole] of cohort */
} Node;

typedef struct Formula {
    const char *text;  /* as written, without surrounding white space */
    Place first;       /* of its first character */
    const Node *nodes; /* [node_count]; a node's arguments come before it, and the last is the whole formula */
    uint32_t node_count;
    const uint32_t *arguments; /* nodes */
} Formula;

/* The periods of the case. */
typedef struct Horizon {
    Period start; /* the first of them */
    uint32_t period_count;
} Horizon;

/* What a formula is read against. */
typedef struct FormulaSetting {
    const Names *names;
    Horizon horizon;
    const char *what; /* whose it is, for messages: `formula of line "lamps"`; NULL: nothing is said */
} FormulaSetting;

/* Text → tree, with the faults that can be seen in it. first: where the text's first character is (of a cell in quotes
   that is the one after the quote). NULL when there was an error; one formula gives one error. text is copied. */
const Formula *formula_read(
    Arena *arena, const FormulaSetting *setting, const char *text, Place first, Diagnostics *diagnostics);

/* Where byte `at` of the text is. */
Place formula_place(const Formula *formula, uint32_t at);

static inline uint32_t formula_root(const Formula *formula) {
    return formula->node_count - 1;
}

static inline uint32_t formula_argument(const Formula *formula, uint32_t node, uint32_t argument) {
    return formula->arguments[formula->nodes[node].first_argument + argument];
}

/* Whether a node looks at earlier periods of its first argument only, so that a quantity may use itself there. */
static inline bool node_is_of_the_past(const Node *node) {
    const ProgramStep step = operations[node->operation].step;
    return step == DO_PREV || (step == DO_LAG && node->whole >= 1);
}

/* A node's text. */
const char *formula_text_of(Arena *arena, const Formula *formula, uint32_t node);

/* Whether it names a quantity, a driver or an index. */
bool formula_names_something(const Formula *formula);
/* Whether the operation occurs in it. */
bool formula_uses(const Formula *formula, OperationIndex operation);

#endif
