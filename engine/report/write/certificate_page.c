/* A certificate as a page to sign: what is certified, its figures for one council, what they rest on, and lines to sign on.
   It holds no time: the date is written by hand. */
#include <math.h>
#include <string.h>

#include "base/digest.h"
#include "base/escape.h"
#include "bizcase/certificate.h"
#include "case/handle.h"
#include "case/reading/outputs.h"
#include "report/sections/assumption_list.h"
#include "report/sections/briefing.h"
#include "report/sections/case_data.h"
#include "report/sections/whose_money.h"
#include "report/write/certificate_style.h"
#include "report/write/format.h"
#include "study/signoff/certificate.h"
#include "table/call.h"

enum { MATTER_MOST = 8 };

typedef struct SigningPage {
    Buffer *out;
    Briefing briefing;
    const BizcaseSensitivity *study;
    const Certificate *certificate;
    size_t body;
} SigningPage;

static void add(SigningPage *page, const char *markup) {
    buffer_add(page->out, markup);
}

static void add_text(SigningPage *page, const char *text) {
    markup_add(page->out, text);
}

static void add_element(SigningPage *page, const char *open, const char *text, const char *close) {
    add(page, open);
    add_text(page, text);
    add(page, close);
}

static const Case *case_on(const SigningPage *page) {
    return page->briefing.the_case;
}

static bool is_joint(const SigningPage *page) {
    return page->body == 0 && page->briefing.body_count > 1;
}

/* "Cheshire East", or all of them. */
static const char *signers(const SigningPage *page) {
    const Case *the_case = case_on(page);
    const char *all = "";
    if (!is_joint(page)) return body_name(&page->briefing, page->body);
    for (size_t c = 0; c < the_case->council_count; c++)
        all = arena_format(page->briefing.arena, "%s%s%s", all,
            c == 0                            ? ""
            : c + 1 < the_case->council_count ? ", "
                                              : " and ",
            the_case->councils[c].name);
    return all;
}

static const char *listed(Arena *arena, const char *const *texts, size_t count) {
    const char *all = "";
    for (size_t i = 0; i < count; i++) all = arena_format(arena, "%s%s%s", all, i ? ", " : "", texts[i]);
    return all;
}

/* "Scenario late: Joint ICT": a scenario is never taken for the case. */
static const char *page_title(const SigningPage *page) {
    const Case *the_case = case_on(page);
    Arena *arena = page->briefing.arena;
    const char *title = the_case->settings.title[0] ? the_case->settings.title : "Business case";
    if (the_case->scenario_count)
        return arena_format(
            arena, "Scenario %s: %s", listed(arena, the_case->scenarios, the_case->scenario_count), title);
    return the_case->change_count ? arena_format(arena, "With changes: %s", title) : title;
}

/* --- head ------------------------------------------------------------------------------------------------------------ */

