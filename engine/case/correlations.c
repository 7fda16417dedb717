/* correlations.csv: which uncertain inputs go together. */
#include <math.h>
#include <string.h>

#include "base/size_limits.h"
#include "case/reading/bounds.h"
#include "case/reading/row.h"
#include "sample/compile.h"
#include "sample/rank_correlation.h"
#include "table/odd_characters.h"

#define ROUNDING 1e-9            /* an end of a range, typed in full, is in it */
#define NEGLIGIBLE_CHANGE 0.0005 /* would be shown as 0.000 */

enum { A, B, CORRELATION, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [A] = { "a", .required = true,
        .help = "an uncertain input: line:ID, driver:ID, risk:ID, phase:ID, quantity:ID, or an id" },
    [B] = { "b", .required = true, .help = "another" },
    [CORRELATION] = { "correlation", .required = true, .help = "Spearman rank correlation, from -1 to 1" },
    [NOTE] = COLUMN_NOTE,
};

/* The sources of uncertain inputs, as their prefix names them. */
typedef struct Source {
    const char *prefix;
    const Ids *ids;
} Source;

enum { SOURCE_COUNT = INPUT_QUANTITY + 1 };

static void list_sources(Loader *loader, Source sources[SOURCE_COUNT]) {
    sources[INPUT_LINE] = (Source){ "line", loader_ids(loader, &csv_costs) };
    sources[INPUT_DRIVER] = (Source){ "driver", loader_ids(loader, &csv_drivers) };
    sources[INPUT_RISK] = (Source){ "risk", loader_ids(loader, &csv_risks) };
    sources[INPUT_PHASE] = (Source){ "phase", loader_ids(loader, &csv_phases) };
    sources[INPUT_QUANTITY] = (Source){ "quantity", loader_ids(loader, &csv_quantities) };
}

static const Uncertainty *uncertainty_of(const Case *the_case, InputName name) {
    switch (name.kind) {
    case INPUT_LINE: return &the_case->lines[name.index].own;
    case INPUT_DRIVER: return &the_case->drivers[name.index].uncertainty;
    case INPUT_RISK: return &the_case->risks[name.index].impact;
    case INPUT_PHASE: return &the_case->phases[name.index].slip_months;
    case INPUT_QUANTITY: return &the_case->quantities[name.index].own;
    }
    return NULL;
}

static bool is_incomplete(const Source sources[SOURCE_COUNT]) {
    for (size_t s = 0; s < SOURCE_COUNT; s++)
        if (sources[s].ids->incomplete) return true;
    return false;
}

static const char how_inputs_are_named[] = "inputs are named line:ID, driver:ID, risk:ID, phase:ID or quantity:ID";

static bool has_prefix(const char *text, const char *prefix) {
    const size_t length = strlen(prefix);
    return strncmp(text, prefix, length) == 0 && text[length] == ':';
}

/* The file that would give the name, where it is missing; else the nearest of all names in full, or of all bare ones. */
static const char *unknown_hint(Loader *loader, const Source sources[SOURCE_COUNT], const char *text) {
    static const CsvKind *const kinds[SOURCE_COUNT] = { [INPUT_LINE] = NULL,
        [INPUT_DRIVER] = &csv_drivers,
        [INPUT_RISK] = &csv_risks,
        [INPUT_PHASE] = &csv_phases,
        [INPUT_QUANTITY] = &csv_quantities };
    size_t most = 0, count = 0;
    for (size_t s = 0; s < SOURCE_COUNT; s++)
        if (kinds[s] && !loader_sheet(loader, kinds[s])->present && has_prefix(text, sources[s].prefix))
            return arena_format(loader->arena, "this case has no %s", kinds[s]->file);
    for (size_t s = 0; s < SOURCE_COUNT; s++) most += sources[s].ids->count;
    if (!diagnostics_search(loader->diagnostics, text, most)) return how_inputs_are_named;
    Arena *arena = arena_within(loader->arena);
    const char **names = arena_array(arena, most, sizeof *names);
    for (size_t s = 0; s < SOURCE_COUNT; s++)
        for (size_t i = 0; i < sources[s].ids->count; i++)
            names[count++] = strchr(text, ':') ? arena_format(arena, "%s:%s", sources[s].prefix, sources[s].ids->id[i])
                                               : sources[s].ids->id[i];
    const char *nearest = nearest_hint(loader->arena, text, names, count);
    arena_free(arena);
    return nearest ? nearest : how_inputs_are_named;
}

