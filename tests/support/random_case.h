/* Seeded random cases: two councils, two programmes, three options, and lines of every sort. One seed always gives the
   same case, which can then be written down in several ways. Includes cmocka through temporary_case.h. */
#ifndef TESTS_SUPPORT_RANDOM_CASE_H
#define TESTS_SUPPORT_RANDOM_CASE_H

#include "support/temporary_case.h"

enum { RANDOM_PERIODS = 7, MOST_ROWS = 14, ROW_ROOM = 400, SHEET_ROOM = MOST_ROWS * (ROW_ROOM + 8), MOST_SHEETS = 12 };

typedef struct Sheet {
    const char *path;
    char rows[MOST_ROWS][ROW_ROOM]; /* rows[0] is the header; "@12" is an amount of 12 */
    size_t row_count;
} Sheet;

typedef struct RandomCase {
    uint64_t seed, state;
    Sheet sheets[MOST_SHEETS];
    size_t sheet_count;
} RandomCase;

/* How a case is written down. */
typedef struct Dress {
    int amounts_times; /* 0: once */
    bool reversed;     /* rows from the last to the first */
    bool spreadsheet;  /* byte-order mark, semicolons, CRLF, empty columns and rows at the end */
} Dress;

typedef struct WrittenCase {
    uint64_t seed;
    CaseFile files[MOST_CASE_FILES];
    char texts[MOST_SHEETS][SHEET_ROOM];
} WrittenCase;

/* Knuth's MMIX generator, high bits: in [0, 1). */
static inline double random_part(RandomCase *c) {
    c->state = c->state * 6364136223846793005u + 1442695040888963407u;
    return (double)(c->state >> 11) * 0x1p-53;
}

static inline int random_below(RandomCase *c, int count) {
    return (int)(random_part(c) * count);
}

#define random_of(c, words) ((words)[random_below((c), (int)COUNT_OF(words))])

static inline Sheet *random_sheet(RandomCase *c, const char *path, const char *header) {
    Sheet *sheet = &c->sheets[c->sheet_count++];
    assert_true(c->sheet_count <= MOST_SHEETS);
    sheet->path = path;
    strcpy(sheet->rows[0], header);
    sheet->row_count = 1;
    return sheet;
}

__attribute__((format(printf, 2, 3))) static inline void add_row(Sheet *sheet, const char *format, ...) {
    va_list values;
    assert_true(sheet->row_count < MOST_ROWS);
    va_start(values, format);
    const int used = vsnprintf(sheet->rows[sheet->row_count++], ROW_ROOM, format, values);
    va_end(values);
    assert_true(used < ROW_ROOM);
}

static inline void append_cell(char row[ROW_ROOM], const char *cell) {
    assert_true(strlen(row) + strlen(cell) + 2 < ROW_ROOM);
    strcat(strcat(row, ","), cell);
}

/* Seven years from 2020/21, or seven quarters from 2020/21 Q1. */
static inline const char *random_period(const RandomCase *c, int t) {
    static const char *const years[] = { "2020/21", "2021/22", "2022/23", "2023/24", "2024/25", "2025/26", "2026/27" };
    static const char *const quarters[] = { "2020/21 Q1", "2020/21 Q2", "2020/21 Q3", "2020/21 Q4", "2021/22 Q1",
        "2021/22 Q2", "2021/22 Q3" };
    return c->seed % 3 == 0 ? quarters[t] : years[t];
}

static inline void append_periods(const RandomCase *c, Sheet *sheet) {
    for (int t = 0; t < RANDOM_PERIODS; t++) append_cell(sheet->rows[0], random_period(c, t));
}

