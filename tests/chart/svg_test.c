/* Charts as SVG: well-formed whatever the texts, one of them compared byte by byte.
   usage: svg_test [--update]     --update writes the expected file again */
#include "chart/chart.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart/text_size.h"
#include "support/arena_fixture.h"
#include "support/assert_close.h"
#include "support/well_formed.h"

static const char GOLDEN[] = "tests/chart/small.svg";

static const double places[] = { 1, 2, 3 }, joint[] = { -2e6, -0.5e6, 1.25e6 }, part[] = { -1e6, NAN, 0.5e6 };
static const double low[] = { -3e6, -2e6, -1e6 }, high[] = { -1e6, 1e6, 3e6 };
static const char *const years[] = { "2018/19", "2019/20", "2020/21" };

static Chart small_chart(void) {
    Chart chart = { .title = "It pays back in 2020/21",
        .description = "Cumulative cash flow, three years.",
        .x = { .title = "",
            .prefix = "",
            .suffix = "",
            .divisor = 1,
            .slots = years,
            .slot_count = 3,
            .least = NAN,
            .most = NAN },
        .y = { .title = "Cumulative cash flow",
            .prefix = "£",
            .suffix = "m",
            .divisor = 1e6,
            .least = NAN,
            .most = NAN } };
    chart_add(arena, &chart,
        (ChartMark){ .kind = &mark_band,
            .label = "Nine trials in ten",
            .colour = CHART_SKY,
            .count = 3,
            .x = places,
            .y = low,
            .y_to = high });
    chart_add(arena, &chart, (ChartMark){ .kind = &mark_line, .label = "Joint", .count = 3, .x = places, .y = joint });
    chart_add(arena, &chart,
        (ChartMark){ .kind = &mark_line,
            .label = "Cheshire East",
            .colour = CHART_BLUE,
            .dashes = 1,
            .count = 3,
            .x = places,
            .y = part });
    chart_add(arena, &chart, (ChartMark){ .kind = &mark_points, .count = 1, .x = places + 2, .y = joint + 2 });
    return chart;
}

static const char *svg_of(const Chart *chart, double width, ChartUse use) {
    Buffer out = { .arena = arena };
    chart_write_svg(chart, "small", width, use, &out);
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

static void small_chart_is_as_expected(void **state) {
    (void)state;
    const Chart chart = small_chart();

    const char *svg = svg_of(&chart, 720, CHART_FILE);

    FILE *file = fopen(GOLDEN, "rb");
    assert_non_null(file);
    char *expected = arena_alloc(arena, strlen(svg) + 1000);
    fread(expected, 1, strlen(svg) + 999, file);
    fclose(file);
    assert_string_equal(svg, expected);
}

static void charts_are_well_formed_at_any_width(void **state) {
    static const double widths[] = { 300, 360, 499, 500, 720, 2000 };
    (void)state;
    const Chart chart = small_chart();
    for (size_t w = 0; w < COUNT_OF(widths); w++) {
        assert_well_formed(svg_of(&chart, widths[w], CHART_FILE));
        assert_well_formed(svg_of(&chart, widths[w], CHART_INLINE));
    }
}

static void hostile_texts_stay_texts(void **state) {
    static const char *const hostile[] = { "</text><script>alert(1)</script>", "\" onload=\"alert(1)", "&amp; ' & <",
        "\xff\xfe\x01 bad", "\xed\xa0\x80", "", "无限 £ é",
        "averyveryveryverylongwordthathasnospaceatallandgoesonandonandon" };
    (void)state;
    for (size_t h = 0; h < COUNT_OF(hostile); h++) {
        const char *texts[] = { hostile[h], hostile[h], hostile[h] };
        const double rows[] = { 0.2, 1.2, 2.2 }, rows_to[] = { 0.8, 1.8, 2.8 };
        Chart chart = { .title = hostile[h],
            .description = hostile[h],
            .x = { .title = hostile[h], .prefix = hostile[h], .suffix = "", .divisor = 1, .least = NAN, .most = NAN },
            .y = { .title = hostile[h], .divisor = 1, .slots = texts, .slot_count = 3, .least = NAN, .most = NAN } };
        chart_add(arena, &chart,
            (ChartMark){ .kind = &mark_boxes,
                .label = hostile[h],
                .count = 3,
                .x = joint,
                .x_to = high,
                .y = rows,
                .y_to = rows_to,
                .texts = texts });
        chart_add(arena, &chart,
            (ChartMark){ .kind = &mark_rule, .label = hostile[h], .count = 1, .x = high, .y = high, .texts = texts });

        const char *svg = svg_of(&chart, 360, CHART_FILE);

        assert_well_formed(svg);
        assert_null(strstr(svg, "<script"));
        assert_null(strstr(svg, "\" onload=\""));
    }
}

static void words_above_are_in_a_file_of_its_own_alone(void **state) {
    (void)state;
    Chart chart = small_chart();
    chart.above = "With the scenario \"late\"";

    const char *file = svg_of(&chart, 720, CHART_FILE);

    assert_well_formed(file);
    assert_non_null(strstr(file, ">With the scenario &quot;late&quot;<"));
    assert_null(strstr(svg_of(&chart, 720, CHART_INLINE), "late"));
}

static void a_chart_of_nothing_is_a_chart(void **state) {
    (void)state;
    static const double nothing[] = { NAN, INFINITY };
    Chart chart = { .title = "",
        .description = "",
        .x = { .title = "", .prefix = "", .suffix = "", .divisor = 1, .least = NAN, .most = NAN },
        .y = { .title = "", .prefix = "", .suffix = "", .divisor = 1, .least = NAN, .most = NAN } };
    assert_well_formed(svg_of(&chart, 720, CHART_FILE));

    chart_add(arena, &chart, (ChartMark){ .kind = &mark_line, .count = 2, .x = nothing, .y = nothing });

    assert_well_formed(svg_of(&chart, 720, CHART_FILE));
}

static void lines_of_text_fit(void **state) {
    static const char *const texts[] = { "New operating model with infrastructure programme",
        "Verylongwordwithoutanyspaceinit and more", "a", "" };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(texts); r++) {
        for (double pixels = 40; pixels < 300; pixels += 7) {
            const TextLines lines = text_lines(arena, texts[r], 12, pixels, 3);

            assert_true(lines.count <= 3);
            for (size_t l = 0; l < lines.count; l++) assert_true(text_pixels(lines.lines[l], 12) <= pixels);
        }
    }
}

static int update(void) {
    start(NULL);
    const Chart chart = small_chart();
    const char *svg = svg_of(&chart, 720, CHART_FILE);
    FILE *file = fopen(GOLDEN, "wb");
    const bool written = file && fwrite(svg, 1, strlen(svg), file) == strlen(svg);
    const bool closed = file && fclose(file) == 0;
    stop(NULL);
    return written && closed ? 0 : 1;
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_chart_is_as_expected),
        cmocka_unit_test(charts_are_well_formed_at_any_width),
        cmocka_unit_test(hostile_texts_stay_texts),
        cmocka_unit_test(words_above_are_in_a_file_of_its_own_alone),
        cmocka_unit_test(a_chart_of_nothing_is_a_chart),
        cmocka_unit_test(lines_of_text_fit),
    };
    if (argc > 1 && strcmp(argv[1], "--update") == 0) return update();
    return cmocka_run_group_tests(tests, start, stop);
}
