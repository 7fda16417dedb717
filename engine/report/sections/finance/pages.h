/* The pages on the financial case, in their order: those of its own document, and those of them that the report shows. */
#ifndef REPORT_SECTIONS_FINANCE_PAGES_H
#define REPORT_SECTIONS_FINANCE_PAGES_H

#include "report/sections/contents.h"

#define FINANCE_SECTIONS(SECTION)                                                                                      \
    SECTION(finance_answer_section)                                                                                    \
    SECTION(finance_charts)                                                                                            \
    SECTION(finance_books_sections)                                                                                    \
    SECTION(finance_risk_sections)                                                                                     \
    SECTION(finance_benefit_sections)                                                                                  \
    SECTION(finance_check_sections)

#define FINANCE_REPORT_SECTIONS(SECTION)                                                                               \
    SECTION(finance_charts)                                                                                            \
    SECTION(finance_risk_sections)                                                                                     \
    SECTION(finance_check_sections)

FINANCE_SECTIONS(SECTION_PROTOTYPE)

/* Whether any row of the books has money of the body, which else needs no pages of its own. */
bool body_has_books(const BizcaseFinance *finance, size_t body);

/* Whether chances and contingencies are against a plan that is not the one shown, because the trials hold something else;
   and what it has then that the one shown has not, or the other way round. */
bool finance_differs_from_trials(const BizcaseFinance *finance);
const char *what_trials_have(const Briefing *briefing);

#endif
