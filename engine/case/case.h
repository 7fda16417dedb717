/* A case as the user wrote it: names resolved to indices, numbers parsed, every value with its place. Nothing here is
   priced, moved, shared out or discounted yet: that is model/'s work. */
#ifndef CASE_CASE_H
#define CASE_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "case/folder.h"
#include "sample/distribution.h"
#include "table/diagnostics.h"
#include "table/period.h"

#define NONE SIZE_MAX /* an index that points nowhere */

typedef struct Label {
    const char *id, *name; /* name is the id where the user gave none */
    Place place;           /* of the id's cell */
} Label;

typedef enum OptionRole { ROLE_OPTION, ROLE_BASELINE, ROLE_PREFERRED } OptionRole;

typedef struct Option {
    Label label;
    OptionRole role;
} Option;

/* How an uncertain value varies. A certain one is fitted as `fixed`, with constant set. */
typedef struct Uncertainty {
    Fitted fitted; /* fitted.central is the planning value */
    Place place;   /* of the distribution cell, or of the row */
    Place central_place; /* of the planning value's cell, or of the row */
} Uncertainty;

typedef struct Amounts { /* one per period column of the file, in time order */
    size_t count;
    const int *first_month; /* [count], see table/period.h */
    const double *value;    /* [count], in the units of the cells: not yet multiplied by scale */
    const Place *place;     /* [count] */
} Amounts;

typedef enum LineSide { SIDE_COST, SIDE_BENEFIT } LineSide;

/* What a line's type means; rows in line_types.c. */
typedef struct LineType {
    const char *name;
    LineSide side;
    bool in_economic_appraisal;
} LineType;

extern const LineType line_types[];
extern const size_t line_type_count;

typedef enum MoneyKind { KIND_REVENUE, KIND_CAPITAL } MoneyKind;
typedef enum DelayRule { DELAY_SHIFT, DELAY_EXTEND } DelayRule;

typedef struct Line {
    Label label;
    const char *owner, *source, *note, *category;
    LineSide side;
    const LineType *type;
    MoneyKind kind;
    bool *in_option;  /* [option_count] */
    size_t programme; /* index */
    bool nominal;     /* basis */
    size_t index;     /* into indices; NONE: the deflator */
    size_t split;     /* into splits */
    size_t *drivers;  /* [driver_count] into drivers */
    size_t driver_count;
    Uncertainty own;
    double optimism_bias; /* fraction, already × (1 − mitigation); ≥ 0 */
    Place bias_place;
    size_t phase;         /* NONE: it does not move */
    DelayRule on_delay;
    Amounts amounts;
} Line;

typedef enum DriverKind { DRIVER_MULTIPLIER, DRIVER_GROWTH } DriverKind;

typedef struct Driver {
    Label label;
    const char *unit, *source, *note;
    DriverKind kind;
    Uncertainty uncertainty;
    Amounts path; /* count 0: no path */
} Driver;

/* One cell of a split row. */
typedef struct Share {
    double weight; /* when driver is NONE and it is not the rest */
    size_t driver; /* NONE: weight holds */
    bool is_rest;
    Place place;
} Share;

typedef struct SplitRow {
    int from_month; /* INT_MIN: from the beginning */
    Share *shares;  /* [council_count] */
    bool has_rest;
    Place place;
} SplitRow;

/* splits[0] is `equal`; splits[1 + c] gives council c everything; the user's own follow. */
typedef struct Split {
    Label label;
    SplitRow *rows; /* in time order */
    size_t row_count;
} Split;

typedef struct Phase {
    Label label;
    int start_month, end_month; /* both inclusive */
    size_t *after;              /* [after_count] into phases */
    size_t after_count;
    Uncertainty slip_months;
} Phase;

typedef struct Risk {
    Label label;
    const char *category, *owner, *source, *note;
    bool *in_option; /* [option_count] */
    size_t programme, split;
    MoneyKind kind;
    double probability;          /* 0 to 1 */
    Place probability_place;
    Uncertainty impact;          /* in the units of the cells: not yet multiplied by scale; a cost is positive */
    int from_month, until_month; /* first month, and the month after the last; INT_MIN and INT_MAX when blank */
    Place from_place;
} Risk;

typedef enum InputKind { INPUT_LINE, INPUT_DRIVER, INPUT_RISK, INPUT_PHASE } InputKind;

typedef struct InputName {
    InputKind kind;
    size_t index; /* into lines, drivers, risks or phases */
} InputName;

typedef struct Correlation {
    InputName a, b;
    double value; /* −1 to 1, Spearman */
    Place place;
} Correlation;

typedef struct Schedule { /* rates by year; year k is between year k − 1 and year k */
    const char *name, *source;
    size_t band_count;
    const int *from_year;        /* [band_count], rising, the first is 1 */
    const double *rate_per_year; /* [band_count], fractions */
} Schedule;

typedef struct Index {
    Label label;
    const char *source;
    Amounts growth; /* yearly, fractions */
} Index;

typedef enum DiscountTiming { DISCOUNT_START, DISCOUNT_MID, DISCOUNT_END } DiscountTiming;
typedef enum PaybackTiming { PAYBACK_SPREAD, PAYBACK_POINT } PaybackTiming;

typedef struct Settings {
    const char *title, *version, *author, *date, *currency; /* "" when not given, currency "£" */
    Period start;                                           /* first period; its length is that of all */
    size_t period_count;
    double scale;
    Schedule discount; /* a plain rate is a schedule of one band, named as the user wrote it, such as "3.5%" */
    Place discount_place;      /* file NULL: the default */
    DiscountTiming discount_timing;
    int price_base_month; /* first month of the price base period */
    size_t deflator;      /* into indices, or NONE */
    double finance_rate, reinvestment_rate; /* NaN: the discount rate of year 1 */
    PaybackTiming payback_timing;
    bool risk_in_plan, optimism_bias_in_plan, optimism_bias_in_simulation;
    uint64_t trials, seed;
    const char *sampler;
} Settings;

typedef struct Case {
    Arena *arena;
    const char *folder;
    Diagnostics diagnostics;
    char digest[65]; /* SHA-256 of the listing of the files read */
    const FileRead *files; /* [file_count], by path */
    size_t file_count;
    const char **scenarios; /* names, in the order they were applied */
    size_t scenario_count;
    const char **changes; /* --set texts, in order */
    size_t change_count;
    Settings settings;
    Label *councils;
    size_t council_count;
    Label *programmes;
    size_t programme_count;
    Option *options;
    size_t option_count;
    size_t baseline; /* option index or NONE */
    Line *lines;     /* costs first, then benefits, in file order */
    size_t line_count;
    Driver *drivers;
    size_t driver_count;
    Split *splits;
    size_t split_count;
    Phase *phases;
    size_t phase_count;
    Risk *risks;
    size_t risk_count;
    Correlation *correlations;
    size_t correlation_count;
    Index *indices;
    size_t index_count;
} Case;

/* The built-in schedules, rows in schedules.c. */
extern const Schedule builtin_schedules[];
extern const size_t builtin_schedule_count;

/* Green Book project types with their upper-bound optimism bias, rows in optimism_bias.c. */
typedef struct ProjectType {
    const char *name;
    double upper_bound;
    MoneyKind measured_on;
} ProjectType;

extern const ProjectType project_types[];
extern const size_t project_type_count;

#endif
