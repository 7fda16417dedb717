/* Pages that check the financial case: against the economic one, against the councils' limits, and by questions. */
#include "report/sections/finance/pages.h"

#include <math.h>
#include <string.h>

/* [item between first and last][body], rounded so that they lead from one to the other as these are printed. */
static const double *rounded_steps(const Briefing *briefing, const BizcaseFinance *finance, Casting *casting) {
    const size_t bodies = briefing->body_count, last = finance->item_count - 1;
    double *steps = arena_array(briefing->arena, last * bodies, sizeof *steps);
    for (size_t i = 1; i < last; i++)
        memcpy(steps + (i - 1) * bodies, finance->items[i].values, bodies * sizeof *steps);
    round_walk(briefing->arena, steps, last - 1, bodies, round_bodies(briefing, finance->items[0].values, casting),
        round_bodies(briefing, finance->items[last].values, casting), style_step(briefing->money), casting);
    return steps;
}

static const BizcaseReconciliationItem *growth_item(const BizcaseFinance *finance) {
    const BizcaseReconciliationItem *item = finance->items;
    while (strcmp(item->name, "unbudgeted_growth") != 0) item++;
    return item;
}

void finance_reconciliation_sections(const Briefing *briefing) {
    const BizcaseFinance *finance = briefing->finance;
    if (!finance) return;
    Document *document = briefing->document;
    Section *section = document_section(
        document, arena_format(briefing->arena, "From net present value to cash, %s", briefing->money_unit));
    section->name = "npv-to-cash";
    section->extent = FULL_ONLY;
    grid_column(document, section, "", ALIGN_LEFT);
    columns_of_bodies(briefing, section, body_is_shown);
    const size_t last = finance->item_count - 1;
    Casting casting = { 0 };
    const double *steps = rounded_steps(briefing, finance, &casting);
    for (size_t i = 0; i <= last; i++) {
        const bool is_end = i == 0 || i == last;
        const double *amounts = is_end ? round_bodies(briefing, finance->items[i].values, &casting)
                                       : steps + (i - 1) * briefing->body_count;
        if (!is_end && bodies_are_nil(briefing, amounts, body_is_shown)) continue;
        grid_text(document, section, finance->items[i].label);
        cells_of_bodies(briefing, section, amounts, body_is_shown);
    }
    section->grid.total_last = true;
    casting_note(document, section, casting);
    if (finance->baseline_cash[0] != 0 && finance->existing_budgets[0] != 0)
        section_note(document, section,
            arena_format(briefing->arena, "\"%s\": the baseline would %s %s, and existing revenue budgets hold %s.",
                growth_item(finance)->label, finance->baseline_cash[0] > 0 ? "save" : "cost",
                money_text(briefing, fabs(finance->baseline_cash[0])),
                money_text(briefing, finance->existing_budgets[0])));
    section_note(document, section,
        "All years together. Interest and minimum revenue provision are not in this table: they are how capital is paid "
        "for.");
}

/* --- invest to save -------------------------------------------------------------------------------------------------- */

void finance_tests_sections(const Briefing *briefing) {
    static const NumberStyle years = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 };
    static const char *const headings[] = { "", "Capital and one-off cost", "Steady saving a year", "Years to pay back",
        "Limit, years" };
    const BizcaseFinance *finance = briefing->finance;
    Document *document = briefing->document;
    if (!finance) return;
    Section *section =
        document_section(document, arena_format(briefing->arena, "Invest to save, %s", briefing->money_unit));
    section->name = "invest-to-save";
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], h ? ALIGN_RIGHT : ALIGN_LEFT);
    grid_column(document, section, "Result", ALIGN_LEFT);
    double *one_off = arena_array(briefing->arena, briefing->body_count, sizeof *one_off);
    double *saving = arena_array(briefing->arena, briefing->body_count, sizeof *saving);
    for (size_t b = 0; b < briefing->body_count; b++) {
        one_off[b] = finance->invest_to_save[b].one_off;
        saving[b] = finance->invest_to_save[b].yearly_saving;
    }
    Casting casting = { 0 };
    round_headlines(one_off, briefing->body_count, style_step(briefing->money), &casting);
    round_headlines(saving, briefing->body_count, style_step(briefing->money), &casting);
    for (size_t b = 0; b < briefing->body_count; b++) {
        const BizcaseInvestToSave *test = &finance->invest_to_save[b];
        if (!body_is_shown(briefing, b) || !invest_is_tested(test)) continue;
        grid_text(document, section, body_name(briefing, b));
        grid_number(document, section, one_off[b], briefing->money);
        grid_number(document, section, saving[b], briefing->money);
        grid_number(document, section, test->years, years);
        grid_number(document, section, test->threshold, years);
        grid_text(document, section, test->passes ? "pass" : "fail");
    }
    if (!table_or_sentence(briefing, section, "Nothing is spent and nothing is saved.")) return;
    section_note(
        document, section, "The saving is that of the last year. Nothing is discounted, and interest is left out.");
    casting_note(document, section, casting);
}

/* --- questions ------------------------------------------------------------------------------------------------------- */

static bool is_about_body(const Briefing *briefing, const BizcaseFlag *flag) {
    for (size_t c = 0; c < briefing->the_case->council_count; c++)
        if (strcmp(flag->what, briefing->the_case->councils[c].id) == 0)
            return body_is_chosen(briefing, 0) || body_is_chosen(briefing, c + 1);
    return true;
}

static void fill_questions(const Briefing *briefing, Section *section, size_t most) {
    const BizcaseFinance *finance = briefing->finance;
    size_t count = 0;
    grid_column(briefing->document, section, "", ALIGN_RIGHT);
    grid_column(briefing->document, section, "Question", ALIGN_LEFT);
    for (size_t f = 0; f < finance->flag_count; f++) {
        if (!is_about_body(briefing, &finance->flags[f]) || ++count > most) continue;
        grid_text(briefing->document, section, arena_format(briefing->arena, "%zu", count));
        grid_text(briefing->document, section, sentence_text(briefing->arena, finance->flags[f].message));
    }
    if (count > most)
        section_note(briefing->document, section,
            arena_format(briefing->arena, "%zu more %s not shown.", count - most, count - most == 1 ? "is" : "are"));
}

void finance_questions_sections(const Briefing *briefing) {
    enum { FIRST = 8 };
    if (!briefing->finance || briefing->finance->flag_count == 0) return;
    Section *section = document_section(briefing->document, "Questions");
    section->name = "challenge-flags";
    fill_questions(briefing, section, FIRST);
    if (!table_or_sentence(briefing, section, "There is nothing to question.")) return;
    if (briefing->finance->flag_count > FIRST)
        fill_questions(briefing, document_in_full(briefing->document, section), briefing->finance->flag_count);
}
