/* The text of the starter case. */
#ifndef CASE_STARTER_STARTER_FILES_H
#define CASE_STARTER_STARTER_FILES_H

#include <stddef.h>

typedef struct StarterFile {
    const char *path, *text;
} StarterFile;

extern const StarterFile starter_files[];
extern const size_t starter_file_count;

#endif