static void add_head(SigningPage *page) {
    char hash[45];
    digest_base64(certificate_style, strlen(certificate_style), hash);
    add(page, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
    add(page, hash);
    add(page, "'; base-uri 'none'; form-action 'none'\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"color-scheme\" content=\"light\">\n");
    add_element(page, "<title>",
        arena_format(page->briefing.arena, "%s: certificate for %s", page_title(page), signers(page)),
        "</title>\n<style>");
    add(page, certificate_style);
    add(page, "</style>\n</head>\n<body>\n<header>\n<p class=\"kind\">Certificate of a business case</p>\n");
    add_element(page, "<h1>", page_title(page), "</h1>\n");
    add_element(page, "<p class=\"for\">For ", signers(page), "</p>\n");
    if (case_on(page)->scenario_count + case_on(page)->change_count > 0)
        add(page,
            "<p class=\"scenario\">These are not the figures of the case as its files have it: the changes named below "
            "were made to it.</p>\n");
    add(page, "</header>\n<main>\n");
}

static void add_pair(SigningPage *page, const char *term, const char *text) {
    if (!text[0]) return;
    add_element(page, "<dt>", term, "</dt>");
    add_element(page, "<dd>", text, "</dd>\n");
}

static void add_what(SigningPage *page) {
    const Case *the_case = case_on(page);
    const Settings *settings = &the_case->settings;
    const Briefing *briefing = &page->briefing;
    Arena *arena = briefing->arena;
    const char *versus = briefing->versus ? option_name(the_case, briefing->versus) : NULL;
    add(page, "<section><h2>What is certified</h2>\n<dl>\n");
    add_pair(page, "Option", option_name(the_case, briefing->option));
    add_pair(page, "Against", versus ? versus : "nothing: the figures are absolute");
    add_pair(page, "Scenarios", listed(arena, the_case->scenarios, the_case->scenario_count));
    add_pair(page, "Changes", listed(arena, the_case->changes, the_case->change_count));
    add_pair(page, "Version", settings->version);
    add_pair(page, "Date of the case", settings->date);
    add_pair(page, "Author", settings->author);
    add_pair(page, "Horizon",
        arena_format(arena, "%s to %s", case_period_text(arena, settings, 0),
            case_period_text(arena, settings, settings->period_count - 1)));
    if (page->certificate->trials)
        add_pair(page, "Simulation",
            arena_format(arena, "%s trials, seed %llu, sampler %s", count_text(arena, page->certificate->trials),
                (unsigned long long)page->certificate->seed, page->certificate->sampler));
    add_pair(page, "Worked out by", arena_format(arena, "bizcase %s", page->certificate->version));
    add_pair(page, "Files",
        arena_format(
            arena, "%zu, each listed with its digest in the certificate's data", page->certificate->file_count));
    add_element(page, "<dt>Digest of the files</dt><dd class=\"digest\">", page->certificate->digest, "</dd>\n");
    add(page, "</dl></section>\n");
}

/* --- figures --------------------------------------------------------------------------------------------------------- */

/* One row: a figure for this council, and for all councils. */
typedef const char *FigureText(const SigningPage *page, size_t body);

static double planned(const SigningPage *page, size_t body, FigureIndex figure) {
    return plan_figure(&page->briefing, page->briefing.option, body, 0, figure);
}

static const char *npv_text(const SigningPage *page, size_t body) {
    return headline_text(&page->briefing, planned(page, body, FIGURE_NPV));
}

static const char *benefits_text(const SigningPage *page, size_t body) {
    return headline_text(&page->briefing, planned(page, body, FIGURE_PV_BENEFITS));
}

static const char *costs_text(const SigningPage *page, size_t body) {
    return headline_text(&page->briefing, planned(page, body, FIGURE_PV_COSTS));
}

static const char *bcr_text(const SigningPage *page, size_t body) {
    return number_text(page->briefing.arena, planned(page, body, FIGURE_BCR),
        (NumberStyle){ .prefix = "", .suffix = " to 1", .divisor = 1, .decimals = 2 });
}

static const char *years_text(const SigningPage *page, size_t body, FigureIndex figure) {
    const double years = planned(page, body, figure);
    const BizcaseResult *result = plan_result(&page->briefing, body, 0);
    if (!isnan(years))
        return arena_format(page->briefing.arena, "%.1f years, %s", years, payback_date(&page->briefing, years));
    return result && result->notes[figure] ? result->notes[figure] : "n/a";
}

static const char *payback_text(const SigningPage *page, size_t body) {
    return years_text(page, body, FIGURE_PAYBACK_YEARS);
}

static const char *public_npv_text(const SigningPage *page, size_t body) {
    return headline_text(&page->briefing, planned(page, body, FIGURE_NPV_PUBLIC));
}

static const char *cash_npv_text(const SigningPage *page, size_t body) {
    return headline_text(&page->briefing, planned(page, body, FIGURE_NPV_CASH));
}

static const char *cash_payback_text(const SigningPage *page, size_t body) {
    return years_text(page, body, FIGURE_PAYBACK_YEARS_CASH);
}

static const char *cash_funding_text(const SigningPage *page, size_t body) {
    return headline_text(&page->briefing, planned(page, body, FIGURE_PEAK_FUNDING_CASH));
}

static const char *funding_text(const SigningPage *page, size_t body) {
    return headline_text(&page->briefing, planned(page, body, FIGURE_PEAK_FUNDING));
}

static const BizcaseDistribution *simulated(const SigningPage *page, size_t body) {
    return simulated_figure(&page->briefing, page->briefing.option, body, 0, FIGURE_NPV);
}

static const char *mean_text(const SigningPage *page, size_t body) {
    const BizcaseDistribution *npv = simulated(page, body);
    return npv ? headline_text(&page->briefing, npv->mean) : "n/a";
}

static double percentile(const BizcaseDistribution *npv, double percent) {
    for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++)
        if (bizcase_percentiles()[p] == percent) return npv->percentiles[p]; /* exact: constants of one table */
    return NAN;
}

