/* What a case may hold at most (base/size_limits.h): so much is taken, and one more is refused in words, with its place.
   What a file may hold is tried in tests/table/table_test.c, formulas in tests/formula/read_test.c, correlated inputs in
   tests/case/correlated_inputs_test.c, the memory of a run in tests/study/run_size_test.c. */
#include "base/size_limits.h"

#include "support/temporary_case.h"

enum { ROOM = 1000 * 1000 };

/* A file whose rows are numbered from 1, wherever the row has a %. */
typedef struct Numbered {
    const char *path, *header, *row;
} Numbered;

static char *numbered_text(const Numbered *file, size_t count) {
    char *text = malloc(ROOM);
    size_t size = (size_t)snprintf(text, ROOM, "%s\n", file->header);
    for (size_t i = 1; i <= count; i++) {
        for (const char *c = file->row; *c; c++)
            size += (size_t)(*c == '%' ? snprintf(text + size, ROOM - size, "%zu", i)
                                       : snprintf(text + size, ROOM - size, "%c", *c));
        size += (size_t)snprintf(text + size, ROOM - size, "\n");
        assert_true(size < ROOM);
    }
    return text;
}

static const BizcaseDiagnostic *first_error(const TemporaryCase *made) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made->loaded, &count);
    for (size_t i = 0; i < count; i++)
        if (items[i].severity == BIZCASE_ERROR) return &items[i];
    return NULL;
}

static void check_error(const TemporaryCase *made, const char *file, unsigned line, const char *message) {
    const BizcaseDiagnostic *said = first_error(made);
    assert_int_equal(made->status, BIZCASE_CASE_WRONG);
    assert_non_null(said);
    assert_string_equal(said->message, message);
    assert_string_equal(said->file, file);
    assert_int_equal(said->line, line);
}

static void what_is_beyond_a_count_is_refused_at_its_row(void **state) {
    static const struct {
        Numbered file;
        size_t most;
        const char *message; /* of one more */
        const char *scenario;
    } rows[] = {
        { { "councils.csv", "council", "C%" }, MOST_COUNCILS, "1001 rows; a case can have at most 1000 in councils.csv",
            NULL },
        { { "programmes.csv", "programme", "P%" }, MOST_PROGRAMMES,
            "1001 rows; a case can have at most 1000 in programmes.csv", NULL },
        { { "costs.csv", "line,programme,2018/19", "l%,P%,1" }, MOST_PROGRAMMES,
            "with \"P1001\" there are more than 1000 programmes (column programme of line \"l1001\")", NULL },
        { { "options.csv", "option", "O%" }, MOST_OPTIONS, "101 rows; a case can have at most 100 in options.csv",
            NULL },
        { { "phases.csv", "phase,start,end", "H%,2018/19,2018/19" }, MOST_PHASES,
            "5001 rows; a case can have at most 5000 in phases.csv", NULL },
        { { "services.csv", "service,of,units", "S%,a,1" }, MOST_AGREED,
            "1001 rows; a case can have at most 1000 in services.csv", NULL },
        { { "scenarios/s.csv", "file,row,column,change,value", "costs,a,2018/19,set,%" }, MOST_CHANGES,
            "the scenario has 10001 changes; the most is 10000", "s" },
        { { "challenges.csv", "challenge,file,row,column,change,value", "T%,costs,a,2018/19,set,%" }, MOST_CHALLENGES,
            "a test after the first 100: a case has at most 100 in challenges.csv (column challenge of challenge "
            "\"T101\")",
            NULL },
        { { "challenges.csv", "challenge,file,row,column,change,value", "T,costs,a,2018/19,set,%" }, MOST_CHANGES,
            "10001 rows; a case can have at most 10000 in challenges.csv", NULL },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        for (size_t more = 0; more < 2; more++) {
            char *text = numbered_text(&rows[r].file, rows[r].most + more);
            const bool has_costs = strcmp(rows[r].file.path, "costs.csv") == 0;
            const CaseFile files[] = { { rows[r].file.path, text },
                { has_costs ? NULL : "costs.csv", "line,2018/19\na,1\n" }, { NULL, NULL } };

            TemporaryCase made = temporary_case(files,
                (BizcaseCaseRequest){ .scenarios = &rows[r].scenario, .scenario_count = rows[r].scenario != NULL });

            if (more)
                check_error(&made, rows[r].file.path, (unsigned)rows[r].most + 2, rows[r].message);
            else if (made.status != BIZCASE_OK)
                fail_msg("row %zu: %s", r, first_error(&made)->message);
            temporary_case_free(&made);
            free(text);
        }
}

/* An e with an accent is one character of two bytes. */
static void an_id_is_as_long_as_its_characters(void **state) {
    char text[1000] = "line,2018/19\n";
    (void)state;
    for (size_t length = LONGEST_ID; length <= LONGEST_ID + 1; length++) {
        char *end = text + strlen("line,2018/19\n");
        for (size_t i = 0; i < length; i++, end += 2) strcpy(end, "é");
        strcpy(end, ",1\n");
        const CaseFile files[] = { { "costs.csv", text }, { NULL, NULL } };

        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });

        if (length > LONGEST_ID)
            check_error(&made, "costs.csv", 2, "the id has 201 characters; the most is 200");
        else
            assert_int_equal(made.status, BIZCASE_OK);
        temporary_case_free(&made);
    }
}

/* Its size is asked before it is read: one of 50 TB says so as soon. */
static void a_file_that_is_too_large_is_not_read(void **state) {
    static const struct {
        off_t size;
        const char *message;
    } rows[] = { { MOST_FILE_BYTES, NULL }, { MOST_FILE_BYTES + 1, "the file has 257 MB; the limit is 256 MB" },
        { (off_t)50 << 40, "the file has 54975582 MB; the limit is 256 MB" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char path[TEMPORARY_PATH];
        TemporaryCase made = { .status = BIZCASE_OK };
        temporary_folder(made.folder);
        temporary_file(made.folder, "benefits.csv", "line,2018/19\nb,1\n");
        snprintf(path, sizeof path, "%s/costs.csv", made.folder);
        temporary_file(made.folder, "costs.csv", "");
        if (truncate(path, rows[r].size) == 0) { /* not every file system takes so much */
            made.status = bizcase_case_load(&(BizcaseCaseRequest){ .folder = made.folder }, &made.loaded, NULL);
            assert_int_equal(made.status, BIZCASE_CASE_WRONG);
            assert_string_equal(first_error(&made)->file, "costs.csv");
            if (rows[r].message)
                assert_string_equal(first_error(&made)->message, rows[r].message);
            else /* it is read, and found to be no text */
                assert_null(strstr(first_error(&made)->message, "the most is"));
            bizcase_case_free(made.loaded);
        }
        remove_folder(made.folder);
    }
}

/* 1,001 wrong cells: 1,000 are listed, then how many there are. */
static void problems_beyond_the_most_are_counted(void **state) {
    const Numbered file = { "costs.csv", "line,2018/19", "l%,x" };
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        char *text = numbered_text(&file, MOST_PROBLEMS + more);
        const CaseFile files[] = { { file.path, text }, { NULL, NULL } };

        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });

        size_t count;
        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        assert_int_equal(count, MOST_PROBLEMS + more);
        assert_int_equal(strstr(items[count - 1].message, "\"x\" is not an amount") == NULL, more);
        temporary_case_free(&made);
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_beyond_a_count_is_refused_at_its_row),
        cmocka_unit_test(an_id_is_as_long_as_its_characters),
        cmocka_unit_test(a_file_that_is_too_large_is_not_read),
        cmocka_unit_test(problems_beyond_the_most_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
