/* Runs shared among processes: each shard writes a part, and a merge adds the parts up. */
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "bizcase/simulate.h"
#include "bizcase/status.h"
#include "case/handle.h"
#include "case/reading/outputs.h"
#include "sample/designs.h"
#include "study/simulation/part.h"
#include "study/simulation/results.h"
#include "table/call.h"

static const char magic[] = "bizcase part 2\n";
enum { SEAL = 64 }; /* hexadecimal digits of the SHA-256 of all before */

/* A list of texts. */
typedef struct ShardTexts {
    const char *const *items;
    size_t count;
} ShardTexts;

/* What is before the counts: which run, which part of it. */
typedef struct PartHead {
    const char *version, *digest, *folder, *option, *sampler;
    ShardTexts scenarios, changes, figures;
    uint64_t trials, seed, shard, shard_count;
} PartHead;

static void put_texts(PartBytes *part, ShardTexts texts) {
    part_put_number(part, texts.count);
    for (size_t i = 0; i < texts.count; i++) part_put_text(part, texts.items[i]);
}

static ShardTexts read_texts(Arena *arena, PartReader *reader) {
    const uint64_t count = part_number(reader);
    if (count > (reader->size - reader->at) / 8) reader->bad = true;
    if (reader->bad) return (ShardTexts){ 0 };
    const char **items = arena_array(arena, (size_t)count, sizeof *items);
    for (size_t i = 0; i < count; i++) items[i] = part_text(arena, reader);
    return (ShardTexts){ items, (size_t)count };
}

static void put_head(PartBytes *part, const PartHead *head) {
    part_put(part, magic, sizeof magic - 1);
    part_put_text(part, head->version);
    part_put_text(part, head->digest);
    part_put_text(part, head->folder);
    part_put_text(part, head->option);
    part_put_text(part, head->sampler);
    put_texts(part, head->scenarios);
    put_texts(part, head->changes);
    put_texts(part, head->figures);
    part_put_number(part, head->trials);
    part_put_number(part, head->seed);
    part_put_number(part, head->shard);
    part_put_number(part, head->shard_count);
}

static PartHead read_head(Arena *arena, PartReader *reader) {
    PartHead head = { 0 };
    head.version = part_text(arena, reader);
    head.digest = part_text(arena, reader);
    head.folder = part_text(arena, reader);
    head.option = part_text(arena, reader);
    head.sampler = part_text(arena, reader);
    head.scenarios = read_texts(arena, reader);
    head.changes = read_texts(arena, reader);
    head.figures = read_texts(arena, reader);
    head.trials = part_number(reader);
    head.seed = part_number(reader);
    head.shard = part_number(reader);
    head.shard_count = part_number(reader);
    return head;
}

/* --- writing a part ------------------------------------------------------------------------------------------------- */

/* Whole chunks; shares differ by one chunk at most. */
static uint64_t shard_edge(uint64_t trials, uint64_t shard, uint64_t shard_count) {
    const uint64_t chunks = (trials + CHUNK_TRIALS - 1) / CHUNK_TRIALS;
    const uint64_t edge = (chunks / shard_count * shard + chunks % shard_count * shard / shard_count) * CHUNK_TRIALS;
    return edge < trials ? edge : trials;
}

static PartHead head_of(const Setup *setup, unsigned shard, unsigned shard_count) {
    const Case *the_case = setup->the_case;
    const BizcaseSimulateRequest *asked = setup->asked;
    return (PartHead){ .version = bizcase_version(),
        .digest = the_case->digest,
        .folder = the_case->folder,
        .option = asked->option ? asked->option : "",
        .sampler = setup->sampler,
        .scenarios = { the_case->scenarios, the_case->scenario_count },
        .changes = { the_case->changes, the_case->change_count },
        .figures = { asked->figures, asked->figure_count },
        .trials = setup->trials,
        .seed = setup->seed,
        .shard = shard,
        .shard_count = shard_count };
}

