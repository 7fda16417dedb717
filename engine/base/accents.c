#include "base/accents.h"

#include <stddef.h>
#include <string.h>

enum { ACCENT = 0x300, LAST_ACCENT = 0x36F };

/* Neighbours in Unicode (its canonical decompositions): their letters, and their accents, of which '0' is U+0300, '1' the next,
   and so on as in ASCII. A full stop: none. */
typedef struct Letters {
    uint32_t first;
    const char *letters, *accents;
} Letters;

static const Letters rows[] = {
    { 0xC0,
        "AAAAAA.CEEEEIIII.NOOOOO..UUUUY..aaaaaa.ceeeeiiii.nooooo..uuuuy.y"
        "AaAaAaCcCcCcCcDd..EeEeEeEeEeGgGgGgGgHh..IiIiIiIiI...JjKk.LlLlLl."
        "...NnNnNn...OoOoOo..RrRrRrSsSsSsSsTtTt..UuUuUuUuUuUuWwYyYZzZzZz.",
        "01238:.W01280128.301238..01281..01238:.W01280128.301238..01281.8"
        "4466XX112277<<<<..446677XX<<226677WW22..334466XX7...22WW.11WW<<."
        "...11WW<<...4466;;..11WW<<1122WW<<WW<<..334466::;;XX222281177<<." },
    { 0x1E80,
        "WwWwWwWwWwXxXxYyZzZz...twy......AaAa....................EeEeEe.."
        "........IiIiOoOo....................UuUu..........Yy",
        "00118877SS77887722SS...8::......SS99....................SS9933.."
        "........99SSSS99....................SS99..........00" },
};

bool accent_stands_alone(uint32_t code) {
    return code >= ACCENT && code <= LAST_ACCENT;
}

bool accent_split(uint32_t code, char *letter, uint32_t *accent) {
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        if (code < rows[r].first || code - rows[r].first >= strlen(rows[r].letters)) continue;
        const uint32_t i = code - rows[r].first;
        if (rows[r].letters[i] == '.') return false;
        *letter = rows[r].letters[i];
        *accent = ACCENT + (uint32_t)(rows[r].accents[i] - '0');
        return true;
    }
    return false;
}
