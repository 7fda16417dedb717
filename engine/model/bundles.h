/* Streams as they come → the plan's bundles and pools. */
#ifndef MODEL_BUNDLES_H
#define MODEL_BUNDLES_H

#include "case/case.h"
#include "evaluate/plan.h"

/* Numbers of what already exists, by what it is like: open addressing. */
typedef struct LikeTable {
    uint32_t *numbers; /* [size] one more than the number; 0: free */
    uint64_t *hashes;  /* [size] */
    size_t size;       /* a power of 2, at least twice what it holds */
} LikeTable;

typedef struct BundleBuilder {
    Arena *arena;
    const Case *the_case;
    Plan *plan; /* its periods, options and phases are set; streams, bundles and pools are filled in */
    Stream *streams;
    struct Source {
        const Line *line;      /* NULL: nothing moves it */
        const double *profile; /* [period] £ */
        struct Jump *jumps;    /* the stream's */
        uint32_t level;        /* in place of a profile; NO_INDEX: it has one */
        double part;           /* of the profile or level that counts */
    } * sources;               /* [stream] what it is made of */
    struct BundleDraft *drafts;
    size_t draft_count;
    Pool *pools;
    Sharing *sharings;
    size_t sharing_capacity;
    uint32_t *split_of_pool; /* [pool] the case's split */
    MoneyReading *made_for;  /* [pool] the reading that it was made for, and others may share */
    LikeTable like_bundles, like_pools;
} BundleBuilder;

/* What is shared out together. */
typedef struct PoolKey {
    MoneyReading reading;
    size_t programme, split; /* the case's split */
    const bool *in_option;
} PoolKey;

/* There may be as many streams as the case has lines and risks, for each reading of the plan, and an outline for each line. */
void bundles_start(Arena *arena, const Case *the_case, Plan *plan, BundleBuilder *builder);

/* The pool of a key; with a sharing for each way in which its split is shared in its options, where it is made. */
uint32_t bundles_pool(BundleBuilder *builder, const PoolKey *key);
/* NO_INDEX: not there yet. */
uint32_t bundles_find_pool(const BundleBuilder *builder, const PoolKey *key);

/* Adds a stream with a part of a profile, [period] £, to the bundle that is like the one given; both must outlive the
   builder. line: what moves it; NULL: nothing does. Returns the stream's number. */
uint32_t bundles_add_stream(
    BundleBuilder *builder, Stream stream, Bundle bundle, const Line *line, const double *profile, double part);

/* The same with a part of a level as its money, which moves by itself: the bundle has no phase. */
uint32_t bundles_add_money(BundleBuilder *builder, Stream stream, Bundle bundle, uint32_t level, double part);

/* After Plan.zero_money is set. */
void bundles_finish(BundleBuilder *builder);

#endif
