/* Transfers between councils: what one pays and another receives is in lines that cancel, and so has negative amounts.
   */
#ifndef CASE_TRANSFERS_H
#define CASE_TRANSFERS_H

#include "case/case.h"

/* [line_count] whether a line is a transfer that others cancel in each of its options: one that is equal and opposite, or all
   the transfers of the option together. The lines are of one file; amounts: [line_count] what each comes to. */
bool *settled_transfers(
    Arena *arena, const Case *the_case, const Line *lines, const Amounts *const *amounts, size_t line_count);

#endif
