/* The risk register: what may happen, how likely it is, what it may cost, and whose it is. */
#include "report/sections/contents.h"
#include "report/sections/main_risks.h"

/* The range, or the amount where it has none. */
static const char *impact_text(const Briefing *briefing, const Risk *risk) {
    const Fitted *impact = &risk->impact.fitted;
    const double scale = briefing->the_case->settings.scale;
    if (!impact_is_range(risk)) return money_text(briefing, impact->central * scale);
    return arena_format(briefing->arena, "%s to %s", money_text(briefing, impact->low * scale),
        money_text(briefing, impact->high * scale));
}

static void add_row(const Briefing *briefing, Section *section, const MainRisk *row) {
    Document *document = briefing->document;
    grid_text(document, section, row->risk->label.name);
    grid_text(document, section, row->risk->owner ? row->risk->owner : "");
    grid_text(document, section, chance_cell(briefing->arena, row->risk->probability));
    grid_text(document, section, impact_text(briefing, row->risk));
    grid_bodies(briefing, section, row->expected);
}

void risk_register_section(const Briefing *briefing) {
    static const char *const headings[] = { "Risk", "Owner", "Chance", "If it happens" };
    Document *document = briefing->document;
    MainRisk *risks = arena_array(briefing->arena, briefing->the_case->risk_count, sizeof *risks);
    const size_t count = main_risks(briefing, risks);
    if (count == 0) return;
    Section *section =
        document_section(document, arena_format(briefing->arena, "The risk register, %s", briefing->money_unit));
    section->name = "risk-register";
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], h < 2 ? ALIGN_LEFT : ALIGN_RIGHT);
    for (size_t b = 0; b < briefing->body_count; b++)
        grid_column(document, section,
            briefing->body_count > 1 ? arena_format(briefing->arena, "Expected cost, %s", body_name(briefing, b))
                                     : "Expected cost",
            ALIGN_RIGHT);
    for (size_t i = 0; i < count; i++) add_row(briefing, section, &risks[i]);
    section_note(document, section,
        "Expected cost: the chance times the average cost if it happens, at present value. An opportunity is a cost "
        "below zero.");
}