/* A bare id: how many sources have it, the last into name. */
static size_t find_bare(const Source sources[SOURCE_COUNT], const char *id, InputName *name) {
    size_t count = 0;
    for (size_t s = 0; s < SOURCE_COUNT; s++) {
        const size_t found = ids_find(sources[s].ids, id);
        if (found == NONE) continue;
        *name = (InputName){ (InputKind)s, found };
        count++;
    }
    return count;
}

static bool find_prefixed(const Source sources[SOURCE_COUNT], const char *text, InputName *name) {
    for (size_t s = 0; s < SOURCE_COUNT; s++) {
        const size_t length = strlen(sources[s].prefix);
        if (!has_prefix(text, sources[s].prefix)) continue;
        const size_t found = ids_find(sources[s].ids, text + length + 1 + strspn(text + length + 1, " "));
        *name = (InputName){ (InputKind)s, found };
        return found != NONE;
    }
    return false;
}

static bool read_input(const Row *row, size_t column, InputName *name) {
    Source sources[SOURCE_COUNT];
    const char *text = row_text(row, column);
    if (row->sheet->columns[column] < 0) return false;
    if (text[0] == '\0') {
        row_error(row, column, NULL, "an uncertain input is missing");
        return false;
    }
    list_sources(row->loader, sources);
    if (find_prefixed(sources, text, name)) return true;
    const size_t found = strchr(text, ':') ? 0 : find_bare(sources, text, name);
    if (found == 1) return true;
    if (found > 1)
        row_error(row, column, arena_format(row->loader->arena, "such as %s:%s", sources[name->kind].prefix, text),
            "\"%s\" is the name of %zu inputs; say which", text, found);
    else if (!is_incomplete(sources))
        row_error(row, column, unknown_hint(row->loader, sources, text), "\"%s\" is not an uncertain input", text);
    return false;
}

static bool same_input(InputName a, InputName b) {
    return a.kind == b.kind && a.index == b.index;
}

/* --- all of them ---------------------------------------------------------------------------------------------------- */

/* The pairs so far. Inputs have a number among all that could be paired, and a place in the matrix from their first pair. */
typedef struct Pairs {
    size_t first[SOURCE_COUNT]; /* number of a source's first input */
    size_t *place;              /* [number]: 1 + place in the matrix, 0 without a pair */
    InputName *inputs;          /* [place] */
    size_t input_count, most_inputs;
    size_t *slots; /* [slot_count], a power of two: 1 + index of a pair, 0 for a free slot */
    size_t slot_count;
} Pairs;

static Pairs pairs_new(Loader *loader, size_t row_count) {
    Source sources[SOURCE_COUNT];
    Pairs pairs = { .slot_count = 16 };
    size_t number = 0;
    list_sources(loader, sources);
    for (size_t s = 0; s < SOURCE_COUNT; s++) {
        pairs.first[s] = number;
        number += sources[s].ids->count;
    }
    pairs.place = arena_array(loader->arena, number, sizeof *pairs.place);
    pairs.inputs = arena_array(loader->arena, MOST_CORRELATED, sizeof *pairs.inputs);
    while (pairs.slot_count < 2 * row_count) pairs.slot_count *= 2;
    pairs.slots = arena_array(loader->arena, pairs.slot_count, sizeof *pairs.slots);
    return pairs;
}

static size_t number_of(const Pairs *pairs, InputName input) {
    return pairs->first[input.kind] + input.index;
}

static bool same_pair(const Correlation *a, const Correlation *b) {
    return (same_input(a->a, b->a) && same_input(a->b, b->b)) || (same_input(a->a, b->b) && same_input(a->b, b->a));
}

