/* What a simulation is to do, made out of the case and the request: the views, figures, trials and draws, and the passes
   in which they are run. */
#ifndef STUDY_SIMULATION_SETUP_H
#define STUDY_SIMULATION_SETUP_H

#include "case/case.h"
#include "study/simulation/run.h"
#include "study/views.h"

/* The figures to evaluate: those asked for, and NPV for the councils' agreement. */
typedef struct FigureChoice {
    WantedFigure *figures;
    uint32_t count;       /* all that are evaluated */
    uint32_t shown_count; /* the first ones, which are reported */
    unsigned readings;    /* of READING_BIT: those that they are of */
    const Figure *npv;
} FigureChoice;

typedef struct Setup {
    const Case *the_case;
    const Kernel *kernel;
    Views views;
    FigureChoice choice;
    Model model;
    DrawPlan draw_plan;
    uint64_t trials, seed;
    const char *sampler;
    uint64_t points; /* see RunRequest */
    unsigned threads;
    size_t views_at_once, pass_count;
    const double *const *plan;          /* [pass] see RunRequest; NULL: trials are not compared with the plan */
    const double *plan_on_trials_basis; /* see BizcaseSimulation */
    const bool *has_stake;              /* [view × councils + council] */
    const BizcaseSimulateRequest *asked;
} Setup;

/* Memory is the arena's; asked must live as long as the setup. BIZCASE_BAD_REQUEST adds to the
   problems. */
BizcaseStatus setup_simulation(
    Arena *arena, const Case *the_case, const BizcaseSimulateRequest *asked, Setup *setup, Diagnostics *problems);

/* BIZCASE_CASE_WRONG with a problem in words where its trials' columns, which are tallied, take too much memory as well. */
BizcaseStatus setup_fits(Arena *arena, const Setup *setup, Diagnostics *problems);

/* The steps of it around the compilation of the case, for a plan that already exists: first what is asked for, then,
   with views, model and draw_plan filled in, the passes. */
BizcaseStatus setup_choose(
    Arena *arena, const Case *the_case, const BizcaseSimulateRequest *asked, Setup *setup, Diagnostics *problems);
void setup_passes(Arena *arena, Setup *setup);

/* What the plan has in each column: trials of its inputs at their planning values. After setup_passes. */
void setup_plan(Arena *arena, Setup *setup, const Plan *plan, const double *inputs);

/* The same, of the case's plan. */
void setup_case_plan(Arena *arena, Setup *setup);

/* The run of a pass, over all trials. */
RunRequest setup_run(const Setup *setup, size_t pass);

#endif