static const char *range_text(const SigningPage *page, size_t body) {
    const BizcaseDistribution *npv = simulated(page, body);
    if (!npv) return "n/a";
    return arena_format(page->briefing.arena, "%s to %s", headline_text(&page->briefing, percentile(npv, 10)),
        headline_text(&page->briefing, percentile(npv, 90)));
}

static const char *loss_text(const SigningPage *page, size_t body) {
    const BizcaseDistribution *npv = simulated(page, body);
    return npv ? chance_text(page->briefing.arena, npv->probability_negative) : "n/a";
}

static const char *plan_chance_text(const SigningPage *page, size_t body) {
    const BizcaseDistribution *npv = simulated(page, body);
    return npv ? chance_text(page->briefing.arena, npv->probability_at_least_plan) : "n/a";
}

static const struct {
    const char *name;
    FigureText *text;
    bool is_simulated;
    MoneyReading reading; /* shown where it is apart from the whole */
} figure_rows[] = {
    { "Net present value of the plan", npv_text, false, READING_WHOLE },
    { "Present value of benefits", benefits_text, false, READING_WHOLE },
    { "Present value of costs", costs_text, false, READING_WHOLE },
    { "Benefits to costs", bcr_text, false, READING_WHOLE },
    { "Payback", payback_text, false, READING_WHOLE },
    { "Most money needed at one time", funding_text, false, READING_WHOLE },
    { "Net present value for the public purse", public_npv_text, false, READING_PUBLIC },
    { "Net present value in cash", cash_npv_text, false, READING_CASH },
    { "Payback in cash", cash_payback_text, false, READING_CASH },
    { "Most cash needed at one time", cash_funding_text, false, READING_CASH },
    { "Net present value, average outcome", mean_text, true, READING_WHOLE },
    { "Net present value in 8 of 10 outcomes", range_text, true, READING_WHOLE },
    { "Chance of a loss", loss_text, true, READING_WHOLE },
    { "Chance of doing at least as well as the plan", plan_chance_text, true, READING_WHOLE },
};

static void add_figures(SigningPage *page) {
    const bool with_joint = page->body > 0;
    add(page,
        "<section><h2>The figures</h2>\n<table class=\"figures\"><caption>The figures</caption>\n<thead><tr><th scope=\"col\">Figure</th>");
    add_element(page, "<th scope=\"col\" class=\"n\">", body_name(&page->briefing, page->body), "</th>");
    if (with_joint) add(page, "<th scope=\"col\" class=\"n\">All together</th>");
    add(page, "</tr></thead>\n<tbody>\n");
    for (size_t f = 0; f < sizeof figure_rows / sizeof figure_rows[0]; f++) {
        if (figure_rows[f].is_simulated && !page->briefing.simulation) continue;
        if (figure_rows[f].reading != READING_WHOLE && !reading_is_apart(&page->briefing, figure_rows[f].reading))
            continue;
        add(page, f == 0 ? "<tr class=\"first\">" : "<tr>");
        add_element(page, "<th scope=\"row\">", figure_rows[f].name, "</th>");
        add_element(page, "<td class=\"n\">", figure_rows[f].text(page, page->body), "</td>");
        if (with_joint) add_element(page, "<td class=\"n\">", figure_rows[f].text(page, 0), "</td>");
        add(page, "</tr>\n");
    }
    add_element(page, "</tbody></table>\n<p class=\"fine\">", sign_convention, "</p></section>\n");
}

/* --- assumptions and checks ------------------------------------------------------------------------------------------ */

/* The largest for this council, which need not be the largest for all; [MATTER_MOST] or fewer, largest first. */
static size_t choose_assumptions(const SigningPage *page, const AssumptionList *list, const Assumption **chosen) {
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const double swing = assumption_swing(&list->items[i], page->body);
        size_t at = count;
        if (swing <= 0) continue;
        while (at > 0 && assumption_swing(chosen[at - 1], page->body) < swing) at--;
        if (at >= MATTER_MOST) continue;
        if (count < MATTER_MOST) count++;
        memmove(&chosen[at + 1], &chosen[at], (count - at - 1) * sizeof *chosen);
        chosen[at] = &list->items[i];
    }
    return count;
}

