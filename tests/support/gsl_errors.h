/* A group's set-up: GSL returns its errors, as it does in the engine, instead of ending the program. */
#ifndef TESTS_SUPPORT_GSL_ERRORS_H
#define TESTS_SUPPORT_GSL_ERRORS_H

#include <gsl/gsl_errno.h>

static inline int switch_off_gsl_handler(void **state) {
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

#endif
