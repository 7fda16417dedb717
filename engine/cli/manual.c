#include "manual.h"

#include <ctype.h>
#include <string.h>

#include "options.h"

/* A hyphen that is typed stays one; a backslash is text; a dot or quote at the start of a line is no request. */
static void put_escaped(FILE *out, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        const bool at_start = i == 0 || text[i - 1] == '\n';
        if (at_start && (text[i] == '.' || text[i] == '\'')) fputs("\\&", out);
        if (text[i] == '\\')
            fputs("\\e", out);
        else if (text[i] == '-')
            fputs("\\-", out);
        else
            fputc(text[i], out);
    }
}

static void put(FILE *out, const char *text) {
    put_escaped(out, text, strlen(text));
}

/* Help has its line breaks and a blank line between paragraphs. */
static void put_paragraphs(FILE *out, const char *text) {
    while (*text) {
        const char *end = strstr(text, "\n\n");
        const size_t length = end ? (size_t)(end - text) : strlen(text);
        put_escaped(out, text, length);
        if (length > 0 && text[length - 1] != '\n') fputc('\n', out);
        if (!end) return;
        fputs(".PP\n", out);
        text = end + 2;
    }
}

static void put_lines(FILE *out, const char *text) {
    fputs(".nf\n", out);
    put(out, text);
    fputs(".fi\n", out);
}

static void put_option(FILE *out, const OptionRow *row) {
    fputs(".TP\n.B ", out);
    if (row->letter) fprintf(out, "\\-%c, ", row->letter);
    fputs("\\-\\-", out);
    put(out, row->name);
    if (row->argument) {
        fputc(' ', out);
        put(out, row->argument);
    }
    fputc('\n', out);
    char text[OPTION_TEXT];
    put(out, option_text(row, row->help, " or ", text, sizeof text));
    fputs(".\n", out);
}

static void put_title(FILE *out, const char *name) {
    fputs(".TH \"BIZCASE", out);
    if (*name) fputc('-', out);
    for (; *name; name++) fputc(toupper((unsigned char)*name), out);
    fprintf(out, "\" 1 \"\" \"bizcase %s\"\n.SH NAME\nbizcase", bizcase_version());
}

static void put_exit_status(FILE *out) {
    fputs(".SH EXIT STATUS\n", out);
    put_lines(out, exit_help);
}

static void verb_page(FILE *out, const Verb *verb) {
    put_title(out, verb->name);
    fputs("\\-", out);
    put(out, verb->name);
    fputs(" \\- ", out);
    put(out, verb->summary);
    fputs("\n.SH SYNOPSIS\n.B bizcase ", out);
    put(out, verb->name);
    fputc('\n', out);
    if (verb->argument) {
        put(out, verb->argument);
        fputc('\n', out);
    }
    fputs("[OPTION]...\n.SH DESCRIPTION\n", out);
    put(out, verb->summary);
    fputs(".\n.PP\n", out);
    put_paragraphs(out, verb->help);
    fputs(".SH OPTIONS\n", out);
    for (size_t i = 0; i < option_count; i++)
        if (option_is_taken(verb, &option_rows[i])) put_option(out, &option_rows[i]);
    fputs(".SH EXAMPLES\n", out);
    put_lines(out, verb->examples);
    put_exit_status(out);
    fputs(".SH SEE ALSO\n.BR bizcase (1)\n", out);
}

static void program_page(FILE *out) {
    put_title(out, "");
    fputs(
        " \\- appraises a business case kept as a folder of CSV files, or a workbook\n.SH SYNOPSIS\n.B bizcase\nVERB [ARGUMENT] "
        "[OPTION]...\n"
        ".SH DESCRIPTION\nWhat a case is worth, to whom, when it pays back, and how sure that is. Each verb has a "
        "page of its own.\n"
        ".SH VERBS\n",
        out);
    for (size_t v = 0; v < verb_count; v++) {
        fputs(".TP\n.BR bizcase\\-", out);
        put(out, verb_table[v]->name);
        fputs(" (1)\n", out);
        put(out, verb_table[v]->summary);
        fputs(".\n", out);
    }
    fputs(".SH OPTIONS\n", out);
    for (size_t i = 0; i < option_count; i++)
        if (option_rows[i].group & GROUP_GENERAL) put_option(out, &option_rows[i]);
    put_exit_status(out);
}

void manual_page(FILE *out, const Verb *verb) {
    if (verb)
        verb_page(out, verb);
    else
        program_page(out);
}

/* --- completion ------------------------------------------------------------------------------------------------------ */

static void put_choices(FILE *out, const OptionRow *row) {
    if (!row->choice) return;
    fputs("        ", out);
    if (row->letter) fprintf(out, "*:-%c|", row->letter);
    fprintf(out, "%s:--%s)", row->verb ? row->verb : "*", row->name);
    fputs(" mapfile -t COMPREPLY < <(compgen -W '", out);
    for (size_t c = 0; row->choice(c); c++) fprintf(out, "%s ", row->choice(c));
    fputs("' -- \"$word\"); return ;;\n", out);
}

static void put_verb_options(FILE *out, const Verb *verb) {
    fprintf(out, "        %s) options='", verb->name);
    for (size_t i = 0; i < option_count; i++)
        if (option_is_taken(verb, &option_rows[i])) fprintf(out, "--%s ", option_rows[i].name);
    fputs("' ;;\n", out);
}

void completion_script(FILE *out) {
    fputs("# Completion of bizcase for bash, made by \"bizcase help --completion\".\n"
          "_bizcase() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]} options=\n"
          "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
          "        mapfile -t COMPREPLY < <(compgen -W '",
        out);
    for (size_t v = 0; v < verb_count; v++) fprintf(out, "%s ", verb_table[v]->name);
    fputs("help' -- \"$word\")\n"
          "        return\n"
          "    fi\n"
          "    case $verb:$before in\n",
        out);
    for (size_t i = 0; i < option_count; i++) put_choices(out, &option_rows[i]);
    fputs("    esac\n"
          "    case $verb in\n",
        out);
    for (size_t v = 0; v < verb_count; v++) put_verb_options(out, verb_table[v]);
    fputs("    esac\n"
          "    case $word in\n"
          "        -*) mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\") ;;\n"
          "        *) mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); compopt -o filenames 2>/dev/null ;;\n"
          "    esac\n"
          "}\n"
          "complete -F _bizcase bizcase\n",
        out);
}
