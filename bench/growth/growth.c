/* Question: how do verbs grow with what a case has many of (verbs.c), and how do reading, compiling, appraising and writing
   grow with the lines and with the periods of a case, reading with its correlations, appraising and writing with its
   councils, and the sensitivity study with lines and councils? Each should take at most twice as long for twice as many
   (four times for twice the correlated inputs, each with each): a ratio well above is a loop too many. Times are of the
   processor, the least of several repeats. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "../measure.h"
#include "bizcase/bizcase.h"
#include "case/handle.h"
#include "cases.h"
#include "model/compile.h"
#include "verbs.h"

enum { REPEATS = 3, STEPS = 4 };

/* --- the cases ------------------------------------------------------------------------------------------------------- */

static void add_months(FILE *file, size_t periods) {
    for (size_t t = 0; t < periods; t++) fprintf(file, ",%zu-%02zu", 2012 + (t + 3) / 12, (t + 3) % 12 + 1);
}

/* Of every three lines one has its own price, one a driver with a path, one a phase; half are nominal. */
static void add_lines(const char *folder, const char *name, size_t lines, size_t periods) {
    static const char *const sorts[] = { "pay,,,", ",use,,shared", ",,move," };
    FILE *file = open_in(folder, name);
    fprintf(file, "line,programme,basis,index,drivers,phase,split");
    add_months(file, periods);
    for (size_t l = 0; l < lines; l++) {
        fprintf(file, "\n%c%zu,p%zu,%s,%s", name[0], l, l % 40, l % 3 != 0 && l % 2 == 0 ? "nominal" : "real",
            sorts[l % 3]);
        for (size_t t = 0; t < periods; t++) fprintf(file, ",%zu", 1000 + (31 * l + 17 * t) % 97);
    }
    fprintf(file, "\n");
    fclose(file);
}

static void write_case(const char *folder, size_t lines, size_t periods) {
    mkdir(folder, 0777);
    FILE *file = open_in(folder, "case.csv");
    fprintf(file, "key,value\ndeflator,prices\n");
    fclose(file);
    file = open_in(folder, "councils.csv");
    fprintf(file, "council\nX\nY\n");
    fclose(file);
    file = open_in(folder, "splits.csv");
    fprintf(file, "split,X,Y\nshared,part,rest\n");
    fclose(file);
    file = open_in(folder, "phases.csv");
    fprintf(file, "phase,start,end,distribution,low,central,high\nmove,2012-04,2012-09,triangular,0,2,9\n");
    fclose(file);
    file = open_in(folder, "drivers.csv");
    fprintf(file, "driver,distribution,low,central,high");
    add_months(file, periods);
    fprintf(file, "\nuse,uniform,0.5,1,1.5");
    for (size_t t = 0; t < periods; t++) fprintf(file, ",%zu.%zu", t % 3, t % 10);
    fprintf(file, "\npart,uniform,0.2,0.3,0.4");
    for (size_t t = 0; t < periods; t++) fprintf(file, ",%g", 1 + (double)(t % 4) / 4);
    fprintf(file, "\n");
    fclose(file);
    file = open_in(folder, "indices.csv");
    fprintf(file, "index");
    add_months(file, periods);
    for (size_t i = 0; i < 2; i++) {
        fprintf(file, "\n%s", i == 0 ? "prices" : "pay");
        for (size_t t = 0; t < periods; t++) fprintf(file, ",%zu%%", 1 + (t / 12 + i) % 4);
    }
    fprintf(file, "\n");
    fclose(file);
    add_lines(folder, "costs.csv", lines / 2, periods);
    add_lines(folder, "benefits.csv", lines - lines / 2, periods);
}

/* --- times ----------------------------------------------------------------------------------------------------------- */

enum { READING, COMPILING, APPRAISING, LAYING_OUT, WRITING_TEXT, WRITING_JSON, WRITING_WORKBOOK, PARTS };
static const char *const parts[PARTS] = { "read", "compile", "appraise", "lay out", "text", "JSON", "workbook" };

static void must(BizcaseStatus status, const char *what) {
    if (status == BIZCASE_OK) return;
    fprintf(stderr, "%s: %s\n", what, bizcase_status_text(status));
    exit(1);
}

static double processor_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void lap(double *seconds, double *started) {
    const double now = processor_seconds();
    if (now - *started < *seconds || *seconds == 0) *seconds = now - *started;
    *started = processor_seconds();
}

typedef struct Compiling {
    Arena *arena;
    const Case *the_case;
} Compiling;

static void compile(void *context) {
    const Compiling *compiling = context;
    model_compile(compiling->arena, compiling->the_case, FOR_APPRAISAL);
}

static void time_compiling(const BizcaseCase *loaded) {
    Compiling compiling = { arena_new(), case_of(loaded) };
    if (!compiling.arena || !arena_try(compiling.arena, compile, &compiling)) must(BIZCASE_NO_MEMORY, "compile");
    arena_free(compiling.arena);
}

