#include "reference_model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const kind_names[] = {
    [KIND_TRIANGULAR] = "triangular",
    [KIND_PERT] = "pert",
    [KIND_NORMAL] = "normal",
    [KIND_LOGNORMAL] = "lognormal",
};
static const char *const programmes[PROGRAMMES] = { "operating_model", "infrastructure" };
static const char *const splits[SPLITS] = {
    [SPLIT_DEVICES] = "devices",
    [SPLIT_HEADCOUNT] = "headcount",
    [SPLIT_USAGE] = "usage",
};

/* The headcount split's percentage for the first council, and the year from which it holds. */
static const struct {
    int from_year;
    double percent;
} headcount[] = { { 0, 52 }, { 4, 48 }, { 9, 45 } };
enum { HEADCOUNT_ROWS = sizeof headcount / sizeof headcount[0] };

static const double devices_percent = 58;

static Uncertain lognormal(double low, double high) {
    static const double z90 = 1.2815515655446004; /* standard normal quantile of 0.9 */
    return (Uncertain){ .kind = KIND_LOGNORMAL,
        .low = low,
        .high = high,
        .mu = (log(low) + log(high)) / 2,
        .sigma = (log(high) - log(low)) / (2 * z90) };
}

static Uncertain between(Kind kind, double low, double mode, double high) {
    return (Uncertain){ .kind = kind, .low = low, .mode = mode, .high = high };
}

/* 20 triangular, 12 PERT and 8 lognormal ones among the 40 lines. */
static Uncertain line_uncertainty(int l) {
    const double spread = 0.01 * (10 + (l * 7) % 16);
    const int place = l % 10;
    if (place < 5) return between(KIND_TRIANGULAR, 1 - spread, 1, 1 + 2 * spread);
    if (place < 8) return between(KIND_PERT, 1 - 2 * spread, 1, 1 + 3 * spread);
    return lognormal(1 - spread, 1 + spread);
}

/* Costs are by turns investment over three of the first five years and running cost; benefits rise over three years. */
static double line_amount(int l, int t) {
    if (l >= COSTS) {
        const double full = 60000.0 * (1 + (l * 3) % 5);
        return t < 2 ? 0 : t < 5 ? full * (t - 1) / 4 : full;
    }
    if (l % 2 == 0) return t >= l % 3 && t < l % 3 + 3 ? 40000.0 * (1 + (l * 7) % 11) : 0;
    return t < 2 ? 0 : 10000.0 * (1 + (l * 5) % 7);
}

static ReferenceLine reference_line(int l) {
    ReferenceLine line = {
        .is_cost = l < COSTS,
        .programme = (l / 2) % PROGRAMMES,
        .split = l % SPLITS,
        .driver_count = l % 3,
        .drivers = { l % DRIVERS, (l + 3) % DRIVERS },
        .own = line_uncertainty(l),
    };
    for (int t = 0; t < YEARS; t++) line.amount[t] = line_amount(l, t);
    return line;
}

ReferenceModel reference_model(void) {
    static const Kind driver_kinds[DRIVERS] = { KIND_NORMAL, KIND_TRIANGULAR, KIND_LOGNORMAL, KIND_TRIANGULAR,
        KIND_NORMAL, KIND_TRIANGULAR, KIND_LOGNORMAL, KIND_TRIANGULAR };
    ReferenceModel model = {
        .usage_share = between(KIND_PERT, 0.40, 0.55, 0.65),
        .slip_months = between(KIND_TRIANGULAR, 0, 3, 12),
    };
    for (int l = 0; l < LINES; l++) model.lines[l] = reference_line(l);
    for (int d = 0; d < DRIVERS; d++) {
        model.drivers[d] = driver_kinds[d] == KIND_LOGNORMAL ? lognormal(0.9, 1.1)
                           : driver_kinds[d] == KIND_NORMAL  ? between(KIND_NORMAL, 0.9, 1, 1.1)
                                                             : between(KIND_TRIANGULAR, 0.9, 1, 1.2);
        for (int e = 0; e < DRIVERS; e++)
            model.correlation[d][e] = d == e ? 1 : round(100 * pow(0.7, abs(d - e))) / 100;
    }
    for (int r = 0; r < RISKS; r++)
        model.risks[r] = (ReferenceRisk){
            .programme = r % PROGRAMMES,
            .split = (r / 2) % SPLITS,
            .probability = 0.05 * (1 + r % 6),
            .impact = between(r % 2 ? KIND_PERT : KIND_TRIANGULAR, 50000, 100000 + 20000 * r, 400000 + 50000 * r),
            .from_year = r % 4,
            .to_year = r % 4 + r % 3,
        };
    for (int t = 0; t < YEARS; t++) {
        model.first_share[SPLIT_DEVICES][t] = devices_percent / 100;
        for (int row = 0; row < HEADCOUNT_ROWS && t >= headcount[row].from_year; row++)
            model.first_share[SPLIT_HEADCOUNT][t] = headcount[row].percent / 100;
    }
    return model;
}

static FILE *open_file(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    return fopen(path, "w");
}

static bool close_file(FILE *file) {
    const bool written = !ferror(file);
    return fclose(file) == 0 && written;
}

