/* Pages about the choice among the options, and about the councils' agreement. */
#include "report/sections/sensitivity/pages.h"

#include "report/sections/case_data.h"
#include "study/simulation/interval.h"

#include <math.h>
#include <string.h>

static const char *alternative_name(const Briefing *briefing, const BizcaseSensitivity *study, size_t alternative) {
    const char *id = study->alternatives[alternative];
    const bool is_nothing = alternative + 1 == study->alternative_count && strcmp(id, "nothing") == 0 && !study->versus;
    return is_nothing ? "Do nothing" : option_name(briefing->the_case, id);
}

/* --- choice --------------------------------------------------------------------------------------------------------- */

static void dominance_words(const Briefing *briefing, const BizcaseSensitivity *study, Section *section) {
    const size_t n = study->alternative_count;
    for (size_t b = 0; b < briefing->body_count; b++)
        for (size_t a = 0; a < n; a++)
            for (size_t other = 0; other < n; other++) {
                const int order = study->choice->dominates[(b * n + a) * n + other];
                if (!order) continue;
                section_note(briefing->document, section,
                    arena_format(briefing->arena,
                        "%s\"%s\" is preferable to \"%s\" %s (%s-order stochastic dominance).",
                        briefing->body_count > 1 ? arena_format(briefing->arena, "For %s ", body_in_words(briefing, b))
                                                 : "",
                        alternative_name(briefing, study, a), alternative_name(briefing, study, other),
                        order == 1 ? "whatever the attitude to risk: every outcome is at least as likely to be exceeded"
                                   : "to anyone who would rather avoid risk",
                        order == 1 ? "first" : "second"));
            }
}

void choice_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    const BizcaseChoice *choice = study->choice;
    if (!choice) return;
    Section *section = document_section(
        document, arena_format(briefing->arena, "The choice under uncertainty, %s", briefing->money_unit));
    section->name = "choice-under-uncertainty";
    grid_column(document, section, "Alternative", ALIGN_LEFT);
    body_columns(briefing, section, "Best in");
    grid_column(document, section, "Expected NPV, joint", ALIGN_RIGHT);
    body_columns(briefing, section, "Expected regret");
    grid_column(document, section, "Regret P95, joint", ALIGN_RIGHT);
    for (size_t a = 0; a < study->alternative_count; a++) {
        const size_t at = a * study->body_count;
        grid_text(document, section, alternative_name(briefing, study, a));
        for (size_t b = 0; b < briefing->body_count; b++)
            grid_text(document, section, chance_text(briefing->arena, choice->probability_best[at + b]));
        grid_number(document, section, choice->expected_npv[at], briefing->money);
        for (size_t b = 0; b < briefing->body_count; b++)
            grid_number(document, section, choice->expected_regret[at + b], briefing->money);
        grid_number(document, section, choice->regret_p95[at], briefing->money);
    }
    section_note(document, section,
        "Best in: the part of the trials in which the alternative has the highest NPV. Regret: how much less it has "
        "than the best of the same trial, on average, and in the worst 1 of 20 at least.");
    dominance_words(briefing, study, section);
}

/* --- agreement ------------------------------------------------------------------------------------------------------ */

static const char *range_text(Arena *arena, BizcaseRange range) {
    static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 0 };
    if (isnan(range.from)) return "none";
    return arena_format(
        arena, "%s to %s", number_text(arena, range.from, percent), number_text(arena, range.to, percent));
}

static void gains_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    Document *document = briefing->document;
    Section *section = document_section(document, "Whether every council gains");
    section->name = "councils-gain";
    grid_column(document, section, "", ALIGN_LEFT);
    grid_column(document, section, "Chance", ALIGN_RIGHT);
    grid_text(document, section, "All councils gain");
    grid_text(document, section, chance_text(briefing->arena, agreement->all_gain.value));
    grid_text(document, section, "No council gains");
    grid_text(document, section, chance_text(briefing->arena, agreement->none_gains.value));
    for (size_t c = 0; c + 1 < study->body_count; c++) {
        grid_text(document, section, arena_format(briefing->arena, "Only %s does not", body_name(briefing, 1 + c)));
        grid_text(document, section, chance_text(briefing->arena, agreement->loses_alone[c].value));
    }
    section_note(document, section,
        arena_format(briefing->arena,
            "A council gains when its NPV is above 0. 95%% interval of the first: ± %.1f percentage points.",
            100 * half_width_95(agreement->all_gain.standard_error, agreement->all_gain.randomisations)));
}