static void add_assumption(SigningPage *page, const Assumption *item) {
    Arena *arena = page->briefing.arena;
    const char *value = assumption_value(arena, item, case_on(page)->settings.currency);
    add_element(page, "<tr><th scope=\"row\">", item->name, "</th>");
    add_element(page, "<td>", item->range[0] ? arena_format(arena, "%s (%s)", value, item->range) : value, "</td>");
    add_element(page, "<td class=\"n\">", money_text(&page->briefing, assumption_swing(item, page->body)), "</td>");
    add_element(page, "<td>", item->owner[0] ? item->owner : "nobody named", "</td>");
    add_element(page, "<td>", item->source[0] ? item->source : "none given", "</td></tr>\n");
}

static void add_assumptions(SigningPage *page) {
    Arena *arena = page->briefing.arena;
    const Assumption *chosen[MATTER_MOST];
    if (!page->study) return;
    const AssumptionList list = assumption_list(arena, case_on(page), page->study);
    const size_t count = choose_assumptions(page, &list, chosen);
    if (count == 0) return;
    size_t weak = 0;
    add(page,
        "<section><h2>The assumptions that matter most</h2>\n<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"The assumptions that matter most\"><table class=\"matter\">"
        "<caption>The assumptions that matter most</caption>\n<thead><tr><th scope=\"col\">Assumption</th>"
        "<th scope=\"col\">In the plan (low to high)</th><th scope=\"col\" class=\"n\">Moves the value by</th>"
        "<th scope=\"col\">Owner</th><th scope=\"col\">Source</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < count; i++) add_assumption(page, chosen[i]);
    add(page, "</tbody></table></div>\n");
    for (size_t i = 0; i < list.count; i++) weak += list.items[i].weak || list.items[i].has_no_source;
    add_element(page, "<p class=\"fine\">",
        arena_format(arena,
            "How far net present value for %s moves over the likely range (P10 to P90), or over 10%% either way where there "
            "is no range; one percentage point of the discount rate. Of the case's %zu assumptions %zu have no source, or one "
            "that says no more than \"illustrative\" or \"estimate\".",
            is_joint(page) ? "all together" : body_name(&page->briefing, page->body), list.count, weak),
        "</p></section>\n");
}

static void add_checks(SigningPage *page) {
    size_t passed = 0, warnings = 0;
    const Certificate *certificate = page->certificate;
    for (size_t c = 0; c < certificate->check_count; c++) passed += certificate->checks[c].passed;
    for (size_t d = 0; d < case_on(page)->diagnostics.count; d++)
        warnings += case_on(page)->diagnostics.items[d].severity == BIZCASE_WARNING;
    add_element(page, "<section class=\"whole-part\"><h2>",
        arena_format(page->briefing.arena, "Tests: %zu of %zu passed", passed, certificate->check_count),
        "</h2>\n<ul class=\"checks\">\n");
    for (size_t c = 0; c < certificate->check_count; c++)
        add_element(page,
            certificate->checks[c].passed ? "<li><span class=\"met\">✓ Passed</span><span>"
                                          : "<li><span class=\"missed\">✗ Failed</span><span>",
            certificate->checks[c].what, "</span></li>\n");
    add(page, "</ul>\n");
    add_element(page, "<p class=\"fine\">",
        warnings == 0   ? "The files were read without a warning."
        : warnings == 1 ? "One warning was given when the files were read: see the check of the case."
                        : arena_format(page->briefing.arena,
                              "%zu warnings were given when the files were read: see the check of the case.", warnings),
        "</p></section>\n");
}

/* --- signatures ------------------------------------------------------------------------------------------------------ */

static void add_lines(SigningPage *page, const char *name) {
    add(page, "<div class=\"lines\">\n");
    if (is_joint(page)) add_element(page, "<div class=\"party\"><strong>", name, "</strong></div>\n");
    add(page, "<div><span>Name</span></div>\n<div><span>Role, such as section 151 officer</span></div>\n"
              "<div><span>Signature</span></div>\n<div><span>Date</span></div>\n</div>\n");
}

static void add_statement(SigningPage *page) {
    const Case *the_case = case_on(page);
    add(page, "<section class=\"sign\"><h2>Statement</h2>\n");
    add_element(page, "<p>On behalf of ", signers(page),
        ", I have considered the business case whose files have this digest:</p>\n");
    add_element(page, "<p class=\"digest\">", page->certificate->digest, "</p>\n<p>I am satisfied that</p>\n");
    add(page,
        "<ol>\n<li>the figures on this page are those that the case gives;</li>\n"
        "<li>the assumptions are reasonable for the decision that is asked for, but for the reservations below;</li>\n"
        "<li>the risks, and what would change the answer, have been put to those who decide.</li>\n</ol>\n"
        "<div class=\"lines\"><div class=\"whole\"><span>Reservations</span></div><div class=\"whole\"></div></div>\n");
    if (is_joint(page))
        for (size_t c = 0; c < the_case->council_count; c++) add_lines(page, the_case->councils[c].name);
    else
        add_lines(page, "");
    add(page, "</section>\n");
}

static void add_how_to_verify(SigningPage *page, const char *data_name) {
    add(page, "<section><h2>How to check this certificate</h2>\n");
    add_element(page, "<p>The data beside this page, <code>", data_name, "</code>, ");
    add(page,
        "hold every figure with all its digits and the digest of every file. Anyone who has the files of the case can "
        "have them worked out again:</p>\n");
    add_element(page, "<p><code>bizcase verify ", data_name, " CASE</code></p>\n");
    add(page,
        "<p>The certificate holds for the files with this digest and for no others. It lapses when a file is changed, "
        "and when a scenario other than the one named here is decided on.</p></section>\n</main>\n</body>\n</html>\n");
}

/* --- the page -------------------------------------------------------------------------------------------------------- */

typedef struct PageCall {
    const BizcaseCase *loaded;
    const BizcaseAppraisal *appraisal;
    const BizcaseSimulation *simulation;
    const BizcaseSensitivity *study;
    size_t body;
    const char *data_name, *path;
} PageCall;

static BizcaseStatus write_page(Call *call, void *context) {
    const PageCall *asked = context;
    Certificate certificate;
    BizcaseStatus status = output_check(call, case_of(asked->loaded), asked->path);
    if (status == BIZCASE_OK)
        status = certificate_make(call->arena, asked->loaded, asked->appraisal, asked->simulation, &certificate);
    if (status != BIZCASE_OK) return status;
    Document document = { .arena = call->arena, .title = "" };
    Buffer out = { .arena = call->arena };
    SigningPage page = { .out = &out,
        .briefing = briefing_start(&document, case_of(asked->loaded), asked->appraisal, asked->simulation),
        .study = asked->study,
        .certificate = &certificate,
        .body = asked->body };
    add_head(&page);
    add_what(&page);
    add_figures(&page);
    add_assumptions(&page);
    add_checks(&page);
    add_statement(&page);
    add_how_to_verify(&page, asked->data_name);
    return output_write(call, NULL, asked->path, out.bytes, out.size);
}

BizcaseStatus bizcase_certificate_page_write(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, const BizcaseSensitivity *study, size_t body, const char *path,
    BizcaseProblems *problems) {
    return bizcase_certificate_page_write_beside(loaded, appraisal, simulation, study, body, NULL, path, problems);
}

BizcaseStatus bizcase_certificate_page_write_beside(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, const BizcaseSensitivity *study, size_t body, const char *data_name,
    const char *path, BizcaseProblems *problems) {
    if (!case_is_sound(loaded) || !appraisal || body >= bizcase_certificate_page_count(loaded))
        return BIZCASE_BAD_REQUEST;
    PageCall asked = { loaded, appraisal, simulation, study, body, data_name ? data_name : "certificate.json", path };
    return call_do(problems, write_page, &asked);
}

size_t bizcase_certificate_page_count(const BizcaseCase *loaded) {
    if (!case_is_sound(loaded)) return 0;
    const size_t councils = case_of(loaded)->council_count;
    return councils > 1 ? 1 + councils : 1;
}

const char *bizcase_certificate_page_council(const BizcaseCase *loaded, size_t body) {
    return body > 0 && body < bizcase_certificate_page_count(loaded) ? case_of(loaded)->councils[body - 1].id : "";
}
