/* What drives the answer, what would overturn it, and what more information would be worth. Everything is about the main
   option (see bizcase_appraise) against the baseline, where there is one. Tornado, switching values, grid, delay and
   challenges start from the plan (see bizcase_appraise); the other parts look at the trials of the simulation (see
   bizcase_simulate). */
#ifndef BIZCASE_SENSITIVITY_H
#define BIZCASE_SENSITIVITY_H

#include <stdint.h>

#include "bizcase/appraise.h"
#include "bizcase/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The parts of the study, in the order of its pages: the flag BIZCASE_TORNADO is 1, and the part's name is "tornado". */
#define BIZCASE_SENSITIVITY_PARTS(PART)                                                                                \
    PART(TORNADO, tornado, 1)                                                                                          \
    PART(SWITCHING, switching, 2)                                                                                      \
    PART(CHALLENGE, challenge, 16)                                                                                     \
    PART(DELAY, delay, 8)                                                                                              \
    PART(GRID, grid, 4)                                                                                                \
    PART(VARIANCE, variance, 32)                                                                                       \
    PART(ASSOCIATION, association, 64)                                                                                 \
    PART(INFORMATION, information, 128)                                                                                \
    PART(CHOICE, choice, 256)                                                                                          \
    PART(AGREEMENT, agreement, 512)

#define BIZCASE_SENSITIVITY_FLAG(FLAG, name, value) BIZCASE_##FLAG = value,
enum { BIZCASE_SENSITIVITY_PARTS(BIZCASE_SENSITIVITY_FLAG) };
#undef BIZCASE_SENSITIVITY_FLAG

typedef struct BizcaseSensitivityPart {
    const char *name;
    unsigned flag;
} BizcaseSensitivityPart;

BIZCASE_API size_t bizcase_sensitivity_part_count(void);
BIZCASE_API BizcaseSensitivityPart bizcase_sensitivity_part(size_t index);

typedef enum BizcaseLeverUnit {
    BIZCASE_LEVER_NUMBER, /* a factor, or in whatever the case measures it */
    BIZCASE_LEVER_SHARE,  /* a part of 1, shown as per cent: a rate, a yearly growth, a chance, a council's share */
    BIZCASE_LEVER_MONTHS
} BizcaseLeverUnit;

/* What a factor on the cells or the formula of a quantity means: its levels in the plan where the factor is 1, moved by
   the plan's delays. A year's or period's amount ("lamp/year", "£") has a total over the horizon. */
typedef struct BizcaseQuantityLevels {
    const char *first_period, *last_period; /* the first with a level, and the last of the horizon */
    double first, last, total;              /* total: NaN where levels cannot be added up */
    int is_share;                           /* levels are parts of 1, shown as per cent */
    int is_first_of_all;                    /* first_period is the horizon's first */
    int is_constant;                        /* the level is the same from first_period on */
} BizcaseQuantityLevels;

/* Something that can be changed. Names: "line:ID", "driver:ID", "risk:ID" (impact), "event:ID" (chance), "phase:ID"
   (months of delay), "category:NAME", "costs", "benefits", "discount_rate", "bias" (optimism bias), "split:ID/COUNCIL"
   (share), "all_category:NAME", "all_costs", "all_benefits". line:, category:, costs, benefits and bias are factors on the
   plan: 1 leaves it unchanged. Except for line:, they scale in every option at once the lines that the baseline has not,
   and those with all_ the baseline's too. Risks are not scaled. "quantity:ID" is a factor where the quantity has cells or a
   formula, and its level in every period otherwise. */
typedef struct BizcaseLever {
    const char *name, *label;
    BizcaseLeverUnit unit;
    double plan;        /* its value in the plan */
    double least, most; /* what it can possibly be */
    int is_uncertain;   /* an input with a distribution */
    int is_repeated;    /* it does what another lever does, in this case: tables for people leave it out */
    /* The unit as written of a quantity, "" where it is blank, or of a driver without a path; else NULL. */
    const char *measure;
    const BizcaseQuantityLevels *levels; /* of a quantity that the value multiplies; else NULL */
} BizcaseLever;

/* [body] below: joint, then the councils. */

typedef struct BizcaseTornadoRow {
    size_t lever;
    double low, high; /* P10 and P90 of an uncertain input; else the plan's value less and more the range */
    const double *npv_low, *npv_high; /* [body] at these values */
    /* [body] of all values between them, and of the plan's: the bar is as long as the one less the other. */
    const double *npv_least, *npv_most;
    const double *least_at, *most_at; /* [body] the lever's value there */
} BizcaseTornadoRow;

