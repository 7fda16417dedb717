#include "report/document/front.h"

static void keep(Arena *arena, const char **text) {
    if (*text) *text = arena_text(arena, *text);
}

static void keep_answer(Arena *arena, FrontAnswer *answer) {
    const char **const texts[] = { &answer->question, &answer->figure, &answer->before, &answer->news, &answer->after };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) keep(arena, texts[i]);
    for (size_t i = 0; i < answer->part_count; i++) {
        keep(arena, &answer->parts[i].figure);
        keep(arena, &answer->parts[i].words);
    }
    for (size_t i = 0; i < answer->pair_count; i++) {
        keep(arena, &answer->pairs[i].name);
        keep(arena, &answer->pairs[i].value);
    }
}

void document_set_front(Document *document, Front *front) {
    Arena *arena = document->arena;
    const char **const texts[] = { &front->title, &front->caution, &front->decision, &front->payers_label };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) keep(arena, texts[i]);
    for (size_t i = 0; i < front->payer_count; i++) {
        FrontPayer *payer = &front->payers[i];
        const char **const amounts[] = { &payer->name, &payer->capital_text, &payer->one_off_text, &payer->total_text };
        for (size_t a = 0; a < sizeof amounts / sizeof amounts[0]; a++) keep(arena, amounts[a]);
    }
    for (size_t i = 0; i < FRONT_ANSWERS; i++) keep_answer(arena, &front->answers[i]);
    for (size_t i = 0; i < front->test_count; i++) {
        keep(arena, &front->tests[i].test);
        keep(arena, &front->tests[i].value);
    }
    for (size_t i = 0; i < front->risk_count; i++) {
        keep(arena, &front->risks[i].name);
        keep(arena, &front->risks[i].cost);
        keep(arena, &front->risks[i].detail);
    }
    document->front = front;
}
