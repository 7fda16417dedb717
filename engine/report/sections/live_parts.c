#include "report/sections/live_parts.h"

#include <math.h>
#include <string.h>

#include "base/escape.h"
#include "case/party.h"
#include "report/charts/charts.h"
#include "report/sections/stakes.h"
#include "report/sections/whose_money.h"
#include "report/write/html_page.h"
#include "sample/designs.h"
#include "study/simulation/interval.h"

static const NumberStyle chance = { .suffix = NULL }; /* see chance_text */
static const NumberStyle ratio = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 2 };
static const NumberStyle years = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 };
static const NumberStyle points = { .prefix = " ±", .suffix = " points", .divisor = 0.01, .decimals = 1 };
static const NumberStyle percent_error = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 2 };

/* --- words ---------------------------------------------------------------------------------------------------------- */

static const char *scope_name(const Briefing *briefing, const LiveState *state, size_t scope) {
    const Case *the_case = &state->facts;
    return scope <= the_case->council_count ? body_name(briefing, scope)
                                            : the_case->programmes[scope - the_case->council_count - 1].name;
}

/* Where the one council is everything, or the one programme, its row would be said twice. */
static bool scope_is_shown(const Briefing *briefing, const LiveState *state, size_t scope) {
    const Case *the_case = &state->facts;
    if (scope == 0) return true;
    if (scope > the_case->council_count) return the_case->programme_count > 1;
    return the_case->council_count > 1 && briefing->is_shown[scope];
}

/* NULL where the figures are of the whole, as the report's are. */
static const char *reading_text(const Briefing *briefing, const LiveState *state) {
    const MoneyReading reading = state->facts.reading;
    if (reading == READING_WHOLE) return NULL;
    return arena_format(briefing->arena, "Every figure here is%s.", reading_in_words(reading));
}

static const char *change_text(const Briefing *briefing, const LiveState *state) {
    const LiveAnswers *original = &state->answers[LIVE_UNCHANGED];
    if (!original->is_there) return NULL;
    const double now = live_answer(&state->answers[LIVE_NOW], 0)->npv, before = live_answer(original, 0)->npv;
    if (isnan(now) || isnan(before)) return NULL;
    if (now == before) return "The net present value is that of the report.";
    return arena_format(briefing->arena, "That is %s %s than in the report (%s).",
        headline_text(briefing, fabs(now - before)), now > before ? "more" : "less", headline_text(briefing, before));
}

/* --- tables --------------------------------------------------------------------------------------------------------- */

static void headings(
    const Briefing *briefing, Section *section, const char *first, const char *const *names, size_t count) {
    grid_column(briefing->document, section, first, ALIGN_LEFT);
    for (size_t i = 0; i < count; i++) grid_column(briefing->document, section, names[i], ALIGN_RIGHT);
}

static double npv_of(const LiveAnswers *answers, size_t scope) {
    return live_answer(answers, scope)->npv;
}

static double mean_of(const LiveAnswers *answers, size_t scope) {
    return live_answer(answers, scope)->mean;
}

/* [scope] A sum that councils and programmes share: councils by themselves, programmes so that they add up. */
static double *round_over_scopes(const Briefing *briefing, const LiveState *state, const LiveAnswers *answers,
    double (*number)(const LiveAnswers *, size_t), double step, Casting *casting) {
    const size_t councils = state->plan.council_count, programmes = state->plan.programme_count;
    double *amounts = arena_array(briefing->arena, state->scope_count, sizeof *amounts);
    for (size_t s = 0; s < state->scope_count; s++) amounts[s] = number(answers, s);
    const double total = amounts[0];
    round_headlines(amounts, 1 + councils, step, casting);
    if (programmes > 0) round_list(briefing->arena, amounts + 1 + councils, programmes, total, step, casting);
    return amounts;
}

/* [scope] Between the amounts as they are printed; NULL while the original case is not there. */
static double *changes_of(
    const Briefing *briefing, const LiveState *state, const double *npv, double step, Casting *casting) {
    const LiveAnswers *original = &state->answers[LIVE_UNCHANGED];
    if (!original->is_there) return NULL;
    double *changes = round_over_scopes(briefing, state, original, npv_of, step, casting);
    for (size_t s = 0; s < state->scope_count; s++) changes[s] = npv[s] - changes[s];
    return changes;
}

