/* Bytes to a file or to standard output. */
#ifndef REPORT_OUTPUT_H
#define REPORT_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* The file appears whole under its name, or what stood there before stays. false: errno says why. */
bool output_file(Arena *arena, const char *path, const char *bytes, size_t size);

/* Written and flushed. */
bool output_standard(const char *bytes, size_t size);

#endif
