/* Pages about the trials: where the uncertainty comes from, and what it is worth to know more. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>
#include <string.h>

#include "study/simulation/interval.h"

static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 };
static const NumberStyle two_decimals = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 2 };
enum { MOST_GROUP_ROWS = 12 };

static const char *group_text(const Briefing *briefing, const BizcaseSensitivity *study, size_t group) {
    return arena_format(briefing->arena, "%s (%s)", study->groups[group].label, study->groups[group].name);
}

static const char *trials_note(const Briefing *briefing, const BizcaseSensitivity *study) {
    return arena_format(briefing->arena, "From %s trials of the simulation (%s, seed %llu).",
        count_text(briefing->arena, study->trials), study->sampler, (unsigned long long)study->seed);
}

/* "12.3% ± 0.4" */
static const char *estimate_text(const Briefing *briefing, const BizcaseEstimate *estimate) {
    if (isnan(estimate->value)) return "n/a";
    return arena_format(briefing->arena, "%s ± %.1f", number_text(briefing->arena, fmax(0, estimate->value), percent),
        100 * half_width_95(estimate->standard_error, estimate->randomisations));
}

/* Rows of inputs, then of groups; the most important of each. */
static void variance_rows(
    const Briefing *briefing, const BizcaseSensitivity *study, bool groups, size_t most, Section *section) {
    Document *document = briefing->document;
    size_t count = 0;
    for (size_t i = 0; i < study->variance_count && count < most; i++) {
        const BizcaseVarianceRow *row = &study->variance[i];
        if (study->groups[row->group].is_group != groups) continue;
        grid_text(document, section, group_text(briefing, study, row->group));
        grid_text(document, section, estimate_text(briefing, &row->first[0]));
        for (size_t b = 0; b < briefing->body_count; b++)
            grid_text(document, section, estimate_text(briefing, &row->total[b]));
        count++;
    }
}

void variance_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    if (!study->variance_count) return;
    static const char *const headings[] = { "Where the uncertainty comes from: single inputs",
        "Where the uncertainty comes from: groups of inputs" };
    for (int groups = 0; groups <= 1; groups++) {
        Section *section = document_section(document, headings[groups]);
        section->name = groups ? "uncertainty-by-group" : "uncertainty-by-input";
        grid_column(document, section, groups ? "Group" : "Input", ALIGN_LEFT);
        grid_column(document, section, "Alone, joint", ALIGN_RIGHT);
        body_columns(briefing, section, "In all");
        variance_rows(briefing, study, groups, groups ? MOST_GROUP_ROWS : MOST_ROWS, section);
        if (groups) {
            section_note(document, section,
                "A programme or category: its lines and all that moves them, and its risks. Groups may share inputs, "
                "so they do not add up.");
        } else {
            section_note(document, section,
                "Part of the variance of NPV. Alone: what would go on average if the input became known (first-order "
                "index). In all: what would be left if everything else became known (total-effect index). ± is the "
                "half width of the 95% interval.");
            section_note(document, section,
                arena_format(briefing->arena, "The standard deviation of the joint NPV is %s.",
                    money_text(briefing, study->variance_sd[0])));
        }
    }
}

void association_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    if (!study->association_count) return;
    Section *section = document_section(document, "What goes together with a high or a low net present value");
    section->name = "associations";
    grid_column(document, section, "Input", ALIGN_LEFT);
    body_columns(briefing, section, "Rank correlation");
    grid_column(document, section, "Regression, joint", ALIGN_RIGHT);
    grid_column(document, section, "Mean", ALIGN_RIGHT);
    grid_column(document, section, "Mean in the worst 5%", ALIGN_RIGHT);
    grid_column(document, section, "That is, in sd", ALIGN_RIGHT);
    for (size_t i = 0; i < study->association_count && i < MOST_ROWS; i++) {
        const BizcaseAssociationRow *row = &study->associations[i];
        const NumberStyle plain = {
            .prefix = "", .suffix = "", .divisor = 1, .decimals = fabs(row->mean) >= 1000 ? 0 : 3
        };
        grid_text(document, section, group_text(briefing, study, row->group));
        for (size_t b = 0; b < briefing->body_count; b++)
            grid_number(document, section, row->rank_correlation[b], two_decimals);
        grid_number(document, section, row->standardised_coefficient[0], two_decimals);
        grid_number(document, section, row->mean, plain);
        grid_number(document, section, row->worst_mean[0], plain);
        grid_number(document, section, row->worst_shift[0], two_decimals);
    }
    section_note(document, section,
        "Rank correlation: Spearman's, of the input and NPV. Regression: standard deviations by which NPV moves with "
        "one standard deviation of the input, all others held. Worst 5%: the trials in which the joint NPV was "
        "lowest.");
    section_note(document, section, trials_note(briefing, study));
    rest_note(briefing, section, study->association_count);
}