static void figures_table(const Briefing *briefing, const LiveState *state) {
    static const char *const names[] = { "NPV", "Change", "Benefit-cost ratio", "Payback, years", "Chance of a loss",
        "± (95%)", "Plan or better", "± (95%)", "Mean NPV", "± (95%)", "P10", "P50", "P90" };
    Document *document = briefing->document;
    Section *section = document_section(document, "Figures now");
    const LiveAnswers *now = &state->answers[LIVE_NOW];
    const double step = style_step(briefing->money);
    Casting casting = { 0 };
    const double *npv = round_over_scopes(briefing, state, now, npv_of, step, &casting),
                 *change = changes_of(briefing, state, npv, step, &casting);
    const double *mean = round_over_scopes(briefing, state, now, mean_of, step, &casting);
    headings(briefing, section, "", names, sizeof names / sizeof *names);
    for (size_t s = 0; s < state->scope_count; s++) {
        if (!scope_is_shown(briefing, state, s)) continue;
        const LiveAnswer *answer = live_answer(now, s);
        const struct {
            double number;
            NumberStyle style; /* suffix NULL: a chance */
        } cells[] = { { npv[s], briefing->money }, { change ? change[s] : NAN, briefing->money },
            { answer->bcr, ratio }, { answer->payback_years, years }, { answer->loss, chance },
            { half_width_95(answer->loss_error, 0), percent_error }, { answer->reach, chance },
            { half_width_95(answer->reach_error, 0), percent_error }, { mean[s], briefing->money },
            { half_width_95(answer->standard_error, 0), briefing->money }, { answer->p10, briefing->money },
            { answer->p50, briefing->money }, { answer->p90, briefing->money } };
        grid_text(document, section, scope_name(briefing, state, s));
        for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
            if (cells[i].style.suffix)
                grid_number(document, section, cells[i].number, cells[i].style);
            else
                grid_text(document, section, chance_cell(briefing->arena, cells[i].number));
    }
    section_note(document, section,
        arena_format(briefing->arena,
            "Money is in %s. NPV, ratio and payback are of the plan, the rest of the trials. Change: against the plan "
            "of the report.",
            briefing->money_words));
    const char *reading = reading_text(briefing, state);
    if (reading) section_note(document, section, reading);
    section_note(document, section,
        party_text(briefing->arena, briefing->the_case, "Programmes are for all {parties} together."));
    casting_note(document, section, casting);
}

/* --- tiles ---------------------------------------------------------------------------------------------------------- */

static void add_markup(Buffer *out, const char *before, const char *text, const char *after) {
    buffer_add(out, before);
    markup_add(out, text);
    buffer_add(out, after);
}

static void add_change(const Briefing *briefing, Buffer *out, double change, bool is_same, NumberStyle style) {
    Arena *arena = briefing->arena;
    if (fabs(change) < style_step(style) / 2)
        buffer_add(out, is_same ? "<p>as in the report</p>" : "<p>almost as in the report</p>");
    else if (!isnan(change))
        add_markup(out, change > 0 ? "<p class=\"live-up\">▲ " : "<p class=\"live-down\">▼ ",
            arena_format(arena, "%s %s", number_text(arena, fabs(change), style), change > 0 ? "more" : "less"),
            "</p>");
}

/* Within a tenth of a per cent of an end there is no more to say, and no error that could be shown. */
static bool is_extreme(double probability) {
    return probability < 0.001 || probability > 0.999;
}

static const char *tile_error(Arena *arena, double probability, double error) {
    return is_extreme(probability) ? "" : number_text(arena, half_width_95(error, 0), points);
}

static void add_chances(const Briefing *briefing, Buffer *out, const LiveAnswer *answer) {
    Arena *arena = briefing->arena;
    if (isnan(answer->loss)) return;
    add_markup(out, "<p>", arena_format(arena, "Chance of a loss %s", chance_text(arena, answer->loss)), "");
    add_markup(out, "<span class=\"live-quiet\">", tile_error(arena, answer->loss, answer->loss_error), "</span></p>");
    const char *reach = reach_text(arena, answer->reach);
    if (!reach) return;
    add_markup(out, "<p>", sentence_text(arena, reach), "");
    add_markup(
        out, "<span class=\"live-quiet\">", tile_error(arena, answer->reach, answer->reach_error), "</span></p>");
}

static void add_payback(const Briefing *briefing, Buffer *out, size_t body, double payback) {
    Arena *arena = briefing->arena;
    const BizcaseResult *result = plan_result(briefing, body, 0);
    const char *note = result ? result->notes[FIGURE_PAYBACK_YEARS] : NULL;
    const char *text = !isnan(payback) ? arena_format(arena, "Payback %s years", number_text(arena, payback, years))
                       : note          ? arena_format(arena, "Payback: %s", note)
                                       : "Payback n/a";
    add_markup(out, "<p>", text, "</p>");
}

