/* Programs of formulas that come from outside: each change that would lead out of a program's arrays, or make it run for
   ever, is refused. */
#include "support/formula_fixture.h"

enum { MOST_INSTRUCTIONS = 64 };

/* A program that the tests may change. */
static Program program;
static Instruction instructions[MOST_INSTRUCTIONS];
static ProgramPass passes[MOST_INSTRUCTIONS];
static double *known;

static Binding bind_inputs(const void *context, Name name) {
    (void)context;
    static const double exponents[] = { 0, 1, 2, 3 };
    if (strcmp(things[name.index].id, "none") == 0) return (Binding){ .known = exponents };
    return (Binding){ .input = name.index, .is_flat = name.kind == NAME_DRIVER };
}

static void make_program(void) {
    const Formula *formula =
        good_formula("cohort(lamps * pay, 1, 2) + lag(price, 2) ^ (period - 1) + renewals(stock + none, 2) + "
                     "round(a, 3) * in_use(b * b, 2) + prev(c * c) + clamp(a, b, c) + if(a, b, c) + total(a + none) + "
                     "cumulative(max(a, b)) + (lamps > 2)",
            yearly);
    const Compiled compiled = formula_compile(
        arena, &(CompileRequest){ .formulas = &formula, .count = 1, .horizon = yearly, .bind = bind_inputs });
    program = compiled.program;
    assert_true(program.instruction_count <= MOST_INSTRUCTIONS && program.pass_count <= MOST_INSTRUCTIONS);
    memcpy(instructions, program.instructions, program.instruction_count * sizeof *instructions);
    memcpy(passes, program.passes, program.pass_count * sizeof *passes);
    known = arena_array(arena, (size_t)program.known_count * program.period_count, sizeof *known);
    memcpy(known, program.known, (size_t)program.known_count * program.period_count * sizeof *known);
    program.instructions = instructions;
    program.passes = passes;
    program.known = known;
}

static Instruction *first_of(ProgramStep step) {
    for (uint32_t i = 0; i < program.instruction_count; i++)
        if (instructions[i].step == step) return &instructions[i];
    fail_msg("the program has no step %d", (int)step);
    return NULL;
}

static uint32_t count_of(OperandKind kind) {
    const uint32_t counts[OPERAND_KIND_COUNT] = { [OPERAND_KNOWN] = program.known_count,
        [OPERAND_INPUT] = program.input_count,
        [OPERAND_OUTPUT] = program.output_count,
        [OPERAND_KEPT] = program.kept_count,
        [OPERAND_ROW] = program.row_count };
    return counts[kind];
}

static void the_program_that_is_changed_is_sound(void **state) {
    (void)state;
    make_program();
    assert_true(program_is_sound(&program));
}

/* Each place of each instruction, one past the last of its kind, and of every kind that it must not be. */
static void operands_outside_of_the_arrays_are_refused(void **state) {
    size_t checked = 0;
    (void)state;
    make_program();
    for (uint32_t i = 0; i < program.instruction_count; i++) {
        const Instruction before = instructions[i];
        Operand *const places[] = { &instructions[i].to, &instructions[i].a, &instructions[i].b, &instructions[i].c };
        for (size_t p = 0; p < COUNT_OF(places); p++) {
            if (places[p]->kind == OPERAND_NONE) continue;
            places[p]->index = count_of(places[p]->kind);
            if (program_is_sound(&program)) fail_msg("instruction %u, place %zu: one past the last", i, p);
            instructions[i] = before;
            places[p]->kind = OPERAND_KIND_COUNT;
            if (program_is_sound(&program)) fail_msg("instruction %u, place %zu: of no kind", i, p);
            instructions[i] = before;
            checked++;
        }
    }
    assert_true(checked > 40);
}

/* Each row is one change of a sound program. */
typedef enum Change {
    UNKNOWN_STEP,
    NO_FIRST_OPERAND,
    NO_SECOND_OPERAND,
    NO_THIRD_OPERAND,
    NO_LIMIT_OF_CLAMP,
    WRITES_TO_INPUT,
    WRITES_TO_KNOWN,
    WRITES_NOWHERE,
    WRITES_OVER_ITS_FIRST,
    WRITES_OVER_ITS_SECOND,
    EXPONENT_OF_A_TRIAL,
    EXPONENT_TOO_HIGH,
    EXPONENT_TOO_LOW,
    EXPONENT_NO_NUMBER,
    TOO_MANY_DIGITS,
    TOO_FEW_DIGITS,
    LAG_OF_NOTHING,
    LAG_AHEAD,
    LAG_BEHIND_THE_HORIZON,
    PREV_OF_TWO_PERIODS,
    IN_USE_FOR_NO_PERIOD,
    RENEWALS_AT_ONCE,
    RENEWALS_IN_A_ROW,
    COHORT_WITHOUT_WEIGHTS,
    COHORT_OF_TOO_MANY_WEIGHTS,
    COHORT_OF_LATER_WEIGHTS,
    COHORT_OF_WEIGHTS_NOWHERE,
    FEWER_WEIGHTS,
    FEWER_KNOWN,
    FEWER_INPUTS,
    NO_OUTPUTS,
    FEWER_KEPT,
    ONE_ROW,
    A_PASS_TOO_LONG,
    A_PASS_THAT_BEGINS_LATER,
    A_PASS_TWICE,
    A_PASS_LEFT_OUT,
    FEWER_INSTRUCTIONS,
    CHANGE_COUNT
} Change;

