/* Numbers are shown in the unit that they were given in: per cent for shares and for what was typed with the sign. */
#include "support/assert_close.h"
#include "support/report_of_case.h"
#include "support/temporary_case.h"

#include <gsl/gsl_errno.h>
#include <string.h>

#include "report/document/document.h"
#include "study/live/live.h"

/* P10 and P90 of a uniform distribution are a tenth of its width from its ends: 54% and 86% of 50% to 90%. */
static const CaseFile files[] = {
    { "case.csv", "key,value\ntitle,Units\nstart,2024/25\nperiods,2\ndiscount,3.5%\ntrials,500\n" },
    { "options.csv", "option,name,role\nnow,As now,baseline\nnew,New,preferred\n" },
    { "drivers.csv", "driver,name,unit,kind,distribution,low,central,high\n"
                     "typed,Typed in per cent,index,,uniform,50%,70%,90%\n"
                     "part,A share,share,,uniform,0.2,0.3,0.4\n"
                     "plain,A plain factor,index,,uniform,0.5,1,1.5\n"
                     "growth,A growth,,growth,uniform,0.01,0.02,0.03\n" },
    { "costs.csv", "line,option,drivers,2024/25,2025/26\nbuild,new,plain;growth,90000,90000\n" },
    { "benefits.csv",
        "line,option,drivers,2024/25,2025/26\nrent,new,typed,300000,300000\nstaff,new,part,200000,200000\n" },
    { NULL, NULL },
};

static const Section *find_section(const BizcaseDocument *document, const char *name) {
    for (size_t i = 0; i < document->section_count; i++)
        if (document->sections[i]->name && strcmp(document->sections[i]->name, name) == 0) return document->sections[i];
    fail_msg("there is no section %s", name);
    return NULL;
}

static void assumptions_are_in_the_unit_that_they_were_given_in(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseDocument *document = report_of_case(made.folder);
    const Grid *tornado = &find_section(document, "most-important-assumptions")->grid;
    static const struct {
        const char *assumption, *low, *high;
    } rows[] = {
        { "Typed in per cent", "54%", "86%" },
        { "A share", "22%", "38%" },
        { "A plain factor", "0.600", "1.400" },
        { "A growth", "1.2%", "2.8%" },
    };

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        size_t at = 0;
        while (at < tornado->cell_count && strcmp(tornado->cells[at].text, rows[r].assumption) != 0)
            at += tornado->column_count;
        if (at >= tornado->cell_count) fail_msg("%s is not in the tornado", rows[r].assumption);
        assert_string_equal(tornado->cells[at + 1].text, rows[r].low);
        assert_string_equal(tornado->cells[at + 2].text, rows[r].high);
    }

    bizcase_document_free(document);
    temporary_case_free(&made);
}

static void sliders_of_a_live_page_have_units(void **state) {
    (void)state;
    static const CaseFile with_paths[] = {
        { "case.csv", "key,value\nstart,2024/25\nperiods,2\ndiscount,3.5%\n" },
        { "drivers.csv", "driver,unit,kind,low,central,high,2024/25,2025/26\n"
                         "lamps,lamps,,,,,6000,8000\n"
                         "taken,share,,,,,20%,90%\n"
                         "price,£ per lamp,,,310,,1,1.1\n"
                         "wage,,growth,,2%,,,\n"
                         "plain,posts,,,3,,,\n" },
        { "quantities.csv", "quantity,unit,formula,distribution,low,central,high,2024/25,2025/26\n"
                            "posts,FTE,,,,,,10,12\n"
                            "hours,hour,posts * 2[hour/FTE],uniform,0.9,,1.1,,\n"
                            "filled,share,,uniform,80%,90%,95%,,\n"
                            "rate,£/hour,,,,30,,,\n" },
        { "costs.csv", "line,drivers,2024/25,2025/26\nbuild,lamps;taken;price;wage;plain,1,1\n" },
        { "benefits.csv", "line,2024/25,2025/26\nrent,300000,300000\n" },
        { NULL, NULL },
    };
    static const struct {
        const char *id, *unit;
        double factor;
    } rows[] = {
        { "driver:lamps", "times its path", 1 },
        { "driver:taken", "% of its path", 100 },
        { "driver:price", "£ per lamp", 1 },
        { "driver:wage", "% a year", 100 },
        { "driver:plain", "posts", 1 },
        { "quantity:posts", "FTE in 2024/25", 10 },
        { "quantity:hours", "hour in 2024/25", 20 },
        { "quantity:filled", "%", 100 },
        { "quantity:rate", "£/hour", 1 },
    };
    TemporaryCase made = temporary_case(with_paths, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    const BizcaseCaseRequest with = { .folder = made.folder };
    const BizcaseLiveRequest request = { .with = &with };
    BizcaseLive *live;
    assert_int_equal(bizcase_live(made.loaded, &request, &live, NULL), BIZCASE_OK);

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const LiveCase *shown = &live->cases[0];
        size_t c = 0;
        while (c < shown->control_count && strcmp(shown->controls[c].id, rows[r].id) != 0) c++;
        assert_true(c < shown->control_count);
        assert_string_equal(shown->controls[c].unit, rows[r].unit);
        assert_close(shown->controls[c].factor, rows[r].factor, 0);
    }

    bizcase_live_free(live);
    temporary_case_free(&made);
}