/* Joint and councils; and whether all gain. */
static void add_tiles(const Briefing *briefing, const LiveState *state, Buffer *out) {
    const LiveAnswers *now = &state->answers[LIVE_NOW];
    const NumberStyle style = briefing->headline;
    Casting ignored; /* the basis says so */
    const double *npv = round_over_scopes(briefing, state, now, npv_of, style_step(style), &ignored);
    const double *change = changes_of(briefing, state, npv, style_step(style), &ignored);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
        buffer_add(out, b == 0 ? "<div class=\"live-tile joint\">" : "<div class=\"live-tile\">");
        add_markup(out, "<h3>", body_name(briefing, b), "</h3>");
        add_markup(
            out, "<p class=\"live-npv\">NPV <strong>", number_text(briefing->arena, npv[b], style), "</strong></p>");
        add_change(briefing, out, change ? change[b] : NAN,
            npv_of(now, b) == npv_of(&state->answers[LIVE_UNCHANGED], b), style);
        add_payback(briefing, out, b, live_answer(now, b)->payback_years);
        add_chances(briefing, out, live_answer(now, b));
        buffer_add(out, "</div>");
    }
    if (briefing->body_count == 1) return;
    const double *gain = now->numbers + state->scope_count * LIVE_ANSWER_NUMBERS;
    add_markup(out, "<div class=\"live-tile\"><h3>",
        party_text(briefing->arena, briefing->the_case,
            briefing->body_count == 3 && shown_body_count(briefing) == 3 ? "Both {parties} gain"
                                                                         : "All {parties} gain"),
        "</h3>");
    if (!isnan(gain[0]))
        add_markup(out, "<p class=\"live-npv\"><strong>", chance_text(briefing->arena, gain[0]), "</strong></p>");
    if (!isnan(gain[0]))
        add_markup(out, "<p class=\"live-quiet\">of the trials", tile_error(briefing->arena, gain[0], gain[1]), "</p>");
    buffer_add(out, "</div>");
}

static void add_tiles_note(const Briefing *briefing, const LiveState *state, Buffer *out) {
    Casting casting = { 0 };
    double *npv = arena_array(briefing->arena, briefing->body_count, sizeof *npv);
    for (size_t b = 0; b < briefing->body_count; b++) npv[b] = npv_of(&state->answers[LIVE_NOW], b);
    round_headlines(npv, briefing->body_count, style_step(briefing->headline), &casting);
    if (casting.totals_apart) buffer_add(out, " Rounded figures may not add up.");
}

/* What the tiles rest on. */
static void add_basis(const Briefing *briefing, const LiveState *state, Buffer *out) {
    Arena *arena = briefing->arena;
    const LiveAnswers *now = &state->answers[LIVE_NOW];
    const char *reading = reading_text(briefing, state), *without = no_stake_text(briefing, state->facts.reading);
    if (reading) markup_add(out, arena_format(arena, "%s ", reading));
    if (without) markup_add(out, arena_format(arena, "%s ", without));
    if (now->trials == 0) {
        buffer_add(out, "The plan; trials follow.");
        add_tiles_note(briefing, state, out);
        return;
    }
    markup_add(out,
        arena_format(arena,
            "NPV is of the plan. From %s trials; ± is 95%%. The joint mean NPV is %s, with a standard error of %s.",
            count_text(arena, now->trials), headline_text(briefing, live_answer(now, 0)->mean),
            money_text(briefing, round_to_two_figures(live_answer(now, 0)->standard_error))));
    const char *left_out = odd_trials_text(arena, state->spread.not_finite, now->trials);
    if (left_out) markup_add(out, arena_format(arena, " %s", left_out));
    add_tiles_note(briefing, state, out);
    const Settings *settings = &state->facts.settings;
    const char *usual = sampling_designs[DESIGN_RANDOM].name;
    const bool is_plain = strcmp(settings->sampler, usual) == 0;
    if (now->trials < LIVE_TRIALS || (settings->trials == LIVE_TRIALS && is_plain)) return;
    markup_add(
        out, arena_format(arena, " The report below has %s trials%s: what comes of trials differs by chance.",
                 count_text(arena, settings->trials),
                 is_plain ? "" : arena_format(arena, ", drawn by sampler %s and not %s", settings->sampler, usual)));
}

/* --- the comparison ------------------------------------------------------------------------------------------------- */

static void compare_row(
    const Briefing *briefing, Section *section, const char *name, double a, double b, NumberStyle style) {
    grid_text(briefing->document, section, arena_format(briefing->arena, " %s", name));
    grid_number(briefing->document, section, a, style);
    grid_number(briefing->document, section, b, style);
    grid_number(briefing->document, section, b - a, style);
}

