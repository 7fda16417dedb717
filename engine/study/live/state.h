/* A live page's model while its reader changes it: one variant of the image, the changes, and what they make of the plan
   and of the trials. Memory that runs out goes to the arenas' failure: in the module that ends it. */
#ifndef STUDY_LIVE_STATE_H
#define STUDY_LIVE_STATE_H

#include "bizcase/sensitivity.h"
#include "bizcase/spread.h"
#include "study/kernel.h"
#include "study/live/image.h"

/* Of a scope; NaN if missing. */
typedef struct LiveAnswer {
    double npv, bcr, payback_years;
    double mean, standard_error, loss, loss_error, reach, reach_error, p10, p50, p90;
} LiveAnswer;

enum { LIVE_ANSWER_NUMBERS = sizeof(LiveAnswer) / sizeof(double) };
extern const char *const live_answer_names[LIVE_ANSWER_NUMBERS]; /* of the fields, in their order */

/* Scopes: joint in total, councils in total, then programmes jointly. They are the columns of the trials too. */
typedef struct LiveAnswers {
    bool is_there;
    uint64_t trials; /* that it rests on; 0: the plan alone */
    double *numbers; /* [scope] LiveAnswer, then the chance that all councils gain and its standard error */
} LiveAnswers;

enum { LIVE_NOW, LIVE_UNCHANGED, LIVE_A, LIVE_B, LIVE_SLOTS };
extern const char *const live_slot_names[LIVE_SLOTS]; /* as the page's script calls them */

typedef struct LiveState {
    Arena *arena; /* of what stays */
    const Kernel *kernel;
    LiveVariant variant;
    Views shown; /* the chosen view alone */
    size_t scope_count;
    LiveChange *changes; /* [change_count] */
    size_t change_count, change_capacity;

    Arena *changed; /* what the changes made: */
    Case facts;     /* the variant's, with the settings that were changed */
    Plan plan, trial_plan;
    double *inputs; /* [input] of the plan */
    BizcaseAppraisal appraisal;

    Arena *counted;   /* what was made of the trials: */
    double *outcomes; /* [scope][outcome_count] */
    size_t outcome_count;
    BizcaseSimulation simulation;
    BizcaseSpread spread; /* without the cumulative flows */

    LiveAnswers answers[LIVE_SLOTS];

    double **drawn; /* [drawn_room] blocks of drawn inputs, [input][LANES], or NULL */
    size_t drawn_room, drawn_bytes;
    double *block_values, *block_results, *trial_columns;
    size_t trial_room;
    void *draw_scratch, *evaluate_scratch;
    size_t evaluate_bytes;
} LiveState;

/* False when the image is damaged or has no such variant. The unchanged case is applied. */
bool live_open(Arena *arena, const uint8_t *image, size_t size, size_t variant, LiveState *state);
void live_close(LiveState *state);

/* Another view; false if missing. */
bool live_choose(LiveState *state, size_t view);

/* Changes hold in their order from the next live_apply on. False when what it changes is not in the plan. */
void live_clear_changes(LiveState *state);
bool live_change(LiveState *state, LiveChange change);
void live_apply(LiveState *state);

/* NPV in block_count × LANES trials from block first on: [scope][trial]. Good until the next call. */
const double *live_trials(LiveState *state, size_t first, size_t block_count);

/* Room for the outcomes of count trials, [scope][count]; once filled in, live_count makes of them what is shown. */
double *live_outcomes(LiveState *state, size_t count);
void live_count(LiveState *state);

/* Room for answers from elsewhere, [live_answer_count], to fill a slot besides LIVE_NOW. NULL: there is no such slot.
   */
double *live_slot(LiveState *state, size_t slot, uint64_t trials, bool is_there);
static inline const LiveAnswer *live_answer(const LiveAnswers *answers, size_t scope) {
    return (const LiveAnswer *)(const void *)(answers->numbers + scope * LIVE_ANSWER_NUMBERS);
}
size_t live_answer_count(const LiveState *state);

/* The scope's number among the results of a view. */
size_t live_result(const LiveState *state, size_t scope);

/* The tornado of the plan with its changes. Memory is the arena's. */
void live_tornado(Arena *arena, const LiveState *state, BizcaseSensitivity *shown);

/* Figures of the unchanged case, first view: see figures.h. */
size_t live_check_plan(Arena *arena, const LiveState *state, double **figures);
size_t live_check_simulation(Arena *arena, const LiveState *state, uint64_t trials, double **figures);

#endif
