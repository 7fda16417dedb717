/* The first page of the report. */
#include <math.h>
#include <string.h>

#include "case/party.h"
#include "case/registers/registers.h"
#include "report/sections/assumption_list.h"
#include "report/sections/case_data.h"
#include "report/sections/decision/decision.h"
#include "report/sections/main_risks.h"

static void say(const Decision *decision, Front *front, const char *text) {
    texts_add(decision->briefing->arena, &front->sentences, text);
}

/* A section of the first page, for formats that have no such page. */
static Section *front_table(const Briefing *briefing, const char *name, const char *heading) {
    Section *section = document_section(briefing->document, heading);
    section->name = name;
    section->is_front = true;
    return section;
}

/* --- the decision --------------------------------------------------------------------------------------------------- */

static const char *decision_text(const Decision *decision) {
    const Briefing *briefing = decision->briefing;
    const double asked = decision->capital[0] + decision->one_off[0];
    const char *name = option_name(briefing->the_case, briefing->option);
    return asked > 0 ? arena_format(briefing->arena, "Approve %s: %s", amount_text(decision, asked), name)
                     : arena_format(briefing->arena, "Approve: %s", name);
}

static void say_what_it_is(const Decision *decision, Front *front) {
    Arena *arena = decision->briefing->arena;
    const BizcaseFinance *finance = decision->briefing->finance;
    const char *when = arena_format(arena, "%s to %s", finance->years[0], finance->years[finance->year_count - 1]);
    const double capital = decision->capital[0], one_off = decision->one_off[0];
    if (capital > 0 && one_off > 0)
        say(decision, front,
            arena_format(arena, "%s is capital and %s is one-off revenue, from %s.", amount_text(decision, capital),
                amount_text(decision, one_off), when));
    else if (capital > 0)
        say(decision, front, arena_format(arena, "All of it is capital, from %s.", when));
    else if (one_off > 0)
        say(decision, front, arena_format(arena, "All of it is one-off revenue, from %s.", when));
    else
        say(decision, front, arena_format(arena, "It needs no capital and no one-off spending, from %s.", when));
}

/* "Both councils gain.", or who loses, and how much. */
static void say_who_loses(const Decision *decision, Front *front) {
    const Briefing *briefing = decision->briefing;
    Arena *arena = briefing->arena;
    size_t losers = 0, parties = 0;
    for (size_t b = 1; b < briefing->body_count; b++) {
        if (!body_has_stake(briefing, READING_WHOLE, b)) continue;
        const double npv = plan_figure(briefing, briefing->option, b, 0, FIGURE_NPV);
        parties++;
        if (npv > 0) continue;
        losers++;
        say(decision, front,
            npv < 0 ? arena_format(arena, "%s loses %s.", body_name(briefing, b), amount_text(decision, -npv))
                    : arena_format(arena, "%s does not gain.", body_name(briefing, b)));
    }
    if (parties > 1 && losers == 0)
        say(decision, front,
            party_text(arena, briefing->the_case, parties == 2 ? "Both {parties} gain." : "Every {party} gains."));
}

static void say_allowance(const Decision *decision, Front *front) {
    Arena *arena = decision->briefing->arena;
    const double allowance = decision->bias_allowance + decision->risk_allowance;
    if (!(allowance > 0.5)) return;
    const char *what = decision->bias_allowance > 0.5 && decision->risk_allowance > 0.5 ? "optimism bias and risk"
                       : decision->bias_allowance > 0.5                                 ? "optimism bias"
                                                                                        : "risk";
    say(decision, front,
        arena_format(arena, "%s of the sum is an allowance for %s.", amount_text(decision, allowance), what));
}

static void say_funding(const Decision *decision, Front *front) {
    Arena *arena = decision->briefing->arena;
    if (decision->briefing->the_case->registers->funding_count == 0) return;
    if (decision->borrowed > 0.5)
        say(decision, front,
            decision->borrowed > decision->capital[0] - 0.5
                ? "All of the capital is borrowed."
                : arena_format(arena, "%s of the capital is borrowed.", amount_text(decision, decision->borrowed)));
    if (decision->unfunded > 0.5)
        say(decision, front,
            arena_format(arena, "%s has no source of funding yet.", amount_text(decision, decision->unfunded)));
}

static void add_payers(const Decision *decision, Front *front) {
    const Briefing *briefing = decision->briefing;
    const size_t first = briefing->body_count > 1 ? 1 : 0;
    front->payers_label = briefing->body_count > 1 ? "Who pays" : "What it costs";
    front->payers = arena_array(briefing->arena, briefing->body_count, sizeof *front->payers);
    for (size_t b = first; b < briefing->body_count; b++) {
        const double capital = decision->capital[b], one_off = decision->one_off[b];
        if (!(capital + one_off > 0)) continue;
        front->payers[front->payer_count++] = (FrontPayer){ .name = body_name(briefing, b),
            .party = b,
            .capital = capital,
            .one_off = one_off,
            .capital_text =
                capital > 0 ? arena_format(briefing->arena, "%s capital", amount_text(decision, capital)) : NULL,
            .one_off_text =
                one_off > 0 ? arena_format(briefing->arena, "%s one-off", amount_text(decision, one_off)) : NULL,
            .total_text = amount_text(decision, capital + one_off) };
    }
}

