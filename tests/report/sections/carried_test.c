/* The page of check says which blank cells carry a value, and how many. */
#include <string.h>

#include "bizcase/bizcase.h"
#include "report/write/format.h"
#include "support/temporary_case.h"

static void check_says_once_a_row_how_many_cells_are_carried(void **state) {
    static const CaseFile files[] = { { "costs.csv", "line,index,drivers,formula,2018/19,2019/20,2020/21,2021/22\n"
                                                     "a,cpi,d;e,,1,1,1,1\nb,,,lamps * posts,,,,\n" },
        { "quantities.csv", "quantity,2018/19,2019/20,2020/21,2021/22\nlamps,5,,,\nposts,,2,,3\n" },
        { "drivers.csv", "driver,central,2018/19,2019/20,2020/21,2021/22\nd,1,1,,0.5,\ne,1,1,2,3,4\n" },
        { "indices.csv", "index,2018/19,2019/20,2020/21,2021/22\ncpi,1%,2%,3%,\n" }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .strict = 1 });
    BizcaseDocument *document = NULL;
    (void)state;

    assert_int_equal(bizcase_check_document(made.loaded, &document), BIZCASE_OK);
    Buffer out = { .arena = ((Document *)document)->arena };
    assert_int_equal(format_md.render(document, &out), BIZCASE_OK);
    buffer_add_n(&out, "", 1);

    assert_int_equal(made.status, BIZCASE_OK); /* carrying is no warning */
    assert_non_null(strstr(out.bytes, "Driver \"d\": 2 blank cells carry the last value before."));
    assert_non_null(strstr(out.bytes, "Index \"cpi\": 1 blank cell carries the last value before."));
    assert_non_null(strstr(out.bytes, "Quantity \"lamps\": 3 blank cells carry the last value before."));
    assert_non_null(strstr(out.bytes, "Quantity \"posts\": 1 blank cell carries the last value before."));
    assert_null(strstr(out.bytes, "Driver \"e\""));
    bizcase_document_free(document);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(check_says_once_a_row_how_many_cells_are_carried) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
