/* Whose money counts: the whole of the economic appraisal, or a narrower reading of the same case. */
#ifndef BASE_READING_H
#define BASE_READING_H

typedef enum MoneyReading {
    READING_WHOLE,  /* costs of the economic appraisal, and every benefit that has a value */
    READING_PUBLIC, /* the same costs; benefits to the public purse, in cash or in time and room that is freed */
    READING_CASH,   /* all money that will leave or come in */
    READING_COUNT
} MoneyReading;

/* A set of readings is a bit for each. */
#define READING_BIT(reading) (1u << (reading))
#define READINGS_ALL (READING_BIT(READING_COUNT) - 1u)

#endif