/* --- options -------------------------------------------------------------------------------------------------------- */

static const BizcaseScore *score_of(const BizcaseFinance *finance, const char *option) {
    for (size_t i = 0; i < finance->score_count; i++)
        if (strcmp(finance->scores[i].option, option) == 0) return &finance->scores[i];
    return NULL;
}

typedef struct OptionRow {
    const char *id;
    double npv, cash;
    bool is_baseline;
} OptionRow;

/* [1 + result_count] The baseline, which is worth 0 against itself, comes after those that are worth as much. */
static size_t option_rows(const Briefing *briefing, OptionRow *rows) {
    const size_t cash = bizcase_figure_in_reading(FIGURE_NPV, BIZCASE_CASH);
    const BizcaseResult **options = arena_array(briefing->arena, briefing->appraisal->result_count, sizeof *options);
    const size_t compared = compared_by_npv(briefing, options);
    const OptionRow baseline = { briefing->versus, 0, 0, true };
    bool is_to_come = briefing->versus != NULL;
    size_t count = 0;
    for (size_t i = 0; i < compared; i++) {
        const double *figures = options[i]->figures;
        if (is_to_come && figures[FIGURE_NPV] < 0) rows[count++] = baseline, is_to_come = false;
        rows[count++] = (OptionRow){ options[i]->scope.option, figures[FIGURE_NPV], figures[cash], false };
    }
    if (is_to_come) rows[count++] = baseline;
    return count;
}

static const char *range_text(const Decision *decision, const BizcaseDistribution *npv) {
    return arena_format(decision->briefing->arena, "%s to %s",
        number_in_words(decision->briefing->arena, npv->percentiles[AT_P10], decision->money),
        number_in_words(decision->briefing->arena, npv->percentiles[AT_P90], decision->money));
}

/* NULL: nothing was simulated, or nothing is uncertain. */
static const BizcaseDistribution *outcomes_of(const Briefing *briefing, const char *option) {
    return briefing->simulation->input_count ? simulated_figure(briefing, option, 0, 0, FIGURE_NPV) : NULL;
}

static void outcome_cells(const Decision *decision, Section *section, const OptionRow *row) {
    const Briefing *briefing = decision->briefing;
    Document *document = briefing->document;
    const BizcaseDistribution *npv = row->is_baseline ? NULL : outcomes_of(briefing, row->id);
    if (!npv) {
        for (size_t i = 0; i < 3; i++) grid_text(document, section, "\u2013");
        return;
    }
    grid_text(document, section, range_text(decision, npv));
    grid_text(document, section, chance_cell(briefing->arena, npv->probability_negative));
    grid_text(document, section,
        isnan(npv->probability_at_least_plan) ? "\u2013"
                                              : chance_cell(briefing->arena, npv->probability_at_least_plan));
}

static void number_or_dash(const Decision *decision, Section *section, double amount) {
    if (fabs(amount) < style_step(decision->money) / 2)
        grid_text(decision->briefing->document, section, "\u2013");
    else
        grid_number(decision->briefing->document, section, amount, decision->money);
}

static void add_options(const Decision *decision, Front *front) {
    const Briefing *briefing = decision->briefing;
    const BizcaseFinance *finance = briefing->finance;
    Document *document = briefing->document;
    if (decision->alternatives < 2) return;
    OptionRow *rows = arena_array(briefing->arena, 1 + briefing->appraisal->result_count, sizeof *rows);
    const size_t count = option_rows(briefing, rows);
    const bool scored = finance->score_count > 0;
    Section *section = front_table(briefing, "options-side-by-side",
        arena_format(briefing->arena, "The options side by side, %s", decision->unit));
    grid_column(document, section, "Option", ALIGN_LEFT);
    static const char *const headings[] = { "Rank", "Capital and one-off", "Net present value", "8 in 10 outcomes",
        "Chance of a loss", "Plan or better", "In cash alone" };
    for (size_t c = 0; c < sizeof headings / sizeof headings[0]; c++)
        grid_column(document, section, headings[c], ALIGN_RIGHT);
    if (scored) grid_column(document, section, "Points", ALIGN_RIGHT);
    for (size_t r = 0; r < count; r++) {
        const BizcaseOutlay *outlay = outlay_of(finance, rows[r].id);
        const char *name = option_name(briefing->the_case, rows[r].id);
        const bool is_main = strcmp(rows[r].id, briefing->option) == 0;
        if (is_main) section->grid.marked_row = 1 + r;
        grid_text(document, section,
            is_main && briefing->option_is_preferred ? arena_format(briefing->arena, "%s (preferred)", name) : name);
        grid_text(document, section, arena_format(briefing->arena, "%zu", r + 1));
        number_or_dash(decision, section, outlay->capital[0] + outlay->one_off[0]);
        number_or_dash(decision, section, rows[r].npv);
        outcome_cells(decision, section, &rows[r]);
        number_or_dash(decision, section, rows[r].cash);
        if (scored) {
            const BizcaseScore *score = score_of(finance, rows[r].id);
            grid_number(document, section, score ? score->points : NAN,
                (NumberStyle){ .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 });
        }
    }
    front->options = section;
}

