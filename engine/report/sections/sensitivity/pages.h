/* The pages of a sensitivity study, and what they share. */
#ifndef REPORT_SECTIONS_SENSITIVITY_PAGES_H
#define REPORT_SECTIONS_SENSITIVITY_PAGES_H

#include "bizcase/sensitivity.h"
#include "report/sections/briefing.h"

enum { MOST_ROWS = 20 }; /* of a table for people; data files hold all */

static inline const BizcaseLever *lever_of(const BizcaseSensitivity *study, size_t lever) {
    return &study->levers[lever];
}

/* A lever's value, in its unit; NaN: "none". */
const char *setting_text(Arena *arena, const BizcaseLever *lever, double value);
/* "+12%", "(5%)"; NaN: nothing. */
const char *change_text(Arena *arena, double change);
/* "the councils together", "Cheshire East" */
static inline const char *body_in_words(const Briefing *briefing, size_t body) {
    return body ? body_name(briefing, body) : "the councils together";
}
/* A column for each body: "Swing, joint". */
void body_columns(const Briefing *briefing, Section *section, const char *what);
/* Says how many rows of count are not shown. */
void rest_note(const Briefing *briefing, Section *section, size_t count);

/* Each does nothing when its part was not asked for. lever_sections.c: */
void tornado_section(const Briefing *briefing, const BizcaseSensitivity *study);
void switching_section(const Briefing *briefing, const BizcaseSensitivity *study);
void delay_section(const Briefing *briefing, const BizcaseSensitivity *study);
void grid_section(const Briefing *briefing, const BizcaseSensitivity *study);
void challenge_section(const Briefing *briefing, const BizcaseSensitivity *study);
/* uncertainty_sections.c: */
void variance_section(const Briefing *briefing, const BizcaseSensitivity *study);
void association_section(const Briefing *briefing, const BizcaseSensitivity *study);
void information_section(const Briefing *briefing, const BizcaseSensitivity *study);
/* decision_sections.c: */
void choice_section(const Briefing *briefing, const BizcaseSensitivity *study);
void agreement_sections(const Briefing *briefing, const BizcaseSensitivity *study);

/* sensitivity_data.c */
void sensitivity_data(Document *document, const Case *the_case, const BizcaseSensitivity *study);
void sensitivity_facts(Document *document, const BizcaseSensitivity *study);

#endif