/* The difference is that of the whole per cents shown. */
static void compare_chances(const Briefing *briefing, Section *section, const char *name, double a, double b) {
    static const NumberStyle whole = { .prefix = "", .suffix = " points", .divisor = 0.01 };
    Document *document = briefing->document;
    grid_text(document, section, arena_format(briefing->arena, " %s", name));
    grid_text(document, section, chance_cell(briefing->arena, a));
    grid_text(document, section, chance_cell(briefing->arena, b));
    grid_number(document, section, round_to_step(b, 0.01) - round_to_step(a, 0.01), whole);
}

static void compare_scope(const Briefing *briefing, Section *section, const char *name, const LiveAnswer *a,
    const LiveAnswer *b, const double npv[2], const double mean[2]) {
    grid_text(briefing->document, section, name);
    for (size_t i = 0; i < 3; i++) grid_text(briefing->document, section, "");
    compare_row(briefing, section, "NPV of the plan", npv[0], npv[1], briefing->money);
    compare_row(briefing, section, "Benefit-cost ratio", a->bcr, b->bcr, ratio);
    compare_row(briefing, section, "Payback, years", a->payback_years, b->payback_years, years);
    compare_chances(briefing, section, "Chance of a loss", a->loss, b->loss);
    compare_chances(briefing, section, "Plan or better", a->reach, b->reach);
    compare_row(briefing, section, "Mean NPV", mean[0], mean[1], briefing->money);
    compare_row(briefing, section, "P10", a->p10, b->p10, briefing->money);
    compare_row(briefing, section, "P50", a->p50, b->p50, briefing->money);
    compare_row(briefing, section, "P90", a->p90, b->p90, briefing->money);
}

/* Differences are of NPV and mean as they are printed. */
static void compare_scopes(
    const Briefing *briefing, Section *section, const LiveState *state, const LiveAnswers *a, const LiveAnswers *b) {
    const double step = style_step(briefing->money);
    Casting casting = { 0 };
    const double *npv_a = round_over_scopes(briefing, state, a, npv_of, step, &casting),
                 *npv_b = round_over_scopes(briefing, state, b, npv_of, step, &casting);
    const double *mean_a = round_over_scopes(briefing, state, a, mean_of, step, &casting),
                 *mean_b = round_over_scopes(briefing, state, b, mean_of, step, &casting);
    for (size_t s = 0; s < state->scope_count; s++)
        if (scope_is_shown(briefing, state, s))
            compare_scope(briefing, section, scope_name(briefing, state, s), live_answer(a, s), live_answer(b, s),
                (double[]){ npv_a[s], npv_b[s] }, (double[]){ mean_a[s], mean_b[s] });
    casting_note(briefing->document, section, casting);
}

/* --- parts ---------------------------------------------------------------------------------------------------------- */

static size_t body_count(const LiveState *state) {
    return state->plan.council_count > 1 ? 1 + (size_t)state->plan.council_count : 1;
}

/* Pictures want trials, and numbers that a picture can show. */
static bool has_spread(const LiveState *state, size_t body) {
    const double *npv = state->spread.npv + body * state->outcome_count;
    return state->outcome_count > 1 && isfinite(npv[0]) && isfinite(npv[state->outcome_count - 1]);
}

static bool all_have_spread(const LiveState *state) {
    for (size_t b = 0; b < body_count(state); b++)
        if (!has_spread(state, b)) return false;
    return true;
}

/* A paragraph behind the first; NULL: none. */
static void add_second(const Briefing *briefing, Section *section, const char *text) {
    if (!text) return;
    section_paragraph(briefing->document, section, text);
    const char **items = section->paragraphs.items, *last = items[section->paragraphs.count - 1];
    memmove(items + 2, items + 1, (section->paragraphs.count - 2) * sizeof *items);
    items[1] = last;
}

/* The report's own answer, with what is counted and the change in front of all but its first sentence. */
static void add_answer(const Briefing *briefing, const LiveState *state, size_t body) {
    (void)body;
    answer_section(briefing);
    if (!briefing->document->section_count) return;
    Section *section = briefing->document->sections[0];
    section->heading = "The answer now";
    if (!section->paragraphs.count) return;
    add_second(briefing, section, change_text(briefing, state));
    add_second(briefing, section, reading_text(briefing, state));
}

static void add_figures(const Briefing *briefing, const LiveState *state, size_t body) {
    (void)body;
    figures_table(briefing, state);
}