static BizcaseStatus pack_pass(Arena *arena, const RunRequest *request, PartBytes *part) {
    Arena *working = arena_within(arena);
    RunState *state = NULL;
    BizcaseStatus status = run_begin(working, request, RUN_WIDTH, &state);
    if (status == BIZCASE_OK) status = run_count(state);
    if (status == BIZCASE_OK) part_pack(state, part);
    arena_free(working);
    return status;
}

typedef struct ShardCall {
    const Case *the_case;
    BizcaseSimulateRequest request;
    unsigned shard, shard_count;
    const char *path;
} ShardCall;

static BizcaseStatus write_part(Call *call, void *context) {
    const ShardCall *asked = context;
    Setup setup;
    BizcaseStatus status = output_check(call, asked->the_case, asked->path);
    if (status == BIZCASE_OK)
        status = setup_simulation(call->arena, asked->the_case, &asked->request, &setup, &call->problems);
    if (status == BIZCASE_OK) status = setup_fits(call->arena, &setup, &call->problems);
    if (status != BIZCASE_OK) return status;
    if (setup.points != 0 || asked->shard < 1 || asked->shard > asked->shard_count) {
        diagnostics_error(&call->problems, (Place){ .asked = "shard" },
            setup.points ? "expected the sampler mc, whose trials do not know of each other"
                         : "expected N/M with N from 1 to M",
            "this run cannot be shared among machines");
        return BIZCASE_BAD_REQUEST;
    }
    setup_case_plan(call->arena, &setup);
    PartBytes part = { .arena = call->arena };
    const PartHead head = head_of(&setup, asked->shard, asked->shard_count);
    put_head(&part, &head);
    for (size_t pass = 0; pass < setup.pass_count && status == BIZCASE_OK; pass++) {
        RunRequest run = setup_run(&setup, pass);
        run.first_trial = shard_edge(setup.trials, asked->shard - 1, asked->shard_count);
        run.end_trial = shard_edge(setup.trials, asked->shard, asked->shard_count);
        status = pack_pass(call->arena, &run, &part);
    }
    if (status != BIZCASE_OK) return status;
    char seal[SEAL + 1];
    digest_hex(part.bytes, part.size, seal);
    part_put(&part, seal, SEAL);
    status = file_write_whole(asked->path, (const char *)part.bytes, part.size);
    return file_problem(&call->problems, status, asked->path);
}

BizcaseStatus bizcase_simulate_shard(const BizcaseCase *loaded, const BizcaseSimulateRequest *request, unsigned shard,
    unsigned shard_count, const char *path, BizcaseProblems *problems) {
    if (!case_is_sound(loaded) || !request || !path) return BIZCASE_BAD_REQUEST;
    ShardCall asked = { .the_case = case_of(loaded), .shard = shard, .shard_count = shard_count, .path = path };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    asked.request.main_option_only = 0; /* a merge can be written in any format */
    return call_do(problems, write_part, &asked);
}

/* --- merging -------------------------------------------------------------------------------------------------------- */

typedef struct Part {
    const char *path;
    PartHead head;
    PartReader reader; /* is at the next pass */
} Part;

typedef struct Merge {
    Part *parts; /* in the order of shards */
    size_t count;
    Diagnostics *problems;
} Merge;

static BizcaseStatus refuse(Merge *merge, const Part *part, const char *why) {
    diagnostics_error(merge->problems, (Place){ .file = part->path }, NULL, "%s", why);
    return BIZCASE_CASE_WRONG;
}

/* Every chunk of trials has its sums in the part, so a count of trials that its bytes cannot hold is not reserved for. */
static bool holds_its_trials(const Part *part) {
    const PartHead *head = &part->head;
    const uint64_t trials = shard_edge(head->trials, head->shard, head->shard_count) -
                            shard_edge(head->trials, head->shard - 1, head->shard_count);
    return trials / CHUNK_TRIALS <= part->reader.size / sizeof(TallySums);
}

