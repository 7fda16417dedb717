/* The steps that verbs have in common. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "command.h"
#include "messages.h"

/* EXIT_USAGE, and says so, where an output is one of the inputs, or two outputs are one file. */
ExitStatus outputs_check(const Settings *settings);

/* The same of one more output, which option names. Nothing is said, and EXIT_DONE, where it is neither. */
ExitStatus output_check_one(const Settings *settings, const char *option, const char *path);

/* Says that the option's file is one that is read. EXIT_USAGE. */
ExitStatus output_refused(const Settings *settings, const char *option, const char *path);

/* What the command line says of the case. */
BizcaseCaseRequest case_request(const Settings *settings);

/* Loads the case that the command line names. Free *loaded whatever comes back. */
BizcaseStatus load_case(const Settings *settings, BizcaseCase **loaded);

/* Loads the case and does the work; prints what is wrong when it cannot. work prints the problems of a good case. */
ExitStatus with_case(const Settings *settings, ExitStatus (*work)(const BizcaseCase *loaded, const Settings *settings));

/* What the command line says of a simulation. progress is borrowed. */
BizcaseSimulateRequest simulate_request(const Settings *settings, Progress *progress);

/* The format that is asked for, which is one of the table. */
BizcaseFormat format_of(const Settings *settings);

/* Writes the document as the command line asks and frees it. */
ExitStatus write_document(BizcaseDocument *document, const Settings *settings);

/* The same where there is a document; otherwise what the status of making it says of the subject. */
ExitStatus write_if_made(
    BizcaseStatus status, BizcaseDocument *document, const Settings *settings, const char *subject);

#endif
