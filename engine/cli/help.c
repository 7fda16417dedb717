/* What --help says, made from the tables of verbs and options. */
#include <string.h>

#include "options.h"

/* Text from a column on, in lines of at most 80; width: what the line holds already. */
static void help_text(FILE *out, int width, int column, const char *text) {
    enum { LINE = 80 };
    if (width > column - 2) {
        fputc('\n', out);
        width = 0;
    }
    const size_t most = (size_t)(LINE - column);
    while (strlen(text) > most) {
        size_t length = most;
        while (length > 0 && text[length] != ' ') length--;
        if (length == 0) break; /* one long word */
        fprintf(out, "%*s%.*s\n", column - width, "", (int)length, text);
        text += length + 1;
        width = 0;
    }
    fprintf(out, "%*s%s\n", column - width, "", text);
}

static void help_option(FILE *out, const OptionRow *row) {
    enum { HELP_COLUMN = 26 };
    char text[OPTION_TEXT];
    int width =
        row->letter ? fprintf(out, "  -%c, --%s", row->letter, row->name) : fprintf(out, "      --%s", row->name);
    if (row->argument) width += fprintf(out, " %s", row->argument);
    help_text(out, width, HELP_COLUMN, option_text(row, row->help, " or ", text, sizeof text));
}

const char exit_help[] = "  0  done\n"
                         "  1  the case has errors; they are on standard error, and there is no result\n"
                         "  2  the command line is wrong, or names something that the case does not have\n"
                         "  3  a file cannot be read or written, or there is not enough memory\n"
                         "  4  done, but a test failed, or a case in a batch has errors\n";

void help_program(FILE *out) {
    enum { VERB_COLUMN = 20 };
    fputs("Usage: bizcase VERB [ARGUMENT] [OPTION]...\n"
          "Works out what a business case is worth, to whom, when it pays back, and how\n"
          "sure that is. A case is a folder of CSV files, or a workbook.\n\nVerbs:\n",
        out);
    for (size_t i = 0; i < verb_count; i++) {
        const char *argument = verb_table[i]->argument;
        const int width = fprintf(out, "  %s%s%s", verb_table[i]->name, argument ? " " : "", argument ? argument : "");
        help_text(out, width, VERB_COLUMN, verb_table[i]->summary);
    }
    fputs("\nOptions:\n", out);
    for (size_t i = 0; i < option_count; i++)
        if (option_rows[i].group & GROUP_GENERAL) help_option(out, &option_rows[i]);
    fputs("\nExamples:\n"
          "  bizcase new my-case         makes a starter case to fill in\n"
          "  bizcase check my-case       is everything in order?\n"
          "  bizcase appraise my-case    the plan\n"
          "  bizcase simulate my-case    the plan, and how sure it is\n"
          "\n\"bizcase VERB --help\" shows the options of a verb. Results go to standard\n"
          "output, messages to standard error. To turn colour off, set NO_COLOR.\n\n",
        out);
    fprintf(out, "Exit status:\n%s", exit_help);
}

void help_verb(FILE *out, const Verb *verb) {
    fprintf(out, "Usage: bizcase %s%s%s [OPTION]...\n%s.\n", verb->name, verb->argument ? " " : "",
        verb->argument ? verb->argument : "", verb->summary);
    if (*verb->help) fprintf(out, "\n%s", verb->help);
    fputs("\nOptions:\n", out);
    for (size_t i = 0; i < option_count; i++)
        if (option_is_taken(verb, &option_rows[i])) help_option(out, &option_rows[i]);
    fprintf(out, "\nExamples:\n%s\nExit status:\n%s", verb->examples, exit_help);
}
