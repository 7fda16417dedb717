/* The table of what a formula can do: every operator, function and word of SPEC's language is one row, and the parser, the
   check of units, the compiler, the spreadsheet and the reference for users are made from it. */
#ifndef FORMULA_OPERATIONS_H
#define FORMULA_OPERATIONS_H

#include <stddef.h>

#include "formula/program.h"

/* Where an operation is in the reference. A leaf has no name: it is a number or a name of the case. */
typedef enum OperationGroup {
    GROUP_LEAF,
    GROUP_WORD,
    GROUP_ARITHMETIC,
    GROUP_COMPARISON,
    GROUP_CHOICE,
    GROUP_PERIODS,
    GROUP_TIME,
    GROUP_COHORTS,
    GROUP_COUNT
} OperationGroup;

/* Which unit an operation has, given those of its arguments. */
typedef enum UnitRule {
    RULE_OWN,      /* a leaf has its own */
    RULE_PURE,     /* a pure number, whatever its arguments are */
    RULE_RATE,     /* period/year */
    RULE_FIRST,    /* its first argument's */
    RULE_ALIKE,    /* its arguments', which are alike */
    RULE_CHOSEN,   /* that of its second and third argument, which are alike */
    RULE_COMPARED, /* its arguments are alike; it is pure */
    RULE_PRODUCT,
    RULE_QUOTIENT,
    RULE_POWER
} UnitRule;

enum { ANY_NUMBER = 4096 };

/* ROW(INDEX, name, group, binding, least, most, takes, unit rule, evaluation, spreadsheet, arguments, words)

   binding: how tightly an operator holds its operands; 9 for all else.
   takes: a letter for each argument, the last for all that follow: x anything, p a period; known when the case is read are
   n (a number of periods, 1 or more), l (0 or more), w (a weight), d (digits).
   spreadsheet: $1 $2 $3 are arguments, $* all of them, $+ the same operation on those after the first; what follows a
   | is for the last of those, or for an exponent that is a number. $t is the cell of `period`, $y that of `periods_per_year`; $a and $b are the first and last period that the
   function names, $n how many there are. Of the first argument: $- is it n periods earlier, $r its cells through this
   period, $h those of the horizon, $w the last n, $c their weighted sum, $s every n-th before this one. */
