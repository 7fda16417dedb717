/* One list of fields for both directions, as in Sun's XDR (RFC 4506): a function carries its value from the struct to the
   bytes or from the bytes to the struct. Numbers are little-endian, a list's length is before it, and what may be NULL
   follows a byte that says whether it is there. Freestanding: memory is handed in. */
#ifndef STUDY_SIMULATION_TRANSFER_H
#define STUDY_SIMULATION_TRANSFER_H

#include "evaluate/plan.h"
#include "sample/draw.h"

/* Tables of distributions that were carried: equal ones are carried once. */
enum { TRANSFER_TABLES = 256 };
typedef struct TransferTable {
    int form; /* SamplerForm */
    size_t count;
    const double *table;
    const uint64_t *rows;
} TransferTable;

typedef struct Transfer {
    bool reading;
    bool sound; /* false: the bytes are damaged; what is read from then on is 0 */
    const uint8_t *from;
    uint8_t *to; /* NULL: only counts */
    size_t size, place;
    uint8_t *memory; /* for what is read; NULL: only counts */
    uint64_t memory_used;
    const Plan *plan; /* whose counts are the lengths of lists */
    TransferTable tables[TRANSFER_TABLES];
    uint32_t table_count;
    const uint64_t *normal_cdf_rows;
    bool has_normal_cdf; /* was carried */
} Transfer;

/* Text that says what the bytes are; others are refused. */
void carry_mark(Transfer *t, const char *mark);
void carry_whole_64(Transfer *t, uint64_t *value);
void carry_whole(Transfer *t, uint32_t *value);
/* At most PLAN_MOST_OF_A_KIND. */
void carry_count(Transfer *t, uint32_t *value);
void carry_size(Transfer *t, size_t *value);
void carry_truth(Transfer *t, bool *value);
void carry_real(Transfer *t, double *value);
/* Whether a list that may be NULL is there. */
bool carry_is_there(Transfer *t, const void *list);

void carry_wholes(Transfer *t, const uint32_t **list, uint64_t length);
void carry_wholes_64(Transfer *t, const uint64_t **list, uint64_t length);
void carry_truths(Transfer *t, const bool **list, uint64_t length);
void carry_reals(Transfer *t, const double **list, uint64_t length);
void carry_optional_reals(Transfer *t, const double **list, uint64_t length);
/* NULL is carried too. */
void carry_text(Transfer *t, const char **text);

/* Room for what is read; NULL when there is nothing to keep. */
void *transfer_room(Transfer *t, uint64_t length, size_t item_size);

/* A function that carries a list whose items another function carries. */
#define TRANSFER_LIST(Type, name, carry_item)                                                                          \
    static void name(Transfer *t, const Type **list, uint64_t length) {                                                \
        Type *made = transfer_room(t, length, sizeof(Type));                                                           \
        for (uint64_t i = 0; t->sound && i < length; i++) {                                                            \
            Type item = { 0 };                                                                                         \
            if (!t->reading) item = (*list)[i];                                                                        \
            carry_item(t, &item);                                                                                      \
            if (made) made[i] = item;                                                                                  \
        }                                                                                                              \
        if (t->reading) *list = made;                                                                                  \
    }

#endif