/* NPV along an uncertain input's percentiles. */
enum { BIZCASE_SPIDER_POINTS = 9 };
typedef struct BizcaseSpiderRow {
    size_t lever;
    double values[BIZCASE_SPIDER_POINTS]; /* at 1, 5, 10, 25, 50, 75, 90, 95, 99 % */
    const double *npv;                    /* [point][body] */
} BizcaseSpiderRow;

/* The value nearest to the plan's at which something turns. NaN: none in the lever's possible range. */
typedef struct BizcaseSwitch {
    double value, change; /* change: as a part of the plan's value; NaN when that is 0 */
} BizcaseSwitch;

typedef struct BizcaseSwitchingRow {
    size_t lever;
    const BizcaseSwitch *npv_zero;      /* [body] NPV becomes 0 */
    const BizcaseSwitch *other_is_best; /* [body] another option, or the baseline, becomes worth more */
} BizcaseSwitchingRow;

typedef struct BizcaseGrid {
    size_t levers[2], counts[2];
    const double *values[2]; /* [count] */
    size_t figure;
    const double *results;    /* [first value][second value][body] */
    const char *const *notes; /* likewise, of a payback: why it is missing; else NULL */
} BizcaseGrid;

enum { BIZCASE_DELAY_MONTHS = 25 };
typedef struct BizcaseDelay {
    size_t lever;
    const double *per_month; /* [body] £ of NPV that the first month after the plan's delay costs; a loss is positive */
    /* [body] mean of what one month more costs, over the first 20,000 trials, or 400,000 shared by all phases where there are
       more than 20 of them; NULL: not asked for. */
    const double *expected_per_month;
    const double *npv;               /* [month 0 to 24][body] */
    const double *payback;           /* [month][body] years */
    const char *const *payback_note; /* [month][body] why it is missing; else NULL */
} BizcaseDelay;

/* One question of a sceptic, answered by the plan. */
typedef struct BizcaseChallenge {
    const char *id, *name;           /* "costs+20%", "All costs 20% higher" */
    int built_in;                    /* 0: from challenges.csv */
    int volumes_stay;                /* a council leaves, and what others then bear of its volume has no meaning */
    const double *npv, *payback;     /* [body]; NaN for a council that has left, and where there is no payback */
    const char *const *payback_note; /* [body] why it is missing; else NULL */
    const size_t *rank;              /* [body] of the option among the alternatives, by NPV, 1 is best; 0: has left */
} BizcaseChallenge;

typedef struct BizcaseEstimate {
    double value, standard_error;
    size_t randomisations; /* see BizcaseSimulation */
} BizcaseEstimate;

/* Inputs that are looked at together: one input, or a group: "risks", "delays", "programme:ID" and "category:NAME" (the
   lines, and the drivers, delays and risks that move them), "event+impact:ID" (of one risk). */
typedef struct BizcaseInputGroup {
    const char *name, *label;
    int is_group;
    int is_correlated; /* with inputs outside it */
} BizcaseInputGroup;

/* Which part of the variance of NPV goes away on average once the inputs are known (first), and which part is left
   while they alone are unknown (total). I. M. Sobol', "Sensitivity estimates for nonlinear mathematical models", 1993.
   Estimators: A. Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics Communications
   181 (2010), table 2 (b) for first order and M. J. W. Jansen's (f) for the total. Inputs that are correlated with others:
   S. Kucherenko, S. Tarantola and P. Annoni, same journal 183 (2012). */
typedef struct BizcaseVarianceRow {
    size_t group;
    const BizcaseEstimate *first, *total; /* [body] */
} BizcaseVarianceRow;

/* Whose money the variance of NPV is: Cov(NPV of the group, NPV) ÷ Var(NPV), over the first money_trials trials. The shares
   of all categories add up to 1, those of all programmes too, and those of all councils. It is the Shapley value of each
   group's part of the variance, which is shared equally between two groups that vary together; below 0 where a group makes
   up for others. */
typedef struct BizcaseMoneyShare {
    const char *kind;             /* "category", "programme", "council" */
    const char *name, *label;     /* "category:staff", "staff" */
    int is_rest;                  /* of a kind with too many groups: those that have no row, as one; named "others" */
    const BizcaseEstimate *share; /* [body] NaN: NPV does not vary; of a council all but the joint one are */
} BizcaseMoneyShare;

/* What makes NPV vary: Shapley effects over causes that have no input in common and do not depend on each other, so that
   they add up to 1. E. Song, B. L. Nelson and J. Staum, "Shapley effects for global sensitivity analysis: theory and
   computation", SIAM/ASA Journal on Uncertainty Quantification 4 (2016); in each random order one cause after another
   goes from one trial's values to those of another: T. Goda, "A simple algorithm for global sensitivity analysis with
   Shapley effects", Reliability Engineering and System Safety 213 (2021). */