static BizcaseStatus open_part(Arena *arena, Merge *merge, Part *part) {
    char *bytes, seal[SEAL + 1];
    size_t size;
    const BizcaseStatus status = file_read(arena, part->path, &bytes, &size);
    if (status != BIZCASE_OK) return file_problem(merge->problems, status, part->path);
    if (size < sizeof magic - 1 + SEAL || memcmp(bytes, magic, sizeof magic - 1) != 0)
        return refuse(merge, part, "is not a part of a simulation");
    digest_hex(bytes, size - SEAL, seal);
    if (memcmp(seal, bytes + size - SEAL, SEAL) != 0) return refuse(merge, part, "is damaged: its digest does not fit");
    part->reader = (PartReader){ .bytes = (const unsigned char *)bytes, .size = size - SEAL, .at = sizeof magic - 1 };
    part->head = read_head(arena, &part->reader);
    if (part->reader.bad || part->head.shard < 1 || part->head.shard > part->head.shard_count ||
        sampling_design_find(part->head.sampler) != DESIGN_RANDOM)
        return refuse(merge, part, "is damaged");
    if (strcmp(part->head.version, bizcase_version()) != 0)
        return refuse(merge, part, "was made by another version of bizcase");
    if (!holds_its_trials(part)) return refuse(merge, part, "is damaged: it is too short for its trials");
    return BIZCASE_OK;
}

static bool same_texts(ShardTexts a, ShardTexts b) {
    if (a.count != b.count) return false;
    for (size_t i = 0; i < a.count; i++)
        if (strcmp(a.items[i], b.items[i]) != 0) return false;
    return true;
}

/* The folder may differ: machines keep cases where they like, and the digest tells whether it is the same case. */
static bool same_run(const PartHead *a, const PartHead *b) {
    return strcmp(a->digest, b->digest) == 0 && strcmp(a->option, b->option) == 0 &&
           strcmp(a->sampler, b->sampler) == 0 && same_texts(a->scenarios, b->scenarios) &&
           same_texts(a->changes, b->changes) && same_texts(a->figures, b->figures) && a->trials == b->trials &&
           a->seed == b->seed && a->shard_count == b->shard_count;
}

/* Puts the parts into the order of their shards. */
static BizcaseStatus sort_parts(Arena *arena, Merge *merge, Part *unsorted) {
    const uint64_t wanted = unsorted[0].head.shard_count;
    for (size_t i = 1; i < merge->count; i++)
        if (!same_run(&unsorted[0].head, &unsorted[i].head))
            return refuse(
                merge, &unsorted[i], "is a part of another run: case, changes, trials, seed or figures differ");
    merge->parts = arena_array(arena, merge->count, sizeof *merge->parts);
    for (size_t i = 0; i < merge->count; i++) {
        for (size_t j = 0; j < i; j++)
            if (unsorted[j].head.shard == unsorted[i].head.shard)
                return refuse(merge, &unsorted[i], "repeats a part that was read before");
        size_t place = 0;
        for (size_t j = 0; j < merge->count; j++) place += unsorted[j].head.shard < unsorted[i].head.shard;
        merge->parts[place] = unsorted[i];
    }
    if (merge->count == wanted) return BIZCASE_OK;
    uint64_t missing = 1;
    while (missing <= merge->count && merge->parts[missing - 1].head.shard == missing) missing++;
    diagnostics_error(merge->problems, (Place){ .asked = "paths" }, NULL, "part %llu of %llu is missing",
        (unsigned long long)missing, (unsigned long long)wanted);
    return BIZCASE_CASE_WRONG;
}

static BizcaseStatus why_not_added(Merge *merge, const Part *part) {
    if (part->reader.out_of_memory) return BIZCASE_NO_MEMORY;
    return refuse(merge, part,
        part->reader.contradicts ? "is damaged: its counts contradict each other" : "does not fit to the case");
}

