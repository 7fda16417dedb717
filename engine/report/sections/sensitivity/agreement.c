/* Whether every council gains, and which shares and payments make it so. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>

#include "case/party.h"
#include "study/simulation/interval.h"

static Value range_value(Arena *arena, BizcaseRange range) {
    Value value = value_object();
    if (isnan(range.from)) return value_null();
    value_set(arena, &value, "from", value_number(range.from));
    value_set(arena, &value, "to", value_number(range.to));
    return value;
}

static Value shares_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->agreement->share_count; i++) {
        const BizcaseShareRow *row = &study->agreement->shares[i];
        Value value = lever_value(arena, lever_of(study, row->lever));
        value_set(arena, &value, "at_plan", range_value(arena, row->at_plan));
        value_set(arena, &value, "at_mean", range_value(arena, row->at_mean));
        value_set(arena, &value, "confident", range_value(arena, row->confident));
        value_append(arena, &list, value);
    }
    return list;
}

static Value payments_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->agreement->payment_count; i++) {
        const BizcasePaymentRow *row = &study->agreement->payments[i];
        Value value = value_object();
        value_set(arena, &value, "from", value_text(arena, study->bodies[1 + row->council]));
        value_set(arena, &value, "equal_plan", value_number(row->equal_plan));
        value_set(arena, &value, "equal_mean", value_number(row->equal_mean));
        value_set(arena, &value, "confident", range_value(arena, row->confident));
        value_set(arena, &value, "smallest", value_number(row->smallest));
        value_set(arena, &value, "most_confident", value_number(row->most_confident));
        value_set(arena, &value, "probability", value_number(row->probability));
        value_append(arena, &list, value);
    }
    return list;
}

static Value agreement_value(Arena *arena, const BizcaseSensitivity *study) {
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    if (!agreement) return value_null();
    Value value = value_object(), loses = value_object(), alone = value_object();
    for (size_t c = 0; c + 1 < study->body_count; c++) {
        value_set(arena, &loses, study->bodies[1 + c], estimate_value(arena, &agreement->loses[c]));
        value_set(arena, &alone, study->bodies[1 + c], estimate_value(arena, &agreement->loses_alone[c]));
    }
    value_set(arena, &value, "all_gain", estimate_value(arena, &agreement->all_gain));
    value_set(arena, &value, "none_gains", estimate_value(arena, &agreement->none_gains));
    value_set(arena, &value, "just_one_loses", estimate_value(arena, &agreement->just_one_loses));
    value_set(arena, &value, "loses", loses);
    value_set(arena, &value, "loses_alone", alone);
    value_set(arena, &value, "shares", shares_value(arena, study));
    value_set(arena, &value, "payments", payments_value(arena, study));
    return value;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "agreement", agreement_value(arena, study));
}

static void add_range_facts(
    Document *document, const char *lever, const char *body, const char *from, const char *to, BizcaseRange range) {
    sensitivity_fact(document, "agreement", lever, body, from, NAN, range.from);
    sensitivity_fact(document, "agreement", lever, body, to, NAN, range.to);
}

static void add_joint_facts(Document *document, const BizcaseSensitivity *study) {
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    const char *body = study->bodies[0];
    sensitivity_fact(document, "agreement", NULL, body, "all_gain", NAN, agreement->all_gain.value);
    sensitivity_fact(document, "agreement", NULL, body, "none_gains", NAN, agreement->none_gains.value);
    sensitivity_fact(document, "agreement", NULL, body, "just_one_loses", NAN, agreement->just_one_loses.value);
    for (size_t i = 0; i < agreement->share_count; i++) {
        const BizcaseShareRow *row = &agreement->shares[i];
        const char *lever = lever_of(study, row->lever)->name;
        add_range_facts(document, lever, body, "share_plan_from", "share_plan_to", row->at_plan);
        add_range_facts(document, lever, body, "share_mean_from", "share_mean_to", row->at_mean);
        add_range_facts(document, lever, body, "share_confident_from", "share_confident_to", row->confident);
    }
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    if (!agreement) return;
    if (b == 0) {
        add_joint_facts(document, study);
        return;
    }
    const char *body = study->bodies[b];
    sensitivity_fact(document, "agreement", NULL, body, "loses", NAN, agreement->loses[b - 1].value);
    sensitivity_fact(document, "agreement", NULL, body, "loses_alone", NAN, agreement->loses_alone[b - 1].value);
    for (size_t i = 0; i < agreement->payment_count; i++) {
        const BizcasePaymentRow *row = &agreement->payments[i];
        if (row->council != b - 1) continue;
        sensitivity_fact(document, "agreement", NULL, body, "payment_equal_plan", NAN, row->equal_plan);
        sensitivity_fact(document, "agreement", NULL, body, "payment_equal_mean", NAN, row->equal_mean);
        add_range_facts(document, NULL, body, "payment_confident_from", "payment_confident_to", row->confident);
    }
}

static void add_to_answer(const Briefing *briefing, Section *section) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    if (study->agreement)
        section_paragraph(document, section,
            arena_format(arena, "%s in %s of outcomes. Just one loses in %s.",
                party_text(briefing->arena, briefing->the_case,
                    shown_body_count(briefing) == 3 ? "Both {parties} gain" : "All {parties} gain"),
                chance_text(arena, study->agreement->all_gain.value),
                chance_text(arena, study->agreement->just_one_loses.value)));
}

static const char *range_text(Arena *arena, BizcaseRange range) {
    static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 0 };
    if (isnan(range.from)) return "none";
    return arena_format(
        arena, "%s to %s", number_text(arena, range.from, percent), number_text(arena, range.to, percent));
}

static void gains_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    Document *document = briefing->document;
    Section *section = document_section(
        document, party_text(briefing->arena, briefing->the_case, "How likely each {party} is to gain"));
    section->name = "councils-gain";
    section->extent = FULL_ONLY;
    grid_column(document, section, "", ALIGN_LEFT);
    grid_column(document, section, "Chance", ALIGN_RIGHT);
    grid_text(document, section, party_text(briefing->arena, briefing->the_case, "All {parties} gain"));
    grid_text(document, section, chance_cell(briefing->arena, agreement->all_gain.value));
    grid_text(document, section, party_text(briefing->arena, briefing->the_case, "No {party} gains"));
    grid_text(document, section, chance_cell(briefing->arena, agreement->none_gains.value));
    for (size_t b = next_body(briefing, 0); b < briefing->body_count; b = next_body(briefing, b)) {
        grid_text(document, section, arena_format(briefing->arena, "Only %s does not gain", body_name(briefing, b)));
        grid_text(document, section, chance_cell(briefing->arena, agreement->loses_alone[b - 1].value));
    }
    section_note(document, section,
        arena_format(briefing->arena,
            "%s gains when its NPV is above 0. The 95%% interval of the first row is ± %.1f percentage points.",
            party_text(briefing->arena, briefing->the_case, "Each {party}"),
            100 * half_width_95(agreement->all_gain.standard_error, agreement->all_gain.randomisations)));
}

static void shares_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    Document *document = briefing->document;
    if (!agreement->share_count) return;
    Section *section = document_section(
        document, party_text(briefing->arena, briefing->the_case, "How far shares can move while every {party} gains"));
    section->name = "shares-with-gain";
    section->extent = FULL_ONLY;
    grid_column(document, section, "Share", ALIGN_LEFT);
    grid_column(document, section, "Now", ALIGN_RIGHT);
    grid_column(document, section, "In the plan", ALIGN_RIGHT);
    grid_column(document, section, "On average", ALIGN_RIGHT);
    grid_column(document, section, "With 80% confidence", ALIGN_RIGHT);
    for (size_t i = 0; i < agreement->share_count; i++) {
        const BizcaseShareRow *row = &agreement->shares[i];
        const BizcaseLever *lever = lever_of(study, row->lever);
        grid_lever(briefing, section, lever);
        grid_text(document, section, short_setting_text(briefing->arena, lever, lever->plan));
        grid_text(document, section, range_text(briefing->arena, row->at_plan));
        grid_text(document, section, range_text(briefing->arena, row->at_mean));
        grid_text(document, section, range_text(briefing->arena, row->confident));
    }
    section_note(document, section,
        party_text(briefing->arena, briefing->the_case,
            "Each row moves one share, to the same value in all periods. Now: the share in the first period. In the plan "
            "and on average: every {party} gains there. With 80% confidence: every {party} gains in at least 8 outcomes "
            "out of 10."));
}

/* The other one of two that gain or lose. */
static const char *payee(const Briefing *briefing, size_t payer) {
    if (shown_body_count(briefing) > 3) return "the others, in equal parts";
    const size_t first = next_body(briefing, 0);
    return body_name(briefing, first == 1 + payer ? next_body(briefing, first) : first);
}

