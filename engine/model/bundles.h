/* Streams as they come → the plan's bundles and pools. */
#ifndef MODEL_BUNDLES_H
#define MODEL_BUNDLES_H

#include "case/case.h"
#include "evaluate/plan.h"

typedef struct BundleBuilder {
    Arena *arena;
    const Case *the_case;
    Plan *plan; /* its periods, options and phases are set; streams, bundles and pools are filled in */
    Stream *streams;
    struct BundleDraft *drafts;
    size_t draft_count, draft_capacity;
    Pool *pools;
    size_t pool_capacity;
} BundleBuilder;

/* There may be as many streams as the case has lines and risks. */
void bundles_start(Arena *arena, const Case *the_case, Plan *plan, BundleBuilder *builder);

/* The pool of its options, programme and split. */
uint32_t bundles_pool(BundleBuilder *builder, Pool wanted);

/* Adds a stream with its profile, [period] £, to the bundle that is like the one given. line: what moves it; NULL: nothing
   does. Returns the stream's number. */
uint32_t bundles_add_stream(
    BundleBuilder *builder, Stream stream, Bundle bundle, const Line *line, const double *profile);

/* After Plan.zero_money is set. */
void bundles_finish(BundleBuilder *builder);

#endif
