/* The first page as markup. Bars are drawn as SVG, since the page's policy allows no sizes in attributes of style. */
#include "report/write/html_front.h"

#include <string.h>

#include "base/escape.h"

static void add(Buffer *out, const char *markup) {
    buffer_add(out, markup);
}

static void add_element(Buffer *out, const char *open, const char *text, const char *close) {
    add(out, open);
    markup_add(out, text);
    add(out, close);
}

/* --- the decision and who pays -------------------------------------------------------------------------------------- */

static void add_payer(Buffer *out, const FrontPayer *payer, size_t party, double largest) {
    const double scale = 100 / largest, capital = payer->capital > 0 ? payer->capital * scale : 0,
                 one_off = payer->one_off > 0 ? payer->one_off * scale : 0;
    add_element(out, "<li><b>", payer->name, "</b>");
    add(out, arena_format(out->arena,
                 "<svg class=\"track\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                 "<rect class=\"party p%zu\" width=\"%.2f\" height=\"10\"/>"
                 "<rect class=\"party soft p%zu\" x=\"%.2f\" width=\"%.2f\" height=\"10\"/></svg>",
                 party, capital, party, capital, one_off));
    add_element(out, "<span class=\"sum\">", payer->total_text, "</span><span class=\"of\">");
    if (payer->capital_text) markup_add(out, payer->capital_text);
    if (payer->capital_text && payer->one_off_text) add(out, ", ");
    if (payer->one_off_text) markup_add(out, payer->one_off_text);
    add(out, "</span></li>\n");
}

static void add_payers(Buffer *out, const Front *front) {
    double largest = 0;
    for (size_t i = 0; i < front->payer_count; i++) {
        const double total = front->payers[i].capital + front->payers[i].one_off;
        if (total > largest) largest = total;
    }
    if (front->payer_count == 0) return;
    add_element(out, "<section class=\"payers\" aria-labelledby=\"who-pays\"><h3 class=\"kick\" id=\"who-pays\">",
        front->payers_label, "</h3>\n<ul>\n");
    for (size_t i = 0; i < front->payer_count; i++) add_payer(out, &front->payers[i], front->payers[i].party, largest);
    add(out, "</ul></section>\n");
}

static void add_decision(Buffer *out, const Front *front) {
    add(out, "<section class=\"ask\" aria-labelledby=\"decision\"><div><p class=\"kick\">Decision sought</p>\n");
    add_element(out, "<h2 id=\"decision\">", front->decision, "</h2>\n<p class=\"lede\">");
    for (size_t i = 0; i < front->sentences.count; i++) {
        if (i > 0) add(out, " ");
        markup_add(out, front->sentences.items[i]);
    }
    add(out, "</p></div>\n");
    add_payers(out, front);
    add(out, "</section>\n");
}

/* --- the four answers ----------------------------------------------------------------------------------------------- */

static const char *const tones[] = { [TONE_WORSE] = "worse", [TONE_MIDDLE] = "middle", [TONE_BETTER] = "better" };

static void add_bar(Buffer *out, const FrontAnswer *answer) {
    double whole = 0, before = 0;
    for (size_t i = 0; i < answer->part_count; i++) whole += answer->parts[i].size;
    add(out, "<div class=\"bar\">");
    if (answer->part_count > 0) {
        add(out, "<svg class=\"track\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        for (size_t i = 0; i < answer->part_count; i++) {
            const double size = 100 * answer->parts[i].size / whole;
            add(out, arena_format(out->arena, "<rect class=\"tone %s\" x=\"%.2f\" width=\"%.2f\" height=\"10\"/>",
                         tones[answer->parts[i].tone], before, size));
            before += size;
        }
        add(out, "</svg><ul class=\"keys\">");
        for (size_t i = 0; i < answer->part_count; i++) {
            add(out, arena_format(out->arena, "<li class=\"tone %s\"><b>", tones[answer->parts[i].tone]));
            markup_add(out, answer->parts[i].figure);
            add_element(out, "</b> ", answer->parts[i].words, "</li>");
        }
        add(out, "</ul>");
    }
    add(out, "</div>\n");
}

