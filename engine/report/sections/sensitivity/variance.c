/* Where the uncertainty comes from. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>
#include <string.h>

#include "case/party.h"
#include "report/document/rounding.h"
#include "study/simulation/interval.h"

static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 };

static Value money_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->money_count; i++) {
        const BizcaseMoneyShare *money = &study->money[i];
        Value row = value_object();
        value_set(arena, &row, "kind", value_text(arena, money->kind));
        value_set(arena, &row, "group", value_text(arena, money->name));
        value_set(arena, &row, "label", value_text(arena, money->label));
        value_set(arena, &row, "share", estimates_by_body(arena, study, money->share));
        value_append(arena, &list, row);
    }
    return list;
}

static Value causes_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->cause_count; i++) {
        const BizcaseCause *cause = &study->causes[i];
        Value row = value_object();
        value_set(arena, &row, "cause", value_text(arena, cause->name));
        value_set(arena, &row, "label", value_text(arena, cause->label));
        value_set(arena, &row, "inputs", value_texts(arena, cause->inputs, cause->input_count));
        value_set(arena, &row, "share", estimates_by_body(arena, study, cause->share));
        value_append(arena, &list, row);
    }
    return list;
}

/* NULL: all points count. */
static const char *odd_points_text(Arena *arena, const BizcaseSensitivity *study) {
    if (study->variance_not_finite == 0) return NULL;
    return arena_format(arena, "In %s of the %s points at which inputs are compared a formula divides by 0. %s",
        count_text(arena, study->variance_not_finite), count_text(arena, study->variance_points),
        isnan(study->variance_sd[0]) ? "Too few are left to compare the inputs." : "The comparison leaves these out.");
}

static Value variance_value(Arena *arena, const BizcaseSensitivity *study) {
    if (!study->variance) return value_null();
    const char *note = odd_points_text(arena, study);
    Value value = value_object(), list = value_list();
    value_set(arena, &value, "sd", by_body(arena, study, study->variance_sd));
    value_set(arena, &value, "points", value_integer(study->variance_points));
    value_set(arena, &value, "not_finite", value_integer(study->variance_not_finite));
    value_set(arena, &value, "note", note ? value_text(arena, note) : value_null());
    for (size_t i = 0; i < study->variance_count; i++) {
        Value row = group_value(arena, study, study->variance[i].group);
        value_set(arena, &row, "first", estimates_by_body(arena, study, study->variance[i].first));
        value_set(arena, &row, "total", estimates_by_body(arena, study, study->variance[i].total));
        value_append(arena, &list, row);
    }
    value_set(arena, &value, "indices", list);
    value_set(arena, &value, "by_money_trials", value_integer(study->money_trials));
    value_set(arena, &value, "by_money", money_value(arena, study));
    value_set(arena, &value, "by_cause_evaluations", value_integer(study->cause_evaluations));
    value_set(arena, &value, "by_cause", causes_value(arena, study));
    return value;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "variance", variance_value(arena, study));
}

static void share_facts(
    Document *document, const char *what, const char *body, const char *statistic, const BizcaseEstimate *share) {
    sensitivity_fact(document, "variance", what, body, statistic, NAN, share->value);
    sensitivity_fact(document, "variance", what, body, arena_format(document->arena, "%s_error", statistic), NAN,
        share->standard_error);
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    for (size_t i = 0; i < study->money_count; i++)
        share_facts(document, study->money[i].name, body, "by_money", &study->money[i].share[b]);
    for (size_t i = 0; i < study->cause_count; i++)
        share_facts(document, study->causes[i].name, body, "by_cause", &study->causes[i].share[b]);
    for (size_t i = 0; i < study->variance_count; i++) {
        const BizcaseVarianceRow *row = &study->variance[i];
        const char *group = study->groups[row->group].name;
        sensitivity_fact(document, "variance", group, body, "first", NAN, row->first[b].value);
        sensitivity_fact(document, "variance", group, body, "first_error", NAN, row->first[b].standard_error);
        sensitivity_fact(document, "variance", group, body, "total", NAN, row->total[b].value);
        sensitivity_fact(document, "variance", group, body, "total_error", NAN, row->total[b].standard_error);
    }
}