static bool is_nothing(double payment) {
    return fabs(payment) < 0.5;
}

/* "pays £37k a year", "receives £5k a year", "pays nothing" */
static const char *payment_text(const Briefing *briefing, double payment) {
    if (is_nothing(payment)) return "pays nothing";
    return arena_format(
        briefing->arena, "%s %s a year", payment < 0 ? "receives" : "pays", money_text(briefing, fabs(payment)));
}

/* "pay £37k a year", "receive £5k a year", "pay nothing" */
static const char *could_pay_text(const Briefing *briefing, double payment) {
    if (is_nothing(payment)) return "pay nothing";
    return arena_format(
        briefing->arena, "%s %s a year", payment < 0 ? "receive" : "pay", money_text(briefing, fabs(payment)));
}

/* What makes every council gain in 8 outcomes out of 10. */
static const char *confident_words(const Briefing *briefing, const BizcasePaymentRow *row, const char *payer) {
    Arena *arena = briefing->arena;
    const char *every =
        party_text(arena, briefing->the_case, shown_body_count(briefing) == 3 ? "both {parties}" : "all {parties}");
    if (isnan(row->most_confident))
        return arena_format(arena, "No payment by %s or to it makes %s gain in any outcome.", payer, every);
    if (isnan(row->confident.from))
        return arena_format(arena,
            "No payment makes %s gain in 8 outcomes out of 10. The nearest is %s of outcomes, if %s %s.", every,
            chance_text(arena, row->probability), payer, payment_text(briefing, row->most_confident));
    if (row->smallest == 0)
        return arena_format(arena,
            "No payment is needed: %s could %s, or %s, and %s would still gain in 8 outcomes out of 10.", payer,
            could_pay_text(briefing, row->confident.from), could_pay_text(briefing, row->confident.to), every);
    const double least = fmin(fabs(row->confident.from), fabs(row->confident.to)),
                 most = fmax(fabs(row->confident.from), fabs(row->confident.to));
    return arena_format(arena, "%s gain in 8 outcomes out of 10 if %s %s between %s and %s a year.",
        sentence_text(arena, every), payer, row->smallest < 0 ? "receives" : "pays", money_text(briefing, least),
        money_text(briefing, most));
}