static bool write_text(const char *folder, const char *name, const char *text) {
    FILE *file = open_file(folder, name);
    if (!file) return false;
    fputs(text, file);
    return close_file(file);
}

/* ",distribution,low,central,high" */
static void put_uncertain(FILE *file, const Uncertain *u) {
    fprintf(file, ",%s,%.10g,", kind_names[u->kind], u->low);
    if (u->kind == KIND_TRIANGULAR || u->kind == KIND_PERT) fprintf(file, "%.10g", u->mode);
    fprintf(file, ",%.10g", u->high);
}

static void put_year(FILE *file, int t) {
    fprintf(file, ",%d/%02d", FIRST_YEAR + t, (FIRST_YEAR + t + 1) % 100);
}

static bool write_lines(const ReferenceModel *model, const char *folder, bool costs) {
    FILE *file = open_file(folder, costs ? "costs" : "benefits");
    if (!file) return false;
    fprintf(file, "line,programme,split,drivers,phase,on_delay,distribution,low,central,high");
    for (int t = 0; t < YEARS; t++) put_year(file, t);
    for (int l = 0; l < LINES; l++) {
        const ReferenceLine *line = &model->lines[l];
        if (line->is_cost != costs) continue;
        fprintf(file, "\nline%02d,%s,%s,", l, programmes[line->programme], splits[line->split]);
        for (int d = 0; d < line->driver_count; d++) fprintf(file, "%sdriver%d", d ? ";" : "", line->drivers[d]);
        fprintf(file, costs ? ",," : ",migration,shift");
        put_uncertain(file, &line->own);
        for (int t = 0; t < YEARS; t++) fprintf(file, ",%.10g", line->amount[t]);
    }
    fputc('\n', file);
    return close_file(file);
}

static bool write_drivers(const ReferenceModel *model, const char *folder) {
    FILE *file = open_file(folder, "drivers");
    if (!file) return false;
    fprintf(file, "driver,distribution,low,central,high\n");
    for (int d = 0; d < DRIVERS; d++) {
        fprintf(file, "driver%d", d);
        put_uncertain(file, &model->drivers[d]);
        fputc('\n', file);
    }
    fprintf(file, "usage_share");
    put_uncertain(file, &model->usage_share);
    fputc('\n', file);
    return close_file(file);
}

static bool write_correlations(const ReferenceModel *model, const char *folder) {
    FILE *file = open_file(folder, "correlations");
    if (!file) return false;
    fprintf(file, "a,b,correlation\n");
    for (int d = 0; d < DRIVERS; d++)
        for (int e = 0; e < d; e++) fprintf(file, "driver%d,driver%d,%.2f\n", e, d, model->correlation[d][e]);
    return close_file(file);
}

static bool write_splits(const char *folder) {
    FILE *file = open_file(folder, "splits");
    if (!file) return false;
    fprintf(file, "split,cec,cwc,from\n");
    fprintf(file, "%s,%g,%g,\n", splits[SPLIT_DEVICES], devices_percent, 100 - devices_percent);
    for (int row = 0; row < HEADCOUNT_ROWS; row++) {
        fprintf(file, "%s,%g,%g", splits[SPLIT_HEADCOUNT], headcount[row].percent, 100 - headcount[row].percent);
        put_year(file, headcount[row].from_year);
        fputc('\n', file);
    }
    fprintf(file, "%s,usage_share,rest,\n", splits[SPLIT_USAGE]);
    return close_file(file);
}

static bool write_phases(const ReferenceModel *model, const char *folder) {
    FILE *file = open_file(folder, "phases");
    if (!file) return false;
    fprintf(file, "phase,start,end,distribution,low,central,high\nmigration,%d-04,%d-03", FIRST_YEAR, FIRST_YEAR + 2);
    put_uncertain(file, &model->slip_months);
    fputc('\n', file);
    return close_file(file);
}

static bool write_risks(const ReferenceModel *model, const char *folder) {
    FILE *file = open_file(folder, "risks");
    if (!file) return false;
    fprintf(file, "risk,programme,split,probability,distribution,low,central,high,from,to\n");
    for (int r = 0; r < RISKS; r++) {
        const ReferenceRisk *risk = &model->risks[r];
        fprintf(file, "risk%d,%s,%s,%.2f", r, programmes[risk->programme], splits[risk->split], risk->probability);
        put_uncertain(file, &risk->impact);
        put_year(file, risk->from_year);
        put_year(file, risk->to_year);
        fputc('\n', file);
    }
    return close_file(file);
}

bool reference_model_write(const ReferenceModel *model, const char *folder) {
    return write_text(folder, "case", "key,value\ntitle,Reference model of the bench\ndiscount,3.5%\n") &&
           write_text(folder, "councils", "council,name\ncec,Cheshire East\ncwc,Cheshire West and Chester\n") &&
           write_text(folder, "programmes",
               "programme,name\noperating_model,Operating model\ninfrastructure,Infrastructure\n") &&
           write_lines(model, folder, true) && write_lines(model, folder, false) && write_drivers(model, folder) &&
           write_correlations(model, folder) && write_splits(folder) && write_phases(model, folder) &&
           write_risks(model, folder);
}
