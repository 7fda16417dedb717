#include "study/sensitivity/extremes.h"

#include <math.h>

/* Values side by side, and what NPV is there. The plan's is behind the scan's. */
typedef struct Scan {
    const NpvCurve *curve;
    size_t count;
    double values[LANES];
    double *npv; /* [value][body] */
} Scan;

/* The most of one body's NPV, or, with sign −1, the least. */
typedef struct Search {
    size_t body;
    double sign;
    double best, at;
} Search;

static double worth(const Scan *scan, const Search *search, size_t i) {
    return search->sign * scan->npv[i * scan->curve->body_count + search->body];
}

static void look_at(const Scan *scan, size_t i, Search *search) {
    if (!(worth(scan, search, i) > search->best)) return;
    search->best = worth(scan, search, i);
    search->at = scan->values[i];
}

static void spread_values(Scan *scan, double low, double high, size_t count) {
    scan->count = count;
    for (size_t i = 0; i + 1 < count; i++) scan->values[i] = low + (high - low) * (double)i / (double)(count - 1);
    scan->values[count - 1] = high;
}

static size_t best_of_scan(const Scan *scan, const Search *search) {
    size_t best = 0;
    for (size_t i = 1; i < scan->count; i++)
        if (worth(scan, search, i) > worth(scan, search, best)) best = i;
    return best;
}

/* Whether there may be better between the values that were looked at: beside a best that is not an end, and beside an end
   from which a parabola through the three values there still rises. Differences of rounding do not count. */
static bool may_be_better(const Scan *scan, const Search *search, size_t best) {
    const size_t last = scan->count - 1;
    const double zero = scan->curve->zero_money, of_best = worth(scan, search, best);
    if (last < 2) return false;
    if (best > 0 && best < last) return of_best - fmin(worth(scan, search, 0), worth(scan, search, last)) > zero;
    const size_t next = best == 0 ? 1 : last - 1, second = best == 0 ? 2 : last - 2;
    return 4 * worth(scan, search, next) - 3 * of_best - worth(scan, search, second) > zero;
}

/* How much worse a scan's best is surrounded: beside a smooth top little, beside a kink more. */
static double fall_beside(const Scan *scan, const Search *search, size_t best) {
    const size_t before = best > 0 ? best - 1 : best, after = best + 1 < scan->count ? best + 1 : best;
    return worth(scan, search, best) - fmin(worth(scan, search, before), worth(scan, search, after));
}

static double height_of(const Scan *scan, const Search *search) {
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < scan->count; i++) {
        least = fmin(least, worth(scan, search, i));
        most = fmax(most, worth(scan, search, i));
    }
    return most - least;
}

/* Each round looks at the stretch around the best of the one before, until it is flat there. */
static void close_in(const Scan *scan, size_t best, Scan *closer, Search *search) {
    enum { MOST_ROUNDS = 16 };
    const NpvCurve *curve = scan->curve;
    const double flat = fmax(curve->zero_money, 1e-10 * height_of(scan, search));
    const Scan *from = scan;
    for (int round = 0; round < MOST_ROUNDS && fall_beside(from, search, best) > flat; round++) {
        const double low = from->values[best > 0 ? best - 1 : best],
                     high = from->values[best + 1 < scan->count ? best + 1 : best];
        spread_values(closer, low, high, scan->count);
        curve->evaluate(curve->context, closer->values, closer->count, closer->npv);
        best = best_of_scan(closer, search);
        look_at(closer, best, search);
        from = closer;
    }
}

static void search_body(const Scan *scan, Scan *closer, Search *search) {
    const size_t best = best_of_scan(scan, search);
    search->best = worth(scan, search, scan->count); /* the plan's */
    search->at = scan->values[scan->count];
    look_at(scan, best, search);
    if (may_be_better(scan, search, best)) close_in(scan, best, closer, search);
}

NpvExtremes npv_extremes(Arena *arena, const NpvCurve *curve) {
    const size_t bodies = curve->body_count;
    Scan scan = { .curve = curve, .npv = arena_array(arena, LANES * bodies, sizeof(double)) };
    Scan closer = { .curve = curve, .npv = arena_array(arena, LANES * bodies, sizeof(double)) };
    double *found = arena_array(arena, 6 * bodies, sizeof *found);
    double *at_low = found, *at_high = found + bodies, *least = found + 2 * bodies, *most = found + 3 * bodies,
           *least_at = found + 4 * bodies, *most_at = found + 5 * bodies;
    spread_values(&scan, curve->low, curve->high, curve->points);
    scan.values[scan.count] = curve->plan;
    curve->evaluate(curve->context, scan.values, scan.count + 1, scan.npv);
    for (size_t b = 0; b < bodies; b++) {
        Search low = { .body = b, .sign = -1 }, high = { .body = b, .sign = 1 };
        search_body(&scan, &closer, &low);
        search_body(&scan, &closer, &high);
        at_low[b] = scan.npv[b];
        at_high[b] = scan.npv[(scan.count - 1) * bodies + b];
        least[b] = -low.best;
        most[b] = high.best;
        least_at[b] = low.at;
        most_at[b] = high.at;
    }
    return (NpvExtremes){ at_low, at_high, least, most, least_at, most_at };
}
