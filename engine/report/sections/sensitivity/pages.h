/* The pages of a sensitivity study, and what they share. */
#ifndef REPORT_SECTIONS_SENSITIVITY_PAGES_H
#define REPORT_SECTIONS_SENSITIVITY_PAGES_H

#include "case/party.h"
#include "report/sections/contents.h"

enum { MOST_ROWS = 20, MOST_GROUP_ROWS = 12 }; /* of a table for people; data files hold all */

/* A table that decides has the largest rows, of all councils together; in full it has more rows, and a column for each. */
typedef enum Detail { LARGEST, IN_FULL } Detail;
enum { LARGEST_ROWS = 8 };
static inline size_t rows_of(Detail detail) {
    return detail == IN_FULL ? MOST_ROWS : LARGEST_ROWS;
}
/* How many bodies it has columns for. */
static inline size_t bodies_of(const Briefing *briefing, Detail detail) {
    return detail == IN_FULL ? briefing->body_count : 1;
}

static inline const BizcaseLever *lever_of(const BizcaseSensitivity *study, size_t lever) {
    return &study->levers[lever];
}

/* A lever's value, in its unit; NaN: "none". Of a factor on a quantity what the quantity comes to: "1,000 lamps in 2026/27
   (6,000 in 2029/30)". */
const char *setting_text(Arena *arena, const BizcaseLever *lever, double value);
/* "1,000 lamps": the first level only, which lever_text and short_lever_text say the period of. */
const char *short_setting_text(Arena *arena, const BizcaseLever *lever, double value);
/* What readers call the input or lever: "Deployment: delay". is_shared: another has the same label. */
const char *named_label(Arena *arena, const char *label, const char *name, bool is_shared);
const char *lever_label(Arena *arena, const BizcaseSensitivity *study, const BizcaseLever *lever);
/* The same; of a factor on a quantity with its levels in the plan. */
const char *lever_text(Arena *arena, const BizcaseSensitivity *study, const BizcaseLever *lever);
/* "Label, 2026/27" */
const char *short_lever_text(Arena *arena, const BizcaseSensitivity *study, const BizcaseLever *lever);
/* Its text as a cell. */
void grid_lever(const Briefing *briefing, Section *section, const BizcaseLever *lever);
/* "+12%", "−5%"; NaN: nothing. */
const char *change_text(Arena *arena, const BizcaseLever *lever, const BizcaseSwitch *turn);
/* "the councils together", "Cheshire East" */
static inline const char *body_in_words(const Briefing *briefing, size_t body) {
    return body ? body_name(briefing, body) : party_text(briefing->arena, briefing->the_case, "the {parties} together");
}
/* A column for each body: "Swing, joint". */
void body_columns(const Briefing *briefing, Section *section, const char *what);
/* The same, of the bodies that the table has. */
void detail_columns(const Briefing *briefing, Section *section, const char *what, Detail detail);
/* Whether its value changes over time, or is not all that can be said of it. */
bool lever_has_levels(const BizcaseLever *lever);
/* Says what the value of such a quantity is. */
void levels_note(const Briefing *briefing, Section *section);
/* Says how many rows of count are not among the most that are shown. */
void rest_note(const Briefing *briefing, Section *section, size_t count, size_t most);
/* "Label", "Category: label" */
const char *group_label(const Briefing *briefing, size_t group);
void grid_group(const Briefing *briefing, Section *section, size_t group);
/* From how many trials, drawn how. */
const char *trials_note(const Briefing *briefing, const BizcaseSensitivity *study);

/* Says how many inputs the regression on the trials leaves out; nothing where it has all. */
void regression_note(const Briefing *briefing, Section *section);

/* {"joint": …, "CEC": …} */
Value by_body(Arena *arena, const BizcaseSensitivity *study, const double *values);
Value notes_by_body(Arena *arena, const BizcaseSensitivity *study, const char *const *notes);
/* Name, label and planning value; of a quantity also its unit and, where that is a factor, what it stands for. */
Value lever_value(Arena *arena, const BizcaseLever *lever);
/* {"value": …, "standard_error": …, "low": …, "high": …} */
Value estimate_value(Arena *arena, const BizcaseEstimate *estimate);
Value estimates_by_body(Arena *arena, const BizcaseSensitivity *study, const BizcaseEstimate *estimates);
Value group_value(Arena *arena, const BizcaseSensitivity *study, size_t group);

#define SENSITIVITY_STUDY "sensitivity"
/* A row of facts. lever NULL, at NaN: not given. */
void sensitivity_fact(Document *document, const char *part, const char *lever, const char *body, const char *statistic,
    double at, double value);

/* What a part adds to the documents; each adds nothing when the part was not asked for, but data, which says so. Its file
   defines pages_of_name; names are those of BIZCASE_SENSITIVITY_PARTS. */
typedef struct SensitivityPages {
    void (*data)(Document *document, const BizcaseSensitivity *study);
    void (*facts)(Document *document, const BizcaseSensitivity *study, size_t body); /* NULL: none */
    void (*answer)(const Briefing *briefing, Section *section);                      /* to the answer; NULL: nothing */
    void (*sections)(const Briefing *briefing);
} SensitivityPages;

#define PAGES_ROW(FLAG, name, value) extern const SensitivityPages pages_of_##name;
BIZCASE_SENSITIVITY_PARTS(PAGES_ROW)
#undef PAGES_ROW

#endif
