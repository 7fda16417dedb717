/* The first page of a report: what is to be decided, four questions with their answers, and what they rest on. */
#ifndef REPORT_DOCUMENT_FRONT_H
#define REPORT_DOCUMENT_FRONT_H

#include "report/document/document.h"

/* Of the sections that say the same, for formats that have no such page. */
#define FRONT_SUBJECT "front"

enum { FRONT_PAIRS = 4, FRONT_PARTS = 3, FRONT_ANSWERS = 4, FRONT_CHARTS = 3 };

/* A name and its value. party: from 1, whose mark is shown before the name; 0: nobody's. */
typedef struct FrontPair {
    const char *name, *value;
    size_t party;
} FrontPair;

typedef enum FrontTone { TONE_WORSE, TONE_MIDDLE, TONE_BETTER } FrontTone;

/* A part of a bar: how long it is, the number under it, and two or three words. */
typedef struct FrontPart {
    double size;
    FrontTone tone;
    const char *figure, *words;
} FrontPart;

/* One question: a figure, a sentence whose news is in bold, a bar, and what belongs beside it. */
typedef struct FrontAnswer {
    const char *question, *figure, *before, *news, *after; /* the sentence in three pieces; "" if missing */
    FrontPart parts[FRONT_PARTS];
    size_t part_count;
    FrontPair pairs[FRONT_PAIRS];
    size_t pair_count;
} FrontAnswer;

/* What a party spends. */
typedef struct FrontPayer {
    const char *name;
    size_t party; /* from 1; 0: all together */
    double capital, one_off;
    const char *capital_text, *one_off_text, *total_text; /* NULL: nothing of it */
} FrontPayer;

typedef struct FrontTest {
    bool is_met;
    const char *test, *value;
} FrontTest;

typedef struct FrontRisk {
    const char *name, *cost, *detail;
} FrontRisk;

typedef struct Front {
    const char *title;    /* of the case */
    Texts about;          /* version, date, author, and what the figures hold besides the case as its files have it */
    const char *caution;  /* "Amounts are illustrative"; NULL: nothing of the kind */
    const char *decision; /* "Approve £16.1m: …" */
    Texts sentences;      /* below it */
    const char *payers_label; /* "Who pays" */
    FrontPayer *payers;
    size_t payer_count;
    FrontAnswer answers[FRONT_ANSWERS];
    const char *charts[FRONT_CHARTS]; /* names of sections with a chart; the document need not have them */
    FrontTest *tests;
    size_t test_count;
    const Section *options; /* a table; NULL: there is nothing to choose from */
    FrontRisk *risks;
    size_t risk_count, more_risks; /* the largest, and how many are not shown */
    Texts basis;                   /* what the figures rest on, at the foot */
} Front;

/* Becomes the document's first page: its texts, which may be the case's or a study's, are copied. front itself and its lists are
   in the document's arena; names of charts are constants. */
void document_set_front(Document *document, Front *front);

#endif
