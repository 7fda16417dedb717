/* Two versions of a case: which cells differ, and cases between the two that have some of the changes. */
#ifndef CASE_CHANGES_HYBRID_H
#define CASE_CHANGES_HYBRID_H

#include "bizcase/case.h"
#include "case/case.h"
#include "case/reading/ids.h"

/* One cell that differs, or a row that only one has (column ""). */
typedef struct CellChange {
    const char *file, *row, *column;
    const char *before, *after;      /* "" if missing */
    Place before_place, after_place; /* file NULL if missing */
    size_t group;                    /* NONE: it cannot change a figure of the plan */
    /* by how much it changes an amount, whatever the sign; of another column or a whole row: all its amounts */
    double size;
    size_t sheet, merged_row, merged_column; /* into the pair's sheets; merged_column NONE: the whole row */
} CellChange;

/* Changed rows that are taken together: those of one id of a file, or more (see Coarseness). */
typedef struct ChangeGroup {
    size_t sheet, row_count;
    double size;    /* of its cells together */
    bool is_joined; /* the smaller ones of a file that has many */
} ChangeGroup;

/* So many groups at most, as what each adds takes the more cases between the two the more there are. Where more rows have
   changed, those of a file whose amounts change least are one. */
enum { CASE_PAIR_MOST_GROUPS = 100 };

typedef struct CasePair {
    Arena *arena;
    struct Loader *versions[2]; /* tables with scenarios and changes applied */
    struct MergedSheet *sheets; /* [CSV_KIND_COUNT] */
    CellChange *cells;
    size_t cell_count, cell_capacity;
    Ids group_ids;
    ChangeGroup *group; /* [group_count] */
    size_t group_capacity;
    /* [group_count] "costs.csv: datacentre", "costs.csv: 40 smaller changes": of group_ids */
    const char *const *groups;
    size_t group_count;
    size_t row_count;     /* of both, each once */
    bool councils_differ; /* then there is nothing between the two */
} CasePair;

/* Groups are rows; coarser: whole files; one: all that has changed. */
typedef enum Coarseness { GROUP_ROWS, GROUP_FILES, GROUP_ALL } Coarseness;

/* Reads both again; they have been loaded without an error. Memory is the arena's. */
BizcaseStatus case_pair_read(
    Arena *arena, const BizcaseCaseRequest *const requests[2], Coarseness coarseness, CasePair *pair);

/* What the row of a changed cell is called in the second version, or in the first: "Existing data centres"; its id where it
   has no name. */
const char *case_pair_row_title(const CasePair *pair, const CellChange *cell);

/* The case with the groups that are taken as the second version has them and the rest as the first. All or none: the
   second or the first as it is. Safe from several threads. Free *result whatever comes back. */
BizcaseStatus case_pair_load(const CasePair *pair, const bool *taken, BizcaseCase **result);

/* The second version with one cell, or row, as the first has it; otherwise like case_pair_load. */
BizcaseStatus case_pair_load_without(const CasePair *pair, const CellChange *cell, BizcaseCase **result);

#endif
