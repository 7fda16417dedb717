/* Manual pages and shell completion, made from the tables that --help is made from. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include <stdio.h>

#include "command.h"

/* The page bizcase-VERB(1) in roff; verb NULL: bizcase(1). */
void manual_page(FILE *out, const Verb *verb);

/* For bash. */
void completion_script(FILE *out);

#endif
