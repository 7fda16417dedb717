/* correlations.csv: which uncertain inputs go together. */
#include <math.h>
#include <string.h>

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
    [NOTE] = { "note", .use = USED_AS_REMARK, .help = "for the reader" },
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

/* All names in full, or all bare ones. */
static const char *unknown_hint(Arena *arena, const Source sources[SOURCE_COUNT], const char *text) {
    size_t most = 0, count = 0;
    for (size_t s = 0; s < SOURCE_COUNT; s++) most += sources[s].ids->count;
    const char **names = arena_array(arena, most, sizeof *names);
    for (size_t s = 0; s < SOURCE_COUNT; s++)
        for (size_t i = 0; i < sources[s].ids->count; i++)
            names[count++] = strchr(text, ':') ? arena_format(arena, "%s:%s", sources[s].prefix, sources[s].ids->id[i])
                                               : sources[s].ids->id[i];
    const char *nearest = nearest_hint(arena, text, names, count);
    return nearest ? nearest : "inputs are named line:ID, driver:ID, risk:ID, phase:ID or quantity:ID";
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
        if (strncmp(text, sources[s].prefix, length) != 0 || text[length] != ':') continue;
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
        row_error(row, column, NULL, "blank where an uncertain input is needed");
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
        row_error(
            row, column, unknown_hint(row->loader->arena, sources, text), "\"%s\" is not an uncertain input", text);
    return false;
}

static bool same_input(InputName a, InputName b) {
    return a.kind == b.kind && a.index == b.index;
}

static bool is_repeated(const Row *row, const Correlation *pair) {
    const Case *the_case = row->loader->the_case;
    for (size_t i = 0; i < the_case->correlation_count; i++) {
        const Correlation *other = &the_case->correlations[i];
        if (!(same_input(other->a, pair->a) && same_input(other->b, pair->b)) &&
            !(same_input(other->a, pair->b) && same_input(other->b, pair->a)))
            continue;
        row_error(row, A, NULL, "\"%s\" and \"%s\" are a pair already, at %s", row_text(row, A), row_text(row, B),
            place_text(row->loader->arena, other->place));
        return true;
    }
    return false;
}

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
        row_error(row, CORRELATION, NULL, "blank where a correlation is needed");
    pair->place = row_cell(row, CORRELATION).place;
    if (!has_a || !has_b) return false;
    if (same_input(pair->a, pair->b)) {
        row_error(row, B, NULL, "\"%s\" is paired with itself", row_text(row, B));
        return false;
    }
    return reading == READ_GOOD;
}

static size_t input_number(InputName *inputs, size_t *count, InputName input) {
    for (size_t i = 0; i < *count; i++)
        if (same_input(inputs[i], input)) return i;
    inputs[(*count)++] = input;
    return *count - 1;
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
static void check_together(Loader *loader) {
    const Case *the_case = loader->the_case;
    if (the_case->correlation_count == 0) return;
    InputName *inputs = arena_array(loader->arena, 2 * the_case->correlation_count, sizeof *inputs);
    size_t count = 0;
    for (size_t i = 0; i < the_case->correlation_count; i++) {
        input_number(inputs, &count, the_case->correlations[i].a);
        input_number(inputs, &count, the_case->correlations[i].b);
    }
    double *asked = arena_array(loader->arena, count * count, sizeof *asked);
    double *normal = arena_array(loader->arena, count * count, sizeof *normal);
    double *factor = arena_array(loader->arena, count * count, sizeof *factor);
    for (size_t i = 0; i < count; i++) normal[i * count + i] = 1;
    for (size_t i = 0; i < the_case->correlation_count; i++) {
        const Correlation *pair = &the_case->correlations[i];
        const size_t a = input_number(inputs, &count, pair->a), b = input_number(inputs, &count, pair->b);
        asked[a * count + b] = asked[b * count + a] = pair->value;
        normal[a * count + b] = normal[b * count + a] = pair->normal;
    }
    if (!correlation_factor(loader->arena, count, normal, factor)) return;
    const double change = largest_change(the_case, inputs, count, asked, normal);
    if (change >= NEGLIGIBLE_CHANGE)
        diagnostics_warning(loader->diagnostics, (Place){ .file = csv_correlations.file },
            "values that can hold together: the nearest possible matrix is used",
            "the correlations contradict each other; the largest change needed is %.3f", change);
}

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    the_case->correlations = arena_array(loader->arena, sheet->table.row_count, sizeof *the_case->correlations);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Correlation pair = { .value = 0 };
        if (!read_pair(&row, &pair) || is_repeated(&row, &pair) || is_certain(&row, &pair)) continue;
        if (!solve_pair(&row, &pair)) continue;
        the_case->correlations[the_case->correlation_count++] = pair;
    }
    check_together(loader);
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