/* "pays £37k a year to Barton. In the plan they are equal if it receives £5k a year" */
static const char *equal_words(const Briefing *briefing, const BizcasePaymentRow *row) {
    Arena *arena = briefing->arena;
    const char *payment = payment_text(briefing, row->equal_mean);
    if (!is_nothing(row->equal_mean))
        payment = arena_format(
            arena, "%s %s %s", payment, row->equal_mean < 0 ? "from" : "to", payee(briefing, row->council));
    return arena_format(
        arena, "%s. In the plan they are equal if it %s", payment, payment_text(briefing, row->equal_plan));
}

static void payments_section(const Briefing *briefing, const BizcaseSensitivity *study) {
    Arena *arena = briefing->arena;
    Document *document = briefing->document;
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    bool any_helps = false;
    if (!agreement->payment_count) return;
    Section *section =
        document_section(document, party_text(arena, briefing->the_case, "Payments between the {parties}"));
    section->name = "payments-between-councils";
    for (size_t i = 0; i < agreement->payment_count; i++)
        any_helps = any_helps || !isnan(agreement->payments[i].most_confident);
    if (!any_helps)
        section_paragraph(document, section,
            party_text(arena, briefing->the_case, "No payment makes every {party} gain in any outcome."));
    for (size_t i = 0; i < agreement->payment_count; i++) {
        const BizcasePaymentRow *row = &agreement->payments[i];
        const char *payer = body_name(briefing, 1 + row->council);
        section_paragraph(document, section,
            arena_format(arena, "%s%sAverage gains are equal if %s %s.",
                any_helps ? confident_words(briefing, row, payer) : "", any_helps ? " " : "", payer,
                equal_words(briefing, row)));
    }
    section_note(document, section,
        "A payment is the same in every year of the case, at the case's prices, and discounted like other money.");
}

static void agreement_sections(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    if (!study->agreement) return;
    gains_section(briefing, study);
    shares_section(briefing, study);
    payments_section(briefing, study);
}

const SensitivityPages pages_of_agreement = {
    .data = add_data, .facts = add_facts, .answer = add_to_answer, .sections = agreement_sections
};
