#include "report/sections/appraisal/line_words.h"

#include <math.h>
#include <string.h>

#include "case/line_types.h"
#include "case/party.h"
#include "report/sections/case_data.h"
#include "report/sections/whose_money.h"

const char *change_words(const BizcasePart *part) {
    static const char *const words[][CHANGE_COUNT] = {
        { "new benefit", "benefit given up", "benefit shared differently" },
        { "new cost", "cost avoided", "cost shared differently" },
    };
    if (!part->versus) return part->is_cost ? "cost" : "benefit";
    return words[part->is_cost ? 1 : 0][part->change];
}

const char *type_title(Arena *arena, const char *type) {
    for (size_t t = 0; t < line_type_count; t++)
        if (strcmp(line_types[t].name, type) == 0) return sentence_text(arena, line_types[t].words);
    return "Expected cost of risks";
}

const char *change_name(BizcaseChange change) {
    static const char *const names[] = { "new", "avoided", "kept" };
    return names[change];
}

const BizcaseNetting *main_netting(const Briefing *briefing) {
    for (size_t n = 0; n < briefing->appraisal->netting_count; n++)
        if (strcmp(briefing->appraisal->nettings[n].option, briefing->option) == 0)
            return &briefing->appraisal->nettings[n];
    return NULL;
}

static void find_rows_apart(const double *values, size_t rows, size_t bodies, double step, Casting *casting) {
    for (size_t r = 0; r < rows && bodies > 1; r++) {
        double sum = 0;
        for (size_t b = 1; b < bodies; b++) sum += values[r * bodies + b];
        if (fabs(sum - values[r * bodies]) > step / 2) casting->totals_apart = true;
    }
}

void cast_bodies(const Briefing *briefing, double *values, size_t rows, Casting *casting) {
    enum { MOST_CAST = 2000 }; /* so many are rounded by themselves: to make them add up would take long */
    const size_t bodies = briefing->body_count;
    const double step = style_step(briefing->money);
    double *parts = arena_array(briefing->arena, rows, sizeof *parts);
    for (size_t b = 0; b < bodies; b++) {
        size_t count = 0;
        values[b] = round_to_step(values[b], step);
        for (size_t r = 1; r < rows; r++)
            if (values[r * bodies + b] != 0) parts[count++] = values[r * bodies + b];
        if (count <= MOST_CAST)
            round_list(briefing->arena, parts, count, values[b], step, casting);
        else {
            for (size_t i = 0; i < count; i++) parts[i] = round_to_step(parts[i], step);
            casting->totals_apart = true;
        }
        count = 0;
        for (size_t r = 1; r < rows; r++)
            if (values[r * bodies + b] != 0) values[r * bodies + b] = parts[count++];
    }
    find_rows_apart(values, rows, bodies, step, casting);
}

const double *rounded_changes(const Briefing *briefing, bool is_cost, Casting *casting) {
    const BizcaseNetting *netting = main_netting(briefing);
    const size_t bodies = briefing->body_count;
    if (!netting) return NULL;
    const double *added = is_cost ? netting->new_costs : netting->new_benefits,
                 *taken_off = is_cost ? netting->avoided_costs : netting->forgone_benefits;
    double *table = arena_array(briefing->arena, (1 + CHANGE_COUNT) * bodies, sizeof *table);
    for (size_t b = 0; b < bodies; b++) {
        table[b] = plan_figure(briefing, briefing->option, b, 0, is_cost ? FIGURE_PV_COSTS : FIGURE_PV_BENEFITS);
        table[(1 + BIZCASE_NEW) * bodies + b] = added[b];
        table[(1 + BIZCASE_AVOIDED) * bodies + b] = -taken_off[b];
        const double kept = table[b] - added[b] + taken_off[b];
        table[(1 + BIZCASE_KEPT) * bodies + b] = readings_apart(kept, 0) ? kept : 0;
    }
    cast_bodies(briefing, table, 1 + CHANGE_COUNT, casting);
    return table;
}

const char *avoided_text(const Briefing *briefing) {
    Casting ignored = { 0 };
    const double *costs = rounded_changes(briefing, true, &ignored);
    if (!costs || !briefing->versus) return NULL;
    const double added = costs[(1 + BIZCASE_NEW) * briefing->body_count],
                 avoided = costs[(1 + BIZCASE_AVOIDED) * briefing->body_count];
    if (avoided == 0) return NULL;
    return arena_format(briefing->arena, "It adds costs of %s and avoids %s that \"%s\" would have cost.",
        headline_text(briefing, added), headline_text(briefing, -avoided),
        option_name(briefing->the_case, briefing->versus));
}

/* "Northshire gains £50k and Southshire loses £50k" */
static const char *movers_text(const Briefing *briefing, const double *shift, size_t movers) {
    Arena *arena = briefing->arena;
    const char *text = "";
    size_t told = 0;
    for (size_t b = 1; b < briefing->body_count; b++) {
        if (shift[b] == 0) continue;
        const char *between = told == 0 ? "" : told + 1 == movers ? " and " : ", ";
        text = arena_format(arena, "%s%s%s %s %s", text, between, body_name(briefing, b),
            shift[b] > 0 ? "gains" : "loses", headline_text(briefing, fabs(shift[b])));
        told++;
    }
    return text;
}

const char *shift_text(const Briefing *briefing) {
    enum { MOST_NAMED = 6 };
    const BizcaseNetting *netting = main_netting(briefing);
    Casting ignored = { 0 };
    size_t movers = 0;
    double moved = 0;
    if (!netting || briefing->body_count == 1) return NULL;
    const double *shift = round_bodies(briefing, netting->shift, &ignored);
    for (size_t b = 1; b < briefing->body_count; b++) {
        movers += shift[b] != 0;
        moved += fmax(0, shift[b]);
    }
    if (movers == 0) return NULL;
    const char *who = movers <= MOST_NAMED ? movers_text(briefing, shift, movers)
                                           : arena_format(briefing->arena, "%s in all", headline_text(briefing, moved));
    return arena_format(briefing->arena, "%s: %s. The same money falls on another %s than under \"%s\".",
        party_text(briefing->arena, briefing->the_case, "Part of this only moves between the {parties}"), who,
        briefing->the_case->settings.party, option_name(briefing->the_case, briefing->versus));
}
