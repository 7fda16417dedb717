/* The pages of the financial case. */
#ifndef REPORT_SECTIONS_FINANCE_PAGES_H
#define REPORT_SECTIONS_FINANCE_PAGES_H

#include "bizcase/finance.h"
#include "report/sections/briefing.h"

void finance_answer_section(const Briefing *briefing, const BizcaseFinance *finance);
/* finance_books.c: a body's cash, funding, debt and medium-term plan by year. */
void finance_books_sections(const Briefing *briefing, const BizcaseFinance *finance, size_t body);
/* finance_risks.c: affordability by year, the envelope, what it costs to stop. */
void finance_risk_sections(const Briefing *briefing, const BizcaseFinance *finance);
/* finance_checks.c: the way from net present value to cash, invest to save, and what would be questioned. */
void finance_check_sections(const Briefing *briefing, const BizcaseFinance *finance);
/* finance_benefits.c: what is not money, benefits as they come, and unit costs. */
void finance_benefit_sections(const Briefing *briefing, const BizcaseFinance *finance);
/* finance_charts.c: by council; how spending is funded, and how sure the call on revenue is. */
void finance_charts(const Briefing *briefing, const BizcaseFinance *finance);

#endif
