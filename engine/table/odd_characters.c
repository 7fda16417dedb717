#include "table/odd_characters.h"

#include <stdint.h>
#include <string.h>

#include "base/accents.h"
#include "base/utf8.h"
#include "base/words.h"

typedef struct OddCharacter {
    uint32_t code;
    const char *plain, *name;
} OddCharacter;

/* Names as in the Unicode standard, but for words that people know better. */
static const OddCharacter odd_characters[] = {
    { 0x00A0, " ", "a no-break space (U+00A0)" },
    { 0x2000, " ", "an en quad (U+2000)" },
    { 0x2001, " ", "an em quad (U+2001)" },
    { 0x2002, " ", "an en space (U+2002)" },
    { 0x2003, " ", "an em space (U+2003)" },
    { 0x2004, " ", "a three-per-em space (U+2004)" },
    { 0x2005, " ", "a four-per-em space (U+2005)" },
    { 0x2006, " ", "a six-per-em space (U+2006)" },
    { 0x2007, " ", "a figure space (U+2007)" },
    { 0x2008, " ", "a punctuation space (U+2008)" },
    { 0x2009, " ", "a thin space (U+2009)" },
    { 0x200A, " ", "a hair space (U+200A)" },
    { 0x202F, " ", "a narrow no-break space (U+202F)" },
    { 0x205F, " ", "a mathematical space (U+205F)" },
    { 0x3000, " ", "an ideographic space (U+3000)" },
    { 0x00AD, "", "a soft hyphen (U+00AD)" },
    { 0x200B, "", "a zero-width space (U+200B)" },
    { 0x200C, "", "a zero-width non-joiner (U+200C)" },
    { 0x200D, "", "a zero-width joiner (U+200D)" },
    { 0x200E, "", "a left-to-right mark (U+200E)" },
    { 0x200F, "", "a right-to-left mark (U+200F)" },
    { 0x2060, "", "a word joiner (U+2060)" },
    { 0xFEFF, "", "a byte-order mark (U+FEFF)" },
    { 0x2010, "-", "a hyphen that is not the plain one (U+2010)" },
    { 0x2011, "-", "a non-breaking hyphen (U+2011)" },
    { 0x2012, "-", "a figure dash (U+2012)" },
    { 0x2013, "-", "an en dash (U+2013)" },
    { 0x2014, "-", "an em dash (U+2014)" },
    { 0x2015, "-", "a horizontal bar (U+2015)" },
    { 0x2212, "-", "a minus sign (U+2212)" },
    { 0x2018, "'", "a curly quotation mark (U+2018)" },
    { 0x2019, "'", "a curly quotation mark (U+2019)" },
    { 0x201A, "'", "a low quotation mark (U+201A)" },
    { 0x201C, "\"", "a curly quotation mark (U+201C)" },
    { 0x201D, "\"", "a curly quotation mark (U+201D)" },
    { 0x201E, "\"", "a low quotation mark (U+201E)" },
    { 0x00B4, "'", "an acute accent (U+00B4)" },
    { 0x02BC, "'", "a letter apostrophe (U+02BC)" },
    { 0x2032, "'", "a prime (U+2032)" },
    { 0x2044, "/", "a fraction slash (U+2044)" },
    { 0x2215, "/", "a division slash (U+2215)" },
    { 0xFF0F, "/", "a wide slash (U+FF0F)" },
    { 0xFF0C, ",", "a wide comma (U+FF0C)" },
    { 0xFF0E, ".", "a wide full stop (U+FF0E)" },
    { 0x0410, "A", "a Cyrillic letter that looks like A (U+0410)" },
    { 0x0412, "B", "a Cyrillic letter that looks like B (U+0412)" },
    { 0x0415, "E", "a Cyrillic letter that looks like E (U+0415)" },
    { 0x041A, "K", "a Cyrillic letter that looks like K (U+041A)" },
    { 0x041C, "M", "a Cyrillic letter that looks like M (U+041C)" },
    { 0x041D, "H", "a Cyrillic letter that looks like H (U+041D)" },
    { 0x041E, "O", "a Cyrillic letter that looks like O (U+041E)" },
    { 0x0420, "P", "a Cyrillic letter that looks like P (U+0420)" },
    { 0x0421, "C", "a Cyrillic letter that looks like C (U+0421)" },
    { 0x0422, "T", "a Cyrillic letter that looks like T (U+0422)" },
    { 0x0425, "X", "a Cyrillic letter that looks like X (U+0425)" },
    { 0x0430, "a", "a Cyrillic letter that looks like a (U+0430)" },
    { 0x0435, "e", "a Cyrillic letter that looks like e (U+0435)" },
    { 0x043E, "o", "a Cyrillic letter that looks like o (U+043E)" },
    { 0x0440, "p", "a Cyrillic letter that looks like p (U+0440)" },
    { 0x0441, "c", "a Cyrillic letter that looks like c (U+0441)" },
    { 0x0443, "y", "a Cyrillic letter that looks like y (U+0443)" },
    { 0x0445, "x", "a Cyrillic letter that looks like x (U+0445)" },
    { 0x0456, "i", "a Cyrillic letter that looks like i (U+0456)" },
    { 0x0391, "A", "a Greek letter that looks like A (U+0391)" },
    { 0x0392, "B", "a Greek letter that looks like B (U+0392)" },
    { 0x0395, "E", "a Greek letter that looks like E (U+0395)" },
    { 0x0396, "Z", "a Greek letter that looks like Z (U+0396)" },
    { 0x0397, "H", "a Greek letter that looks like H (U+0397)" },
    { 0x0399, "I", "a Greek letter that looks like I (U+0399)" },
    { 0x039A, "K", "a Greek letter that looks like K (U+039A)" },
    { 0x039C, "M", "a Greek letter that looks like M (U+039C)" },
    { 0x039D, "N", "a Greek letter that looks like N (U+039D)" },
    { 0x039F, "O", "a Greek letter that looks like O (U+039F)" },
    { 0x03A1, "P", "a Greek letter that looks like P (U+03A1)" },
    { 0x03A4, "T", "a Greek letter that looks like T (U+03A4)" },
    { 0x03A5, "Y", "a Greek letter that looks like Y (U+03A5)" },
    { 0x03A7, "X", "a Greek letter that looks like X (U+03A7)" },
    { 0x03BD, "v", "a Greek letter that looks like v (U+03BD)" },
    { 0x03BF, "o", "a Greek letter that looks like o (U+03BF)" },
    { 0x0405, "S", "a Cyrillic letter that looks like S (U+0405)" },
    { 0x0406, "I", "a Cyrillic letter that looks like I (U+0406)" },
    { 0x0408, "J", "a Cyrillic letter that looks like J (U+0408)" },
    { 0x0455, "s", "a Cyrillic letter that looks like s (U+0455)" },
    { 0x0458, "j", "a Cyrillic letter that looks like j (U+0458)" },
    { 0x0501, "d", "a Cyrillic letter that looks like d (U+0501)" },
    { 0x051B, "q", "a Cyrillic letter that looks like q (U+051B)" },
    { 0x051D, "w", "a Cyrillic letter that looks like w (U+051D)" },
};

