/* A large case out of few bytes: four of them say of a file how many rows, how many columns and how long cells it has, and of
   what sort they are. Whatever comes of it, loading takes memory within a small multiple of the files, and what is
   refused is refused in words.
   Memory is what the sanitizer's allocator hands out; in a build without it, what the process has held at most. */
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>

#include "bizcase/case.h"
#include "bizcase/document.h"
#include "fuzz/fuzz_folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A row of ten bytes becomes a line or a phase of the case, and perhaps a message: some 3,000 bytes. What grows as rows times
   columns, or with a message that repeats a cell, is thousands of times the files. */
enum { MOST_BYTES = 200000, MULTIPLE = 400, BESIDE = 4 << 20 };

static const char *const names[] = { "costs.csv", "benefits.csv", "councils.csv", "options.csv", "programmes.csv",
    "drivers.csv", "splits.csv", "phases.csv", "risks.csv", "correlations.csv", "indices.csv", "quantities.csv",
    "scenarios/s.csv", "data.csv", "budgets.csv", "actuals.csv" };
static const char *const heads[] = { "line,split,drivers,phase,2018/19", "line,option,programme,2018/19",
    "council,name", "option,role", "programme,name", "driver,kind,distribution,low,central,high", "split,a,b",
    "phase,start,end,after", "risk,probability,distribution,low,central,high,from,to", "a,b,correlation",
    "index,2018/19", "quantity,unit,formula,2018/19", "file,row,column,change,value", "x", "council,2018/19",
    "line,as_of,2018/19" };
enum { FILE_COUNT = sizeof names / sizeof *names };

/* --- memory ---------------------------------------------------------------------------------------------------------- */

int __sanitizer_install_malloc_and_free_hooks(
    void (*on_malloc)(const volatile void *, size_t), void (*on_free)(const volatile void *)) __attribute__((weak));
size_t __sanitizer_get_allocated_size(const volatile void *) __attribute__((weak));

static size_t held, most_held;

static void on_malloc(const volatile void *memory, size_t size) {
    (void)memory;
    held += size;
    if (held > most_held) most_held = held;
}

static void on_free(const volatile void *memory) {
    const size_t size = memory ? __sanitizer_get_allocated_size(memory) : 0;
    held = size < held ? held - size : 0;
}

static size_t memory_held(void) {
    struct rusage usage;
    if (__sanitizer_install_malloc_and_free_hooks) return most_held;
    getrusage(RUSAGE_SELF, &usage);
    return (size_t)usage.ru_maxrss * 1024;
}

/* --- files ----------------------------------------------------------------------------------------------------------- */

typedef struct Text {
    char bytes[MOST_BYTES];
    size_t size;
} Text;

static void put(Text *text, const char *bytes, size_t size) {
    if (text->size + size > MOST_BYTES) size = MOST_BYTES - text->size;
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
}

static void put_cell(Text *text, unsigned sort, size_t row, size_t column, size_t length) {
    static const char *const words[] = { "1", "", "x", "new", "uniform", "recurring", "2018-04", "2018/19", "10%",
        "joint" };
    char cell[64];
    switch (sort % 8) {
    case 0: put(text, "1", 1); break;
    case 1: break; /* empty */
    case 2: put(text, cell, (size_t)snprintf(cell, sizeof cell, "i%zu", row)); break;
    case 3:
        put(text, cell, (size_t)snprintf(cell, sizeof cell, "i%zu", row > 0 ? row - 1 : 0));
        break; /* the one above */
    case 4:
        put(text, cell, (size_t)snprintf(cell, sizeof cell, "%zu/%02zu", 2018 + column, (2019 + column) % 100));
        break;
    case 5: put(text, words[(row + column) % 10], strlen(words[(row + column) % 10])); break;
    case 6: put(text, "((((1", 5); break;
    default:
        for (size_t i = 0; i < length; i++) put(text, &"xyz; :/=-"[i % 9], 1);
    }
}

/* The first byte says which file, the second how many rows, the third how many more columns than it has, the fourth of which
   sort the cells are; the length of long ones goes with the rows' complement. */
static void make_file(const uint8_t *recipe, Text *text) {
    const size_t file = recipe[0] % FILE_COUNT, rows = (size_t)1 << (recipe[1] % 15);
    const size_t more = recipe[2] == 0 ? 0 : (size_t)1 << (recipe[2] % 14), length = (size_t)1 << (recipe[1] / 15);
    text->size = 0;
    put(text, heads[file], strlen(heads[file]));
    size_t columns = 1 + more;
    for (const char *at = heads[file]; *at; at++) columns += *at == ',';
    for (size_t c = columns - more; c < columns; c++) {
        put(text, ",", 1);
        put_cell(text, recipe[3] & 64 ? 4 : 2, c, c, length);
    }
    /* Rows as long as the header, or of the first cells only. */
    const size_t wide = recipe[3] & 128 ? columns : columns - more;
    for (size_t r = 0; r < rows && text->size < MOST_BYTES; r++) {
        put(text, "\n", 1);
        put_cell(text, 2, r, 0, length);
        for (size_t c = 1; c < wide && text->size < MOST_BYTES; c++) {
            put(text, ",", 1);
            put_cell(text, recipe[3] % 64 + (unsigned)(recipe[3] % 64 / 8 * c), r, c, length);
        }
    }
    fuzz_write(names[file], text->bytes, text->size);
}

static bool has_error(const BizcaseCase *loaded) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(loaded, &count);
    for (size_t i = 0; i < count; i++)
        if (items[i].severity == BIZCASE_ERROR) return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Text text;
    static const char *const scenario = "s";
    static size_t most_allowed, at_start;
    if (!fuzz_folder[0]) {
        fuzz_make_folder();
        if (__sanitizer_install_malloc_and_free_hooks) __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);
        at_start = memory_held();
    }
    fuzz_remove_files(fuzz_folder);
    size_t total = 0;
    bool has_scenario = false;
    for (size_t at = 0; at + 4 <= size && at < 64; at += 4) {
        make_file(data + at, &text);
        total += text.size;
        has_scenario = has_scenario || strchr(names[data[at] % FILE_COUNT], '/');
    }
    held = most_held = 0;
    BizcaseCase *loaded;
    BizcaseDocument *document = NULL;
    const BizcaseStatus status = bizcase_case_load(
        &(BizcaseCaseRequest){ .folder = fuzz_folder, .scenarios = &scenario, .scenario_count = has_scenario }, &loaded,
        NULL);
    assert(status != BIZCASE_NO_MEMORY && has_error(loaded) == (status != BIZCASE_OK));
    if (bizcase_check_document(loaded, &document) != BIZCASE_OK) abort();
    bizcase_document_free(document);
    bizcase_case_free(loaded);
    if (total * MULTIPLE + BESIDE > most_allowed || most_held) most_allowed = total * MULTIPLE + BESIDE;
    if (memory_held() > at_start + most_allowed) {
        fprintf(stderr, "%zu bytes of files took %zu bytes of memory\n", total, memory_held() - at_start);
        abort();
    }
    return 0;
}