/* --- risks ---------------------------------------------------------------------------------------------------------- */

/* "35% chance, £120k to £650k. Head of infrastructure" */
static const char *risk_detail(const Decision *decision, const Risk *risk) {
    Arena *arena = decision->briefing->arena;
    const double scale = decision->briefing->the_case->settings.scale;
    const Fitted *impact = &risk->impact.fitted;
    const char *range = impact_is_range(risk)
                            ? arena_format(arena, "%s to %s", amount_text(decision, impact->low * scale),
                                  amount_text(decision, impact->high * scale))
                            : amount_text(decision, impact->central * scale);
    const char *text = arena_format(arena, "%s chance, %s", chance_text(arena, risk->probability), range);
    return risk->owner && *risk->owner ? arena_format(arena, "%s. %s", text, risk->owner) : text;
}

static void add_risks(const Decision *decision, Front *front) {
    enum { SHOWN = 4 };
    const Briefing *briefing = decision->briefing;
    MainRisk *risks = arena_array(briefing->arena, briefing->the_case->risk_count, sizeof *risks);
    const size_t count = main_risks(briefing, risks);
    front->risks = arena_array(briefing->arena, SHOWN, sizeof *front->risks);
    for (size_t i = 0; i < count; i++) {
        if (!(risks[i].expected[0] > 0)) continue;
        if (front->risk_count == SHOWN)
            front->more_risks++;
        else
            front->risks[front->risk_count++] = (FrontRisk){ risks[i].risk->label.name,
                amount_text(decision, risks[i].expected[0]), risk_detail(decision, risks[i].risk) };
    }
}

/* --- head and foot --------------------------------------------------------------------------------------------------- */

/* Where most sources say no more than a word, it is said on top. */
static const char *caution_text(const Briefing *briefing) {
    const AssumptionList list = assumption_list(briefing->arena, briefing->the_case, NULL);
    size_t illustrative = 0;
    for (size_t i = 0; i < list.count; i++)
        illustrative += list.items[i].weak && strcmp(list.items[i].weak, "illustrative") == 0;
    return 2 * illustrative > list.count ? "Amounts are illustrative" : NULL;
}

static void add_about(const Briefing *briefing, Front *front) {
    const Settings *settings = &briefing->the_case->settings;
    const char *const texts[] = { settings->version, settings->date, settings->author };
    front->title = *settings->title ? settings->title : briefing->document->title;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (*texts[i]) texts_add(briefing->arena, &front->about, texts[i]);
    texts_add(briefing->arena, &front->about,
        briefing->document->variation ? briefing->document->variation : "The case without changes");
    front->caution = caution_text(briefing);
}

/* --- the page ------------------------------------------------------------------------------------------------------- */

static void add_basis(const Decision *decision, Front *front) {
    const Briefing *briefing = decision->briefing;
    Arena *arena = briefing->arena;
    const Settings *settings = &briefing->the_case->settings;
    const Period base = { .first_month = settings->price_base_month, .length_months = settings->start.length_months };
    const Schedule *schedule = &settings->discount;
    texts_add(arena, &front->basis,
        arena_format(arena,
            "Net present value: %s to %s, at %s prices, discounted at %s a year%s. Budgets, cash and the sum to "
            "approve are at "
            "the prices of the day.",
            case_period_text(arena, settings, 0), case_period_text(arena, settings, settings->period_count - 1),
            period_text(arena, base), share_text(arena, schedule->rate_per_year[0]),
            schedule->band_count > 1 ? " at first" : ""));
    for (size_t i = 0; i < briefing->document->head.count; i++)
        texts_add(arena, &front->basis, arena_format(arena, "%s.", briefing->document->head.items[i]));
    if (decision->is_uncertain)
        texts_add(arena, &front->basis,
            "The plan takes each assumption at its planning value; the outcomes draw it from its range.");
}

/* Options, the curve of outcomes, and the call on the revenue budgets: those of them that the document has. */
static const char *const front_charts[FRONT_CHARTS] = { "options-spread", "npv-s-curve", "affordability-joint" };

