/* The command: finds the verb, reads its options, does its work. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "manual.h"
#include "messages.h"
#include "options.h"
#include "run.h"
#include "words.h"

static const Verb *find_verb(const char *name) {
    for (size_t i = 0; i < verb_count; i++)
        if (strcmp(verb_table[i]->name, name) == 0) return verb_table[i];
    return NULL;
}

static ExitStatus unknown_verb(const char *word) {
    enum { MOST = 32 };
    const char *names[MOST];
    size_t count = verb_count < MOST ? verb_count : MOST;
    for (size_t i = 0; i < count; i++) names[i] = verb_table[i]->name;
    const char *nearest = nearest_word(word, names, count);
    fputs("bizcase: \"", stderr);
    message_put(stderr, word);
    fputs("\" is not a verb\n", stderr);
    if (nearest) fprintf(stderr, "    did you mean %s?\n", nearest);
    fputs("    run \"bizcase --help\" for a list of verbs\n", stderr);
    return EXIT_USAGE;
}

static void print_version(void) {
    printf("bizcase %s\n", bizcase_version());
}

static ExitStatus run_verb(const Verb *verb, int argc, char **argv) {
    Settings settings;
    ExitStatus status = options_parse(verb, argc, argv, &settings);
    if (status == EXIT_DONE) {
        settings.kernel = getenv("BIZCASE_KERNEL");
        settings.problems = bizcase_problems_new();
        if (settings.help)
            help_verb(stdout, verb);
        else if (settings.version)
            print_version();
        else
            status = outputs_check(&settings);
        if (status == EXIT_DONE && !settings.help && !settings.version) status = verb->run(&settings);
    }
    settings_free(&settings);
    return status;
}

/* `bizcase help VERB` is `bizcase VERB --help`. */
static ExitStatus run_help(const char *word) {
    const Verb *verb = word ? find_verb(word) : NULL;
    if (word && !verb) return unknown_verb(word);
    if (verb)
        help_verb(stdout, verb);
    else
        help_program(stdout);
    return EXIT_DONE;
}

static bool is_one_of(const char *word, const char *const *words) {
    for (; *words; words++)
        if (strcmp(word, *words) == 0) return true;
    return false;
}

static ExitStatus run_command(int argc, char **argv) {
    static const char *const help_words[] = { "--help", "-h", "help", NULL };
    static const char *const version_words[] = { "--version", "-V", "version", NULL };
    if (argc < 2) {
        help_program(stderr);
        return EXIT_USAGE;
    }
    if (is_one_of(argv[1], help_words) && argc > 2 && strcmp(argv[2], "--man") == 0) {
        const Verb *verb = argc > 3 ? find_verb(argv[3]) : NULL;
        if (argc > 3 && !verb) return unknown_verb(argv[3]);
        manual_page(stdout, verb);
        return EXIT_DONE;
    }
    if (is_one_of(argv[1], help_words) && argc > 2 && strcmp(argv[2], "--completion") == 0) {
        completion_script(stdout);
        return EXIT_DONE;
    }
    if (is_one_of(argv[1], help_words)) return run_help(argc > 2 ? argv[2] : NULL);
    if (is_one_of(argv[1], version_words)) {
        print_version();
        return EXIT_DONE;
    }
    const Verb *verb = find_verb(argv[1]);
    return verb ? run_verb(verb, argc - 1, argv + 1) : unknown_verb(argv[1]);
}

/* Help and version are written without a look at each call: the stream remembers. */
static ExitStatus close_output(ExitStatus status) {
    if (status == EXIT_MACHINE) return status;
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) return status;
    return exit_status_of(BIZCASE_NOT_WRITTEN, "standard output", NULL);
}

/* Half-written files go, and the signal ends the program as if nobody had listened. */
static void end_by_signal(int number) {
    bizcase_files_abandon();
    signal(number, SIG_DFL);
    raise(number);
}

/* A reader that went away and a file that may not grow are failed writes, reported like any other. What the program was
   started to ignore (nohup) stays ignored. */
static void listen_to_signals(void) {
    static const int ends[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU };
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (signal(ends[i], end_by_signal) == SIG_IGN) signal(ends[i], SIG_IGN);
}

int main(int argc, char **argv) {
    listen_to_signals();
    return (int)close_output(run_command(argc, argv));
}
