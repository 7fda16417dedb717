#include "base/pattern.h"

#include <string.h>

/* A letter of ASCII alone: what else a word may begin with stays. */
static const char *capital(Arena *arena, const char *word) {
    char *made = arena_text(arena, word);
    if (*made >= 'a' && *made <= 'z') *made = (char)(*made - 'a' + 'A');
    return made;
}

const char *pattern_text(Arena *arena, const char *pattern, const char *one, const char *several) {
    const struct {
        const char *mark, *word;
    } words[] = {
        { "{party}", one },
        { "{parties}", several },
        { "{Party}", capital(arena, one) },
        { "{Parties}", capital(arena, several) },
    };
    const char *text = "";
    while (*pattern) {
        const size_t plain = strcspn(pattern, "{");
        text = arena_format(arena, "%s%.*s", text, (int)plain, pattern);
        pattern += plain;
        size_t w = 0;
        while (w < 4 && strncmp(pattern, words[w].mark, strlen(words[w].mark)) != 0) w++;
        if (w == 4) break;
        text = arena_format(arena, "%s%s", text, words[w].word);
        pattern += strlen(words[w].mark);
    }
    return text;
}
