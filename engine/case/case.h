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
    Fitted fitted;       /* fitted.central is the planning value */
    bool central_blank;  /* the planning value follows from the other columns */
    const char *shape;   /* the cell as written */
    Place place;         /* of the distribution cell, or of the row */
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
    double optimism_bias;                /* fraction, already × (1 − mitigation); ≥ 0 */
    double unmitigated_bias, mitigation; /* what it is made of */
    Place bias_place;
    size_t phase; /* NONE: it does not move */
    DelayRule on_delay;
    Amounts amounts;
    double asset_life;   /* years, of a capital cost; NaN: the council's default */
    int first_use_month; /* from which the asset is available; INT_MIN: when it is paid for */
    size_t *budgets;     /* [budget_count] into budgets: where the cost falls, or what the benefit takes from */
    size_t budget_count;
    size_t *overlaps; /* [overlap_count] into lines that the same saving may be counted in */
    size_t overlap_count;
    bool is_banked; /* a benefit that the medium-term plan already holds */
    Place place;    /* of its row */
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
    double tolerance; /* a part: a driver's path is held while it stays within this of what was last taken */
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
    double probability; /* 0 to 1 */
    Place probability_place;
    Uncertainty impact;          /* in the units of the cells: not yet multiplied by scale; a cost is positive */
    size_t index;                /* its price, into indices; NONE: the deflator */
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
    Schedule discount;    /* a plain rate is a schedule of one band, named as the user wrote it, such as "3.5%" */
    Place discount_place; /* file NULL: the default */
    DiscountTiming discount_timing;
    int price_base_month;                   /* first month of the price base period */
    size_t deflator;                        /* into indices, or NONE */
    double finance_rate, reinvestment_rate; /* NaN: the discount rate of year 1 */
    PaybackTiming payback_timing;
    bool risk_in_plan, optimism_bias_in_plan, optimism_bias_in_simulation;
    uint64_t trials, seed;
    const char *sampler;
} Settings;

typedef enum FundingType {
    FUNDING_REVENUE,
    FUNDING_RESERVES,
    FUNDING_CAPITAL_RECEIPTS,
    FUNDING_GRANT,
    FUNDING_BORROWING,
    FUNDING_TYPE_COUNT
} FundingType;

extern const char *const funding_type_names[FUNDING_TYPE_COUNT];

/* A source of money, nominal. */
typedef struct Funding {
    Label label;
    const char *vintage, *source, *note;
    bool *in_option;  /* [option_count] */
    size_t programme; /* NONE: every one */
    size_t council;
    bool for_capital, for_revenue; /* one-off revenue spending */
    FundingType type;
    double order;    /* lower ones are used first */
    double share;    /* of the spending that it may fund; NaN: amounts say how much */
    double cap;      /* over the horizon, in the units of the cells; NaN: none */
    Amounts amounts; /* in the units of the cells */
    Place place;
} Funding;

typedef enum BudgetType {
    BUDGET_EXISTING,
    BUDGET_RETAINED,   /* what the council keeps outside the case */
    BUDGET_STRANDED,   /* overhead that stays when its activity goes: a cost */
    BUDGET_NET_REVENUE /* the council's net revenue stream: council tax and general grant */
} BudgetType;

/* An amount by period that a council has in its budget, nominal. */
typedef struct Budget {
    Label label;
    const char *vintage, *source, *note;
    size_t council;
    MoneyKind kind;
    BudgetType type;
    Amounts amounts; /* in the units of the cells */
} Budget;

typedef enum PaymentType {
    PAYMENT_FIXED,      /* amounts say how much */
    PAYMENT_VOLUME,     /* amounts are rates a unit, of a guaranteed volume and what comes above it */
    PAYMENT_GAIN_SHARE, /* a share of what lines save the payer */
    PAYMENT_VARIANCE, /* a share of what lines cost the payee above, or below, the plan: a true-up at the year's end */
    PAYMENT_EXIT,     /* compensation: as fixed */
    PAYMENT_TYPE_COUNT
} PaymentType;

