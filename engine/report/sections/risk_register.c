/* The risk register: what may happen, how likely it is, what it may cost, and whose it is. */
#include <math.h>
#include <string.h>

#include "report/sections/contents.h"

static bool is_of_main_option(const Briefing *briefing, const BizcasePart *part) {
    return strcmp(part->option, briefing->option) == 0 && !part->versus == !briefing->versus &&
           strcmp(part->type, "risk") == 0;
}

static const Risk *risk_of(const Case *the_case, const char *id) {
    for (size_t r = 0; r < the_case->risk_count; r++)
        if (strcmp(the_case->risks[r].label.id, id) == 0) return &the_case->risks[r];
    return NULL;
}

/* The range, or the amount where it has none. */
static const char *impact_text(const Briefing *briefing, const Risk *risk) {
    const Fitted *impact = &risk->impact.fitted;
    const double scale = briefing->the_case->settings.scale;
    if (impact->constant || isnan(impact->low) || isnan(impact->high))
        return money_text(briefing, impact->central * scale);
    return arena_format(briefing->arena, "%s to %s", money_text(briefing, impact->low * scale),
        money_text(briefing, impact->high * scale));
}

static void add_row(const Briefing *briefing, Section *section, const BizcasePart *part, const Risk *risk) {
    Document *document = briefing->document;
    grid_text(document, section, part->name);
    grid_text(document, section, risk->owner ? risk->owner : "");
    grid_text(document, section, chance_cell(briefing->arena, risk->probability));
    grid_text(document, section, impact_text(briefing, risk));
    grid_bodies(briefing, section, part->present_values);
}

void risk_register_section(const Briefing *briefing) {
    static const char *const headings[] = { "Risk", "Owner", "Chance", "If it happens" };
    Document *document = briefing->document;
    Section *section = NULL;
    for (size_t i = 0; i < briefing->appraisal->line_count; i++) { /* the largest first */
        const BizcasePart *part = &briefing->appraisal->lines[i];
        const Risk *risk = is_of_main_option(briefing, part) ? risk_of(briefing->the_case, part->line) : NULL;
        if (!risk) continue;
        if (!section) {
            section = document_section(
                document, arena_format(briefing->arena, "The risk register, %s", briefing->money_unit));
            section->name = "risk-register";
            for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
                grid_column(document, section, headings[h], h < 2 ? ALIGN_LEFT : ALIGN_RIGHT);
            for (size_t b = 0; b < briefing->body_count; b++)
                grid_column(document, section,
                    briefing->body_count > 1
                        ? arena_format(briefing->arena, "Expected cost, %s", body_name(briefing, b))
                        : "Expected cost",
                    ALIGN_RIGHT);
        }
        add_row(briefing, section, part, risk);
    }
    if (section)
        section_note(document, section,
            "Expected cost: the chance times the average cost if it happens, at present value. An opportunity is a cost "
            "below zero.");
}