/* The slot that holds the pair, in either order, or the free one where it belongs. */
static size_t slot_of(const Pairs *pairs, const Case *the_case, const Correlation *pair) {
    const uint64_t a = number_of(pairs, pair->a), b = number_of(pairs, pair->b);
    const uint64_t mixed = ((a < b ? a : b) * 0x9e3779b97f4a7c15u ^ (a < b ? b : a)) * 0xff51afd7ed558ccdu;
    size_t slot = (size_t)(mixed >> 32) & (pairs->slot_count - 1);
    while (pairs->slots[slot] && !same_pair(&the_case->correlations[pairs->slots[slot] - 1], pair))
        slot = (slot + 1) & (pairs->slot_count - 1);
    return slot;
}

static bool is_repeated(const Row *row, const Pairs *pairs, const Correlation *pair) {
    const Case *the_case = row->loader->the_case;
    const size_t found = pairs->slots[slot_of(pairs, the_case, pair)];
    if (!found) return false;
    row_error(row, A, NULL, "\"%s\" and \"%s\" already have a row, at %s", row_text(row, A), row_text(row, B),
        place_text(row->loader->arena, the_case->correlations[found - 1].place));
    return true;
}

/* False when the input is one too many. */
static bool take_place(Pairs *pairs, InputName input) {
    size_t *place = &pairs->place[number_of(pairs, input)];
    if (*place) return true;
    if (pairs->input_count == MOST_CORRELATED) return false;
    pairs->inputs[pairs->input_count++] = input;
    *place = pairs->input_count;
    return true;
}

/* False, and an error, when there are too many inputs. */
static bool add_pair(const Row *row, Pairs *pairs, const Correlation *pair) {
    Case *the_case = row->loader->the_case;
    const size_t slot = slot_of(pairs, the_case, pair);
    const InputName names[] = { pair->a, pair->b };
    const size_t columns_of[] = { A, B };
    for (size_t i = 0; i < 2; i++)
        if (!take_place(pairs, names[i])) {
            row_error(row, columns_of[i], "leave out correlations that matter little",
                "with \"%s\" more than %d inputs are correlated", row_text(row, columns_of[i]), MOST_CORRELATED);
            return false;
        }
    the_case->correlations[the_case->correlation_count++] = *pair;
    pairs->slots[slot] = the_case->correlation_count;
    return true;
}

/* --- one pair -------------------------------------------------------------------------------------------------------- */

/* What does not vary has no correlation. An input that could not be read has no distribution. */
static bool is_certain(const Row *row, const Correlation *pair) {
    const InputName names[] = { pair->a, pair->b };
    const size_t columns_of[] = { A, B };
    for (size_t i = 0; i < 2; i++) {
        const Fitted *fitted = &uncertainty_of(row->loader->the_case, names[i])->fitted;
        if (!fitted->distribution || draws_vary(fitted)) continue;
        row_warning(row, columns_of[i], NULL, "\"%s\" is certain, so the correlation has no effect",
            row_text(row, columns_of[i]));
        return true;
    }
    return false;
}

/* Three digits are shown, towards the middle: what is shown can be had. */
static double inwards(double end) {
    return trunc(end * 1000) / 1000 + 0.0; /* never −0 */
}

/* The normal correlation of a pair that varies. False, and an error, when the two cannot have the one that is asked. */
static bool solve_pair(const Row *row, Correlation *pair) {
    const Case *the_case = row->loader->the_case;
    const Fitted *a = &uncertainty_of(the_case, pair->a)->fitted, *b = &uncertainty_of(the_case, pair->b)->fitted;
    const CorrelationRange range = rank_correlation_range(a, b);
    if (pair->value < range.lowest - ROUNDING || pair->value > range.highest + ROUNDING) {
        row_error(row, CORRELATION,
            arena_format(row->loader->arena, "give a correlation from %.3f to %.3f", inwards(range.lowest),
                inwards(range.highest)),
            "\"%s\" is beyond what \"%s\" and \"%s\" can have, %.3f to %.3f: their values repeat, and trials with the "
            "same value rank alike",
            row_text(row, CORRELATION), row_text(row, A), row_text(row, B), inwards(range.lowest),
            inwards(range.highest));
        return false;
    }
    pair->normal = normal_of_rank_correlation(a, b, pair->value);
    return true;
}