/* From one council to another, nominal. */
typedef struct Payment {
    Label label;
    const char *vintage, *source, *note;
    bool *in_option; /* [option_count] */
    size_t from, to; /* councils */
    PaymentType type;
    bool *of_line; /* [line_count] what a share is of */
    double share;
    size_t driver;            /* of the volume */
    double units, guaranteed; /* a year: volume where the driver is 1, and what is paid for in any case */
    double marginal;          /* rate above it, in the units of the cells; NaN: the same rate */
    double least, most;       /* a year, in the units of the cells; NaN: no limit */
    Amounts amounts;          /* in the units of the cells */
} Payment;
enum { MOST_PAYMENTS = 64 }; /* that are shares of lines */

/* What an option is judged by besides money. */
typedef struct Criterion {
    Label label;
    const char *source, *note;
    double weight; /* > 0; weights need not add up to anything */
} Criterion;

typedef struct Score {
    size_t criterion, option;
    double central, low, high; /* points; low and high are central where they are not given */
    Place place;
} Score;

/* What a line has really come to, nominal. */
typedef struct Actual {
    size_t line;
    int until_month; /* the month after the last that is known */
    Amounts amounts; /* in the units of the cells; those until then */
    Place place;
} Actual;

/* A service of the catalogue, charged by the unit. */
typedef struct Service {
    Label label;
    const char *unit, *source, *note;
    bool *of_line;   /* [line_count] what it costs */
    size_t driver;   /* NONE: the volume does not change */
    size_t split;    /* how the volume falls on councils */
    double units;    /* where the driver is 1 */
    double overhead; /* added, as a part of the cost */
} Service;

typedef enum InterestBasis { INTEREST_POOLED, INTEREST_MATURITY, INTEREST_EIP, INTEREST_ANNUITY } InterestBasis;

/* How a council finances, of finance.csv. */
typedef struct CouncilFinance {
    InterestBasis interest_basis;
    double interest_rate; /* a year; NaN: not given */
    bool mrp_by_annuity;
    double mrp_rate;          /* of the annuity; NaN: the interest rate */
    double asset_life;        /* years, of capital lines that do not say; NaN: not given */
    double loan_years;        /* term of loans; NaN: the asset's life */
    double payback_threshold; /* years, of invest to save */
} CouncilFinance;

/* Years in which the direction on the flexible use of capital receipts holds, rows in flexible_receipts.c. */
typedef struct ReceiptsWindow {
    int first_month, end_month; /* the month after the last */
    const char *source;
} ReceiptsWindow;

extern const ReceiptsWindow receipts_windows[];
extern const size_t receipts_window_count;

typedef struct SettingPlace {
    const char *key;
    Place place; /* of its value */
} SettingPlace;

typedef struct Case {
    Arena *arena;
    const char *folder;
    Diagnostics diagnostics;
    char digest[65];       /* SHA-256 of the listing of the files read */
    const FileRead *files; /* [file_count], by path */
    size_t file_count;
    const char **scenarios; /* names, in the order they were applied */
    size_t scenario_count;
    const char **changes; /* --set texts, in order */
    size_t change_count;
    const char **scenario_files; /* names of those in its folder, applied or not, sorted */
    size_t scenario_file_count;
    Settings settings;
    SettingPlace *setting_places; /* of the settings that case.csv gives */
    size_t setting_place_count;
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
    CouncilFinance *finance; /* [council_count] */
    bool has_finance;        /* one of the files of the financial case is there */
    Budget *budgets;
    size_t budget_count;
    Funding *funding;
    size_t funding_count;
    Payment *payments;
    size_t payment_count;
    Criterion *criteria;
    size_t criterion_count;
    Score *scores;
    size_t score_count;
    Actual *actuals;
    size_t actual_count;
    Service *services;
    size_t service_count;
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
