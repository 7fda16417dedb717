/* What a live page is made of: variants of the case, their controls, and the figures that the page must find again. */
#ifndef STUDY_LIVE_LIVE_H
#define STUDY_LIVE_LIVE_H

#include "bizcase/live.h"
#include "bizcase/simulate.h"
#include "study/live/image.h"

typedef enum LiveGroup {
    LIVE_DRIVERS,
    LIVE_QUANTITIES,
    LIVE_SHARES,
    LIVE_PHASES,
    LIVE_COSTS,
    LIVE_BENEFITS,
    LIVE_RISKS,
    LIVE_RULES,
    LIVE_GROUPS
} LiveGroup;

/* What a control's value is as a change to a cell: `--set` text, or a row of a scenario. */
typedef struct LiveEdit {
    const char *file, *row, *column, *change; /* change: "set" or "scale" */
    /* with {}: the control's value; {rest:F}: what it leaves of 1, times F; {switch}: yes or no; {auto}: auto or no */
    const char *value;
} LiveEdit;

/* Values are in the unit of the change; NaN: missing. */
typedef struct LiveControl {
    const char *id, *label, *section, *unit, *note;
    LiveGroup group;
    LiveChange change; /* without its value */
    bool is_switch;
    bool plan_is_more; /* than its value, a range or a path over time: setting it to that is a change too */
    double factor;     /* shown = value × factor, followed by unit */
    int decimals;      /* of what is shown */
    double plan, low, central, high;
    double least, most, step; /* of the slider */
    double minimum, maximum;  /* what cannot be passed */
    LiveEdit *edits;
    size_t edit_count;
} LiveControl;

/* The original case, or the case under a scenario, in one of its readings. */
typedef struct LiveCase {
    BizcaseCase *loaded; /* owns what the rest points to; NULL where a case before it does */
    Case the_case;
    LiveVariant variant;
    LiveControl *controls;
    size_t control_count;
} LiveCase;

struct BizcaseLive {
    Arena *arena;
    Diagnostics warnings; /* scenarios that are left out */
    LiveCase *cases;      /* [case_count] by reading; the first of each is the original */
    size_t case_count, case_room;
    const char *name;     /* of the case's folder */
    const char **command; /* [command_count] options that make the original case */
    size_t command_count;
    uint8_t *image; /* see image.h */
    size_t image_size;
    BizcaseAppraisal *appraisal;   /* of the option that is shown first */
    BizcaseSimulation *simulation; /* likewise, of check_trials */
    uint64_t check_trials;
    double *plan_figures; /* of the first view, see figures.h */
    size_t plan_figure_count;
    double *simulated; /* likewise */
    size_t simulated_count;
};

/* The controls of a variant, whose plans, draws and planning values are there. */
void live_controls(Arena *arena, const Case *the_case, const LiveVariant *variant, LiveCase *made);

#endif