/* The code of the character at text, whose length in bytes is set; 0 when it is in ASCII, or not valid. */
static uint32_t code_at(const char *text, size_t *length) {
    uint32_t code;
    *length = 1;
    if ((unsigned char)*text < 0x80) return 0;
    size_t size = 1;
    while (size < 4 && text[size]) size++; /* no character is longer */
    const size_t taken = utf8_character(text, size, &code);
    if (taken == 0) return 0;
    *length = taken;
    return code;
}

/* Its row; NULL when it is an ordinary one. */
static const OddCharacter *odd_at(const char *text, size_t *length) {
    const uint32_t code = code_at(text, length);
    if (!code) return NULL;
    for (size_t i = 0; i < sizeof odd_characters / sizeof odd_characters[0]; i++)
        if (odd_characters[i].code == code) return &odd_characters[i];
    return NULL;
}

const char *odd_character(const char *text) {
    for (size_t length; *text; text += length) {
        const OddCharacter *odd = odd_at(text, &length);
        if (odd) return odd->name;
        if (accent_stands_alone(code_at(text, &length))) return "an accent that is a character of its own";
    }
    return NULL;
}

const char *plain_spelling(Arena *arena, const char *text) {
    if (!odd_character(text)) return text;
    char *plain = arena_alloc(arena, strlen(text) + 1); /* a plain character is never longer */
    size_t filled = 0;
    for (size_t length; *text; text += length) {
        const OddCharacter *odd = odd_at(text, &length);
        const char *from = odd ? odd->plain : text;
        const size_t count = odd ? strlen(odd->plain) : length;
        memcpy(plain + filled, from, count);
        filled += count;
    }
    plain[filled] = '\0';
    return plain;
}

const char *odd_hint(Arena *arena, const char *text, const char *hint) {
    const char *odd = odd_character(text);
    if (!odd) return hint;
    return arena_format(arena, "it contains %s%s%s", odd, hint ? "; " : "", hint ? hint : "");
}

const char *nearest_hint(Arena *arena, const char *word, const char *const *candidates, size_t count) {
    const char *plain = plain_spelling(arena, word), *nearest = nearest_word(plain, candidates, count);
    if (!nearest && plain != word) nearest = nearest_word(word, candidates, count);
    if (!nearest) return odd_hint(arena, word, NULL);
    const char *other = odd_character(word) ? NULL : odd_character(nearest);
    return odd_hint(arena, word,
        other ? arena_format(arena, "did you mean \"%s\"? It is written with %s", nearest, other)
              : arena_format(arena, "did you mean \"%s\"?", nearest));
}
