/* What the readers of one case share while it is loaded. */
#ifndef CASE_READING_LOADER_H
#define CASE_READING_LOADER_H

#include "bizcase/case.h"
#include "case/case.h"
#include "case/reading/csv_kind.h"
#include "case/reading/data_files.h"
#include "case/reading/folder.h"
#include "case/reading/ids.h"
#include "case/reading/sheet.h"

typedef struct DoubtfulNumber DoubtfulNumber; /* reading/decimals.c */

typedef struct DoubtfulNumbers {
    DoubtfulNumber *items;
    size_t count, capacity;
} DoubtfulNumbers;

/* How the numbers of one file are written; see reading/decimals.h. */
typedef struct Decimals {
    bool has_others; /* some money has one, two or more than three decimals */
    bool has_point;  /* some money shows that its full stop is a decimal point: 0.285, 1234.500 */
    bool has_groups; /* some number shows that its comma is between thousands: 1,234,567 */
    DoubtfulNumbers points, commas;
} Decimals;

typedef struct Loader {
    Arena *arena;
    Case *the_case;           /* what is being filled */
    Diagnostics *diagnostics; /* the case's */
    Folder folder;
    double cells_changed; /* by scenarios and changes */
    DataFiles data_files;
    Sheet sheets[CSV_KIND_COUNT]; /* as csv_kinds */
    Ids ids[CSV_KIND_COUNT];      /* as csv_kinds: the names that their rows give */
    Decimals decimals[CSV_KIND_COUNT];
    PeriodLength period_length;
    bool horizon_known;            /* settings.start and period_count hold */
    const Schedule *own_schedules; /* as the names of discount_rates.csv */
    const struct PlanValues *plan; /* of a case with quantities; NULL before they are worked out, and after an error */
    const Amounts *amounts_of_formula; /* [line] what formulas come to in the plan; NULL where plan is */
} Loader;

/* The steps of loading. The the_case's arena is set, and its failure is caught. */
void loader_start(Loader *loader, Case *the_case, const BizcaseCaseRequest *request);
/* Folder → tables with the scenarios and changes applied. BIZCASE_BAD_REQUEST: a scenario or change is not valid. */
BizcaseStatus loader_read_tables(Loader *loader);
/* Tables → case. */
void loader_read_case(Loader *loader);

Sheet *loader_sheet(Loader *loader, const CsvKind *kind);
/* The names that the rows of a kind give, or that they are among. */
Ids *loader_ids(Loader *loader, const CsvKind *kind);

/* The case's currency, before case.csv is read too. */
const char *loader_currency(const Loader *loader);

/* First month of the horizon, and the month after its last; only when horizon_known. */
int horizon_start(const Loader *loader);
int horizon_end(const Loader *loader);

#endif
