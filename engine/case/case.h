/* A case as the user wrote it: names resolved to indices, numbers parsed, every value with its place. Nothing here is
   priced, moved, shared out or discounted yet: that is model/'s work. */
#ifndef CASE_CASE_H
#define CASE_CASE_H

#include <string.h>

#include "base/arena.h"
#include "case/correlations.h"
#include "case/drivers.h"
#include "case/lines.h"
#include "case/options.h"
#include "case/phases.h"
#include "case/quantities.h"
#include "case/rates.h"
#include "case/reading/folder.h"
#include "case/risks.h"
#include "case/settings.h"
#include "case/splits.h"
#include "sample/table_store.h"

typedef struct Case {
    Arena *arena;
    const char *folder;
    const char *kernel;      /* as in BizcaseCaseRequest */
    Diagnostics diagnostics; /* of reading it: complete once it is loaded */
    char digest[65];         /* SHA-256 of the listing of the files read */
    const FileRead *files;   /* [file_count], by path */
    size_t file_count;
    const char **scenarios; /* names, in the order they were applied */
    size_t scenario_count;
    const char **changes; /* --set texts, in order */
    size_t change_count;
    const char *variation;       /* both in words that begin a sentence: see variation.h; "" when there is neither */
    const char **scenario_files; /* names of those in its folder, applied or not, sorted */
    size_t scenario_file_count;
    Settings settings;
    SettingPlace *setting_places; /* of the settings that case.csv gives */
    size_t setting_place_count;
    Label *councils;
    bool *is_public; /* [council_count] whether its money is the public purse's */
    size_t council_count;
    const bool *has_stake; /* [reading][option][council] whether money of the option falls on it; see party.h */
    Label *programmes;
    size_t programme_count;
    Option *options;
    size_t option_count;
    size_t baseline; /* option index or NONE */
    Line *lines;     /* costs first, then benefits, in file order */
    size_t line_count;
    Driver *drivers;
    size_t driver_count;
    Quantity *quantities; /* in file order */
    size_t quantity_count;
    QuantityOrder quantity_order; /* of all quantities, those without a formula too */
    Names names;                  /* what formulas may name; nothing where no row has a formula */
    FormulaCounts formula_counts;
    Split *splits;
    size_t split_count;
    Phase *phases;
    size_t phase_count;
    Risk *risks;
    size_t risk_count;
    Correlation *correlations;
    size_t correlation_count;
    Index *indices;
    size_t index_count;
    const Folder *opened;        /* what lies in its folder, as it was found */
    MoneyReading reading;        /* whose money is the whole here: another reading's only in a variant of the case */
    size_t *rows_read;           /* of each kind of file, as csv_kinds */
    const struct Sheet *sheets;  /* as csv_kinds: the cells as they were read, changes applied */
    struct Registers *registers; /* what only the financial case reads: registers/registers.h */
    /* [volume_count] whose levels a plan has for the books: in a variant of the case only */
    const struct Volume *volumes;
    size_t volume_count;
    TableStore
        *quantile_tables; /* for the draws of all studies, and of variants of the case; NULL: each makes its own */
} Case;

/* The kinds of file that it is read from, in the order in which they are read: each after those that it refers to. A kind
   csv_NAME has its row, of columns and functions, in a file of its own. Those of registers/ are listed there. */
#define CSV_KINDS(KIND)                                                                                                \
    KIND(discount_rates)                                                                                               \
    KIND(indices)                                                                                                      \
    KIND(settings)                                                                                                     \
    KIND(councils)                                                                                                     \
    KIND(programmes)                                                                                                   \
    KIND(options)                                                                                                      \
    KIND(phases)                                                                                                       \
    KIND(drivers)                                                                                                      \
    KIND(quantities)                                                                                                   \
    KIND(splits)                                                                                                       \
    REGISTERS_BEFORE_LINES(KIND)                                                                                       \
    KIND(costs)                                                                                                        \
    KIND(benefits)                                                                                                     \
    KIND(risks)                                                                                                        \
    KIND(correlations)                                                                                                 \
    REGISTERS_AFTER_LINES(KIND)

/* Which option has the id; NONE when it is NULL or missing. */
static inline size_t option_index(const Case *the_case, const char *id) {
    for (size_t o = 0; id && o < the_case->option_count; o++)
        if (strcmp(the_case->options[o].label.id, id) == 0) return o;
    return NONE;
}

#endif