static void shares_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    Document *document = briefing->document;
    if (!agreement->share_count) return;
    Section *section = document_section(document, "How far the shares may move while every council gains");
    section->name = "shares-with-gain";
    grid_column(document, section, "Share", ALIGN_LEFT);
    grid_column(document, section, "Now", ALIGN_RIGHT);
    grid_column(document, section, "By the plan", ALIGN_RIGHT);
    grid_column(document, section, "By the mean", ALIGN_RIGHT);
    grid_column(document, section, "With 80% confidence", ALIGN_RIGHT);
    for (size_t i = 0; i < agreement->share_count; i++) {
        const BizcaseShareRow *row = &agreement->shares[i];
        const BizcaseLever *lever = lever_of(study, row->lever);
        grid_text(document, section, arena_format(briefing->arena, "%s (%s)", lever->label, lever->name));
        grid_text(document, section, setting_text(briefing->arena, lever, lever->plan));
        grid_text(document, section, range_text(briefing->arena, row->at_plan));
        grid_text(document, section, range_text(briefing->arena, row->at_mean));
        grid_text(document, section, range_text(briefing->arena, row->confident));
    }
    section_note(document, section,
        "One split at a time, its share the same in all periods, everything else as it is. By the plan: with its "
        "planning values; by the mean: of the trials; with 80% confidence: every council gains in 4 of 5 trials at "
        "least. Now: the share in the first period.");
}

static const char *payee(const Briefing *briefing, const BizcaseSensitivity *study, size_t payer) {
    return study->body_count == 3 ? body_name(briefing, payer == 0 ? 2 : 1) : "the others, in equal parts";
}

/* "pays £37k a year", "receives £5k a year" */
static const char *payment_text(const Briefing *briefing, double payment) {
    return arena_format(
        briefing->arena, "%s %s a year", payment < 0 ? "receives" : "pays", money_text(briefing, fabs(payment)));
}

static const char *confident_words(const Briefing *briefing, const BizcasePaymentRow *row, const char *payer) {
    Arena *arena = briefing->arena;
    if (isnan(row->confident.from))
        return arena_format(arena,
            "No payment makes every council gain with 80%% confidence; what comes nearest, with %s, is that %s %s.",
            chance_text(arena, row->probability), payer, payment_text(briefing, row->most_confident));
    return arena_format(arena, "Every council gains with 80%% confidence if %s %s, up to where it %s%s.", payer,
        payment_text(briefing, row->confident.from), payment_text(briefing, row->confident.to),
        row->smallest == 0
            ? "; without any payment too"
            : arena_format(arena, "; the smallest that does is %s", money_text(briefing, fabs(row->smallest))));
}

static void payment_words(
    const Briefing *briefing, const BizcaseSensitivity *study, const BizcasePaymentRow *row, Section *section) {
    Arena *arena = briefing->arena;
    const char *payer = body_name(briefing, 1 + row->council);
    section_paragraph(briefing->document, section,
        arena_format(arena, "Gains are equal on average if %s %s %s %s (by the plan: %s). %s", payer,
            payment_text(briefing, row->equal_mean), row->equal_mean < 0 ? "from" : "to",
            payee(briefing, study, row->council), payment_text(briefing, row->equal_plan),
            confident_words(briefing, row, payer)));
}

static void payments_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    Section *section = document_section(document, "Payments between the councils");
    section->name = "payments-between-councils";
    for (size_t i = 0; i < study->agreement->payment_count; i++)
        payment_words(briefing, study, &study->agreement->payments[i], section);
    section_note(
        document, section, "The same in every year of the horizon, at price-base prices, discounted like all else.");
}

void agreement_sections(const Briefing *briefing, const BizcaseSensitivity *study) {
    if (!study->agreement) return;
    gains_section(briefing, study);
    shares_section(briefing, study);
    payments_section(briefing, study);
}
