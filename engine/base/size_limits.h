/* What a case may hold at most. Beyond it a case is refused in words, before it costs time or memory; scenarios/README.md
   lists the same numbers for people. */
#ifndef BASE_SIZE_LIMITS_H
#define BASE_SIZE_LIMITS_H

enum {
    MOST_FILE_BYTES = 256 * 1000 * 1000,
    MOST_WORKBOOK_BYTES = 512 * 1000 * 1000, /* of all of its parts, unpacked */
    MOST_ROWS = 1000 * 1000,                 /* of a file, without the names of its columns */
    MOST_COLUMNS = 8000,
    LONGEST_CELL = 32000, /* characters */
    LONGEST_ID = 200,
    MOST_COUNCILS = 1000,
    MOST_PROGRAMMES = 1000,
    MOST_OPTIONS = 100,
    MOST_PHASES = 5000,
    MOST_CORRELATED = 1000,   /* inputs */
    MOST_REPAIRED = 500,      /* inputs whose correlations contradict each other */
    MOST_CHANGES = 10 * 1000, /* rows of a scenario, or of challenges.csv */
    MOST_CHALLENGES = 100,    /* tests in challenges.csv: the case is made anew for each */
    MOST_AGREED = 1000,       /* payments; services: each names lines of its own */
    MOST_PROBLEMS = 1000,     /* that are listed; the others are counted */
    MOST_QUOTED = 60          /* characters of a cell or heading in a message */
};

/* What one run may hold. */
#define MOST_RUN_BYTES 2e9

#endif
