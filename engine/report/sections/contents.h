/* What is in the documents about the plan and its trials, in the order of their pages. A new section is its file, and its
   function's name in the lists of the documents that show it. Further studies have lists
   of their own, beside their sections. */
#ifndef REPORT_SECTIONS_CONTENTS_H
#define REPORT_SECTIONS_CONTENTS_H

#include "report/sections/briefing.h"

#define APPRAISAL_SECTIONS(SECTION)                                                                                    \
    SECTION(answer_section)                                                                                            \
    SECTION(whose_money_section)                                                                                       \
    SECTION(figures_section)                                                                                           \
    SECTION(options_section)                                                                                           \
    SECTION(programmes_section)                                                                                        \
    SECTION(waterfall_charts)                                                                                          \
    SECTION(cash_flow_section)                                                                                         \
    SECTION(cumulative_chart)                                                                                          \
    SECTION(line_sections)                                                                                             \
    SECTION(left_out_sections)

#define SIMULATION_SECTIONS(SECTION)                                                                                   \
    SECTION(answer_section)                                                                                            \
    SECTION(whose_money_section)                                                                                       \
    SECTION(simulated_sections)                                                                                        \
    SECTION(spread_charts)                                                                                             \
    SECTION(figures_section)                                                                                           \
    SECTION(options_section)                                                                                           \
    SECTION(programmes_section)                                                                                        \
    SECTION(waterfall_charts)                                                                                          \
    SECTION(cash_flow_section)                                                                                         \
    SECTION(cumulative_chart)                                                                                          \
    SECTION(left_out_sections)

#define TRIAL_SECTIONS(SECTION)                                                                                        \
    SECTION(trial_section)                                                                                             \
    SECTION(figures_section)                                                                                           \
    SECTION(whose_money_section)                                                                                       \
    SECTION(programmes_section)                                                                                        \
    SECTION(cash_flow_section)                                                                                         \
    SECTION(trial_inputs_section)

/* Five parts in the order in which people decide, then annexes. */
#define REPORT_SECTIONS(SECTION)                                                                                       \
    SECTION(front_section)                                                                                             \
    SECTION(decision_part)                                                                                             \
    SECTION(answer_section)                                                                                            \
    SECTION(economic_part)                                                                                             \
    SECTION(options_section)                                                                                           \
    SECTION(options_chart)                                                                                             \
    SECTION(npv_section)                                                                                               \
    SECTION(whose_money_section)                                                                                       \
    SECTION(waterfall_charts)                                                                                          \
    SECTION(programmes_section)                                                                                        \
    SECTION(cash_flow_section)                                                                                         \
    SECTION(cumulative_chart)                                                                                          \
    SECTION(financial_part)                                                                                            \
    SECTION(finance_report_sections)                                                                                   \
    SECTION(risk_part)                                                                                                 \
    SECTION(spread_charts)                                                                                             \
    SECTION(sensitivity_report_sections)                                                                               \
    SECTION(risk_register_section)                                                                                     \
    SECTION(sharing_part)                                                                                              \
    SECTION(sensitivity_sharing_sections)                                                                              \
    SECTION(detail_part)                                                                                               \
    SECTION(simulated_sections)                                                                                        \
    SECTION(figures_section)                                                                                           \
    SECTION(line_sections_in_full)                                                                                     \
    SECTION(left_out_sections)                                                                                         \
    SECTION(assumptions_part)                                                                                          \
    SECTION(assumptions_sections)

#define DOCUMENTS(DOCUMENT)                                                                                            \
    DOCUMENT(APPRAISAL)                                                                                                \
    DOCUMENT(SIMULATION)                                                                                               \
    DOCUMENT(TRIAL)                                                                                                    \
    DOCUMENT(REPORT)

/* A section's function adds nothing where the briefing has nothing of what it is about. */
typedef void AddSection(const Briefing *briefing);
#define SECTION_PROTOTYPE(add) AddSection add;

#define DOCUMENT_PROTOTYPES(NAME) NAME##_SECTIONS(SECTION_PROTOTYPE)
DOCUMENTS(DOCUMENT_PROTOTYPES)
#undef DOCUMENT_PROTOTYPES

#define DOCUMENT_INDEX(NAME) NAME##_DOCUMENT,
typedef enum DocumentKind { DOCUMENTS(DOCUMENT_INDEX) } DocumentKind;
#undef DOCUMENT_INDEX

/* Adds the sections of the kind of document to the briefing's. */
void contents_add(const Briefing *briefing, DocumentKind kind);

#endif
