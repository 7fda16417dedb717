/* Texts that act in none of the formats: what each writes, and that it can be read back. */
#include "base/escape.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "support/arena_fixture.h"
#include "support/assert_close.h"
#include "support/hostile_texts.h"

typedef void Add(Buffer *out, const char *text);

static const char *added(Add *add, const char *text) {
    Buffer out = { .arena = arena };
    add(&out, text);
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

typedef struct Row {
    const char *text, *written;
} Row;

static void check_rows(Add *add, const Row *rows, size_t count) {
    for (size_t r = 0; r < count; r++) assert_string_equal(added(add, rows[r].text), rows[r].written);
}

/* The first character that acts, but for those in `allowed`; 0: none. */
static uint32_t acting(const char *text, const char *allowed) {
    const size_t size = strlen(text);
    for (size_t i = 0, length; i < size; i += length) {
        uint32_t code;
        length = utf8_character(text + i, size - i, &code);
        if (!length) return 0xFFFF;
        if (character_acts(code) && !(code < 128 && strchr(allowed, (int)code))) return code;
    }
    return 0;
}

static void no_hostile_text_acts_in_any_format(void **state) {
    static const struct {
        Add *add;
        const char *allowed;
    } formats[] = { { markup_add, "\n\r\t" }, { md_add_text, "" }, { md_add_inline, "" }, { tex_add_text, "" },
        { csv_add_text, "\n\r\t" } };
    (void)state;
    for (size_t h = 0; h < COUNT_OF(hostile_texts); h++) {
        for (size_t f = 0; f < COUNT_OF(formats); f++)
            assert_int_equal(acting(added(formats[f].add, hostile_texts[h]), formats[f].allowed), 0);
        assert_int_equal(acting(message_text(arena, hostile_texts[h]), ""), 0);
        assert_int_equal(acting(plain_text(arena, hostile_texts[h]), ""), 0);
        assert_int_equal(acting(sheet_text(arena, hostile_texts[h]), "\n\r\t"), 0);
    }
}

static void messages_show_the_codes_of_what_nobody_sees(void **state) {
    static const Row rows[] = { { "plain \xc2\xa3 text", "plain \xc2\xa3 text" },
        { "a\n\x1b[2J\t\x7f", "a\\u000a\\u001b[2J\\u0009\\u007f" }, { "\xc2\x9b", "\\u009b" },
        { "a\xe2\x80\x8b", "a\\u200b" }, { "\xe2\x80\xae", "\\u202e" }, { "\xf3\xa0\x81\x81", "\\u{e0041}" },
        { "\xff", "\xef\xbf\xbd" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) assert_string_equal(message_text(arena, rows[r].text), rows[r].written);
    assert_ptr_equal(message_text(arena, rows[0].text), rows[0].text);
}

static void plain_text_keeps_a_text_on_its_line(void **state) {
    static const Row rows[] = { { "a\r\nb\tc", "a  b c" }, { "\x1b[2J", "\\u001b[2J" },
        { "a\xe2\x80\x8bz\xe2\x80\x8f", "a\\u200bz\\u200f" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) assert_string_equal(plain_text(arena, rows[r].text), rows[r].written);
}

/* Persian needs its joiners, and a red heart the sign that makes it a picture; "a" needs neither. */
static void joiners_stay_where_a_script_needs_them(void **state) {
    static const Row rows[] = { { "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae", "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae" },
        { "\xe2\x9d\xa4\xef\xb8\x8f", "\xe2\x9d\xa4\xef\xb8\x8f" }, { "a\xe2\x80\x8d", "a\xef\xbf\xbd" },
        { "\xe2\x80\x8d", "\xef\xbf\xbd" }, { "\xc3\xa9\xef\xb8\x8f", "\xc3\xa9\xef\xbf\xbd" },
        { "\xd8\xae\xe2\x80\x8b", "\xd8\xae\xef\xbf\xbd" } };
    (void)state;
    check_rows(markup_add, rows, COUNT_OF(rows));
    for (size_t r = 0; r < COUNT_OF(rows); r++) assert_string_equal(sheet_text(arena, rows[r].text), rows[r].written);
}

static void markup_has_only_what_xml_has(void **state) {
    static const Row rows[] = { { "<a href=\"x\" b='y'>&", "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;" },
        { "\x1b\x7f\xc2\x85\xef\xbf\xbf\xff", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
        { "\xe2\x80\xae\xef\xbb\xbf\xc2\xad", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
        { "two\nlines\t\r", "two\nlines\t\r" } };
    (void)state;
    check_rows(markup_add, rows, COUNT_OF(rows));
}

/* ECMA-376, part 1, 22.9.2.19: _xHHHH_ is a character, and _x005F_ the underscore that begins none. */
static void sheets_show_a_code_as_it_was_typed(void **state) {
    static const Row rows[] = { { "_x0041_", "_x005F_x0041_" }, { "a_x004_", "a_x004_" }, { "_x00411_", "_x00411_" },
        { "_x001B__x001b_", "_x005F_x001B__x005F_x001b_" }, { "\x1b two\nlines", "\xef\xbf\xbd two\nlines" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) assert_string_equal(sheet_text(arena, rows[r].text), rows[r].written);
}

static void markdown_escapes_what_pandoc_reads(void **state) {
    static const Row rows[] = { { "$^^5cinput{/etc/passwd}$", "\\$\\^\\^5cinput\\{/etc/passwd\\}\\$" },
        { "@smith, x^2^ and H~2~O", "\\@smith, x\\^2\\^ and H\\~2\\~O" },
        { "&lt;b&gt; {#id .class}", "\\&lt;b\\&gt; \\{\\#id .class\\}" }, { "two\nlines", "two lines" },
        { "\x1b[2J", "\\\\u001b\\[2J" }, { "\xf3\xa0\x81\x81", "\\\\u\\{e0041\\}" }, { "1. North", "1\\. North" },
        { "2018. The year", "2018\\. The year" }, { "  12) South", "  12\\) South" }, { "(3) West", "(3\\) West" },
        { "(3. West", "(3. West" }, { "a. first", "a\\. first" }, { "iv) fourth", "iv\\) fourth" },
        { "i.e. this", "i.e. this" }, { "1.5 m", "1.5 m" }, { "- item", "\\- item" }, { "-5", "-5" },
        { "+ item", "\\+ item" }, { "---", "\\-\\-\\-" }, { "- - -", "\\- - -" }, { "+---+", "\\+-\\-\\-+" },
        { ": definition", "\\: definition" }, { "Table: x", "Table\\: x" }, { "The Table: x", "The Table: x" },
        { "% title", "\\% title" }, { "=1+1", "\\=1+1" }, { "a -- b ...", "a -\\- b .\\.\\." },
        { "http://x", "http\\://x" }, { ":+1: file.csv:1:2", "\\:+1: file.csv\\:1:2" }, { "costs: 5", "costs: 5" } };
    (void)state;
    check_rows(md_add_text, rows, COUNT_OF(rows));
}

static void within_a_line_nothing_begins_a_list(void **state) {
    static const Row rows[] = { { "(5)", "(5)" }, { "1. North", "1. North" }, { "- *", "- \\*" } };
    (void)state;
    check_rows(md_add_inline, rows, COUNT_OF(rows));
}

static void latex_has_no_sign_of_its_own_in_a_text(void **state) {
    static const Row rows[] = { { "100% {A}_B \"C\"", "100\\% \\{A\\}\\_B \\textquotedbl{}C\\textquotedbl{}" },
        { "\\input|^~$&#<>",
            "\\textbackslash{}input\\textbar{}\\textasciicircum{}\\textasciitilde{}\\$\\&\\#\\textless{}"
            "\\textgreater{}" },
        { "\xc2\xa3\xc2\xb1\xe2\x88\x92", "\\pounds{}\\textpm{}\\textminus{}" }, { "--''", "-{}-'{}'" },
        { "?`", "?\\textasciigrave{}" }, { "a\nb\x1b", "a b\\textbackslash{}u001b" },
        { "\xf3\xa0\x81\x81", "\\textbackslash{}u\\{e0041\\}" } };
    (void)state;
    check_rows(tex_add_text, rows, COUNT_OF(rows));
}

static void a_cell_of_csv_never_runs(void **state) {
    static const Row rows[] = { { "plain", "plain" }, { "a,b", "\"a,b\"" }, { "say \"x\"", "\"say \"\"x\"\"\"" },
        { "two\nlines", "\"two\nlines\"" }, { "", "" }, { "=1+1", "\"'=1+1\"" }, { "-2+3", "\"'-2+3\"" },
        { "@SUM(A1)", "\"'@SUM(A1)\"" }, { "\t=1", "\"'\t=1\"" }, { "\r=1", "\"'\r=1\"" }, { "-12.5", "-12.5" },
        { "+5", "+5" }, { "+3.5%", "+3.5%" }, { "-1,200", "\"-1,200\"" }, { "-", "-" }, { "--1", "\"'--1\"" },
        { "'=1", "\"''=1\"" }, { "''=1", "\"'''=1\"" }, { "'tis", "'tis" }, { "\x1b", "\\u001b" } };
    (void)state;
    check_rows(csv_add_text, rows, COUNT_OF(rows));
}

static void json_is_escaped_once_more(void **state) {
    static const Row rows[] = { { "{\n \"a\": \"\xc2\x9b\x7f\xe2\x80\xae\"\n}",
        "{\n \"a\": \"\\u009b\\u007f\\u202e\"\n}" } };
    (void)state;
    check_rows(json_add_text, rows, COUNT_OF(rows));
}

/* Without its quotes, as a reader of CSV hands a cell over. */
static const char *cell_of(const char *written) {
    if (*written != '"') return written;
    char *cell = arena_text(arena, written + 1);
    size_t length = 0;
    for (size_t i = 0; cell[i + 1]; i++, length++) {
        cell[length] = cell[i];
        if (cell[i] == '"') i++;
    }
    cell[length] = '\0';
    return cell;
}

static void every_cell_reads_back_as_it_was(void **state) {
    (void)state;
    for (size_t h = 0; h < COUNT_OF(hostile_texts); h++) {
        const char *cell = cell_of(added(csv_add_exact, hostile_texts[h]));

        assert_string_equal(csv_text_of(cell), hostile_texts[h]);
    }
}

/* What follows a backslash is itself, in Markdown: its own reader, of a line. */
static void markdown_without_its_backslashes_is_the_text(void **state) {
    (void)state;
    for (size_t h = 0; h < COUNT_OF(hostile_texts); h++) {
        char *written = arena_text(arena, added(md_add_text, hostile_texts[h]));
        size_t length = 0;
        for (size_t i = 0; written[i]; i++, length++) {
            if (written[i] == '\\') i++;
            written[length] = written[i];
        }
        written[length] = '\0';

        assert_string_equal(written, plain_text(arena, hostile_texts[h]));
    }
}

static void a_shell_reads_its_word_back(void **state) {
    (void)state;
    if (system("bash -c true 2>/dev/null") != 0) skip();
    for (size_t h = 0; h < COUNT_OF(hostile_texts); h++) {
        char script[] = "/tmp/escape_test.XXXXXX", command[100], got[300] = "";
        const int descriptor = mkstemp(script);
        assert_true(descriptor >= 0);
        FILE *file = fdopen(descriptor, "w");
        fputs("printf %s ", file);
        shell_word_put(file, hostile_texts[h]);
        fclose(file);
        snprintf(command, sizeof command, "bash %s", script);

        FILE *pipe = popen(command, "r");

        const size_t size = fread(got, 1, sizeof got - 1, pipe);
        assert_int_equal(pclose(pipe), 0);
        assert_int_equal(size, strlen(hostile_texts[h]));
        assert_memory_equal(got, hostile_texts[h], size);
        remove(script);
    }
}

static void what_is_not_seen_is_known(void **state) {
    static const struct {
        uint32_t code;
        bool acts, invisible;
    } rows[] = { { 'a', false, false }, { 0x1b, true, false }, { 0x7f, true, false }, { 0x9f, true, false },
        { 0xa0, false, false }, { 0xad, false, true }, { 0x200b, false, true }, { 0x200e, true, true },
        { 0x61c, true, true }, { 0x206f, true, true }, { 0x2028, true, false }, { 0x202e, true, false },
        { 0x2066, true, false }, { 0x2060, false, true }, { 0xfeff, false, true }, { 0xe0041, false, true },
        { 0x20ac, false, false }, { 0x1f600, false, false } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        assert_int_equal(character_acts(rows[r].code), rows[r].acts);
        assert_int_equal(character_is_invisible(rows[r].code), rows[r].invisible);
    }
}

static void put_character(uint32_t code, char bytes[5]) {
    const int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3; /* bytes after the first */
    static const uint32_t marks[] = { 0, 0xC0, 0xE0, 0xF0 };
    bytes[0] = (char)(marks[more] | code >> 6 * more);
    for (int i = 1; i <= more; i++) bytes[i] = (char)(0x80 | (code >> 6 * (more - i) & 0x3F));
    bytes[more + 1] = '\0';
}

/* Every character as a shell's word in a line: hidden ones make the quotes begin with a dollar sign. */
static char *all_as_words(size_t *size) {
    char *words;
    FILE *stream = open_memstream(&words, size);
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        char character[5] = "";
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        put_character(code, character);
        shell_word_put(stream, character);
        fputc('\n', stream);
    }
    assert_int_equal(fclose(stream), 0);
    return words;
}

static bool is_in_ranges(uint32_t code, uint32_t (*ranges)[2], size_t count) {
    for (size_t r = 0; r < count; r++)
        if (code >= ranges[r][0] && code <= ranges[r][1]) return true;
    return false;
}

static void hidden_characters_are_those_of_the_page(void **state) {
    uint32_t ranges[50][2];
    size_t count = 0, size;
    char row[200];
    (void)state;
    FILE *file = fopen("tests/base/hidden_characters.txt", "r");
    assert_non_null(file);
    while (fgets(row, sizeof row, file))
        if (row[0] != '#') {
            assert_true(count < COUNT_OF(ranges));
            assert_int_equal(sscanf(row, "%" SCNx32 " %" SCNx32, &ranges[count][0], &ranges[count][1]), 2);
            count++;
        }
    fclose(file);

    char *words = all_as_words(&size);

    const char *word = words;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        if ((word[0] == '$') != is_in_ranges(code, ranges, count) && code != '$') fail_msg("U+%04" PRIX32, code);
        word = strchr(word, '\n') + 1;
    }
    assert_ptr_equal(word, words + size);
    free(words);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_hostile_text_acts_in_any_format),
        cmocka_unit_test(messages_show_the_codes_of_what_nobody_sees),
        cmocka_unit_test(plain_text_keeps_a_text_on_its_line),
        cmocka_unit_test(joiners_stay_where_a_script_needs_them),
        cmocka_unit_test(markup_has_only_what_xml_has),
        cmocka_unit_test(sheets_show_a_code_as_it_was_typed),
        cmocka_unit_test(markdown_escapes_what_pandoc_reads),
        cmocka_unit_test(within_a_line_nothing_begins_a_list),
        cmocka_unit_test(latex_has_no_sign_of_its_own_in_a_text),
        cmocka_unit_test(a_cell_of_csv_never_runs),
        cmocka_unit_test(json_is_escaped_once_more),
        cmocka_unit_test(every_cell_reads_back_as_it_was),
        cmocka_unit_test(markdown_without_its_backslashes_is_the_text),
        cmocka_unit_test(a_shell_reads_its_word_back),
        cmocka_unit_test(what_is_not_seen_is_known),
        cmocka_unit_test(hidden_characters_are_those_of_the_page),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