/* "12.3% ± 0.4" */
static const char *estimate_text(const Briefing *briefing, const BizcaseEstimate *estimate) {
    if (isnan(estimate->value)) return "n/a";
    return arena_format(briefing->arena, "%s ± %.1f", number_text(briefing->arena, fmax(0, estimate->value), percent),
        100 * half_width_95(estimate->standard_error, estimate->randomisations));
}

/* --- single inputs ---------------------------------------------------------------------------------------------------- */

static void left_out_note(const Briefing *briefing, Section *section) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    if (study->variance_count == study->group_count) return;
    section_note(briefing->document, section,
        arena_format(briefing->arena,
            "Covers %s of the %s inputs and groups: those with the largest effect of their own.",
            count_text(briefing->arena, study->variance_count), count_text(briefing->arena, study->group_count)));
}

static void input_section(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    Section *section = document_section(document, "Where the uncertainty comes from, input by input");
    section->name = "uncertainty-by-input";
    section->extent = FULL_ONLY;
    grid_column(document, section, "Input", ALIGN_LEFT);
    grid_column(document, section, "Share alone, joint", ALIGN_RIGHT);
    body_columns(briefing, section, "Share in all");
    size_t count = 0;
    for (size_t i = 0; i < study->variance_count && count < MOST_ROWS; i++) {
        const BizcaseVarianceRow *row = &study->variance[i];
        if (study->groups[row->group].is_group) continue;
        grid_group(briefing, section, row->group);
        grid_text(document, section, estimate_text(briefing, &row->first[0]));
        for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
            grid_text(document, section, estimate_text(briefing, &row->total[b]));
        count++;
    }
    section_note(document, section,
        "Shares of the variance of NPV. Alone: the share that would go if this input became known (first-order index). In "
        "all: the share that would stay if everything else became known (total-effect index). ± gives the 95% "
        "interval.");
    if (!isnan(study->variance_sd[0]))
        section_note(document, section,
            arena_format(briefing->arena, "The standard deviation of the joint NPV is %s.",
                money_text(briefing, study->variance_sd[0])));
    const char *left_out = odd_points_text(briefing->arena, study);
    if (left_out) section_note(document, section, left_out);
    left_out_note(briefing, section);
}

/* --- shares that add up ----------------------------------------------------------------------------------------------- */

/* A row of a table of shares; its estimates are by body. */
typedef struct ShareRow {
    const char *text;
    const BizcaseEstimate *share;
} ShareRow;

/* The shares of one body as they are shown: the first `shown` rows, and the rest as one, to the digit adding up to 100%. */
static double *rounded_shares(const Briefing *briefing, const ShareRow *rows, size_t count, size_t shown, size_t body) {
    double *parts = arena_array(briefing->arena, shown + 1, sizeof *parts);
    for (size_t i = 0; i < count; i++) parts[i < shown ? i : shown] += rows[i].share[body].value;
    Casting casting = { 0 };
    round_list(briefing->arena, parts, shown + (shown < count), 1, style_step(percent), &casting);
    return parts;
}

static bool has_shares(const ShareRow *rows, size_t body) {
    return !isnan(rows[0].share[body].value);
}

static const char *share_cell(const Briefing *briefing, double part, const BizcaseEstimate *estimate) {
    const char *text = number_text(briefing->arena, part, percent);
    if (!estimate) return text;
    return arena_format(
        briefing->arena, "%s ± %.1f", text, 100 * half_width_95(estimate->standard_error, estimate->randomisations));
}

/* The largest shares, the rest as one row, and 100%. In bodies from body_count on cells are empty; columns: how many of the
   bodies have one. */
static void share_rows(const Briefing *briefing, Section *section, const ShareRow *rows, size_t count, size_t most,
    size_t body_count, size_t columns, const char *plural) {
    Document *document = briefing->document;
    const size_t shown = count <= most ? count : most - 1, row_count = shown + (shown < count);
    double **parts = arena_array(briefing->arena, body_count, sizeof *parts);
    for (size_t b = 0; b < body_count; b++)
        if (has_shares(rows, b)) parts[b] = rounded_shares(briefing, rows, count, shown, b);
    for (size_t i = 0; i <= row_count; i++) {
        grid_text(document, section,
            i == row_count ? arena_format(briefing->arena, "All %s", plural)
            : i < shown    ? rows[i].text
                           : arena_format(briefing->arena, "%zu more %s", count - shown, plural));
        for (size_t b = 0; b < columns; b = next_body(briefing, b))
            grid_text(document, section,
                b >= body_count ? ""
                : !parts[b]
                    ? "n/a"
                    : share_cell(briefing, i == row_count ? 1 : parts[b][i], i < shown ? &rows[i].share[b] : NULL));
    }
}

