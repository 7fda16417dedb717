/* What --help says, made from the tables of verbs and options. */
#include "options.h"

static void help_option(FILE *out, const OptionRow *row) {
    enum { HELP_COLUMN = 34 };
    char text[OPTION_TEXT];
    int width =
        row->letter ? fprintf(out, "  -%c, --%s", row->letter, row->name) : fprintf(out, "      --%s", row->name);
    if (row->argument) width += fprintf(out, " %s", row->argument);
    if (width > HELP_COLUMN - 2) width = fprintf(out, "\n") - 1;
    fprintf(out, "%*s%s\n", HELP_COLUMN - width, "", option_text(row, row->help, " or ", text, sizeof text));
}

const char exit_help[] = "  0  done\n"
                         "  1  the case is wrong: its problems are on standard error, there is no result\n"
                         "  2  the command line is wrong, or names an option, scenario or figure that does not exist\n"
                         "  3  the machine failed: a file cannot be read or written, or there is no memory\n"
                         "  4  done, but a stated test failed, or some case of a batch is wrong\n";

void help_program(FILE *out) {
    fputs("Usage: bizcase VERB [ARGUMENT] [OPTION]...\n"
          "Appraises a business case kept as a folder of CSV files: what it is worth, to whom, when it pays\n"
          "back, and how sure that is.\n\nVerbs:\n",
        out);
    for (size_t i = 0; i < verb_count; i++) {
        int width =
            fprintf(out, "  %s %s", verb_table[i]->name, verb_table[i]->argument ? verb_table[i]->argument : "");
        fprintf(out, "%*s%s\n", width < 20 ? 20 - width : 1, "", verb_table[i]->summary);
    }
    fputs("\nOptions:\n", out);
    for (size_t i = 0; i < option_count; i++)
        if (option_rows[i].group & GROUP_GENERAL) help_option(out, &option_rows[i]);
    fputs("\nExamples:\n"
          "  bizcase new my-case                  a starter case to fill in\n"
          "  bizcase check my-case                is everything in order?\n"
          "  bizcase appraise my-case             the plan\n"
          "  bizcase simulate my-case             the plan and how sure it is\n"
          "\n\"bizcase VERB --help\" shows a verb's own options. Results go to standard output, everything else\n"
          "to standard error. NO_COLOR turns colour off.\n\n",
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
