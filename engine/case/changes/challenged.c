#include "case/changes/challenged.h"

#include <string.h>

#include "case/changes/changes.h"
#include "case/handle.h"
#include "case/reading/loader.h"
#include "case/registers/registers.h"

typedef struct Challenged {
    const Case *the_case;
    const Challenge *challenge;
} Challenged;

/* The cells as they were read; those of files that are changed are copies. The variant has no challenges of its own. */
static void fill_sheets(Loader *loader, const Challenged *asked) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        const Sheet *read = &asked->the_case->sheets[s];
        loader->sheets[s] = (Sheet){ .kind = read->kind, .present = read->present, .table = read->table };
    }
    *loader_sheet(loader, &csv_challenges) =
        (Sheet){ .kind = &csv_challenges, .table = { .file = csv_challenges.file } };
    for (size_t c = 0; c < asked->challenge->change_count; c++) {
        Sheet *sheet = loader_sheet_named(loader, asked->challenge->changes[c].file.text);
        const size_t number = sheet ? (size_t)(sheet - loader->sheets) : 0;
        const Table *read = &asked->the_case->sheets[number].table;
        if (sheet && sheet->table.rows == read->rows) sheet->table = table_copy(loader->arena, read);
    }
}

static BizcaseStatus load(Case *variant, void *context) {
    const Challenged *asked = context;
    const Case *the_case = asked->the_case;
    Loader *loader = arena_alloc(variant->arena, sizeof *loader);
    loader_start(loader, variant,
        &(BizcaseCaseRequest){ .folder = the_case->folder,
            .kernel = the_case->kernel,
            .scenarios = (const char *const *)the_case->scenarios,
            .scenario_count = the_case->scenario_count,
            .changes = (const char *const *)the_case->changes,
            .change_count = the_case->change_count });
    variant->quantile_tables = the_case->quantile_tables;
    loader->folder = *the_case->opened;
    loader->folder.arena = loader->arena;
    loader->folder.files = NULL; /* what is read again is this case's own */
    loader->folder.file_count = loader->folder.file_capacity = 0;
    fill_sheets(loader, asked);
    for (size_t c = 0; c < asked->challenge->change_count; c++) change_apply(loader, &asked->challenge->changes[c]);
    changes_end(loader);
    loader_read_case(loader);
    variant->opened = &loader->folder;
    memcpy(variant->digest, the_case->digest, sizeof variant->digest);
    if (loader->folder.status != BIZCASE_OK) return loader->folder.status;
    return variant->diagnostics.error_count ? BIZCASE_CASE_WRONG : BIZCASE_OK;
}

static void free_case(void *object) {
    BizcaseCase **loaded = object;
    bizcase_case_free(*loaded);
}

BizcaseStatus case_challenge(Arena *arena, const Case *the_case, size_t challenge, BizcaseCase **loaded) {
    Challenged asked = { the_case, &the_case->registers->challenges[challenge] };
    BizcaseCase **kept = arena_alloc(arena, sizeof *kept);
    arena_defer(arena, free_case, kept);
    const BizcaseStatus status = case_make(load, &asked, kept, NULL);
    if (status == BIZCASE_NO_MEMORY) arena_out_of_memory(arena);
    *loaded = *kept;
    return status;
}

/* Whether two messages say the same of other numbers: what is said of an amount would be said again where it is scaled. */
static bool same_but_for_numbers(const char *a, const char *b) {
    static const char in_numbers[] = "0123456789.,-";
    for (;; a++, b++) {
        a += strspn(a, in_numbers);
        b += strspn(b, in_numbers);
        if (*a != *b || *a == '\0') return *a == *b;
    }
}

/* Of a file of the case, which no scenario has made. */
static bool is_said(const Diagnostics *diagnostics, const VariantFile *file, const char *message) {
    static const char scenarios[] = "scenarios/";
    for (size_t i = 0; i < diagnostics->count; i++) {
        const BizcaseDiagnostic *item = &diagnostics->items[i];
        if (strcmp(item->file, file->path) != 0 && strncmp(item->file, scenarios, strlen(scenarios)) != 0 &&
            same_but_for_numbers(item->message, message))
            return true;
    }
    return false;
}

void diagnostics_of_variant(Diagnostics *diagnostics, const VariantFile *file, const Diagnostics *found) {
    for (size_t i = 0; i < found->count; i++) {
        BizcaseDiagnostic item = found->items[i];
        const bool is_own = strcmp(item.file, file->path) == 0;
        if (item.severity != BIZCASE_ERROR &&
            (!is_own || file->are_warnings_told || is_said(diagnostics, file, item.message)))
            continue;
        if (!is_own) item.message = arena_format(diagnostics->arena, "with %s: %s", file->what, item.message);
        diagnostics_copy(diagnostics, &item);
    }
}

void diagnostics_of_challenge(
    Diagnostics *diagnostics, const Case *the_case, size_t challenge, const BizcaseCase *loaded) {
    const Label *label = &the_case->registers->challenges[challenge].label;
    const VariantFile file = { csv_challenges.file, arena_format(diagnostics->arena, "challenge \"%s\"", label->id),
        false };
    diagnostics_of_variant(diagnostics, &file, &case_of(loaded)->diagnostics);
}