static void cause_section(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    ShareRow *rows = arena_array(arena, study->cause_count, sizeof *rows);
    size_t together = 0;
    for (size_t i = 0; i < study->cause_count; i++) {
        const BizcaseCause *cause = &study->causes[i];
        if (cause->is_rest) together = cause->input_count;
        rows[i] =
            (ShareRow){ cause->input_count > 1 ? cause->label : named_label(arena, cause->label, cause->name, false),
                cause->share };
    }
    Section *section = document_section(document, "Where the uncertainty comes from: shares that add up to 100%");
    section->name = "uncertainty-by-cause";
    section->extent = FULL_ONLY;
    grid_column(document, section, "Cause", ALIGN_LEFT);
    body_columns(briefing, section, "Share");
    share_rows(
        briefing, section, rows, study->cause_count, MOST_ROWS, briefing->body_count, briefing->body_count, "causes");
    section_note(document, section,
        "Shares of the variance of NPV. Causes that act together share their joint effect equally (Shapley effects). "
        "Correlated inputs count as one cause. ± gives the 95% interval.");
    if (together > 0)
        section_note(document, section,
            arena_format(arena, "The %zu strongest causes have a share each. The other %s inputs share one.",
                study->cause_count - 1, count_text(arena, together)));
}

/* Category, programme and council one after the other; each kind adds up. */
static void fill_money(const Briefing *briefing, Section *section, Detail detail) {
    static const struct {
        const char *name, *title, *plural;
        bool is_joint_alone; /* has a share of the joint variance, and none of a council's */
    } kinds[] = { { "category", "Category", "categories", false }, { "programme", "Programme", "programmes", false },
        { "council", "{Party}", "{parties}", true } };
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    grid_column(document, section, "Money", ALIGN_LEFT);
    detail_columns(briefing, section, "Share", detail);
    ShareRow *rows = arena_array(arena, study->money_count, sizeof *rows);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        const char *title = party_text(arena, briefing->the_case, kinds[k].title);
        size_t count = 0;
        for (size_t i = 0; i < study->money_count; i++) {
            const BizcaseMoneyShare *money = &study->money[i];
            if (strcmp(money->kind, kinds[k].name) != 0) continue;
            rows[count++] = (ShareRow){ arena_format(arena, "%s: %s", title, money->label), money->share };
        }
        if (count > 0)
            share_rows(briefing, section, rows, count, detail == IN_FULL ? MOST_GROUP_ROWS : LARGEST_ROWS,
                kinds[k].is_joint_alone ? 1 : briefing->body_count, bodies_of(briefing, detail),
                party_text(arena, briefing->the_case, kinds[k].plural));
    }
    section_note(document, section,
        party_text(arena, briefing->the_case,
            "Shares of the variance of NPV, by category, programme and {party} (covariance with NPV). Brackets mean that "
            "the money moves against the rest and makes the total less uncertain. The table shows where money varies, "
            "not why: a category may vary only because of a price that others share."));
    section_note(document, section,
        arena_format(
            arena, "From the first %s outcomes. ± gives the 95%% interval.", count_text(arena, study->money_trials)));
}

static void money_section(const Briefing *briefing) {
    Section *section = document_section(briefing->document, "Whose money varies");
    section->name = "uncertainty-by-group";
    fill_money(briefing, section, LARGEST);
    fill_money(briefing, document_in_full(briefing->document, section), IN_FULL);
}

static bool anything_varies(const BizcaseSensitivity *study) {
    for (size_t b = 0; b < study->body_count && study->cause_count > 0; b++)
        if (!isnan(study->causes[0].share[b].value)) return true;
    return false;
}

static void variance_section(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    if (!study->variance_count) return;
    input_section(briefing);
    if (!anything_varies(study)) return;
    cause_section(briefing);
    if (study->money_count > 0) money_section(briefing);
}

const SensitivityPages pages_of_variance = { .data = add_data, .facts = add_facts, .sections = variance_section };