static void add_cumulative(const Briefing *briefing, const LiveState *state, size_t body) {
    (void)state, (void)body;
    cumulative_chart(briefing);
}

static void add_curve(const Briefing *briefing, const LiveState *state, size_t body) {
    (void)body;
    if (all_have_spread(state)) curve_chart(briefing, &state->spread);
}

static void add_histogram(const Briefing *briefing, const LiveState *state, size_t body) {
    if (briefing->is_shown[body] && has_spread(state, body)) histogram_chart(briefing, &state->spread, body);
}

static void add_tornado(const Briefing *briefing, const LiveState *state, size_t body) {
    (void)body;
    BizcaseSensitivity study;
    Briefing now = *briefing;
    live_tornado(briefing->arena, state, &study);
    now.sensitivity = &study;
    tornado_chart(&now);
}

/* The pieces of the page: a line of markup, or a section; by body: one for each, from joint on. */
static const struct LivePart {
    const char *name;
    bool by_body;
    void (*line)(const Briefing *briefing, const LiveState *state, Buffer *out);
    void (*section)(const Briefing *briefing, const LiveState *state, size_t body);
} live_parts[] = {
    { "tiles", .line = add_tiles },
    { "basis", .line = add_basis },
    { "figures", .section = add_figures },
    { "cumulative", .section = add_cumulative },
    { "s-curve", .section = add_curve },
    { "histogram", .by_body = true, .section = add_histogram },
    { "tornado", .section = add_tornado },
    { "answer", .section = add_answer },
};

/* The row of a part, and of which body it is. NULL behind the last. */
static const struct LivePart *row_of(const LiveState *state, size_t part, size_t *body) {
    for (size_t r = 0; r < sizeof live_parts / sizeof live_parts[0]; r++) {
        const size_t count = live_parts[r].by_body ? body_count(state) : 1;
        *body = part;
        if (part < count) return &live_parts[r];
        part -= count;
    }
    return NULL;
}

const char *live_part_name(Arena *arena, const LiveState *state, size_t part) {
    size_t body;
    const struct LivePart *row = row_of(state, part, &body);
    if (!row) return NULL;
    return row->by_body ? arena_format(arena, "%s-%zu", row->name, body) : row->name;
}

/* The first section of a document, as one of the page's pieces. */
static const char *piece(Arena *arena, const Document *document, const char *name) {
    if (!document->section_count) return NULL;
    Buffer out = { .arena = arena };
    const char *id = arena_format(arena, "live-%s", name);
    buffer_add(&out, arena_format(arena, "<section class=\"live-part\" id=\"%s\">\n", id));
    html_piece(document, 0, arena_format(arena, "%s-part", id), &out);
    buffer_add(&out, "</section>\n");
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

static Briefing briefing_of(Document *document, const LiveState *state) {
    return briefing_start(
        document, &state->facts, &state->appraisal, state->outcome_count > 0 ? &state->simulation : NULL);
}

static const char *line_of(Arena *arena, const Briefing *briefing, const LiveState *state, const struct LivePart *row) {
    Buffer out = { .arena = arena };
    row->line(briefing, state, &out);
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

const char *live_part(Arena *arena, const LiveState *state, size_t part) {
    size_t body;
    const struct LivePart *row = row_of(state, part, &body);
    if (!row) return NULL;
    Document *document = document_within(arena);
    const Briefing briefing = briefing_of(document, state);
    if (row->section) row->section(&briefing, state, body);
    const char *html =
        row->line ? line_of(arena, &briefing, state, row) : piece(arena, document, live_part_name(arena, state, part));
    bizcase_document_free(document);
    return html;
}

const char *live_comparison(Arena *arena, const LiveState *state, size_t a, size_t b) {
    if (a >= LIVE_SLOTS || b >= LIVE_SLOTS || !state->answers[a].is_there || !state->answers[b].is_there) return NULL;
    static const char *const slot_names[LIVE_SLOTS] = { "Now", "The report", "A", "B" };
    const char *const names[] = { slot_names[a], slot_names[b], "Difference" };
    Document *document = document_within(arena);
    const Briefing briefing = briefing_of(document, state);
    Section *section =
        document_section(document, arena_format(document->arena, "%s and %s", slot_names[a], slot_names[b]));
    headings(&briefing, section, "", names, sizeof names / sizeof *names);
    compare_scopes(&briefing, section, state, &state->answers[a], &state->answers[b]);
    section_note(document, section, arena_format(document->arena, "Money is in %s.", briefing.money_words));
    const char *html = piece(arena, document, "comparison");
    bizcase_document_free(document);
    return html;
}
