/* What a chief finance officer would question. */
#include <math.h>
#include <string.h>

#include "base/words.h"
#include "case/registers/registers.h"
#include "study/finance/parts.h"

typedef struct FlagList {
    FinanceStudy *study;
    BizcaseFlag *items;
    size_t count, capacity;
} FlagList;

static void add_flag(FlagList *list, const char *flag, const char *what, const char *message) {
    list->items = arena_grow(list->study->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = (BizcaseFlag){ flag, what, message };
}

static bool holds_word(const char *text, const char *word) {
    const size_t length = strlen(word);
    for (; text && *text; text++) {
        size_t i = 0;
        while (i < length && lower_letter(text[i]) == word[i]) i++;
        if (i == length) return true;
    }
    return false;
}

/* A right to use software that stays with its supplier is a service, not an asset: IFRS Interpretations Committee, agenda
   decisions of March 2019 and of April 2021 (configuration or customisation costs in a cloud computing arrangement). */
static void flag_cloud_capital(FlagList *list, const Line *line) {
    static const char *const words[] = { "cloud", "saas", "software as a service", "subscription", "hosted" };
    if (line->side != SIDE_COST || line->kind != KIND_CAPITAL) return;
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
        if (holds_word(line->label.id, words[w]) || holds_word(line->label.name, words[w])) {
            add_flag(list, "cloud_capital", line->label.id,
                arena_format(list->study->arena, "\"%s\" is capital, but \"%s\" is mostly a service, and revenue",
                    line->label.name, words[w]));
            return;
        }
}

static void flag_overlap(FlagList *list, const Line *lines, const Line *line) {
    for (size_t i = 0; i < line->overlap_count; i++) {
        const Line *other = &lines[line->overlaps[i]];
        if (!other->in_option[list->study->option.option]) continue;
        add_flag(list, "overlap", line->label.id,
            arena_format(
                list->study->arena, "\"%s\" may be counted in \"%s\" too", line->label.name, other->label.name));
    }
    for (const Line *other = lines; other < line; other++)
        if (other->side == SIDE_BENEFIT && other->in_option[list->study->option.option] &&
            other->programme != line->programme && strcmp(other->label.name, line->label.name) == 0)
            add_flag(list, "overlap", line->label.id,
                arena_format(list->study->arena, "\"%s\" has the same name in two programmes", line->label.name));
}

static void flag_benefit(FlagList *list, const Case *the_case, const Line *line) {
    Arena *arena = list->study->arena;
    if (line->side != SIDE_BENEFIT) return;
    flag_overlap(list, the_case->lines, line);
    if (!*line->owner || !*line->source)
        add_flag(list, "no_owner", line->label.id,
            arena_format(arena, "\"%s\" has no %s", line->label.name,
                *line->owner    ? "source"
                : *line->source ? "owner"
                                : "owner and no source"));
    if (line->type->is_cash && line->budget_count == 0)
        add_flag(list, "no_budget", line->label.id,
            arena_format(arena, "\"%s\" saves cash, but names no budget that it is taken from", line->label.name));
}

static void flag_gap(
    FlagList *list, BizcaseFinanceRow row, const char *flag, const char *what, const BizcaseFinance *shown) {
    for (size_t b = 1; b < shown->body_count; b++)
        for (size_t y = 0; y < shown->year_count; y++) {
            const double gap = shown->rows[row][b * shown->year_count + y];
            if (gap > 0.005)
                add_flag(list, flag, shown->bodies[b],
                    arena_format(list->study->arena, "%s of %s%.0f in %s has no source of funding", what,
                        list->study->the_case->settings.currency, gap, shown->years[y]));
        }
}

static void flag_long_loans(FlagList *list, const Case *the_case, const Line *line, const BizcaseFinance *shown) {
    if (line->side != SIDE_COST || line->kind != KIND_CAPITAL) return;
    for (size_t c = 0; c < the_case->council_count; c++) {
        const CouncilFinance *finance = &the_case->registers->finance[c];
        const size_t life = asset_life(finance, line->asset_life);
        bool borrows = false;
        for (size_t y = 0; y < shown->year_count; y++)
            borrows = borrows || shown->rows[BIZCASE_CAPITAL_BY_BORROWING][(c + 1) * shown->year_count + y] > 0;
        if (borrows && !isnan(finance->loan_years) && finance->loan_years > (double)life)
            add_flag(list, "long_loan", line->label.id,
                arena_format(list->study->arena, "%s would borrow for %.0f years for \"%s\", which lasts %zu",
                    the_case->councils[c].name, finance->loan_years, line->label.name, life));
    }
}

void add_flags(FinanceStudy *study, BizcaseFinance *shown) {
    FlagList list = { .study = study };
    const Case *the_case = study->the_case;
    if (the_case->baseline == NONE)
        add_flag(&list, "no_counterfactual", "options.csv",
            "no option is the baseline: what happens if nothing is done is not said");
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (!line->in_option[study->option.option]) continue;
        flag_cloud_capital(&list, line);
        flag_long_loans(&list, the_case, line, shown);
        flag_benefit(&list, the_case, line);
    }
    flag_gap(&list, BIZCASE_CAPITAL_GAP, "capital_gap", "capital spending", shown);
    flag_gap(&list, BIZCASE_ONE_OFF_GAP, "one_off_gap", "one-off revenue spending", shown);
    shown->flags = list.items;
    shown->flag_count = list.count;
}