static inline void random_line(RandomCase *c, Sheet *sheet, char side, int number) {
    static const char *const options[] = { "", "base", "a", "b", "\"a;b\"" }, *const programmes[] = { "p", "q" };
    static const char *const splits[] = { "", "equal", "heads", "X", "own" }, *const bases[] = { "real", "nominal" };
    static const char *const indices[] = { "", "pay" }, *const delays[] = { "", "move,shift", "late,shift",
        "late,extend" };
    static const char *const drivers[] = { "", "take-up", "growth", "\"take-up;growth\"" };
    static const char *const own[] = { ",,,", "triangular,0.8,1,1.5", "normal,0.9,1,1.1", "uniform,0.5,0.9,1.2" };
    static const char *const types[] = { "one_off", "sunk" };
    const char *type = random_below(c, 6) ? "" : side == 'c' ? random_of(c, types) : "wider";
    const char *basis = random_of(c, bases), *index = strcmp(basis, "real") == 0 ? random_of(c, indices) : "";
    const char *option = random_of(c, options), *programme = random_of(c, programmes), *split = random_of(c, splits);
    const char *driver = random_of(c, drivers), *uncertain = number == 0 ? own[1] : random_of(c, own);
    const int bias = random_below(c, 40), mitigation = random_below(c, 100);
    const char *delay = random_of(c, delays);
    add_row(sheet, "%c%d,%s,%s,%s,%s,%s,%s,%s,%s,%d%%,%d%%,%s", side, number, option, programme, type, basis, index,
        split, driver, uncertain, bias, mitigation, *delay ? delay : ",");
    for (int t = 0; t < RANDOM_PERIODS; t++) {
        char cell[16];
        snprintf(cell, sizeof cell, "@%d", random_below(c, 10000) - (random_below(c, 20) == 0 ? 5000 : 0));
        append_cell(sheet->rows[sheet->row_count - 1], random_below(c, 5) ? cell : "-");
    }
}

static inline void random_lines(RandomCase *c, const char *path, char side) {
    Sheet *sheet = random_sheet(c, path,
        "line,option,programme,type,basis,index,split,drivers,distribution,low,central,high,"
        "optimism_bias,mitigation,phase,on_delay");
    append_periods(c, sheet);
    const int count = 3 + random_below(c, MOST_ROWS - 4); /* leaves room for one more */
    for (int l = 0; l < count; l++) random_line(c, sheet, side, l);
}

static inline void random_settings(RandomCase *c) {
    static const char *const timings[] = { "start", "mid", "end" }, *const rates[] = { "3.5%", "green-book", "10%" };
    static const char *const paybacks[] = { "spread", "point" }, *const answers[] = { "yes", "no" },
                             *const biases[] = { "auto", "yes", "no" };
    Sheet *sheet = random_sheet(c, "case.csv", "key,value");
    add_row(sheet, "deflator,prices");
    add_row(sheet, "scale,%s", random_below(c, 2) ? "1" : "k");
    add_row(sheet, "discount,%s", random_of(c, rates));
    add_row(sheet, "discount_timing,%s", random_of(c, timings));
    add_row(sheet, "payback_timing,%s", random_of(c, paybacks));
    add_row(sheet, "price_base,%s", random_period(c, random_below(c, 3)));
    add_row(sheet, "optimism_bias_in_plan,%s", random_of(c, answers));
    add_row(sheet, "optimism_bias_in_simulation,%s", random_of(c, biases));
    add_row(sheet, "risk_in_plan,%s", random_of(c, answers));
}

static inline void random_names(RandomCase *c) {
    Sheet *sheet = random_sheet(c, "councils.csv", "council");
    add_row(sheet, "X");
    add_row(sheet, "Y");
    sheet = random_sheet(c, "options.csv", "option,role");
    add_row(sheet, "base,baseline");
    add_row(sheet, "a,option");
    add_row(sheet, "b,preferred");
    sheet = random_sheet(c, "programmes.csv", "programme");
    add_row(sheet, "p");
    add_row(sheet, "q");
}