static void make_change(Change change) {
    Instruction *power = first_of(DO_POWER), *cohort = first_of(DO_COHORT), *lag = first_of(DO_LAG);
    Instruction *add = first_of(DO_ADD), *renewals = first_of(DO_RENEWALS);
    double *exponents = known + (size_t)power->b.index * program.period_count;
    switch (change) {
    case UNKNOWN_STEP: add->step = DO_COUNT; break;
    case NO_FIRST_OPERAND: first_of(DO_CUMULATIVE)->a.kind = OPERAND_NONE; break;
    case NO_SECOND_OPERAND: first_of(DO_MAX)->b.kind = OPERAND_NONE; break;
    case NO_THIRD_OPERAND: first_of(DO_IF)->c.kind = OPERAND_NONE; break;
    case NO_LIMIT_OF_CLAMP: first_of(DO_CLAMP)->c.kind = OPERAND_NONE; break;
    case WRITES_TO_INPUT: add->to = (Operand){ OPERAND_INPUT, 0 }; break;
    case WRITES_TO_KNOWN: add->to = (Operand){ OPERAND_KNOWN, 0 }; break;
    case WRITES_NOWHERE: add->to.kind = OPERAND_NONE; break;
    case WRITES_OVER_ITS_FIRST: add->a = add->to; break;
    case WRITES_OVER_ITS_SECOND: add->b = add->to; break;
    case EXPONENT_OF_A_TRIAL: power->b = (Operand){ OPERAND_INPUT, 0 }; break;
    case EXPONENT_TOO_HIGH: exponents[3] = 65; break;
    case EXPONENT_TOO_LOW: exponents[0] = -65; break;
    case EXPONENT_NO_NUMBER: exponents[1] = NAN; break;
    case TOO_MANY_DIGITS: first_of(DO_ROUND)->number = 10; break;
    case TOO_FEW_DIGITS: first_of(DO_ROUND)->number = -10; break;
    case LAG_OF_NOTHING: lag->number = 0; break;
    case LAG_AHEAD: lag->number = -1; break;
    case LAG_BEHIND_THE_HORIZON: lag->number = (int32_t)program.period_count + 1; break;
    case PREV_OF_TWO_PERIODS: first_of(DO_PREV)->number = 2; break;
    case IN_USE_FOR_NO_PERIOD: first_of(DO_IN_USE)->number = 0; break;
    case RENEWALS_AT_ONCE: renewals->number = 0; break;
    case RENEWALS_IN_A_ROW: renewals->to = (Operand){ OPERAND_ROW, 0 }; break;
    case COHORT_WITHOUT_WEIGHTS: cohort->number = 0; break;
    case COHORT_OF_TOO_MANY_WEIGHTS: cohort->number++; break;
    case COHORT_OF_LATER_WEIGHTS: cohort->first++; break;
    case COHORT_OF_WEIGHTS_NOWHERE: cohort->first = UINT32_MAX; break;
    case FEWER_WEIGHTS: program.weight_count--; break;
    case FEWER_KNOWN: program.known_count--; break;
    case FEWER_INPUTS: program.input_count--; break;
    case NO_OUTPUTS: program.output_count = 0; break;
    case FEWER_KEPT: program.kept_count--; break;
    case ONE_ROW: program.row_count = 1; break;
    case A_PASS_TOO_LONG: passes[program.pass_count - 1].count++; break;
    case A_PASS_THAT_BEGINS_LATER: passes[0].first++; break;
    case A_PASS_TWICE: passes[1] = passes[0]; break;
    case A_PASS_LEFT_OUT: program.pass_count--; break;
    default: program.instruction_count--; break; /* FEWER_INSTRUCTIONS */
    }
}

static void changes_that_lead_astray_are_refused(void **state) {
    (void)state;
    for (Change change = 0; change < CHANGE_COUNT; change++) {
        make_program();
        make_change(change);

        if (program_is_sound(&program)) fail_msg("change %d is not seen", (int)change);
    }
}

static void a_program_of_no_periods_is_refused(void **state) {
    (void)state;
    program = (Program){ .period_count = 1 };
    assert_true(program_is_sound(&program));

    program.period_count = 0;

    assert_false(program_is_sound(&program));
}

/* What is at the edge is still in order. */
static void changes_that_stay_inside_are_not(void **state) {
    (void)state;
    make_program();
    known[(size_t)first_of(DO_POWER)->b.index * program.period_count] = -64;
    known[(size_t)first_of(DO_POWER)->b.index * program.period_count + 1] = 64;
    first_of(DO_ROUND)->number = -9;
    first_of(DO_LAG)->number = (int32_t)program.period_count;
    first_of(DO_PREV)->b = (Operand){ OPERAND_KNOWN, 0 };
    first_of(DO_COHORT)->number = 1;

    assert_true(program_is_sound(&program));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program_that_is_changed_is_sound),
        cmocka_unit_test(operands_outside_of_the_arrays_are_refused),
        cmocka_unit_test(changes_that_lead_astray_are_refused),
        cmocka_unit_test(a_program_of_no_periods_is_refused),
        cmocka_unit_test(changes_that_stay_inside_are_not),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
