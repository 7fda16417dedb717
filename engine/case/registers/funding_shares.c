#include "case/registers/funding_shares.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case/registers/registers.h"

static const double ROUNDING = 1e-9;

/* The shares so far of one option's spending of one kind. A source that is of every council, or of every programme, is in
   the sums that all of them share: adding one and asking for one take no longer than there are councils or programmes. */
typedef struct Shares {
    size_t council_count, programme_count;
    double *of_pair;      /* [council][programme] of both alone */
    double *of_council;   /* [council] of every programme of it */
    double *of_programme; /* [programme] of every council's */
    double of_all;
    double most;    /* over the pairs, without of_all */
    bool none_left; /* every pair is funded whole */
} Shares;

static Shares shares_empty(Arena *arena, const Case *the_case) {
    const size_t councils = the_case->council_count, programmes = the_case->programme_count;
    return (Shares){ .council_count = councils,
        .programme_count = programmes,
        .of_pair = arena_array(arena, councils * programmes, sizeof(double)),
        .of_council = arena_array(arena, councils, sizeof(double)),
        .of_programme = arena_array(arena, programmes, sizeof(double)) };
}

static void shares_clear(Shares *shares) {
    memset(shares->of_pair, 0, shares->council_count * shares->programme_count * sizeof *shares->of_pair);
    memset(shares->of_council, 0, shares->council_count * sizeof *shares->of_council);
    memset(shares->of_programme, 0, shares->programme_count * sizeof *shares->of_programme);
    shares->of_all = shares->most = 0;
    shares->none_left = false;
}

static double pair_share(const Shares *shares, size_t council, size_t programme) {
    return shares->of_pair[council * shares->programme_count + programme] + shares->of_council[council] +
           shares->of_programme[programme];
}

/* first to end: the councils or programmes that a source is for. */
typedef struct Range {
    size_t first, end;
} Range;

static Range range_of(size_t chosen, size_t count) {
    return chosen == NONE ? (Range){ 0, count } : (Range){ chosen, chosen + 1 };
}

/* The most over the pairs that a source of one council or one programme is for. */
static double most_of(const Shares *shares, const Funding *funding) {
    const Range councils = range_of(funding->council, shares->council_count),
                programmes = range_of(funding->programme, shares->programme_count);
    double most = 0;
    for (size_t c = councils.first; c < councils.end; c++)
        for (size_t p = programmes.first; p < programmes.end; p++) most = fmax(most, pair_share(shares, c, p));
    return most;
}

static bool is_of_all(const Funding *funding) {
    return funding->council == NONE && funding->programme == NONE;
}

static bool something_is_left(Shares *shares, const Funding *funding) {
    const Range councils = range_of(funding->council, shares->council_count),
                programmes = range_of(funding->programme, shares->programme_count);
    if (shares->none_left) return false;
    for (size_t c = councils.first; c < councils.end; c++)
        for (size_t p = programmes.first; p < programmes.end; p++)
            if (shares->of_all + pair_share(shares, c, p) <= 1 - ROUNDING) return true;
    shares->none_left = is_of_all(funding);
    return false;
}

static void shares_ask(Shares *shares, const Funding *funding, SharesBefore *before) {
    const double most = shares->of_all + (is_of_all(funding) ? shares->most : most_of(shares, funding));
    before->most = fmax(before->most, most);
    before->is_for_something = true;
    before->is_left = before->is_left || something_is_left(shares, funding);
}

static void shares_add(Shares *shares, const Funding *funding) {
    if (isnan(funding->share) || !isnan(funding->cap)) return;
    if (is_of_all(funding)) {
        shares->of_all += funding->share;
        return;
    }
    if (funding->council == NONE)
        shares->of_programme[funding->programme] += funding->share;
    else if (funding->programme == NONE)
        shares->of_council[funding->council] += funding->share;
    else
        shares->of_pair[funding->council * shares->programme_count + funding->programme] += funding->share;
    shares->most = fmax(shares->most, most_of(shares, funding));
}

static int by_use(const void *left, const void *right) {
    const Funding *a = *(const Funding *const *)left, *b = *(const Funding *const *)right;
    if (a->order != b->order) return a->order < b->order ? -1 : 1;
    return (a > b) - (a < b); /* as they are in the file */
}

static const Funding **in_order_of_use(Arena *arena, const Registers *registers) {
    const Funding **sources = arena_array(arena, registers->funding_count, sizeof *sources);
    for (size_t f = 0; f < registers->funding_count; f++) sources[f] = &registers->funding[f];
    if (registers->funding_count > 1) qsort(sources, registers->funding_count, sizeof *sources, by_use);
    return sources;
}

SharesBefore *shares_before(Arena *arena, const Case *the_case) {
    const Registers *registers = the_case->registers;
    SharesBefore *before = arena_array(arena, registers->funding_count, sizeof *before);
    const Funding **sources = in_order_of_use(arena, registers);
    Shares shares = shares_empty(arena, the_case);
    for (size_t spending = 0; spending < 2 * the_case->option_count; spending++) {
        const bool is_capital = spending % 2;
        shares_clear(&shares);
        for (size_t f = 0; f < registers->funding_count; f++) {
            const Funding *funding = sources[f];
            const bool is_kind = is_capital ? funding->for_capital : funding->for_revenue;
            if (!is_kind || !funding->in_option[spending / 2]) continue;
            if (!isnan(funding->share)) shares_ask(&shares, funding, &before[funding - registers->funding]);
            shares_add(&shares, funding);
        }
    }
    return before;
}
