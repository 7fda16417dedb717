/* A group's set-up and tear-down: one arena for all its tests, and GSL's errors returned. */
#ifndef TESTS_SUPPORT_ARENA_FIXTURE_H
#define TESTS_SUPPORT_ARENA_FIXTURE_H

#include "base/arena.h"
#include "support/gsl_errors.h"

static Arena *arena;

static inline int start(void **state) {
    switch_off_gsl_handler(state);
    arena = arena_new();
    return arena == NULL;
}

static inline int stop(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

#endif
