/* The model that the bench simulates: of the size of a real shared-service case, made by rule, the same every time.
   One table feeds both contestants: it is written out as a case folder for bizcase, and read as it is by the program
   that simulates it with GSL. */
#ifndef BENCH_REFERENCE_MODEL_H
#define BENCH_REFERENCE_MODEL_H

#include <stdbool.h>

enum {
    YEARS = 16,
    FIRST_YEAR = 2026, /* April 2026 on */
    PROGRAMMES = 2,
    COUNCILS = 2,
    COSTS = 24,
    BENEFITS = 16,
    LINES = COSTS + BENEFITS,
    DRIVERS = 8, /* correlated with each other; multiply lines */
    RISKS = 10,
    SPLITS = 3
};

#define DISCOUNT_RATE 0.035 /* a year, first year undiscounted: the Green Book's for 16 years */

typedef enum Kind { KIND_TRIANGULAR, KIND_PERT, KIND_NORMAL, KIND_LOGNORMAL } Kind;

typedef struct Uncertain {
    Kind kind;
    double low, mode, high; /* normal and lognormal: P10 and P90, mode unused */
    double mu, sigma;       /* lognormal: mean and deviation of the logarithm that follow from them */
} Uncertain;

typedef struct ReferenceLine {
    bool is_cost; /* a benefit otherwise, and then moved by the phase's slip */
    int programme, split;
    int driver_count, drivers[2];
    Uncertain own;        /* multiplies the whole profile */
    double amount[YEARS]; /* £, positive */
} ReferenceLine;

typedef struct ReferenceRisk {
    int programme, split;
    double probability;
    Uncertain impact;       /* £ */
    int from_year, to_year; /* inclusive, from 0; the impact is spread evenly over them */
} ReferenceRisk;

typedef enum SplitRule {
    SPLIT_DEVICES,   /* fixed shares */
    SPLIT_HEADCOUNT, /* shares that change in some years */
    SPLIT_USAGE      /* the first council's share is uncertain, the second pays the rest */
} SplitRule;

typedef struct ReferenceModel {
    ReferenceLine lines[LINES]; /* costs first */
    Uncertain drivers[DRIVERS];
    double correlation[DRIVERS][DRIVERS]; /* Spearman */
    Uncertain usage_share;                /* the first council's, of SPLIT_USAGE */
    double first_share[SPLITS][YEARS];    /* the first council's; not used for SPLIT_USAGE */
    Uncertain slip_months;                /* of the phase that all benefits wait for */
    ReferenceRisk risks[RISKS];
} ReferenceModel;

ReferenceModel reference_model(void);

/* Writes the model as a case to an existing folder. false when a file cannot be written. */
bool reference_model_write(const ReferenceModel *model, const char *folder);

#endif