static inline void random_registers(RandomCase *c) {
    Sheet *sheet = random_sheet(c, "splits.csv", "split,option,from,X,Y");
    add_row(sheet, "heads,,,%d,%d", 1 + random_below(c, 9), random_below(c, 9));
    add_row(sheet, "heads,,%s,%d,%d", random_period(c, 3), random_below(c, 9), 1 + random_below(c, 9));
    add_row(sheet, "heads,a,%s,2,share", random_period(c, 2));
    add_row(sheet, "own,,,share,rest");
    add_row(sheet, "own,\"b;base\",,3,1");
    sheet = random_sheet(c, "phases.csv", "phase,start,end,after,distribution,low,central,high");
    add_row(sheet, "move,2020-04,2020-%02d,,triangular,0,%d,9", 6 + random_below(c, 6), random_below(c, 5));
    add_row(sheet, "late,2021-0%d,2021-0%d,move,pert,-1,%d,12", 1 + random_below(c, 3), 4 + random_below(c, 6),
        random_below(c, 8));
    sheet =
        random_sheet(c, "risks.csv", "risk,option,programme,probability,distribution,low,central,high,from,to,split");
    add_row(sheet, "harm,\"a;b\",p,%d%%,pert,@%d,@%d,@%d,%s,%s,heads", random_below(c, 101), 100,
        200 + random_below(c, 500), 9000, random_period(c, 1), random_period(c, 2));
    add_row(sheet, "luck,b,q,30%%,triangular,@-%d,@-300,@-100,,,own", 400 + random_below(c, 2000));
    sheet = random_sheet(c, "correlations.csv", "a,b,correlation");
    add_row(sheet, "phase:late,driver:take-up,-0.%d", random_below(c, 6));
    add_row(sheet, "line:c0,risk:harm,0.%d", random_below(c, 9));
}

static inline void random_assumptions(RandomCase *c) {
    Sheet *sheet = random_sheet(c, "drivers.csv", "driver,kind,distribution,low,central,high");
    append_periods(c, sheet);
    add_row(sheet, "take-up,multiplier,uniform,0.5,0.9,1.2,0,0.5,0.%d,1,1,1,1", 5 + random_below(c, 5));
    add_row(sheet, "growth,growth,triangular,-0.05,0.0%d,0.1,,,,,,,", random_below(c, 10));
    add_row(sheet, "share,multiplier,pert,0.3,0.%d,0.7,,,,,,,", 35 + random_below(c, 30));
    sheet = random_sheet(c, "indices.csv", "index");
    append_periods(c, sheet);
    add_row(sheet, "prices,1%%,2%%,%d%%,2%%,2%%,2%%,2%%", random_below(c, 6));
    add_row(sheet, "pay,2%%,3%%,%d%%,3%%,1%%,4%%,2%%", random_below(c, 9) - 3);
}

static inline void random_case(uint64_t seed, RandomCase *c) {
    *c = (RandomCase){ .seed = seed, .state = seed * 0x9E3779B97F4A7C15u };
    random_settings(c);
    random_names(c);
    random_lines(c, "costs.csv", 'c');
    random_lines(c, "benefits.csv", 'b');
    random_registers(c);
    random_assumptions(c);
}

static inline Sheet *sheet_of(RandomCase *c, const char *path) {
    for (size_t s = 0; s < c->sheet_count; s++)
        if (strcmp(c->sheets[s].path, path) == 0) return &c->sheets[s];
    fail();
    return NULL;
}

static inline char *write_row(char *out, const char *row, Dress dress) {
    bool quoted = false;
    const int times = dress.amounts_times ? dress.amounts_times : 1;
    while (*row) {
        if (*row == '"') quoted = !quoted;
        if (*row == '@') {
            char *end;
            out += sprintf(out, "%ld", times * strtol(row + 1, &end, 10));
            row = end;
        } else {
            *out++ = dress.spreadsheet && *row == ',' && !quoted ? ';' : *row;
            row++;
        }
    }
    return out + sprintf(out, "%s", dress.spreadsheet ? ";;\r\n" : "\n");
}

static inline void write_case(const RandomCase *c, Dress dress, WrittenCase *written) {
    written->seed = c->seed;
    for (size_t s = 0; s < c->sheet_count; s++) {
        const Sheet *sheet = &c->sheets[s];
        char *out = written->texts[s];
        *out = 0;
        if (dress.spreadsheet) out += sprintf(out, "\xEF\xBB\xBF");
        for (size_t r = 0; r < sheet->row_count; r++)
            out = write_row(out, sheet->rows[r > 0 && dress.reversed ? sheet->row_count - r : r], dress);
        if (dress.spreadsheet) strcpy(out, ";;;\r\n\r\n");
        written->files[s] = (CaseFile){ sheet->path, written->texts[s] };
    }
    written->files[c->sheet_count] = (CaseFile){ NULL, NULL };
}

static inline void print_written_case(const WrittenCase *written) {
    print_error("seed %llu, case:\n", (unsigned long long)written->seed);
    for (size_t f = 0; written->files[f].path; f++)
        print_error("--- %s\n%s", written->files[f].path, written->files[f].text);
}

#endif
