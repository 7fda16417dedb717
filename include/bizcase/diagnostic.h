/* What is wrong, or doubtful, in a case, with its place. */
#ifndef BIZCASE_DIAGNOSTIC_H
#define BIZCASE_DIAGNOSTIC_H

typedef enum BizcaseSeverity { BIZCASE_WARNING, BIZCASE_ERROR } BizcaseSeverity;

typedef struct BizcaseDiagnostic {
    BizcaseSeverity severity;
    const char
        *file; /* path inside the case, "--set" for a change on the command line, or the folder itself; never NULL */
    unsigned line;       /* 1-based line of the file; 0 when the whole file is meant */
    unsigned column;     /* 1-based character in that line; 0 when the whole line is meant */
    const char *cell;    /* spreadsheet cell such as "H12"; "" when there is none */
    const char *message; /* one sentence, without a full stop */
    const char *hint;    /* what was expected, or the nearest right word; "" when there is none */
} BizcaseDiagnostic;

#endif
