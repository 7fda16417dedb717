/* The page of a batch: what came of each run. The figures are in the results file. */
#include <math.h>
#include <string.h>

#include "evaluate/figure_table.h"
#include "report/document/document.h"
#include "study/batch/batch.h"

/* What the sections are made of. */
typedef struct RunCounts {
    size_t done, kept, failed, bad, waiting;
} RunCounts;

static RunCounts count_runs(const BizcaseBatch *batch) {
    RunCounts tally = { 0 };
    for (size_t r = 0; r < batch->run_count; r++) {
        const BizcaseBatchOutcome *outcome = bizcase_batch_outcome(batch, r);
        size_t *const counts[] = { [BIZCASE_RUN_WAITING] = &tally.waiting,
            [BIZCASE_RUN_DONE] = &tally.done,
            [BIZCASE_RUN_KEPT] = &tally.kept,
            [BIZCASE_RUN_BAD] = &tally.bad };
        ++*counts[outcome->state];
        tally.failed += outcome->failed != 0;
    }
    return tally;
}

static const char *state_text(const BizcaseBatchOutcome *outcome) {
    static const char *const states[] = { [BIZCASE_RUN_WAITING] = "not run",
        [BIZCASE_RUN_DONE] = "done",
        [BIZCASE_RUN_KEPT] = "kept",
        [BIZCASE_RUN_BAD] = "bad" };
    return outcome->failed ? "failed" : states[outcome->state];
}

/* NaN when the run has none. */
static double joint_npv(const BizcaseBatchOutcome *outcome) {
    for (size_t r = 0; r < outcome->row_count; r++)
        if (strcmp(outcome->rows[r].figure, figure_npv.name) == 0 && strcmp(outcome->rows[r].statistic, "plan") == 0)
            return outcome->rows[r].value;
    return NAN;
}

static void add_data(Document *document, const BizcaseBatch *batch, const RunCounts *tally) {
    static const char *const fact_columns[] = { "run", "state", "option", "npv", "message", "digest", "run_digest" };
    Arena *arena = document->arena;
    Value runs = value_list();
    facts_start(document, fact_columns, sizeof fact_columns / sizeof fact_columns[0]);
    for (size_t r = 0; r < batch->run_count; r++) {
        const BizcaseBatchOutcome *outcome = bizcase_batch_outcome(batch, r);
        const Value values[] = { value_text(arena, batch->runs[r].name), value_text(arena, state_text(outcome)),
            value_text(arena, outcome->option), value_number(joint_npv(outcome)), value_text(arena, outcome->message),
            value_text(arena, outcome->digest), value_text(arena, outcome->run_digest) };
        Value run = value_object();
        for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
            value_set(arena, &run, fact_columns[i], values[i]);
            facts_add(document, values[i]);
        }
        value_append(arena, &runs, run);
    }
    value_set(arena, &document->data, "bizcase", value_text(arena, bizcase_version()));
    value_set(arena, &document->data, "study", value_text(arena, "batch"));
    value_set(arena, &document->data, "failed", value_integer(tally->failed));
    value_set(arena, &document->data, "bad", value_integer(tally->bad));
    value_set(arena, &document->data, "runs", runs);
}

/* Runs beside each other are not of one option where cases, or the main options of variants of one, differ. */
static bool options_differ(const BizcaseBatch *batch) {
    const char *first = NULL;
    for (size_t r = 0; r < batch->run_count; r++) {
        const char *option = bizcase_batch_outcome(batch, r)->option;
        if (first && option && strcmp(first, option) != 0) return true;
        if (!first) first = option;
    }
    return false;
}

static void add_page(Document *document, const BizcaseBatch *batch, const RunCounts *tally) {
    enum { SHOWN = 50 };
    Arena *arena = document->arena;
    document->title = "Batch";
    Section *section = document_section(document, "What came of the runs");
    section_paragraph(document, section,
        arena_format(arena,
            "%zu run%s: %zu done, %zu kept as they were, %zu with a case that is wrong, %zu not run. A stated test "
            "failed in %zu.",
            batch->run_count, batch->run_count == 1 ? "" : "s", tally->done, tally->kept, tally->bad, tally->waiting,
            tally->failed));
    const bool only_wrong = batch->run_count > SHOWN; /* of many runs the page tells of those that need a look */
    if (only_wrong)
        section_note(document, section,
            "Only runs that failed or are bad are shown, the first 50 of them; the results file has all.");
    if (only_wrong && tally->failed + tally->bad == 0) return;
    grid_column(document, section, "Run", ALIGN_LEFT);
    grid_column(document, section, "State", ALIGN_LEFT);
    const bool with_option = options_differ(batch);
    if (with_option) grid_column(document, section, "Option", ALIGN_LEFT);
    grid_column(document, section, "Joint NPV", ALIGN_RIGHT);
    grid_column(document, section, "What is wrong", ALIGN_LEFT);
    size_t shown = 0;
    for (size_t r = 0; r < batch->run_count && shown < SHOWN; r++) {
        const BizcaseBatchOutcome *outcome = bizcase_batch_outcome(batch, r);
        if (only_wrong && !outcome->failed && outcome->state != BIZCASE_RUN_BAD) continue;
        grid_text(document, section, batch->runs[r].name);
        grid_text(document, section, state_text(outcome));
        if (with_option) grid_text(document, section, outcome->option ? outcome->option : "");
        grid_number(document, section, joint_npv(outcome), (NumberStyle){ .prefix = "", .suffix = "", .divisor = 1 });
        grid_text(document, section, outcome->message ? outcome->message : "");
        shown++;
    }
}

static void fill(Document *document, const void *context) {
    const BizcaseBatch *batch = context;
    const RunCounts tally = count_runs(batch);
    add_data(document, batch, &tally);
    add_page(document, batch, &tally);
}

BizcaseStatus bizcase_batch_document(const BizcaseBatch *batch, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!batch) return BIZCASE_BAD_REQUEST;
    return document_make(fill, batch, result);
}
