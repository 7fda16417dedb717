/* What is written must not be what the case is read from. */
#ifndef CASE_READING_OUTPUTS_H
#define CASE_READING_OUTPUTS_H

#include "case/handle.h"
#include "table/call.h"

/* Whether the path, followed through links, is a file that the case was read from, or would be read from if it were
   there. */
bool case_reads(Arena *arena, const Case *the_case, const char *path);

/* BIZCASE_BAD_REQUEST, and says so, where case_reads is true of the file that is to be written. */
BizcaseStatus output_check(Call *call, const Case *the_case, const char *path);

#endif