/* seconds: [PARTS], the least so far. */
static void time_parts(const char *folder, const char *output, double *seconds) {
    BizcaseCase *loaded = NULL;
    BizcaseAppraisal *appraisal = NULL;
    BizcaseDocument *document = NULL;
    double started = processor_seconds();
    must(bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL), "read");
    lap(&seconds[READING], &started);
    time_compiling(loaded);
    lap(&seconds[COMPILING], &started);
    must(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), "appraise");
    lap(&seconds[APPRAISING], &started);
    must(bizcase_appraisal_document(loaded, appraisal, &document), "lay out");
    lap(&seconds[LAYING_OUT], &started);
    must(bizcase_document_write(document, "text", output, NULL), "text");
    lap(&seconds[WRITING_TEXT], &started);
    must(bizcase_document_write(document, "json", output, NULL), "JSON");
    lap(&seconds[WRITING_JSON], &started);
    must(bizcase_workbook_write(loaded, &(BizcaseWorkbookRequest){ .appraisal = appraisal }, output, NULL), "workbook");
    lap(&seconds[WRITING_WORKBOOK], &started);
    bizcase_document_free(document);
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(loaded);
}

static void show_growth(
    const char *root, const char *what, size_t lines, size_t periods, size_t by_lines, size_t by_periods) {
    double before[PARTS] = { 0 };
    printf("\n%s, milliseconds (times the row above)\n%8s %8s", what, "lines", "periods");
    for (size_t p = 0; p < PARTS; p++) printf(" %15s", parts[p]);
    for (size_t step = 0; step < STEPS; step++, lines *= by_lines, periods *= by_periods) {
        char folder[512], output[512];
        double seconds[PARTS] = { 0 };
        snprintf(folder, sizeof folder, "%s/%zu-lines-%zu-periods", root, lines, periods);
        snprintf(output, sizeof output, "%s/output", root);
        write_case(folder, lines, periods);
        for (int r = 0; r < REPEATS; r++) time_parts(folder, output, seconds);
        printf("\n%8zu %8zu", lines, periods);
        for (size_t p = 0; p < PARTS; p++) {
            printf(" %8.2f", 1e3 * seconds[p]);
            if (step > 0)
                printf(" (%4.2f)", seconds[p] / before[p]);
            else
                printf("       ");
            before[p] = seconds[p];
        }
    }
    printf("\n");
}

/* --- one thing more and more of ------------------------------------------------------------------------------------------ */

static void check_only(const BizcaseCase *loaded, const char *output) {
    (void)loaded, (void)output; /* it has been read */
}

static void appraise_in_text(const BizcaseCase *loaded, const char *output) {
    BizcaseAppraisal *appraisal = NULL;
    BizcaseDocument *document = NULL;
    must(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), "appraise");
    must(bizcase_appraisal_document(loaded, appraisal, &document), "lay out");
    must(bizcase_document_write(document, "text", output, NULL), "text");
    bizcase_document_free(document);
    bizcase_appraisal_free(appraisal);
}

static void ask_what_matters(const BizcaseCase *loaded, const char *output) {
    BizcaseSensitivity *study = NULL;
    (void)output;
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_TORNADO | BIZCASE_SWITCHING };
    must(bizcase_sensitivity(loaded, &request, &study, NULL), "sensitivity");
    bizcase_sensitivity_free(study);
}

typedef struct Question {
    const char *what;
    size_t first; /* how many of them */
    void (*write)(const char *folder, size_t count);
    void (*answer)(const BizcaseCase *loaded, const char *output);
} Question;

static const Question questions[] = {
    { "correlated inputs, read", 100, write_correlated, check_only },
    { "councils, appraised", 25, write_councils, appraise_in_text },
    { "lines, tornado and switching values", 500, write_uncertain, ask_what_matters },
    { "councils, tornado and switching values", 25, write_councils, ask_what_matters },
};

static void show_question(const char *root, const Question *question) {
    double before = 0;
    printf("\n%s, milliseconds (times the row above)", question->what);
    for (size_t step = 0, count = question->first; step < STEPS; step++, count *= 2) {
        char folder[512], output[512];
        double seconds = 0;
        snprintf(folder, sizeof folder, "%s/question-%zu-%zu", root, (size_t)(question - questions), count);
        snprintf(output, sizeof output, "%s/output", root);
        mkdir(folder, 0777);
        question->write(folder, count);
        for (int r = 0; r < REPEATS; r++) {
            BizcaseCase *loaded = NULL;
            double started = processor_seconds();
            must(bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL), "read");
            question->answer(loaded, output);
            lap(&seconds, &started);
            bizcase_case_free(loaded);
        }
        printf("\n%8zu %8.2f", count, 1e3 * seconds);
        if (step > 0) printf(" (%4.2f)", seconds / before);
        before = seconds;
    }
    printf("\n");
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: growth FOLDER BIZCASE\n");
        return 1;
    }
    mkdir(arguments[1], 0777);
    show_growth(arguments[1], "twice the lines", 200, 120, 2, 1);
    show_growth(arguments[1], "twice the periods", 50, 120, 1, 2);
    show_growth(arguments[1], "twice the periods, few lines", 6, 120, 1, 2);
    for (size_t q = 0; q < sizeof questions / sizeof questions[0]; q++) show_question(arguments[1], &questions[q]);
    show_verbs(arguments[1], arguments[2]);
    return 0;
}