static BizcaseStatus add_parts(void *context, size_t pass, RunState *state) {
    Merge *merge = context;
    (void)pass;
    for (size_t i = 0; i < merge->count; i++)
        if (!part_add(state, &merge->parts[i].reader, shard_edge(merge->parts[i].head.trials, i, merge->count),
                shard_edge(merge->parts[i].head.trials, i + 1, merge->count)))
            return why_not_added(merge, &merge->parts[i]);
    return BIZCASE_OK;
}

static BizcaseStatus load_parts(Arena *arena, const BizcaseMergeRequest *request, Merge *merge) {
    if (request->path_count == 0) {
        diagnostics_error(merge->problems, (Place){ .asked = "paths" }, NULL, "there are no parts");
        return BIZCASE_BAD_REQUEST;
    }
    Part *unsorted = arena_array(arena, request->path_count, sizeof *unsorted);
    merge->count = request->path_count;
    for (size_t i = 0; i < merge->count; i++) {
        unsorted[i].path = request->paths[i];
        const BizcaseStatus status = open_part(arena, merge, &unsorted[i]);
        if (status != BIZCASE_OK) return status;
    }
    return sort_parts(arena, merge, unsorted);
}

typedef struct MergeCall {
    BizcaseMergeRequest request;
    BizcaseCase *loaded;
    BizcaseSimulation *made;
    BizcaseProblems *case_problems; /* those of loading the case go there by themselves */
} MergeCall;

static BizcaseStatus merge_parts(Call *call, void *context) {
    MergeCall *asked = context;
    const BizcaseMergeRequest *request = &asked->request;
    Merge merge = { .problems = &call->problems };
    BizcaseStatus status = load_parts(call->arena, request, &merge);
    if (status != BIZCASE_OK) return status;
    const PartHead *head = &merge.parts[0].head;
    status = bizcase_case_load(&(BizcaseCaseRequest){ .folder = request->folder ? request->folder : head->folder,
                                   .scenarios = head->scenarios.items,
                                   .scenario_count = head->scenarios.count,
                                   .changes = head->changes.items,
                                   .change_count = head->changes.count,
                                   .kernel = request->kernel },
        &asked->loaded, asked->case_problems);
    if (status != BIZCASE_OK) return status;
    if (strcmp(case_of(asked->loaded)->digest, head->digest) != 0)
        return refuse(&merge, &merge.parts[0], "belongs to a case whose files were other ones: their digest differs");
    BizcaseSimulateRequest *simulate = arena_alloc(call->arena, sizeof *simulate);
    *simulate = (BizcaseSimulateRequest){ .option = *head->option ? head->option : NULL,
        .trials = head->trials,
        .has_seed = 1,
        .seed = head->seed,
        .sampler = head->sampler,
        .figures = head->figures.items,
        .figure_count = head->figures.count,
        .threads = request->threads };
    Setup setup;
    asked->made = simulation_new(call->arena);
    status = setup_simulation(call->arena, case_of(asked->loaded), simulate, &setup, &call->problems);
    if (status == BIZCASE_OK) status = setup_fits(call->arena, &setup, &call->problems);
    if (status != BIZCASE_OK) return status;
    setup_case_plan(call->arena, &setup);
    return simulation_fill(call->arena, &setup, &(RunSource){ add_parts, &merge, true }, asked->made);
}

BizcaseStatus bizcase_merge(
    const BizcaseMergeRequest *request, BizcaseCase **loaded, BizcaseSimulation **result, BizcaseProblems *problems) {
    if (!loaded || !result) return BIZCASE_BAD_REQUEST;
    *loaded = NULL;
    *result = NULL;
    if (!request) return BIZCASE_BAD_REQUEST;
    MergeCall asked = { .case_problems = problems };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_texts_good(asked.request.paths, asked.request.path_count, "paths", problems))
        return BIZCASE_BAD_REQUEST;
    const BizcaseStatus status = call_make(problems, merge_parts, &asked);
    if (status == BIZCASE_OK) {
        *loaded = asked.loaded;
        *result = asked.made;
    } else {
        bizcase_case_free(asked.loaded);
    }
    return status;
}
