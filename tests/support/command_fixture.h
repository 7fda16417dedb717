/* A folder with a good case and a bad one, and the command run in it. The environment names the program in BIZCASE. */
#ifndef TESTS_SUPPORT_COMMAND_FIXTURE_H
#define TESTS_SUPPORT_COMMAND_FIXTURE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/assert_close.h"

enum { MOST_OUTPUT = 1 << 20 };

typedef struct Outcome {
    int exit_status;
    char out[MOST_OUTPUT], err[MOST_OUTPUT];
} Outcome;

typedef struct Fixture {
    char folder[32];
    Outcome outcome;
} Fixture;

static inline void read_all(const char *path, char text[MOST_OUTPUT]) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, MOST_OUTPUT - 1, file)] = '\0';
    fclose(file);
}

/* Runs the arguments, as a shell reads them, in the folder of the fixture. */
static inline const Outcome *run(Fixture *fixture, const char *arguments) {
    char command[2000], out[64], err[64];
    snprintf(out, sizeof out, "%s/.out", fixture->folder);
    snprintf(err, sizeof err, "%s/.err", fixture->folder);
    snprintf(command, sizeof command, "cd %s && { \"$BIZCASE\" %s; } >.out 2>.err", fixture->folder, arguments);
    int status = system(command);
    assert_true(WIFEXITED(status));
    fixture->outcome.exit_status = WEXITSTATUS(status);
    read_all(out, fixture->outcome.out);
    read_all(err, fixture->outcome.err);
    return &fixture->outcome;
}

static inline void write_file(const Fixture *fixture, const char *name, const char *text) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", fixture->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static inline int make_fixture(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    strcpy(fixture->folder, "/tmp/command_test.XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    char command[128];
    snprintf(command, sizeof command, "mkdir %s/good %s/bad", fixture->folder, fixture->folder);
    assert_int_equal(system(command), 0);
    write_file(fixture, "good/costs.csv",
        "line,distribution,low,central,high,2018/19,2019/20\nwork,uniform,0.8,1,1.2,1000,0\n");
    write_file(fixture, "good/benefits.csv", "line,2018/19,2019/20\nsaving,0,3000\n");
    write_file(fixture, "bad/costs.csv", "line,2018/19\nwork,12x4\n");
    *state = fixture;
    return getenv("BIZCASE") ? 0 : -1;
}

static inline int remove_fixture(void **state) {
    Fixture *fixture = *state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", fixture->folder);
    int status = system(command);
    free(fixture);
    return status;
}

#endif