/* --- the same as sections ------------------------------------------------------------------------------------------- */

static void decision_sections(const Briefing *briefing, const Front *front) {
    Document *document = briefing->document;
    Section *section = front_table(briefing, "decision-sought", "Decision sought");
    section_paragraph(document, section, arena_format(briefing->arena, "%s.", front->decision));
    const char *text = "";
    for (size_t i = 0; i < front->sentences.count; i++)
        text = arena_format(briefing->arena, "%s%s%s", text, i ? " " : "", front->sentences.items[i]);
    section_paragraph(document, section, text);
}

/* "worth: 12% loss, 52% gain" */
static const char *parts_text(Arena *arena, const FrontAnswer *answer) {
    const char *text = "";
    for (size_t i = 0; i < answer->part_count; i++)
        text = arena_format(arena, "%s%s%s %s", text, i ? ", " : "", answer->parts[i].figure, answer->parts[i].words);
    return text;
}

static void answer_rows(const Briefing *briefing, Section *section, const FrontAnswer *answer) {
    Document *document = briefing->document;
    grid_text(document, section, answer->question);
    grid_text(document, section, answer->figure);
    grid_text(document, section, arena_format(briefing->arena, "%s%s%s", answer->before, answer->news, answer->after));
    if (answer->part_count > 0) {
        grid_text(document, section, "");
        grid_text(document, section, "");
        grid_text(document, section, parts_text(briefing->arena, answer));
    }
    for (size_t i = 0; i < answer->pair_count; i++) {
        grid_text(document, section, "");
        grid_text(document, section, answer->pairs[i].value);
        grid_text(document, section, answer->pairs[i].name);
    }
}

static void answer_sections(const Briefing *briefing, const Front *front) {
    Section *section = front_table(briefing, "four-questions", "Four questions");
    grid_column(briefing->document, section, "Question", ALIGN_LEFT);
    grid_column(briefing->document, section, "Answer", ALIGN_RIGHT);
    grid_column(briefing->document, section, "What it is", ALIGN_LEFT);
    for (size_t i = 0; i < FRONT_ANSWERS; i++) answer_rows(briefing, section, &front->answers[i]);
}

static void test_sections(const Briefing *briefing, const Front *front) {
    Document *document = briefing->document;
    size_t met = 0;
    for (size_t i = 0; i < front->test_count; i++) met += front->tests[i].is_met;
    Section *section = front_table(
        briefing, "tests", arena_format(briefing->arena, "Tests: %zu met, %zu not met", met, front->test_count - met));
    grid_column(document, section, "Test", ALIGN_LEFT);
    grid_column(document, section, "Result", ALIGN_LEFT);
    grid_column(document, section, "Value", ALIGN_RIGHT);
    for (size_t i = 0; i < front->test_count; i++) {
        grid_text(document, section, front->tests[i].test);
        grid_text(document, section, front->tests[i].is_met ? "met" : "not met");
        grid_text(document, section, front->tests[i].value);
    }
}

static void risk_sections(const Briefing *briefing, const Front *front) {
    Document *document = briefing->document;
    if (front->risk_count == 0) return;
    Section *section = front_table(briefing, "top-risks", "Top risks");
    grid_column(document, section, "Risk", ALIGN_LEFT);
    grid_column(document, section, "Expected cost", ALIGN_RIGHT);
    grid_column(document, section, "Chance, range and owner", ALIGN_LEFT);
    for (size_t i = 0; i < front->risk_count; i++) {
        grid_text(document, section, front->risks[i].name);
        grid_text(document, section, front->risks[i].cost);
        grid_text(document, section, front->risks[i].detail);
    }
}

void front_section(const Briefing *briefing) {
    if (!briefing->finance || !briefing->simulation) return;
    const Decision decision = decision_of(briefing);
    Front *front = arena_alloc(briefing->arena, sizeof *front);
    *front = (Front){ .decision = decision_text(&decision) };
    add_about(briefing, front);
    say_what_it_is(&decision, front);
    say_who_loses(&decision, front);
    say_allowance(&decision, front);
    say_funding(&decision, front);
    add_payers(&decision, front);
    decision_answers(&decision, front->answers);
    front->tests = decision_tests(&decision, &front->test_count);
    add_risks(&decision, front);
    for (size_t i = 0; i < FRONT_CHARTS; i++) front->charts[i] = front_charts[i];
    add_basis(&decision, front);
    document_set_front(briefing->document, front);
    document_subject(briefing->document, FRONT_SUBJECT, DECIDES);
    decision_sections(briefing, front);
    answer_sections(briefing, front);
    test_sections(briefing, front);
    add_options(&decision, front);
    risk_sections(briefing, front);
    document_subject(briefing->document, NULL, DECIDES);
}