typedef struct BizcaseCause {
    const char *name, *label; /* of the input; "correlated:INPUT" with its first one, or "others" */
    int is_rest;              /* the causes that have no row, as one: "others" */
    const char *const *inputs;
    size_t input_count;
    const BizcaseEstimate *share; /* [body]; NaN: NPV does not vary */
} BizcaseCause;

/* How an input and NPV went together in the trials. */
typedef struct BizcaseAssociationRow {
    size_t group;                   /* of one input */
    double mean;                    /* of the input, over all trials */
    const double *rank_correlation; /* [body] Spearman's */
    /* [body] of a linear regression of NPV on all inputs, in standard deviations. NaN for one that it leaves out: see
       regression_inputs. */
    const double *standardised_coefficient;
    const double *worst_mean;  /* [body] of the input, in the 5 % of trials in which NPV was lowest */
    const double *worst_shift; /* [body] worst_mean − mean, in the input's standard deviations */
} BizcaseAssociationRow;

/* The most that knowing these inputs before choosing could be worth: the expected value of perfect information about
   them. By regression on the trials: M. Strong, J. E. Oakley and A. Brennan, "Estimating multiparameter partial expected
   value of perfect information from a probabilistic sensitivity analysis sample", Medical Decision Making 34 (2014). */
typedef struct BizcaseInformationRow {
    size_t group;
    const BizcaseEstimate *evppi; /* [body] £; a council's is for that council deciding alone */
} BizcaseInformationRow;

typedef struct BizcaseChoice {
    const double *expected_npv;     /* [alternative][body] */
    const double *probability_best; /* [alternative][body]; ties are shared */
    const double *expected_regret;  /* [alternative][body] how much less than the best of each trial */
    const double *regret_p95;       /* [alternative][body] */
    /* [body][alternative][alternative] 1: the first dominates the second stochastically to first order, 2: to second order
       only, 0: neither. */
    const int *dominates;
} BizcaseChoice;

/* From which value to which; NaN: missing. */
typedef struct BizcaseRange {
    double from, to;
} BizcaseRange;

/* Shares of a council in a split with which every council's NPV is above 0; the others keep their proportions. */
typedef struct BizcaseShareRow {
    size_t lever;                  /* split:ID/COUNCIL */
    BizcaseRange at_plan, at_mean; /* by the plan's NPV, and by the mean of the trials */
    BizcaseRange confident;        /* in 80 % of the trials at least */
} BizcaseShareRow;

/* A payment in every year of the horizon, real, from a council to the others, who share it equally; negative: to it. */
typedef struct BizcasePaymentRow {
    size_t council; /* who pays, from 0 */
    /* £ a year that makes its gain equal to the mean of all councils' gains, all others paying theirs too: with two
       councils, both gain alike. */
    double equal_plan, equal_mean;
    BizcaseRange confident;             /* £ a year with which every council gains in 80 % of the trials at least */
    double smallest;                    /* the one of them nearest to 0; NaN: missing */
    double most_confident, probability; /* the payment with which every council gains most often, and how often */
} BizcasePaymentRow;

typedef struct BizcaseCouncilsAgreement {
    BizcaseEstimate all_gain, none_gains, just_one_loses; /* probabilities */
    const BizcaseEstimate *loses;                         /* [council] */
    const BizcaseEstimate *loses_alone;                   /* [council] while all others gain */
    size_t share_count, payment_count;
    const BizcaseShareRow *shares;
    const BizcasePaymentRow *payments; /* with two councils one row, else one a council */
} BizcaseCouncilsAgreement;

/* Of a price index: the lowest and the highest NPV, in £, of three: with the plan's growth, with 1 − range times as much in
   every year, and with 1 + range times; range as in the request. */
typedef struct BizcaseIndexEffect {
    const char *index;                  /* its id */
    const double *npv_least, *npv_most; /* [body] */
} BizcaseIndexEffect;

