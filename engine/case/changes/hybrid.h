/* Two versions of a case: which cells differ, and cases between the two that have some of the changes. */
#ifndef CASE_CHANGES_HYBRID_H
#define CASE_CHANGES_HYBRID_H

#include "bizcase/case.h"
#include "case/case.h"
#include "case/reading/ids.h"

/* One cell that differs, or a row that only one has (column ""). */
typedef struct CellChange {
    const char *file, *row, *column;
    const char *before, *after;      /* "" where there is none */
    Place before_place, after_place; /* file NULL where there is none */
    size_t group;                    /* NONE: it cannot change a figure of the plan */
} CellChange;

typedef struct CasePair {
    Arena *arena;
    struct Loader *versions[2]; /* tables with scenarios and changes applied */
    struct MergedSheet *sheets; /* [CSV_KIND_COUNT] */
    CellChange *cells;
    size_t cell_count, cell_capacity;
    Ids group_ids;
    const char *const *groups; /* [group_count] "costs.csv: datacentre": those of group_ids */
    size_t group_count;
    bool councils_differ; /* then there is nothing between the two */
} CasePair;

/* Groups are rows; coarser: whole files; one: all that has changed. */
typedef enum Coarseness { GROUP_ROWS, GROUP_FILES, GROUP_ALL } Coarseness;

/* Reads both again; they have been loaded without an error. Memory is the arena's. */
BizcaseStatus case_pair_read(
    Arena *arena, const BizcaseCaseRequest *const requests[2], Coarseness coarseness, CasePair *pair);

/* The case with the groups that are taken as the second version has them and the rest as the first. All or none: the
   second or the first as it stands. Safe from several threads. Free *result whatever comes back. */
BizcaseStatus case_pair_load(const CasePair *pair, const bool *taken, BizcaseCase **result);

#endif
