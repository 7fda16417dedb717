/* The program of a formula, or of quantities that use each other's past, over the lanes of a block. Freestanding. */
#ifndef EVALUATE_QUANTITIES_H
#define EVALUATE_QUANTITIES_H

#include "base/lanes.h"
#include "formula/program.h"

/* inputs: [program.input_count] rows of LANES, one where the input is flat, else one a period; aligned to 64 as all else.
   outputs: [program.output_count][period][LANES], apart from the inputs. memory: program_memory(program, LANES) doubles,
   whose contents do not matter. A division by 0 whose value is used gives NaN. Lanes do not influence each other. */
void evaluate_program(const Program *program, const double *const *inputs, double *const *outputs, double *memory);

#endif
