/* One kernel: this file and the hot sources are compiled together for an instruction set, and KERNEL_NAME (kernel_avx2
   for example) is the only name that the result shows. */
#include "study/kernel.h"

#define TEXT_OF(name) #name
#define NAME_TEXT(name) TEXT_OF(name)

extern const Kernel KERNEL_NAME;

const Kernel KERNEL_NAME = {
    .name = NAME_TEXT(KERNEL_NAME),
    .draw_scratch_size = draw_scratch_size,
    .draw_block = draw_block,
    .draw_uniforms = draw_uniforms,
    .draw_values = draw_values,
    .evaluate_scratch_size = evaluate_scratch_size,
    .evaluate_block = evaluate_block,
    .evaluate_sum = evaluate_sum,
    .evaluate_time_within = evaluate_time_within,
    .evaluate_program = evaluate_program,
    .tally_block = tally_block,
    .tally_below = tally_below,
    .figures = figure_table,
};