typedef struct BizcaseSensitivity {
    const char *option, *versus; /* versus NULL: absolute */
    size_t body_count;
    const char *const *bodies;             /* "joint", council ids */
    size_t evaluations;                    /* of the model */
    const double *plan_npv, *plan_payback; /* [body] */
    const char *const *plan_payback_note;  /* [body] why it is missing; else NULL */
    size_t lever_count, tornado_count, spider_count, switching_count, delay_count;
    size_t tornado_shown; /* the rows behind these are of levers that are repeated */
    const BizcaseLever *levers;
    const BizcaseTornadoRow *tornado;     /* widest swing of joint NPV first */
    const BizcaseSpiderRow *spider;       /* in the same order */
    const BizcaseSwitchingRow *switching; /* smallest change that makes joint NPV 0 first */
    const BizcaseGrid *grid;              /* NULL: not asked for */
    const BizcaseDelay *delays;
    size_t alternative_count;
    /* Ids of options: the main option first, the baseline last; or "nothing", where there is no baseline and an option
       does more than cost. */
    const char *const *alternatives;
    uint64_t trials, seed; /* of the parts that look at trials; trials 0: none was asked for */
    const char *sampler;
    size_t group_count, challenge_count, variance_count, association_count, information_count;
    const BizcaseInputGroup *groups;
    const BizcaseChallenge *challenges; /* built in, then those of challenges.csv in its order */
    const size_t *plan_rank;            /* [body] as theirs; NULL: not asked for */
    const double *variance_sd;          /* [body] standard deviation of NPV */
    /* Largest total effect on joint NPV first; groups after the inputs. Of more than some thousand the weakest are left out:
       those that have the least effect of their own in the trials. */
    const BizcaseVarianceRow *variance;
    /* Points that the indices are worked out at, and those of them that the indices leave out, since a formula divides by 0
       in one of a point's evaluations. Where hardly any are left the indices and variance_sd are NaN. */
    uint64_t variance_points, variance_not_finite;
    const BizcaseAssociationRow *associations; /* strongest first */
    const BizcaseEstimate *evpi;               /* [body] of knowing everything; NULL: not asked for */
    const size_t *best_alternative;            /* [body] by expected NPV */
    const BizcaseInformationRow *information;  /* dearest first; groups after the inputs */
    uint64_t information_trials;               /* those that the regression behind it looks at: the first ones */
    /* How many inputs the regression has a term for, of those that vary: no more than a quarter of its trials, those with
       the largest first-order effect. Both 0 where neither associations nor information were asked for. */
    size_t regression_inputs, regression_of_inputs;
    const BizcaseChoice *choice;               /* NULL: not asked for */
    const BizcaseCouncilsAgreement *agreement; /* NULL: not asked for, or one council */
    const BizcaseIndexEffect *index_effects;   /* with the tornado, of up to 100 indices */
    size_t index_effect_count;                 /* 0 where there are more */
    uint64_t not_finite;    /* of the trials: a formula divides by 0 in them, and all figures leave them out */
    BizcaseReading reading; /* of the request: net present value and payback are of this one everywhere */
    size_t money_count, cause_count;
    /* Categories, programmes and councils, each kind largest share of the joint variance first. A kind of which there is one
       only has no rows. Of more than 200 categories those after the 199th are one, which is_rest. */
    const BizcaseMoneyShare *money;
    uint64_t money_trials;
    /* Largest share first. Of more than 60 the strongest by their total effect, and the rest as one, which comes last. */
    const BizcaseCause *causes;
    uint64_t cause_evaluations;
} BizcaseSensitivity;

typedef struct BizcaseSensitivityRequest {
    size_t size;         /* see bizcase.h */
    const char *option;  /* id; NULL: the main one */
    unsigned parts;      /* 0: all */
    double range;        /* of certain levers and indices in the tornado, as a part of the plan's value; 0: 10 % */
    double rate_range;   /* of the discount rate; 0: 1 percentage point */
    double delay_range;  /* of phases without a distribution, months; 0: 6 */
    const char *grid[2]; /* "driver:adoption=0.6:1.2:7": lever, from, to, number of values; NULL: no grid */
    const char *figure;  /* of the grid; NULL: npv */
    uint64_t trials;     /* 0: the case's, but no more than BIZCASE_SENSITIVITY_TRIALS */
    int has_seed;
    uint64_t seed;
    const char *sampler; /* NULL: the case's */
    unsigned threads;    /* 0: one a processor; results do not depend on it */
    /* Called now and then from the calling thread; nonzero stops the study. May be NULL. */
    int (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
    BizcaseReading reading; /* whose money the study is about */
} BizcaseSensitivityRequest;

/* Trials are kept whole, so their number is limited: see also BIZCASE_BAD_REQUEST below. */
enum { BIZCASE_SENSITIVITY_TRIALS = 100000 };

/* BIZCASE_BAD_REQUEST: there is no such option, lever, figure or sampler, or the trials are more than can be kept (4 GB);
   BIZCASE_STOPPED. */
BIZCASE_API BizcaseStatus bizcase_sensitivity(const BizcaseCase *loaded, const BizcaseSensitivityRequest *request,
    BizcaseSensitivity **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_sensitivity_free(BizcaseSensitivity *sensitivity);
BIZCASE_API BizcaseStatus bizcase_sensitivity_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSensitivity *study, BizcaseDocument **result);

/* The assumptions log: the value, range, owner, source and date of each number of the case, and how much net present value
   moves with it, by the study's tornado; those that matter most come first. study NULL: effects are not known. */
BIZCASE_API BizcaseStatus bizcase_assumptions_document(
    const BizcaseCase *loaded, const BizcaseSensitivity *study, BizcaseDocument **result);

#ifdef __cplusplus
}
#endif

#endif