static bool read_pair(const Row *row, Correlation *pair) {
    const bool has_a = read_input(row, A, &pair->a), has_b = read_input(row, B, &pair->b);
    const Reading reading = row_within(row, CORRELATION, BOUND_CORRELATION, &pair->value);
    if (reading == READ_BLANK && row->sheet->columns[CORRELATION] >= 0)
        row_error(row, CORRELATION, NULL, "a correlation is missing");
    pair->place = row_cell(row, CORRELATION).place;
    if (!has_a || !has_b) return false;
    if (same_input(pair->a, pair->b)) {
        row_error(row, B, NULL, "\"%s\" is paired with itself", row_text(row, B));
        return false;
    }
    return reading == READ_GOOD;
}

/* The largest change that a repaired matrix makes to a rank correlation, those that were not asked for, 0, included. */
static double largest_change(
    const Case *the_case, const InputName *inputs, size_t count, const double *asked, const double *normal) {
    double largest = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++) {
            const Fitted *a = &uncertainty_of(the_case, inputs[i])->fitted;
            const Fitted *b = &uncertainty_of(the_case, inputs[j])->fitted;
            const double repaired = rank_of_normal_correlation(a, b, normal[i * count + j]);
            largest = fmax(largest, fabs(repaired - asked[i * count + j]));
        }
    return largest;
}

/* Values that cannot all hold are replaced, when trials are drawn, by the nearest that can: the user should know, unless
   the change is too small to be shown. */
static void check_together(Loader *loader, const Pairs *pairs) {
    const Case *the_case = loader->the_case;
    const size_t count = pairs->input_count;
    const Place place = { .file = csv_correlations.file };
    double *asked = arena_array(loader->arena, count * count, sizeof *asked);
    double *normal = arena_array(loader->arena, count * count, sizeof *normal);
    double *factor = arena_array(loader->arena, count * count, sizeof *factor);
    for (size_t i = 0; i < count; i++) normal[i * count + i] = 1;
    for (size_t i = 0; i < the_case->correlation_count; i++) {
        const Correlation *pair = &the_case->correlations[i];
        const size_t a = pairs->place[number_of(pairs, pair->a)] - 1, b = pairs->place[number_of(pairs, pair->b)] - 1;
        asked[a * count + b] = asked[b * count + a] = pair->value;
        normal[a * count + b] = normal[b * count + a] = pair->normal;
    }
    if (!correlations_contradict(count, normal, factor)) return;
    if (count > MOST_REPAIRED) {
        diagnostics_error(loader->diagnostics, place, "give correlations that agree, or fewer of them",
            "the correlations contradict each other, and %zu inputs are too many to find the nearest that do not; the "
            "most is %d",
            count, MOST_REPAIRED);
        return;
    }
    correlation_factor(loader->arena, count, normal, factor);
    const double change = largest_change(the_case, pairs->inputs, count, asked, normal);
    if (change >= NEGLIGIBLE_CHANGE)
        diagnostics_warning(loader->diagnostics, place,
            "change them so that they agree; bizcase uses the nearest possible correlations",
            "the correlations contradict each other; the largest change needed is %.3f", change);
}

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    the_case->correlations = arena_array(loader->arena, sheet->table.row_count, sizeof *the_case->correlations);
    Pairs pairs = pairs_new(loader, sheet->table.row_count);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Correlation pair = { .value = 0 };
        if (!read_pair(&row, &pair) || is_repeated(&row, &pairs, &pair) || is_certain(&row, &pair)) continue;
        if (!solve_pair(&row, &pair)) continue;
        if (!add_pair(&row, &pairs, &pair)) return;
    }
    check_together(loader, &pairs);
}

const CsvKind csv_correlations = {
    .file = "correlations.csv",
    .row = "correlation",
    .help = "how closely two uncertain inputs go together",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .second_key = B,
    .others = OTHERS_NONE,
    .change = CHANGES_NOTHING,
    .read = read,
};
