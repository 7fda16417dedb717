/* Tables of the money that no figure holds: lines that the appraisal leaves out, and what slips past the horizon. */
#include "report/sections/contents.h"

#include <math.h>

static void excluded_section(const Briefing *briefing) {
    Document *document = briefing->document;
    if (!briefing->appraisal->excluded_count) return;
    Section *section = document_section(document, "Left out of the economic appraisal");
    section->name = "left-out";
    grid_column(document, section, "Line", ALIGN_LEFT);
    grid_column(document, section, "Type", ALIGN_LEFT);
    grid_column(document, section, "Cost or benefit", ALIGN_LEFT);
    grid_column(
        document, section, arena_format(briefing->arena, "Total as entered, %s", briefing->money_unit), ALIGN_RIGHT);
    for (size_t i = 0; i < briefing->appraisal->excluded_count; i++) {
        const BizcaseExcluded *line = &briefing->appraisal->excluded[i];
        grid_text(document, section, line->name);
        grid_text(document, section, line->type);
        grid_text(document, section, line->is_cost ? "cost" : "benefit");
        grid_number(document, section, line->total, briefing->money);
    }
    section_note(document, section,
        "Undiscounted, over the horizon. These lines belong to the financial case, not to the net present value.");
}

/* By insertion, which keeps equal totals in the order of the case. */
static BizcaseMovedOut *largest_first(Arena *arena, const BizcaseMovedOut *moved, size_t count) {
    BizcaseMovedOut *sorted = arena_array(arena, count, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at && fabs(sorted[at - 1].total) < fabs(moved[i].total); at--) sorted[at] = sorted[at - 1];
        sorted[at] = moved[i];
    }
    return sorted;
}

static const char *moved_total_text(const Briefing *briefing, const BizcaseMovedOut *moved, size_t count) {
    double costs = 0, benefits = 0;
    for (size_t i = 0; i < count; i++) *(moved[i].is_cost ? &costs : &benefits) += moved[i].total;
    return arena_format(briefing->arena, "All %zu lines together: costs %s, benefits %s.", count,
        money_text(briefing, costs), money_text(briefing, benefits));
}

static void moved_out_section(
    const Briefing *briefing, const BizcaseMovedOut *moved, size_t count, const char *heading) {
    enum { SHOWN = 8 };
    Document *document = briefing->document;
    if (!count) return;
    Section *section = document_section(document, heading);
    section->name = "moved-past-horizon";
    const BizcaseMovedOut *sorted = largest_first(briefing->arena, moved, count);
    bool any_added = false;
    grid_column(document, section, count > SHOWN ? "Line (the largest)" : "Line", ALIGN_LEFT);
    grid_column(document, section, "Cost or benefit", ALIGN_LEFT);
    grid_column(document, section, arena_format(briefing->arena, "Moved out, %s", briefing->money_unit), ALIGN_RIGHT);
    for (size_t i = 0; i < count; i++) {
        any_added = any_added || sorted[i].total < 0;
        if (i >= SHOWN) continue;
        grid_text(document, section, sorted[i].name);
        grid_text(document, section, sorted[i].is_cost ? "cost" : "benefit");
        grid_number(document, section, sorted[i].total, briefing->money);
    }
    section_note(document, section, moved_total_text(briefing, moved, count));
    section_note(document, section,
        "Undiscounted. Slipping phases move this money to after the last period, so it is in no figure here.");
    if (any_added)
        section_note(document, section,
            "In brackets: what a slip adds within the horizon, because the line runs on until its phase ends.");
}

void left_out_sections(const Briefing *briefing) {
    excluded_section(briefing);
    if (briefing->simulation)
        moved_out_section(briefing, briefing->simulation->moved_out, briefing->simulation->moved_out_count,
            "Moved past the horizon, mean of the trials");
    else
        moved_out_section(briefing, briefing->appraisal->moved_out, briefing->appraisal->moved_out_count,
            "Moved past the horizon in the plan");
}
