/* Periods as arguments: everywhere else 2019/20 divides. */
#include <string.h>

#include "formula/read.h"

#define PERIODS "write a period as 2019/20, 2019/20 Q3 or 2019-07"

/* A period and where it is. */
typedef struct ReadPeriod {
    Period period;
    uint32_t at;
    const char *text;
} ReadPeriod;

static int end_of(Period period) {
    return period.first_month + period.length_months;
}

static const char *length_in_words(int months) {
    return months == 12 ? "a year" : months == 3 ? "a quarter" : "a month";
}

/* The period of the case's length that holds another. */
static const char *holding(Arena *arena, Period period, int length_months) {
    const int year = financial_year_start(period.first_month);
    const int first = year + (period.first_month - year) / length_months * length_months;
    return period_text(arena, (Period){ first, length_months });
}

static void check_period(Reader *reader, const ReadPeriod *read, bool may_be_earlier) {
    const Horizon *horizon = &reader->setting->horizon;
    const Period start = horizon->start;
    const int last = start.first_month + (int)(horizon->period_count - 1) * start.length_months;
    if (read->period.length_months < start.length_months)
        reader_error(reader, read->at,
            arena_format(reader->arena, "write %s", holding(reader->arena, read->period, start.length_months)),
            "%s is shorter than a period of the case, which is %s", read->text, length_in_words(start.length_months));
    else if (read->period.first_month >= last + start.length_months ||
             (end_of(read->period) <= start.first_month && !may_be_earlier))
        reader_error(reader, read->at,
            arena_format(reader->arena, "the horizon is %s to %s", period_text(reader->arena, start),
                period_text(reader->arena, (Period){ last, start.length_months })),
            "%s is outside the horizon", read->text);
}

static void not_a_period(Reader *reader, const ReadPeriod *read) {
    const char *meant = period_meant(reader->arena, read->text);
    if (!*read->text) {
        reader_error(reader, read->at, PERIODS, "found %s where a period was expected", reader_found(reader, read->at));
        return;
    }
    Period year;
    if (!meant && strlen(read->text) == 4) {
        const char *next = arena_format(reader->arena, "%s-04", read->text);
        if (period_parse(next, &year) || month_parse(next, &year.first_month))
            meant = financial_year_text(reader->arena, year.first_month);
    }
    reader_error(reader, read->at, meant ? arena_format(reader->arena, "did you mean %s?", meant) : PERIODS,
        "\"%s\" is not a period", read->text);
}

/* What is up to the next comma or bracket, without spaces around it. */
static ReadPeriod read_period(Reader *reader) {
    reader_skip_space(reader);
    const char *text = reader->formula.text + reader->at;
    size_t length = strcspn(text, ",()");
    ReadPeriod read = { .at = reader->at };
    reader->at += (uint32_t)length;
    while (length > 0 && strchr(" \t\r\n", text[length - 1])) length--;
    read.text = arena_text_n(reader->arena, text, length);
    if (!period_parse(read.text, &read.period)) not_a_period(reader, &read);
    return read;
}

static int period_number(const Horizon *horizon, int month) {
    return (month - horizon->start.first_month) / horizon->start.length_months;
}

unsigned read_periods(Reader *reader, Node *node, uint32_t open) {
    const Horizon *horizon = &reader->setting->horizon;
    const bool may_be_earlier = node->operation == OPERATION_YEARS_SINCE;
    ReadPeriod first = { .text = NULL }, last = { .text = NULL };
    unsigned count = 0;
    reader_skip_space(reader);
    if (reader->formula.text[reader->at] == ')') {
        reader->at++;
        return 0;
    }
    for (;; reader->at++) {
        last = read_period(reader);
        if (!reader->failed) check_period(reader, &last, may_be_earlier);
        if (reader->failed) return 0;
        if (count++ == 0) first = last;
        reader_skip_space(reader);
        if (reader->formula.text[reader->at] != ',') break;
    }
    if (!reader_close(reader, open, "a comma or \")\"")) return 0;
    if (first.period.first_month >= end_of(last.period))
        reader_error(reader, last.at, "the first comes before the last", "%s is after %s", first.text, last.text);
    node->from = period_number(horizon, first.period.first_month);
    node->until = period_number(horizon, end_of(last.period) - horizon->start.length_months);
    return count;
}