static void add_pairs(Buffer *out, const FrontAnswer *answer) {
    add(out, "<dl class=\"pairs\">");
    for (size_t i = 0; i < answer->pair_count; i++) {
        const FrontPair *pair = &answer->pairs[i];
        add(out, "<div><dt>");
        if (pair->party)
            add(out, arena_format(out->arena, "<span class=\"mark p%zu\" aria-hidden=\"true\"></span>", pair->party));
        markup_add(out, pair->name);
        add_element(out, "</dt><dd>", pair->value, "</dd></div>");
    }
    add(out, "</dl>\n");
}

static void add_answers(Buffer *out, const Front *front) {
    add(out, "<div class=\"answers\">\n");
    for (size_t i = 0; i < FRONT_ANSWERS; i++) {
        const FrontAnswer *answer = &front->answers[i];
        add(out, arena_format(out->arena,
                     "<section class=\"ans\" aria-labelledby=\"question-%zu\"><h3 id=\"question-%zu\">", i + 1, i + 1));
        markup_add(out, answer->question);
        add_element(out, "</h3>\n<p class=\"big\">", answer->figure, "</p>\n<p class=\"say\">");
        markup_add(out, answer->before);
        if (*answer->news) add_element(out, "<b>", answer->news, "</b>");
        markup_add(out, answer->after);
        add(out, "</p>\n");
        add_bar(out, answer);
        add_pairs(out, answer);
        add(out, "</section>\n");
    }
    add(out, "</div>\n");
}

/* --- tests and risks ------------------------------------------------------------------------------------------------ */

static void add_tests(Buffer *out, const Front *front) {
    size_t met = 0;
    for (size_t i = 0; i < front->test_count; i++) met += front->tests[i].is_met;
    add(out,
        arena_format(out->arena,
            "<section class=\"tests\" aria-labelledby=\"tests\"><h3 class=\"h3\" id=\"tests\">Tests: %zu met, %zu not "
            "met</h3>\n<ul>\n",
            met, front->test_count - met));
    for (size_t i = 0; i < front->test_count; i++) {
        const FrontTest *test = &front->tests[i];
        add(out, test->is_met ? "<li><span class=\"tag good\">\u2713 Met</span>"
                              : "<li><span class=\"tag bad\">\u2717 Not met</span>");
        add_element(out, "<span>", test->test, "</span>");
        add_element(out, "<span class=\"v\">", test->value, "</span></li>\n");
    }
    add(out, "</ul></section>\n");
}

static void add_risks(Buffer *out, const Front *front) {
    if (front->risk_count == 0) return;
    add(out, "<section class=\"risks\" aria-labelledby=\"top-risks\"><h3 class=\"h3\" id=\"top-risks\">Top risks "
             "<span class=\"q\">expected cost</span></h3>\n<ul>\n");
    for (size_t i = 0; i < front->risk_count; i++) {
        add_element(out, "<li><b>", front->risks[i].name, "</b>");
        add_element(out, "<span class=\"v\">", front->risks[i].cost, "</span>");
        add_element(out, "<span class=\"q\">", front->risks[i].detail, "</span></li>\n");
    }
    add(out, "</ul>\n");
    if (front->more_risks > 0)
        add(out,
            arena_format(out->arena, "<p class=\"q\">And %zu more, in the risk register.</p>\n", front->more_risks));
    add(out, "</section>\n");
}

void html_front(const Document *document, const HtmlFrontParts *parts, Buffer *out) {
    const Front *front = document->front;
    add(out, "<div class=\"front\" id=\"front\">\n");
    add_decision(out, front);
    add_answers(out, front);
    parts->add_charts(parts->page);
    add(out, "<div class=\"beside\">\n");
    add_tests(out, front);
    add(out, "</div>\n<div class=\"duo\">\n");
    if (front->options) {
        add(out, "<section class=\"options\">\n");
        parts->add_table(parts->page, front->options);
        add(out, "</section>\n");
    }
    add_risks(out, front);
    add(out, "</div>\n<div class=\"basis\">\n");
    for (size_t i = 0; i < front->basis.count; i++) add_element(out, "<p>", front->basis.items[i], "</p>\n");
    add(out, "</div>\n</div>\n");
}
