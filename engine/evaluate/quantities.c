#include "evaluate/quantities.h"

#include "formula/arithmetic.h"

void evaluate_program(const Program *program, const double *const *inputs, double *const *outputs, double *memory) {
    run_program(&(ProgramRun){ .program = program, .inputs = inputs, .outputs = outputs, .memory = memory }, LANES);
}