/* A slider of 1,000 lamps goes in steps of 20 from nothing to twice as many; of 1,234 likewise, and the factor is what the
   change to the case says. */
static void sliders_of_quantities_are_at_their_own_level(void **state) {
    (void)state;
    static const CaseFile with_levels[] = {
        { "case.csv", "key,value\nstart,2026/27\nperiods,3\n" },
        { "phases.csv", "phase,start,end,central\nfit,2026-04,2027-03,12\n" },
        { "quantities.csv",
            "quantity,unit,formula,distribution,low,central,high,phase,on_delay,2026/27,2027/28,2028/29\n"
            "lamps,lamps,,,,,,fit,shift,1234,2000,3000\n"
            "fitted,lamps/year,,uniform,0.9,1,1.1,,,1000,2000,3000\n"
            "hours,hour,lamps * 4[hour/lamp],,,,,,,,,\n"
            "taken,share,,,,,,,,20%,,50%\n"
            "same,kWh,,,,,,,,50,50,50\n"
            "loss,lamps,,,,,,,,-5,5,5\n" },
        { "costs.csv",
            "line,formula\nc,lamps * 1[£/lamp] + fitted * 1[£*year/lamp] + hours * taken * 1[£/hour] + same * 1[£/kWh] + loss * 1[£/lamp]\n" },
        { NULL, NULL },
    };
    static const struct {
        const char *id, *unit, *note;
        double factor, shown_step, shown_most;
    } rows[] = {
        { "quantity:lamps", "lamps in 2027/28", "2000 in 2028/29 in the plan; all periods move in proportion", 1234, 20,
            2480 },
        { "quantity:fitted", "lamps/year in 2026/27",
            "6000 in total in the plan; all periods move in proportion. Certain at the value set", 1000, 2, 1150 },
        { "quantity:hours", "hour in 2027/28", "8000 in 2028/29 in the plan; all periods move in proportion", 4936, 100,
            9900 },
        { "quantity:taken", "% in 2026/27", "50% in 2028/29 in the plan; all periods move in proportion", 20, 0.5, 40 },
        { "quantity:same", "kWh", "", 50, 1, 100 },
        { "quantity:loss", "times its path", "", 1, 0.02, 2 },
    };
    TemporaryCase made = temporary_case(with_levels, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    const BizcaseCaseRequest with = { .folder = made.folder };
    BizcaseLive *live;
    assert_int_equal(bizcase_live(made.loaded, &(BizcaseLiveRequest){ .with = &with }, &live, NULL), BIZCASE_OK);

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const LiveCase *shown = &live->cases[0];
        size_t c = 0;
        while (c < shown->control_count && strcmp(shown->controls[c].id, rows[r].id) != 0) c++;
        assert_true(c < shown->control_count);
        const LiveControl *control = &shown->controls[c];
        assert_string_equal(control->unit, rows[r].unit);
        assert_string_equal(control->note, rows[r].note);
        assert_close(control->plan, 1, 0);
        assert_close(control->factor, rows[r].factor, 1e-12);
        assert_close(control->step * control->factor, rows[r].shown_step, 1e-9);
        assert_close(control->most * control->factor, rows[r].shown_most, 1e-9);
        assert_string_equal(control->edits[control->edit_count - 1].file, "quantities");
    }

    bizcase_live_free(live);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(assumptions_are_in_the_unit_that_they_were_given_in),
        cmocka_unit_test(sliders_of_a_live_page_have_units),
        cmocka_unit_test(sliders_of_quantities_are_at_their_own_level),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
