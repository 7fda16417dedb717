/* What the type of a line means. */
#ifndef CASE_LINE_TYPES_H
#define CASE_LINE_TYPES_H

#include <stdbool.h>
#include <stddef.h>

typedef enum LineSide { SIDE_COST, SIDE_BENEFIT } LineSide;

/* What a line's type means; rows in line_types.c. */
typedef struct LineType {
    const char *name;
    LineSide side;
    bool in_economic_appraisal;
} LineType;

extern const LineType line_types[];
extern const size_t line_type_count;

#endif
