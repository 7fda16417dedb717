/* What is charged by the unit. */
#ifndef CASE_REGISTERS_SERVICES_H
#define CASE_REGISTERS_SERVICES_H

#include <stdbool.h>

#include "case/registers/volumes.h"
#include "case/values.h"

/* A service of the catalogue, charged by the unit. */
typedef struct Service {
    Label label;
    const char *unit, *source, *note;
    bool *of_line; /* [line_count] what it costs */
    Volume volume;
    size_t split;    /* how the volume falls on councils */
    double overhead; /* added, as a part of the cost */
} Service;

#endif