/* --- information ---------------------------------------------------------------------------------------------------- */

static bool is_worth_something(const Briefing *briefing, const BizcaseEstimate *estimate) {
    return estimate->value >= 0.5 * style_step(briefing->money);
}

static void information_words(const Briefing *briefing, const BizcaseSensitivity *study, Section *section) {
    Arena *arena = briefing->arena;
    for (size_t b = 0; b < briefing->body_count; b++) {
        const BizcaseInformationRow *dearest = NULL;
        if (!is_worth_something(briefing, &study->evpi[b])) {
            section_paragraph(briefing->document, section,
                arena_format(arena, "%s nothing that could become known would change the choice.",
                    briefing->body_count > 1 ? arena_format(arena, "For %s", body_in_words(briefing, b))
                                             : "As the ranges stand"));
            continue;
        }
        for (size_t i = 0; i < study->information_count; i++) {
            const BizcaseInformationRow *row = &study->information[i];
            if (study->groups[row->group].is_group || !is_worth_something(briefing, &row->evppi[b])) continue;
            if (!dearest || row->evppi[b].value > dearest->evppi[b].value) dearest = row;
        }
        const char *all = arena_format(arena, "%s would be worth up to %s to know everything before choosing",
            briefing->body_count > 1 ? arena_format(arena, "For %s it", body_in_words(briefing, b)) : "It",
            money_text(briefing, study->evpi[b].value));
        section_paragraph(briefing->document, section,
            !dearest
                ? arena_format(arena,
                      "%s; no single input would change the choice often enough to be worth anything by itself.", all)
                : arena_format(arena,
                      "%s; it is worth up to %s to firm up \"%s\" (%s), more than any other single input.", all,
                      money_text(briefing, dearest->evppi[b].value), study->groups[dearest->group].label,
                      study->groups[dearest->group].name));
    }
}

static void information_rows(
    const Briefing *briefing, const BizcaseSensitivity *study, bool groups, size_t most, Section *section) {
    Document *document = briefing->document;
    size_t count = 0;
    for (size_t i = 0; i < study->information_count && count < most; i++) {
        const BizcaseInformationRow *row = &study->information[i];
        bool is_worth = false;
        for (size_t b = 0; b < briefing->body_count; b++)
            is_worth = is_worth || is_worth_something(briefing, &row->evppi[b]);
        if (study->groups[row->group].is_group != groups || !is_worth) continue;
        grid_text(document, section, group_text(briefing, study, row->group));
        for (size_t b = 0; b < briefing->body_count; b++)
            grid_number(document, section, row->evppi[b].value, briefing->money);
        grid_number(document, section, half_width_95(row->evppi[0].standard_error, row->evppi[0].randomisations),
            briefing->money);
        count++;
    }
}

void information_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    if (!study->evpi) return;
    Section *section = document_section(
        document, arena_format(briefing->arena, "What it is worth to know more, %s", briefing->money_unit));
    section->name = "value-of-information";
    information_words(briefing, study, section);
    grid_column(document, section, "To know …", ALIGN_LEFT);
    body_columns(briefing, section, "At most");
    grid_column(document, section, "± joint", ALIGN_RIGHT);
    grid_text(document, section, "Everything");
    for (size_t b = 0; b < briefing->body_count; b++)
        grid_number(document, section, study->evpi[b].value, briefing->money);
    grid_number(document, section, half_width_95(study->evpi[0].standard_error, study->evpi[0].randomisations),
        briefing->money);
    information_rows(briefing, study, true, MOST_GROUP_ROWS, section);
    information_rows(briefing, study, false, MOST_ROWS, section);
    section_note(document, section,
        "Expected value of perfect information, of all inputs and of some: what the best choice made afterwards gains "
        "on average over the best choice made now. A council's is for that council choosing alone. What would not "
        "change the choice is worth nothing and not listed. ± is the half width of the 95% interval.");
    section_note(document, section,
        arena_format(briefing->arena,
            "%s What single inputs and groups are worth is told by a regression on the first %s.",
            trials_note(briefing, study), count_text(briefing->arena, study->information_trials)));
}
