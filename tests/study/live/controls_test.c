/* Where sliders begin and end, how far a step goes, and which values are marked. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "study/live/live.h"
#include "support/gsl_errors.h"

static const CaseFile files[] = {
    { "costs.csv", "line,drivers,2018/19,2019/20\na,part;many;cases;grows;sure;shrinks,100,100\n" },
    { "drivers.csv",
        "driver,kind,distribution,low,central,high,shape\npart,,uniform,0,0.5,1,\nmany,,uniform,100,150,208,\n"
        "cases,,discrete,,,,0:8;10:85;20:7\ngrows,growth,fixed,,2%,,\nsure,,fixed,,4,,\nshrinks,growth,uniform,-3%,-2%,-1%,\n" },
    { NULL, NULL },
};

static const LiveControl *control_of(const BizcaseLive *live, const char *id) {
    for (size_t c = 0; c < live->cases[0].control_count; c++)
        if (strcmp(live->cases[0].controls[c].id, id) == 0) return &live->cases[0].controls[c];
    fail_msg("there is no control %s", id);
    return NULL;
}

/* Of what can be drawn from 0.1 % to 99.9 %, with a quarter more at either side but not past 0, in steps of about a
   hundredth: 0.001 to 0.999 and 0.2495 more; 100.108 to 207.892 and 26.946 more, a span of 161.7. */
static void sliders_reach_around_what_can_be_drawn(void **state) {
    (void)state;
    static const struct {
        const char *id;
        double least, most, step;
        int decimals;
    } rows[] = {
        { "driver:part", 0, 1.25, 0.01, 2 },
        { "driver:many", 72, 236, 2, 0 },
        { "driver:grows", -0.05, 0.07, 0.001, 1 }, /* five points around what is certain, and 0 within */
        { "driver:sure", 0, 8, 0.1, 1 },
        { "driver:shrinks", -0.035, -0.005, 0.0002, 2 },
    };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseLive *live;
    assert_int_equal(made.status, BIZCASE_OK);
    assert_int_equal(bizcase_live(made.loaded,
                         &(BizcaseLiveRequest){ .with = &(BizcaseCaseRequest){ .folder = made.folder } }, &live, NULL),
        BIZCASE_OK);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const LiveControl *control = control_of(live, rows[r].id);
        assert_close(control->step, rows[r].step, 1e-12);
        assert_close(control->least, rows[r].least, 1e-9);
        assert_close(control->most, rows[r].most, 1e-9);
        assert_int_equal(control->decimals, rows[r].decimals);
    }
    assert_close(control_of(live, "driver:grows")->minimum, -0.99, 0);
    assert_true(isnan(control_of(live, "driver:sure")->minimum));
    bizcase_live_free(live);
    temporary_case_free(&made);
}

/* Of the cases 8 in 100 are 0, and 7 are 20: the tenth and the ninetieth percentile are 10. */
static void marks_are_what_the_case_says_or_p10_and_p90(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseLive *live;
    assert_int_equal(bizcase_live(made.loaded,
                         &(BizcaseLiveRequest){ .with = &(BizcaseCaseRequest){ .folder = made.folder } }, &live, NULL),
        BIZCASE_OK);
    const LiveControl *many = control_of(live, "driver:many"), *cases = control_of(live, "driver:cases"),
                      *sure = control_of(live, "driver:sure");
    assert_close(many->low, 100, 0);
    assert_close(many->central, 150, 0);
    assert_close(many->high, 208, 0);
    assert_close(cases->low, 10, 0);
    assert_close(cases->high, 10, 0);
    assert_true(isnan(sure->low) && isnan(sure->high));
    bizcase_live_free(live);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sliders_reach_around_what_can_be_drawn),
        cmocka_unit_test(marks_are_what_the_case_says_or_p10_and_p90),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
