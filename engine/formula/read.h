/* What the files that read a formula share. */
#ifndef FORMULA_READ_H
#define FORMULA_READ_H

#include "formula/formula.h"

#define NO_NODE UINT32_MAX

typedef struct Reader {
    Arena *arena;
    const FormulaSetting *setting;
    Diagnostics *diagnostics;
    Formula formula; /* growing */
    Node *nodes;
    size_t node_capacity;
    uint32_t *arguments;
    size_t argument_count, argument_capacity;
    uint32_t at; /* byte of the text */
    int depth;
    bool failed; /* an error was reported: the rest is not read */
} Reader;

/* read.c. Reports an error, the first only. Returns NO_NODE. hint may be NULL. */
uint32_t reader_error(Reader *reader, uint32_t at, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void reader_warning(Reader *reader, uint32_t at, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

uint32_t reader_add(Reader *reader, Node node, const uint32_t *arguments, uint32_t argument_count);

void reader_skip_space(Reader *reader);
/* Reads the ")" of a call or bracket that opens at `open`; false after an error. */
bool reader_close(Reader *reader, uint32_t open, const char *expected);
/* What is at a byte, as messages quote it: `"x"`, or `the end`. */
const char *reader_found(Reader *reader, uint32_t at);

/* leaves.c: a number, and a name, word or function's name; what a call has in its brackets is parse.c's. */
uint32_t read_number(Reader *reader);
uint32_t read_quoted_name(Reader *reader);
/* A word at reader->at: a leaf is added and returned; of a function *function is set. */
uint32_t read_word(Reader *reader, OperationIndex *function);

/* periods.c: the periods between the brackets of a call that open at `open`, put into node; how many there are. */
unsigned read_periods(Reader *reader, Node *node, uint32_t open);

/* constants.c: looks at the arguments that have to be known, and takes them up in node; false after an error. */
bool check_constants(Reader *reader, Node *node, const uint32_t *arguments, uint32_t count);

#endif
