#include "base/escape.h"

#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

bool character_acts(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x206F);
}

bool character_is_invisible(uint32_t code) {
    static const uint32_t ranges[][2] = { { 0xAD, 0xAD }, { 0x34F, 0x34F }, { 0x61C, 0x61C }, { 0x115F, 0x1160 },
        { 0x17B4, 0x17B5 }, { 0x180B, 0x180F }, { 0x200B, 0x200F }, { 0x2060, 0x2064 }, { 0x206A, 0x206F },
        { 0x2800, 0x2800 }, { 0x3164, 0x3164 }, { 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 },
        { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE0FFF } };
    for (size_t r = 0; code >= 0xAD && r < sizeof ranges / sizeof ranges[0]; r++)
        if (code >= ranges[r][0] && code <= ranges[r][1]) return true;
    return false;
}

/* Joins or parts letters, or chooses their shape: a part of a word in some scripts, and of a picture. */
static bool joins(uint32_t code) {
    return code == 0x200C || code == 0x200D || (code >= 0x180B && code <= 0x180F) ||
           (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
}

/* Noncharacters, which XML 1.0 leaves out at the end of the first plane. */
static bool is_in_xml(uint32_t code) {
    return code != 0xFFFE && code != 0xFFFF;
}

/* A sign beyond ASCII and what replaces it. */
typedef struct WideSign {
    uint32_t code;
    const char *escaped;
} WideSign;

/* What becomes of a character that nobody sees. */
typedef enum Invisible {
    AS_IT_IS,
    SHOWN_UNLESS_IT_JOINS, /* a joiner stays after a letter beyond the Latin ones, or a picture */
    SHOWN                  /* like what acts */
} Invisible;

/* How a format escapes. */
typedef struct Escapes {
    const char *ascii[128]; /* what replaces a character; NULL: itself, or its code where it acts */
    WideSign wide[4];       /* ends with 0 */
    const char *code;       /* before the digits of a code that acts; NULL: U+FFFD instead of it */
    Invisible invisible;
} Escapes;

static const Escapes message = { .code = "\\u", .invisible = SHOWN };

static const Escapes plain = {
    .ascii = { ['\n'] = " ", ['\r'] = " ", ['\t'] = " " }, .code = "\\u", .invisible = SHOWN_UNLESS_IT_JOINS
};

static const Escapes sheet = { .ascii = { ['\n'] = "\n", ['\r'] = "\r", ['\t'] = "\t" },
    .invisible = SHOWN_UNLESS_IT_JOINS };

static const Escapes markup = { .ascii = { ['\n'] = "\n",
                                    ['\r'] = "\r",
                                    ['\t'] = "\t",
                                    ['&'] = "&amp;",
                                    ['<'] = "&lt;",
                                    ['>'] = "&gt;",
                                    ['"'] = "&quot;",
                                    ['\''] = "&#39;" },
    .invisible = SHOWN_UNLESS_IT_JOINS };

/* What pandoc makes something of wherever it is: markup, mathematics, citations, entities, attributes. */
static const Escapes markdown = { .ascii = { ['\n'] = " ",
                                      ['\r'] = " ",
                                      ['\t'] = " ",
                                      ['\\'] = "\\\\",
                                      ['`'] = "\\`",
                                      ['*'] = "\\*",
                                      ['_'] = "\\_",
                                      ['['] = "\\[",
                                      [']'] = "\\]",
                                      ['<'] = "\\<",
                                      ['>'] = "\\>",
                                      ['|'] = "\\|",
                                      ['#'] = "\\#",
                                      ['~'] = "\\~",
                                      ['$'] = "\\$",
                                      ['^'] = "\\^",
                                      ['@'] = "\\@",
                                      ['&'] = "\\&",
                                      ['{'] = "\\{",
                                      ['}'] = "\\}" },
    .code = "\\\\u",
    .invisible = SHOWN_UNLESS_IT_JOINS };

static const Escapes latex = { .ascii = { ['\n'] = " ",
                                   ['\r'] = " ",
                                   ['\t'] = " ",
                                   ['\\'] = "\\textbackslash{}",
                                   ['{'] = "\\{",
                                   ['}'] = "\\}",
                                   ['$'] = "\\$",
                                   ['&'] = "\\&",
                                   ['#'] = "\\#",
                                   ['%'] = "\\%",
                                   ['_'] = "\\_",
                                   ['~'] = "\\textasciitilde{}",
                                   ['^'] = "\\textasciicircum{}",
                                   ['<'] = "\\textless{}",
                                   ['>'] = "\\textgreater{}",
                                   ['|'] = "\\textbar{}",
                                   ['`'] = "\\textasciigrave{}",
                                   ['"'] = "\\textquotedbl{}" },
    .wide = { { 0xA3, "\\pounds{}" }, { 0xB1, "\\textpm{}" }, { 0x2212, "\\textminus{}" } },
    .code = "\\textbackslash{}u",
    .invisible = SHOWN };

static const Escapes csv = { .ascii = { ['\n'] = "\n", ['\r'] = "\r", ['\t'] = "\t", ['"'] = "\"\"" }, .code = "\\u" };

static const Escapes shell = { .code = "\\", .invisible = SHOWN };

static const Escapes json = { .ascii = { ['\n'] = "\n" }, .code = "\\u" };

static const char *wide_sign(const Escapes *escapes, uint32_t code) {
    for (const WideSign *sign = escapes->wide; sign->code; sign++)
        if (sign->code == code) return sign->escaped;
    return NULL;
}

/* Whether the character is written as its code, or as U+FFFD. before: the character before it, 0 at the start. */
static bool is_shown(const Escapes *escapes, uint32_t code, uint32_t before) {
    if (character_acts(code) || !is_in_xml(code)) return true;
    if (escapes->invisible == AS_IT_IS || !character_is_invisible(code)) return false;
    return escapes->invisible == SHOWN || !joins(code) || before < 0x300;
}

/* "\u001b", or "\u{e0041}", whose braces are texts of the format too. */
static void write_code(const Escapes *escapes, uint32_t code, char made[40]) {
    const char *open = escapes->ascii['{'], *close = escapes->ascii['}'];
    if (code <= 0xFFFF)
        snprintf(made, 40, "%s%04lx", escapes->code, (unsigned long)code);
    else
        snprintf(made, 40, "%s%s%lx%s", escapes->code, open ? open : "{", (unsigned long)code, close ? close : "}");
}

/* A character as it is written. */
typedef struct Written {
    const char *bytes;  /* borrowed, or `made` */
    size_t size, taken; /* bytes written; bytes of the text */
    uint32_t code;
    char made[40];
} Written;

/* The character at the start of text. */
static void write_character(const Escapes *escapes, const char *text, size_t size, uint32_t before, Written *written) {
    uint32_t code = 0;
    const size_t length = utf8_character(text, size, &code);
    const char *escaped = !length ? replacement : code < 128 ? escapes->ascii[code] : wide_sign(escapes, code);
    if (!escaped && is_shown(escapes, code, before)) {
        escaped = escapes->code ? written->made : replacement;
        if (escapes->code) write_code(escapes, code, written->made);
    }
    written->bytes = escaped ? escaped : text;
    written->size = escaped ? strlen(escaped) : length;
    written->taken = length ? length : 1;
    written->code = code;
}

/* The bytes of the text that it took; *before becomes the character. */
static size_t add_character(Buffer *out, const Escapes *escapes, const char *text, size_t size, uint32_t *before) {
    Written written;
    write_character(escapes, text, size, *before, &written);
    buffer_add_n(out, written.bytes, written.size);
    *before = written.code;
    return written.taken;
}

static void add_escaped(Buffer *out, const Escapes *escapes, const char *text, size_t size) {
    uint32_t before = 0;
    for (size_t i = 0; i < size;) i += add_character(out, escapes, text + i, size - i, &before);
}

static bool needs_escape(const Escapes *escapes, const char *text, size_t size) {
    uint32_t before = 0;
    for (size_t i = 0; i < size;) {
        uint32_t code = 0;
        const size_t length = utf8_character(text + i, size - i, &code);
        if (!length || is_shown(escapes, code, before) || (code < 128 && escapes->ascii[code])) return true;
        i += length;
        before = code;
    }
    return false;
}

/* Most texts need no copy. */
static const char *escaped_text(Arena *arena, const Escapes *escapes, const char *text) {
    const size_t size = strlen(text);
    if (!needs_escape(escapes, text, size)) return text;
    Buffer out = { .arena = arena };
    add_escaped(&out, escapes, text, size);
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

const char *message_text(Arena *arena, const char *text) {
    return escaped_text(arena, &message, text);
}

void message_put(FILE *stream, const char *text) {
    Written written;
    for (size_t size = strlen(text); size > 0; text += written.taken, size -= written.taken) {
        write_character(&message, text, size, 0, &written);
        fwrite(written.bytes, 1, written.size, stream);
    }
}

const char *plain_text(Arena *arena, const char *text) {
    return escaped_text(arena, &plain, text);
}

/* "_x0041_" is an A to a spreadsheet. */
static bool begins_sheet_code(const char *text) {
    return strncmp(text, "_x", 2) == 0 && strspn(text + 2, "0123456789abcdefABCDEF") == 4 && text[6] == '_';
}

const char *sheet_text(Arena *arena, const char *text) {
    const char *seen = escaped_text(arena, &sheet, text), *code = strstr(seen, "_x");
    while (code && !begins_sheet_code(code)) code = strstr(code + 1, "_x");
    if (!code) return seen;
    Buffer out = { .arena = arena };
    for (; *seen; seen++) {
        if (begins_sheet_code(seen)) buffer_add(&out, "_x005F");
        buffer_add_n(&out, seen, 1);
    }
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

void markup_add_n(Buffer *out, const char *text, size_t size) {
    add_escaped(out, &markup, text, size);
}

void markup_add(Buffer *out, const char *text) {
    markup_add_n(out, text, strlen(text));
}

void json_add_text(Buffer *out, const char *text) {
    add_escaped(out, &json, text, strlen(text));
}

/* --- Markdown ------------------------------------------------------------------------------------------------------- */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool ends_mark(char c) {
    return c == '\0' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* How many bytes a numeral of a list takes: digits, one letter, or a Roman number. */
static size_t numeral_size(const char *text) {
    const size_t digits = strspn(text, "0123456789"), roman = strspn(text, "ivxlcdmIVXLCDM");
    return digits ? digits : roman ? roman : is_letter(*text);
}

/* Where the sign is that makes the beginning of a paragraph a list, a rule, a caption or a title; beyond its end: none
   does. */
static size_t mark_at_start(const char *text) {
    static const char *const captions[] = { "Table:", "table:", "Figure:", "figure:" };
    for (size_t i = 0; i < sizeof captions / sizeof captions[0]; i++)
        if (strncmp(text, captions[i], strlen(captions[i])) == 0) return strlen(captions[i]) - 1;
    if (*text == '%' || *text == '=') return 0;
    if ((*text == '-' || *text == '+' || *text == ':') && (ends_mark(text[1]) || text[1] == '-' || text[1] == '='))
        return 0;
    const bool bracketed = *text == '(';
    const size_t end = bracketed + numeral_size(text + bracketed);
    if (end == bracketed || !ends_mark(text[end] ? text[end + 1] : 'x')) return strlen(text);
    return text[end] == ')' || (text[end] == '.' && !bracketed) ? end : strlen(text);
}

/* ":warning:" is a picture to GitHub. */
static bool names_picture(const char *text) {
    const size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_+-");
    return length > 0 && text[length] == ':';
}

/* Between two signs that only together mean something: dashes and dots, the name of a picture, an address. */
static bool begins_pair(const char *text, size_t at) {
    switch (text[at]) {
    case '-':
    case '.': return at > 0 && text[at - 1] == text[at];
    case ':': return strncmp(text + at, "://", 3) == 0 || names_picture(text + at + 1);
    default: return false;
    }
}

/* mark: where a sign is that is escaped though it would not be elsewhere. */
static void add_markdown(Buffer *out, const char *text, size_t mark) {
    const size_t size = strlen(text);
    uint32_t before = 0;
    for (size_t i = 0; i < size;) {
        if (i == mark || begins_pair(text, i)) buffer_add(out, "\\");
        i += add_character(out, &markdown, text + i, size - i, &before);
    }
}

void md_add_text(Buffer *out, const char *text) {
    const size_t start = strspn(text, " ");
    add_markdown(out, text, start + mark_at_start(text + start));
}

void md_add_inline(Buffer *out, const char *text) {
    add_markdown(out, text, SIZE_MAX);
}

/* --- LaTeX ---------------------------------------------------------------------------------------------------------- */

/* Signs that fonts draw as one: two hyphens, apostrophes or commas. */
static bool is_ligature(const char *text, size_t at) {
    return at > 0 && text[at - 1] == text[at] && strchr("-',", text[at]);
}

void tex_add_text(Buffer *out, const char *text) {
    const size_t size = strlen(text);
    uint32_t before = 0;
    for (size_t i = 0; i < size;) {
        if (is_ligature(text, i)) buffer_add(out, "{}");
        i += add_character(out, &latex, text + i, size - i, &before);
    }
}

/* --- a shell's words ------------------------------------------------------------------------------------------------ */

static bool is_plain_word(const char *word) {
    return *word &&
           word[strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")] == '\0';
}

void shell_word_put(FILE *stream, const char *word) {
    const size_t size = strlen(word);
    const bool has_codes = needs_escape(&shell, word, size);
    if (is_plain_word(word)) {
        fputs(word, stream);
        return;
    }
    fputs(has_codes ? "$'" : "'", stream);
    for (size_t i = 0, length; i < size; i += length) {
        uint32_t code = 0;
        length = utf8_character(word + i, size - i, &code);
        if (word[i] == '\'' || (has_codes && word[i] == '\\'))
            fputs(has_codes ? (word[i] == '\'' ? "\\'" : "\\\\") : "'\\''", stream);
        else if (!length || is_shown(&shell, code, 0))
            for (size_t k = 0; k < (length ? length : 1); k++) fprintf(stream, "\\%03o", (unsigned char)word[i + k]);
        else
            fwrite(word + i, 1, length, stream);
        if (!length) length = 1;
    }
    fputc('\'', stream);
}

/* --- CSV ------------------------------------------------------------------------------------------------------------ */

/* "-12.5" and "+3%" are numbers to a spreadsheet, and "-" is a text; "-12+A1" is a formula. */
static bool is_number(const char *text) {
    if (*text != '-' && *text != '+') return false;
    text++;
    if (*text == '\0') return true;
    const size_t whole = strspn(text, "0123456789,");
    text += whole;
    if (*text == '.') text++;
    const size_t fraction = strspn(text, "0123456789");
    text += fraction;
    if (*text == '%') text++;
    return whole + fraction > 0 && *text == '\0';
}

static bool begins_formula(const char *text) {
    return *text && strchr("=+-@\t\r", *text);
}

/* Apostrophes before what begins like a formula: one more is put before them, so that taking one off gives them back. */
static bool has_apostrophe(const char *text) {
    return *text == '\'' && begins_formula(text + strspn(text, "'"));
}

/* What is quoted begins with what opens it; "" where it needs no quotes. */
static const char *csv_opening(const char *text) {
    if ((begins_formula(text) && !is_number(text)) || has_apostrophe(text)) return "\"'";
    return strpbrk(text, ",\"\r\n;\t") ? "\"" : "";
}

void csv_add_text(Buffer *out, const char *text) {
    const char *opening = csv_opening(text);
    buffer_add(out, opening);
    add_escaped(out, &csv, text, strlen(text));
    if (*opening) buffer_add(out, "\"");
}

void csv_add_exact(Buffer *out, const char *text) {
    const char *opening = csv_opening(text);
    buffer_add(out, opening);
    for (const char *c = text; *c; c++) buffer_add_n(out, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
    if (*opening) buffer_add(out, "\"");
}

const char *csv_text_of(const char *cell) {
    return has_apostrophe(cell) ? cell + 1 : cell;
}
