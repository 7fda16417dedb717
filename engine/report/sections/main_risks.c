#include "report/sections/main_risks.h"

#include <math.h>
#include <string.h>

static const Risk *risk_of(const Case *the_case, const char *id) {
    for (size_t r = 0; r < the_case->risk_count; r++)
        if (strcmp(the_case->risks[r].label.id, id) == 0) return &the_case->risks[r];
    return NULL;
}

static bool is_risk_of_main_option(const Briefing *briefing, const BizcasePart *part) {
    return strcmp(part->option, briefing->option) == 0 && !part->versus == !briefing->versus &&
           strcmp(part->type, "risk") == 0;
}

size_t main_risks(const Briefing *briefing, MainRisk *risks) {
    size_t count = 0;
    for (size_t i = 0; i < briefing->appraisal->line_count; i++) {
        const BizcasePart *part = &briefing->appraisal->lines[i];
        const Risk *risk = is_risk_of_main_option(briefing, part) ? risk_of(briefing->the_case, part->line) : NULL;
        if (risk) risks[count++] = (MainRisk){ risk, part->present_values };
    }
    return count;
}

bool impact_is_range(const Risk *risk) {
    const Fitted *impact = &risk->impact.fitted;
    return !impact->constant && !isnan(impact->low) && !isnan(impact->high);
}
