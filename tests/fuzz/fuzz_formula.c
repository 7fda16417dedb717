/* Any text as a formula: no crash, and what is read can be worked out, checked, ordered and written; the program is sound,
   and the same text gives the same tree. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "formula/arithmetic.h"
#include "formula/compile.h"
#include "formula/order.h"
#include "formula/spreadsheet.h"
#include "formula/units.h"
#include "formula/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { QUANTITIES = 5, PERIODS = 9 };

static const NamedThing things[] = { { "a", { NAME_QUANTITY, 0 } }, { "a-b", { NAME_QUANTITY, 1 } },
    { "take up", { NAME_QUANTITY, 2 } }, { "min", { NAME_QUANTITY, 3 } }, { "q", { NAME_QUANTITY, 4 } },
    { "d", { NAME_DRIVER, 5 } }, { "g", { NAME_GROWTH, 6 } }, { "cpi", { NAME_INDEX, 7 } } };
enum { THINGS = sizeof things / sizeof things[0] };
static const char *const units[THINGS] = { "lamp", "£/lamp", "%", "kWh", "lamp", "£/kWh", "", "" };
static const double known[PERIODS] = { 1, 0, -2.5, 3, 1e6, 0.1, 7, 8, 9 };
static double values[PERIODS] = { 2, 0, 3.5, -1, 1e-3, 6, 1e9, 0, 5 };

static Binding bind(const void *context, Name name) {
    (void)context;
    return name.index % 2 ? (Binding){ .known = known } : (Binding){ .input = name.index, .is_flat = name.index == 4 };
}

static Binding bind_known(const void *context, Name name) {
    (void)context;
    (void)name;
    return (Binding){ .known = known };
}

static Unit unit_of(const void *context, Name name) {
    return unit_parse((Arena *)(uintptr_t)context, units[name.index], NULL);
}

static const char *cell(const void *context, Arena *arena, const Node *node, uint32_t period) {
    (void)context;
    assert(period < PERIODS);
    return arena_format(arena, "%c%d", 'A' + (int)period, (int)node->operation);
}

static const char *range(const void *context, Arena *arena, const Node *node, uint32_t first, uint32_t last) {
    assert(first <= last);
    return arena_format(arena, "%s:%s", cell(context, arena, node, first), cell(context, arena, node, last));
}

static void run(Arena *arena, const Program *program) {
    const double **inputs = arena_array(arena, program->input_count, sizeof *inputs);
    double **outputs = arena_array(arena, program->output_count, sizeof *outputs);
    assert(program_is_sound(program));
    for (uint32_t i = 0; i < program->input_count; i++) inputs[i] = values;
    for (uint32_t i = 0; i < program->output_count; i++) outputs[i] = arena_array(arena, PERIODS, sizeof(double));
    double *memory = arena_array(arena, program_memory(program, 1), sizeof *memory);
    run_program(&(ProgramRun){ .program = program, .inputs = inputs, .outputs = outputs, .memory = memory }, 1);
}

/* As the formula of the last quantity, which it may use. */
static void use(Arena *arena, const Formula *formula, Horizon horizon, Diagnostics *diagnostics) {
    const Formula *formulas[QUANTITIES] = { [QUANTITIES - 1] = formula };
    const char *ids[QUANTITIES];
    const uint32_t own = QUANTITIES - 1;
    for (int i = 0; i < QUANTITIES; i++) ids[i] = things[i].id;
    QuantityOrder order;
    if (formula_order(arena, formulas, ids, QUANTITIES, &order, diagnostics)) {
        const CompileRequest request = {
            .formulas = &formula, .quantities = &own, .count = 1, .horizon = horizon, .bind = bind
        };
        const Compiled compiled = formula_compile(arena, &request);
        run(arena, &compiled.program);
    }
    const double **trace = formula_trace(arena, formula, horizon, bind_known, NULL);
    const SheetCells plain = { cell, range, NULL, NULL };
    const SheetCells cells = { cell, range, NULL, formula_helper_rows(arena, formula, horizon, &plain).has_row };
    for (uint32_t t = 0; t < PERIODS; t += 4) {
        formula_cause(formula, trace, t, PERIODS);
        formula_with_numbers(arena, formula, trace, t, NULL, NULL);
        formula_spreadsheet(arena, formula, formula_root(formula), t, horizon, &cells);
    }
    const Unit expected = unit_parse(arena, "£", NULL);
    const UnitRequest request = { .unit_of = unit_of,
        .context = arena,
        .horizon = horizon,
        .expected = &expected,
        .expected_count = 1,
        .expectation = "its unit is" };
    formula_check_units(arena, formula, &request, diagnostics);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const int lengths[] = { 12, 3, 1 };
    if (size == 0) return 0;
    Arena *arena = arena_new();
    const Names names = names_make(arena, things, THINGS);
    const FormulaSetting setting = { &names, { { 2019 * 12 + 3, lengths[data[0] % 3] }, PERIODS }, NULL };
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics, arena);
    const char *text = arena_text_n(arena, (const char *)data + 1, size - 1);
    const Formula *formula = formula_read(arena, &setting, text, (Place){ .line = 1, .column = 1 }, &diagnostics);
    assert((formula == NULL) == (diagnostics.error_count == 1) && diagnostics.error_count <= 1);
    if (formula) use(arena, formula, setting.horizon, &diagnostics);
    arena_free(arena);
    return 0;
}
