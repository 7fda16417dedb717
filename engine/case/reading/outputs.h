/* What is written must not be what a case is read from. */
#ifndef CASE_READING_OUTPUTS_H
#define CASE_READING_OUTPUTS_H

#include "table/call.h"

struct Case;

/* The files of cases that something is made of: all zero, none. */
typedef struct InputFiles {
    struct FilesOfCase *cases;
    size_t case_count, case_capacity;
} InputFiles;

/* Adds those of a case; keeps no pointer into it. */
void input_files_add(Arena *arena, InputFiles *inputs, const struct Case *the_case);
/* Adds copies. */
void input_files_add_all(Arena *arena, InputFiles *inputs, const InputFiles *others);

/* Whether the path, followed through links, is a file that one of the cases was read from, or would be read from if it were
   there. */
bool input_files_hold(const InputFiles *inputs, const char *path);

/* BIZCASE_BAD_REQUEST, and says so, where input_files_hold is true of the file that is to be written. path NULL: standard output,
   which is none. */
BizcaseStatus input_files_check(Call *call, const InputFiles *inputs, const char *path);
/* The same for what is made of one case. */
BizcaseStatus output_check(Call *call, const struct Case *the_case, const char *path);

#endif
