/* The pages on the financial case, in their order: those of its own document, and those of them that the report shows. */
#ifndef REPORT_SECTIONS_FINANCE_PAGES_H
#define REPORT_SECTIONS_FINANCE_PAGES_H

#include "report/sections/contents.h"

/* What a reader of the document may choose: a name, what its tables are about, and what is said if missing: a heading
   and a sentence. */
#define FINANCE_SUBJECTS(SUBJECT)                                                                                      \
    SUBJECT(cash, "capital, one-off and running costs, budgets and savings by year", "Cash by year", "No cash moves.") \
    SUBJECT(plan, "the call on each revenue budget by year, against the plan", "Call on revenue budgets",              \
        "Nothing falls on the revenue budget.")                                                                        \
    SUBJECT(funding, "what pays for capital and one-off costs", "How spending is funded",                              \
        "There is no capital or one-off spending to pay for.")                                                         \
    SUBJECT(debt, "borrowing, interest and minimum revenue provision by year", "Debt and its charge on revenue",       \
        "The option adds no debt.")                                                                                    \
    SUBJECT(budgets, "existing budgets by heading and year", "Budgets by heading", "No budget is entered.")            \
    SUBJECT(tests, "invest to save, against the limit of each council", "Invest to save",                              \
        "Nothing is spent and nothing is saved.")                                                                      \
    SUBJECT(risks, "the largest risks, the chance of a higher cost, and contingency", "Risks",                         \
        "No risk is entered, and nothing was simulated.")                                                              \
    SUBJECT(                                                                                                           \
        gates, "what it costs to stop at the end of each phase", "What it costs to stop", "The option has no phases.") \
    SUBJECT(benefits, "each benefit with its owner and the budget that it comes from", "Benefits",                     \
        "The option has no benefits.")                                                                                 \
    SUBJECT(actuals, "costs and benefits so far, and the case with them", "Costs and benefits so far",                 \
        "No actuals are entered.")                                                                                     \
    SUBJECT(scores, "points for what is not money", "Points for what is not money", "No scores are entered.")          \
    SUBJECT(units, "what a unit of each service costs", "Unit costs", "No services are entered.")                      \
    SUBJECT(reconciliation, "from net present value to cash", "From net present value to cash", "")                    \
    SUBJECT(questions, "what a chief finance officer would ask", "Questions", "There is nothing to question.")

#define SUBJECT_PROTOTYPE(name, about, heading, sentence) SECTION_PROTOTYPE(finance_##name##_sections)
FINANCE_SUBJECTS(SUBJECT_PROTOTYPE)
#undef SUBJECT_PROTOTYPE
AddSection finance_answer_section, finance_charts, finance_affordability_sections;

/* The years of tables by year, from first to end. */
typedef struct YearRange {
    size_t first, end;
} YearRange;

/* What a reader chose of the document. */
typedef struct FinanceChoice {
    bool *has_body; /* [1 + council]; NULL: none was named, so all are shown, and joint first */
    YearRange years;
} FinanceChoice;

/* --- what is shown --------------------------------------------------------------------------------------------------- */

YearRange years_shown(const Briefing *briefing);
bool body_is_chosen(const Briefing *briefing, size_t body);
/* Whether tables of several bodies have it: it is chosen by name, or has a stake, or books. */
bool body_is_shown(const Briefing *briefing, size_t body);
/* Whether any row of the books has money of the body, which else needs no pages of its own. */
bool body_has_books(const BizcaseFinance *finance, size_t body);
bool body_has_pages(const Briefing *briefing, size_t body); /* chosen, and with books */
bool any_body_has_pages(const Briefing *briefing);
/* Of a page that each body has: those of chosen councils decide, else joint's. */
Extent extent_of_body(const Briefing *briefing, size_t body);

/* --- tables ---------------------------------------------------------------------------------------------------------- */

/* "Cheshire East: cash by year, £000", or "Cash by year, £000" where there is one council. */
Section *body_section(const Briefing *briefing, size_t body, const char *what);
/* A column, or a cell, of each body that has one: that is shown where present values are, or has pages where the table is of
   the books. amounts[body]. */
typedef bool BodyTest(const Briefing *briefing, size_t body);
void columns_of_bodies(const Briefing *briefing, Section *section, BodyTest *has_column);
void cells_of_bodies(const Briefing *briefing, Section *section, const double *amounts, BodyTest *has_column);
bool bodies_are_nil(const Briefing *briefing, const double *amounts, BodyTest *has_column); /* as the cells show them */

typedef enum YearTotal { WITHOUT_TOTAL, WITH_TOTAL } YearTotal;
/* After one for labels a column of each year, and one of their sum. */
void year_columns(const Briefing *briefing, Section *section, YearTotal total);
/* values[year]. Nothing where every cell would be nil. */
void year_row(const Briefing *briefing, Section *section, const char *label, const double *values, YearTotal total);
double sum_of_years(const Briefing *briefing, const double *values);
bool years_are_nil(const Briefing *briefing, const double *values);

/* Puts a sentence in place of a table without rows. Whether there are any. */
bool table_or_sentence(const Briefing *briefing, Section *section, const char *sentence);

/* Whether anything is invested or saved: else there is nothing to pass or to fail. */
bool invest_is_tested(const BizcaseInvestToSave *test);

/* Whether chances and contingencies are against a plan that is not the one shown, because the trials hold something else;
   and what it has then that the one shown has not, or the other way round. */
bool finance_differs_from_trials(const BizcaseFinance *finance);
const char *what_trials_have(const Briefing *briefing);

#endif
