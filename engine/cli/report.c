/* bizcase report: everything about a case, in files that people read and documents include. */
#include <errno.h>
#include <stdio.h>

#include "certificate_pages.h"
#include "escape.h"
#include "folder.h"
#include "options.h"
#include "report_studies.h"
#include "run.h"

static BizcaseStatus write_page(const Report *report, const char *path) {
    return bizcase_live_page_write(report->document, report->live, path, report->settings->problems);
}

static BizcaseStatus write_certificate(const Report *report, const char *path) {
    return bizcase_certificate_write(
        report->loaded, report->appraisal, report->simulation, path, report->settings->problems);
}

static void print_path(const char *path) {
    message_put(stdout, path);
    putchar('\n');
}

static ExitStatus write_certificate_pages(const Report *report, const char *data_path) {
    const Certified certified = { report->loaded, report->appraisal, report->simulation, report->sensitivity,
        report->settings->problems };
    char page[4096];
    const BizcaseStatus status = certificate_pages_write(&certified, data_path, print_path, page);
    return exit_status_of(status, page, report->settings->problems);
}

static BizcaseStatus write_fragments(const Report *report, const char *path) {
    int pictures;
    const BizcaseStatus status =
        bizcase_document_fragments(report->document, path, &pictures, report->settings->problems);
    if (status == BIZCASE_OK && !pictures && !report->settings->quiet)
        fputs("bizcase report: no PDF and PNG of the charts, as rsvg-convert is not there (Debian package "
              "librsvg2-bin)\n",
            stderr);
    return status;
}

static BizcaseStatus write_workbook(const Report *report, const char *path) {
    const BizcaseWorkbookRequest request = {
        .appraisal = report->every_option, .simulation = report->simulation, .scenarios = report->scenarios
    };
    return bizcase_workbook_write(report->loaded, &request, path, report->settings->problems);
}

/* In the order of writing: one that cannot be written does not keep the others from it. pattern: the path in the folder; %s is
   the stem with the scenarios; NULL: the case's name. */
static const struct ReportFile {
    const char *pattern, *stem;
    BizcaseStatus (*write)(const Report *report, const char *path);
} report_files[] = {
    { "%s.html", NULL, write_page },
    { "%s.xlsx", NULL, write_workbook },
    { "fragments", NULL, write_fragments },
    { "%s.json", "certificate", write_certificate },
};

static ExitStatus write_files(const Report *report) {
    char name[256], file[300], path[4096];
    const char *folder = report->settings->folder;
    ExitStatus worst = EXIT_DONE;
    for (size_t f = 0; f < sizeof report_files / sizeof report_files[0]; f++) {
        if (report_files[f].stem)
            snprintf(name, sizeof name, "%s", report_files[f].stem);
        else
            case_name(report->settings->argument, name, sizeof name);
        add_variation(report->settings, name, sizeof name);
        snprintf(file, sizeof file, report_files[f].pattern, name);
        const int length = snprintf(path, sizeof path, "%s/%s", folder, file);
        errno = ENAMETOOLONG;
        if (length < 0 || (size_t)length >= sizeof path)
            return exit_status_of(BIZCASE_NOT_WRITTEN, folder, report->settings->problems);
        const BizcaseStatus status = report_files[f].write(report, path);
        if (status != BIZCASE_OK) {
            worst = exit_status_of(status, path, report->settings->problems);
            continue;
        }
        print_path(path);
    }
    const ExitStatus pages = write_certificate_pages(report, path); /* the data were written last */
    if (pages != EXIT_DONE) return pages;
    return fflush(stdout) == 0 ? worst
                               : exit_status_of(BIZCASE_NOT_WRITTEN, "standard output", report->settings->problems);
}

/* The first page, on the terminal. */
static BizcaseStatus show_decision(const Report *report) {
    static const char *const subjects[] = { "front" };
    const BizcaseView first_page = { .subjects = subjects, .subject_count = 1 }, whole = { .subject_count = 0 };
    if (report->settings->quiet) return BIZCASE_OK;
    BizcaseStatus status = bizcase_document_show(report->document, &first_page);
    if (status == BIZCASE_OK)
        status = bizcase_document_write(report->document, "text", NULL, report->settings->problems);
    if (status == BIZCASE_OK) putchar('\n');
    return status == BIZCASE_OK ? bizcase_document_show(report->document, &whole) : status;
}

/* The folder comes first: who cannot have it need not wait for the studies. */
static ExitStatus report(const BizcaseCase *loaded, const Settings *settings) {
    if (folder_make(settings->folder) != BIZCASE_OK)
        return exit_status_of(BIZCASE_NOT_WRITTEN, settings->folder, settings->problems);
    Progress progress = progress_start(settings->quiet);
    Report made = { .settings = settings, .loaded = loaded };
    BizcaseStatus status = report_studies_run(&made, &progress);
    print_problems(settings);
    if (status == BIZCASE_OK) status = show_decision(&made);
    const ExitStatus exit_status =
        status == BIZCASE_OK ? write_files(&made) : exit_status_of(status, settings->argument, settings->problems);
    report_studies_free(&made);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    if (!settings->folder) return usage_fault(settings->verb, "--out DIR is missing", "give a folder to write to");
    return with_case(settings, report);
}

const Verb verb_report = {
    .name = "report",
    .argument = "CASE",
    .summary = "Writes a page with charts, a workbook and every table",
    .help = "Appraises, simulates and tests the case, and writes to the folder DIR:\n\n"
            "  CASE.html         the whole report on one page, with controls to change\n"
            "                    assumptions; see \"bizcase live --help\"\n"
            "  CASE.xlsx         a workbook that calculates: inputs with their cells, each\n"
            "                    line, shares and results as formulas, and a sheet that\n"
            "                    checks them against these figures\n"
            "  fragments/        each table as .md, .csv and .tex, each chart as .svg, .pdf\n"
            "                    and .png (these two need rsvg-convert), under names that\n"
            "                    stay the same, so that your document can include them\n"
            "  certificate.json  what the figures rest on, for \"bizcase verify\"\n\n"
            "With a scenario the names are CASE-SCENARIO.html, certificate-SCENARIO.json and\n"
            "so on. With --set they are CASE-changed.html and so on. The command prints the\n"
            "decision with the figures behind it, unless you ask for --quiet, and the name\n"
            "of each file it writes. No file is ever left half written.\n",
    .examples = "  bizcase report my-case --out report\n"
                "  bizcase report my-case --scenario late --trials 1m --out report/late\n",
    .groups = GROUP_GENERAL | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FOLDER,
    .run = run,
};
