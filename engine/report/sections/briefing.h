/* What the sections of a document share: the case, the results of studies, the option that they are about, and how
   numbers are shown. Tables cast: rounded parts add up to their totals as they are printed; headlines, such as the net
   present value of each council, are rounded by themselves. */
#ifndef REPORT_SECTIONS_BRIEFING_H
#define REPORT_SECTIONS_BRIEFING_H

#include "bizcase/replay.h"
#include "bizcase/report.h"
#include "case/case.h"
#include "evaluate/figure_table.h"
#include "report/document/document.h"
#include "report/document/figure_rounding.h"

/* What the sections read; nobody changes it once it is made. */
typedef struct Briefing {
    Document *document;
    Arena *arena; /* the document's */
    const Case *the_case;
    /* Of the studies, what is not in the document is NULL: without a simulation it is about the plan only. */
    const BizcaseAppraisal *appraisal;
    const BizcaseSimulation *simulation;
    const BizcaseSpread *spread;
#define STUDY_OF_REPORT(Results, name) const Results *name;
    BIZCASE_REPORT_STUDIES(STUDY_OF_REPORT)
#undef STUDY_OF_REPORT
    const struct FinanceChoice *finance_choice; /* of the financial case's pages; NULL: all */
    const BizcaseReplay *replay;
    uint64_t trial;                       /* the appraisal is of this trial; 0: of the plan */
    const char *option, *versus;          /* the main option; versus NULL: absolute */
    bool option_is_preferred;             /* by its role in the case */
    size_t body_count;                    /* joint and councils; 1 where there is one council */
    const bool *is_shown;                 /* [body] see next_body */
    NumberStyle money;                    /* in tables */
    NumberStyle headline;                 /* the same digits in sentences and charts */
    const char *money_unit, *money_words; /* "£000", "£ thousands" */
} Briefing;

/* How every table, chart and page shows costs and losses; each document says it once. */
extern const char sign_convention[];

/* Chooses the unit of money. Other studies are put in afterwards. */
Briefing briefing_start(
    Document *document, const Case *the_case, const BizcaseAppraisal *appraisal, const BizcaseSimulation *simulation);

/* The same for documents that are about one reading. */
Briefing briefing_in_reading(Briefing briefing, MoneyReading reading);

/* Joint totals that are compared with the same thing: one an option. */
bool is_compared(const Briefing *briefing, const BizcaseResult *result);
/* results[result_count] becomes those that are compared, worth most first; of equals the one of the case's order. Their count. */
size_t compared_by_npv(const Briefing *briefing, const BizcaseResult **results);
/* How the main option was chosen, where the case marks none and there are several in the appraisal; NULL where there is
   nothing to say, and where another was asked for. */
const char *choice_of_option_text(const Briefing *briefing);

/* body 0 is joint, then councils; programme 0 is total, then programmes. */
const char *body_id(const Briefing *briefing, size_t body);
const char *body_name(const Briefing *briefing, size_t body);
/* Whether money of the main option or of the baseline falls on it in the reading; joint has. */
bool body_has_stake(const Briefing *briefing, MoneyReading reading, size_t body);
/* The one after body that tables show: councils without a stake in the document's reading have no rows and columns, but where
   nobody has one. Joint, which is 0, is always shown. */
size_t next_body(const Briefing *briefing, size_t body);
/* Joint and the councils that are shown. */
size_t shown_body_count(const Briefing *briefing);
BizcaseScope briefing_scope(const Briefing *briefing, size_t body, size_t programme);

/* figure: its FigureIndex. NaN where it does not exist. */
double plan_figure(const Briefing *briefing, const char *option, size_t body, size_t programme, size_t figure);
const BizcaseResult *plan_result(const Briefing *briefing, size_t body, size_t programme);
/* NULL when it was not simulated. */
const BizcaseDistribution *simulated_figure(
    const Briefing *briefing, const char *option, size_t body, size_t programme, size_t figure);

enum { AT_P10 = 2, AT_P50 = 4, AT_P90 = 7 };    /* places in bizcase_percentiles() */
enum { SURE_50 = 1, SURE_80 = 2, SURE_90 = 3 }; /* places in bizcase_confidences() */

/* That every council with a stake gains, of the main option's trials; NaN where that was not counted. The briefing has a
   simulation. */
double chance_that_all_gain(const Briefing *briefing);

/* [figure × body_count + body] of an option's plan, and the means of the trials of the main one (NaN without a simulation),
   as every table and sentence has them. */
const double *rounded_plan(const Briefing *briefing, const char *option, Casting *casting);
const double *rounded_means(const Briefing *briefing, Casting *casting);
/* [1 + programme][net present value, benefits, costs below zero], joint, the total first. */
const double *rounded_programmes(const Briefing *briefing, Casting *casting);
/* amounts[body], each rounded by itself, as a new list. */
const double *round_bodies(const Briefing *briefing, const double *amounts, Casting *casting);
/* A cell for each. */
void grid_bodies(const Briefing *briefing, Section *section, const double *amounts);
NumberStyle figure_style(const Briefing *briefing, BizcaseFigure figure);
/* "£000", "to 1", "a year", "years" */
const char *figure_unit(const Briefing *briefing, BizcaseFigure figure);

/* A cell of years; if missing "not needed" or "never", as the figure's note says, or "n/a". */
void grid_payback(Document *document, Section *section, double years, const char *note);

/* "It pays back in 2020/21, about January 2021. That is 3.8 years from the start of 2017/18.", after where, as in "In cash,";
   or whether there is nothing to pay back or it never does, as the figure's note says. */
const char *payback_sentence(const Briefing *briefing, const char *where, double years, const char *note);
/* Whether the note of a payback says that it never costs more than it has brought in. */
bool is_nothing_to_pay_back(const char *note);
/* The month in which it pays back; years: finite. */
int payback_month(const Briefing *briefing, double years);
/* "2020/21, about January 2021"; NaN: "n/a". */
const char *payback_date(const Briefing *briefing, double years);
/* Money within a sentence, by its own size: for what is in no table of headlines. */
const char *money_text(const Briefing *briefing, double amount);
/* A net present value and what it is made of, peak funding, their means and percentiles: the same wherever they are. */
const char *headline_text(const Briefing *briefing, double amount);

/* How the trials were drawn, at the head of the pages. */
void simulation_head(Document *document, const Case *the_case, const BizcaseSimulation *simulation);

#endif
