/* Texts from a case as each format can hold them, so that none acts: a table of escapes a format. Everything that writes
   a text which somebody typed asks here. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* From base/arena.h and base/buffer.h, which the command, which includes this too, does not see. */
typedef struct Arena Arena;
typedef struct Buffer Buffer;

/* A character that does something instead of being seen: controls, line and paragraph separators, and what turns or marks
   the direction of the text around it. */
bool character_acts(uint32_t code);
/* One that nobody sees: zero-width ones, marks of direction, tags, and fillers. Documents show those too, but for joiners
   within words of scripts that need them and within pictures. */
bool character_is_invisible(uint32_t code);

/* For a message: "\u001b" for what acts or cannot be seen, line breaks and tabs included. The text itself where there is
   nothing to escape. */
const char *message_text(Arena *arena, const char *text);
void message_put(FILE *stream, const char *text);

/* A word as a shell reads it back, in quotes where it needs them; what acts as bytes in octal. */
void shell_word_put(FILE *stream, const char *word);

/* For plain text: "\u001b" for what acts; line breaks and tabs become spaces. The text itself likewise. */
const char *plain_text(Arena *arena, const char *text);

/* For a library that writes workbooks and escapes markup itself: what XML does not have, and what acts, becomes U+FFFD,
   and "_x0041_" stays what it is; line breaks and tabs stay. The text itself likewise. */
const char *sheet_text(Arena *arena, const char *text);

/* XML and HTML, for content and for attributes in either kind of quotes. What is not UTF-8, what XML does not have and
   what acts becomes U+FFFD; line breaks and tabs stay. */
void markup_add(Buffer *out, const char *text);
void markup_add_n(Buffer *out, const char *text, size_t size);

/* Markdown, as pandoc and GitHub read it, wherever it is. */
void md_add_text(Buffer *out, const char *text);
/* The same within a line, where nothing begins a list: "(5)" stays as it is. */
void md_add_inline(Buffer *out, const char *text);

/* LaTeX with T1 fonts and textcomp. A cell after \\ or a rule needs {} before it. */
void tex_add_text(Buffer *out, const char *text);

/* A CSV cell that no spreadsheet runs as a formula: an apostrophe is before what begins like one and is not a number.
   What acts is shown as "\u001b". */
void csv_add_text(Buffer *out, const char *text);
/* The same of a file that is read again: what acts stays, so that it comes back. */
void csv_add_exact(Buffer *out, const char *text);
/* The text that csv_add_exact was given, of a cell that a CSV reader has read: without that apostrophe. Borrowed. */
const char *csv_text_of(const char *cell);

/* JSON that a library has laid out: what acts is escaped too. */
void json_add_text(Buffer *out, const char *json);

#endif