#define OPERATION_TABLE(ROW)                                                                                            \
    ROW(NUMBER, "", GROUP_LEAF, 9, 0, 0, "", RULE_OWN, DO_COPY, "", "", "a number")                                     \
    ROW(NAME, "", GROUP_LEAF, 9, 0, 0, "", RULE_OWN, DO_COPY, "", "", "a quantity, a driver or an index")               \
    ROW(YEAR, "year", GROUP_WORD, 9, 0, 0, "", RULE_PURE, DO_COPY, "", "",                                              \
        "the financial year of the period: 2019 in 2019/20")                                                            \
    ROW(PERIOD, "period", GROUP_WORD, 9, 0, 0, "", RULE_PURE, DO_COPY, "", "", "0 in the first period, 1 in the next")  \
    ROW(PERIODS_PER_YEAR, "periods_per_year", GROUP_WORD, 9, 0, 0, "", RULE_RATE, DO_COPY, "", "",                      \
        "1 in a yearly case, 4 in a quarterly, 12 in a monthly one")                                                    \
    ROW(ADD, "+", GROUP_ARITHMETIC, 2, 2, 2, "x", RULE_ALIKE, DO_ADD, "$1+$2", "a, b", "sum")                           \
    ROW(SUBTRACT, "-", GROUP_ARITHMETIC, 2, 2, 2, "x", RULE_ALIKE, DO_SUBTRACT, "$1-$2", "a, b", "difference")          \
    ROW(MULTIPLY, "*", GROUP_ARITHMETIC, 3, 2, 2, "x", RULE_PRODUCT, DO_MULTIPLY, "$1*$2", "a, b", "product")           \
    ROW(DIVIDE, "/", GROUP_ARITHMETIC, 3, 2, 2, "x", RULE_QUOTIENT, DO_DIVIDE, "$1/$2", "a, b", "quotient")             \
    ROW(POWER, "^", GROUP_ARITHMETIC, 5, 2, 2, "x", RULE_POWER, DO_POWER, "IF($2=0,1,$1^$2)|($1^$2)", "a, b",           \
        "power; the exponent is a whole number from -64 to 64 in each period, or both are known when the case is read") \
    ROW(NEGATE, "-", GROUP_ARITHMETIC, 4, 1, 1, "x", RULE_FIRST, DO_NEGATE, "-$1", "a", "the same below 0")             \
    ROW(EQUAL, "=", GROUP_COMPARISON, 1, 2, 2, "x", RULE_COMPARED, DO_EQUAL, "IF($1=$2,1,0)", "a, b",                   \
        "1 where they are equal, else 0")                                                                               \
    ROW(UNEQUAL, "<>", GROUP_COMPARISON, 1, 2, 2, "x", RULE_COMPARED, DO_UNEQUAL, "IF($1<>$2,1,0)", "a, b",             \
        "1 where they differ, else 0")                                                                                  \
    ROW(LESS, "<", GROUP_COMPARISON, 1, 2, 2, "x", RULE_COMPARED, DO_LESS, "IF($1<$2,1,0)", "a, b",                     \
        "1 where a is below b, else 0")                                                                                 \
    ROW(AT_MOST, "<=", GROUP_COMPARISON, 1, 2, 2, "x", RULE_COMPARED, DO_AT_MOST, "IF($1<=$2,1,0)", "a, b",             \
        "1 where a is at most b, else 0")                                                                               \
    ROW(MORE, ">", GROUP_COMPARISON, 1, 2, 2, "x", RULE_COMPARED, DO_MORE, "IF($1>$2,1,0)", "a, b",                     \
        "1 where a is above b, else 0")                                                                                 \
    ROW(AT_LEAST, ">=", GROUP_COMPARISON, 1, 2, 2, "x", RULE_COMPARED, DO_AT_LEAST, "IF($1>=$2,1,0)", "a, b",           \
        "1 where a is at least b, else 0")                                                                              \
    ROW(IF, "if", GROUP_CHOICE, 9, 3, 3, "x", RULE_CHOSEN, DO_IF, "IF($1,$2,$3)", "c, a, b",                            \
        "a where c is not 0, else b; the other one does not matter")                                                    \
    ROW(AND, "and", GROUP_CHOICE, 9, 2, ANY_NUMBER, "x", RULE_PURE, DO_AND, "IF($1,$+,0)|IF($1,1,0)", "a, b, ...",      \
        "1 where none is 0, else 0; those after the first 0 do not matter")                                             \
    ROW(OR, "or", GROUP_CHOICE, 9, 2, ANY_NUMBER, "x", RULE_PURE, DO_OR, "IF($1,1,$+)|IF($1,1,0)", "a, b, ...",         \
        "0 where all are 0, else 1; those after the first that is not 0 do not matter")                                 \
    ROW(NOT, "not", GROUP_CHOICE, 9, 1, 1, "x", RULE_PURE, DO_NOT, "IF($1,0,1)", "c", "1 where c is 0, else 0")         \
    ROW(MIN, "min", GROUP_CHOICE, 9, 2, ANY_NUMBER, "x", RULE_ALIKE, DO_MIN, "MIN($*)", "a, b, ...", "the lowest")      \
    ROW(MAX, "max", GROUP_CHOICE, 9, 2, ANY_NUMBER, "x", RULE_ALIKE, DO_MAX, "MAX($*)", "a, b, ...", "the highest")     \
    ROW(ABS, "abs", GROUP_CHOICE, 9, 1, 1, "x", RULE_FIRST, DO_ABS, "ABS($1)", "x", "x without its sign")               \
    ROW(CLAMP, "clamp", GROUP_CHOICE, 9, 3, 3, "x", RULE_ALIKE, DO_CLAMP, "MIN(MAX($1,$2),$3)", "x, low, high",         \
        "x, but no lower than low and no higher than high")                                                             \
    ROW(ROUND, "round", GROUP_CHOICE, 9, 2, 2, "xd", RULE_FIRST, DO_ROUND,                                              \
        "ROUND(($1)+SIGN($1)*MIN(ABS($1)*1E-9,0.25/10^($2)),$2)", "x, digits",                                          \
        "x to that many decimals (-9 to 9), halves away from 0")                                                        \
    ROW(FLOOR, "floor", GROUP_CHOICE, 9, 1, 1, "x", RULE_FIRST, DO_FLOOR, "INT(($1)+MIN(ABS($1)*1E-9,0.25))", "x",      \
        "the whole number at or below x")                                                                               \
    ROW(CEILING, "ceiling", GROUP_CHOICE, 9, 1, 1, "x", RULE_FIRST, DO_CEILING, "-INT(-($1)+MIN(ABS($1)*1E-9,0.25))",   \
        "x", "the whole number at or above x")                                                                          \
    ROW(FROM, "from", GROUP_PERIODS, 9, 1, 1, "p", RULE_PURE, DO_COPY, "IF($t>=$a,1,0)", "P", "1 from period P on")     \
    ROW(UNTIL, "until", GROUP_PERIODS, 9, 1, 1, "p", RULE_PURE, DO_COPY, "IF($t<=$b,1,0)", "P", "1 through period P")   \
    ROW(BETWEEN, "between", GROUP_PERIODS, 9, 2, 2, "p", RULE_PURE, DO_COPY, "IF(AND($t>=$a,$t<=$b),1,0)", "P, Q",      \
        "1 from period P through Q")                                                                                    \
    ROW(RAMP, "ramp", GROUP_PERIODS, 9, 2, 2, "p", RULE_PURE, DO_COPY, "MIN(1,MAX(0,($t-$a+0.5)/$n))", "P, Q",          \
        "rises evenly from 0 at the start of P to 1 at the end of Q")                                                   \
    ROW(YEARS_SINCE, "years_since", GROUP_PERIODS, 9, 1, 1, "p", RULE_PURE, DO_COPY, "MAX(0,($t-$a)/$y)", "P",          \
        "years from period P to this one, never below 0")                                                               \
    ROW(PREV, "prev", GROUP_TIME, 9, 1, 2, "x", RULE_ALIKE, DO_PREV, "$-", "x, before",                                 \
        "x one period earlier; before, or 0, in the first period")                                                      \
    ROW(LAG, "lag", GROUP_TIME, 9, 2, 2, "xl", RULE_FIRST, DO_LAG, "$-", "x, n",                                        \
        "x n periods earlier; 0 before the first")                                                                      \
    ROW(CUMULATIVE, "cumulative", GROUP_TIME, 9, 1, 1, "x", RULE_FIRST, DO_CUMULATIVE, "SUM($r)", "x",                  \
        "the sum of x through this period")                                                                             \
    ROW(TOTAL, "total", GROUP_TIME, 9, 1, 1, "x", RULE_FIRST, DO_TOTAL, "SUM($h)", "x",                                 \
        "the sum of x over the horizon")                                                                                \
    ROW(COHORT, "cohort", GROUP_COHORTS, 9, 2, ANY_NUMBER, "xw", RULE_FIRST, DO_COHORT, "($c)", "x, w0, w1, ...",       \
        "x times w0, and x one period earlier times w1, and so on: what those who began earlier still do")              \
    ROW(IN_USE, "in_use", GROUP_COHORTS, 9, 2, 2, "xn", RULE_FIRST, DO_IN_USE, "SUM($w)", "x, n",                       \
        "the sum of x over the last n periods: units that last n periods")                                              \
    ROW(RENEWALS, "renewals", GROUP_COHORTS, 9, 2, 2, "xn", RULE_FIRST, DO_RENEWALS, "($s)", "x, n",                    \
        "x of n periods earlier, of 2n periods earlier, and so on: bought again when they wear out")

#define OPERATION_INDEX(INDEX, ...) OPERATION_##INDEX,
typedef enum OperationIndex { OPERATION_TABLE(OPERATION_INDEX) OPERATION_COUNT } OperationIndex;
#undef OPERATION_INDEX

typedef struct Operation {
    const char *name;
    OperationGroup group;
    int binding;
    unsigned least, most; /* arguments */
    const char *takes;
    UnitRule unit_rule;
    ProgramStep step;
    const char *spreadsheet;
    const char *arguments, *words; /* for the reference */
} Operation;

extern const Operation operations[OPERATION_COUNT];
extern const char *const operation_groups[GROUP_COUNT]; /* in words */

/* The function or word of that name, without regard to case; OPERATION_COUNT if missing. */
OperationIndex operation_named(const char *name, size_t length);

static inline int operation_is_function(OperationIndex operation) {
    return operations[operation].group >= GROUP_CHOICE;
}

/* What an operation's argument has to be, one of the letters of `takes`. */
char operation_takes(OperationIndex operation, size_t argument);

#endif
