#include "cases.h"

#include <stdio.h>

#include "../measure.h"

void write_correlated(const char *folder, size_t count) {
    FILE *file = open_in(folder, "costs.csv");
    fprintf(file, "line,distribution,low,high,2018/19\n");
    for (size_t i = 0; i < count; i++) fprintf(file, "l%zu,uniform,0.5,1.5,10\n", i);
    fclose(file);
    file = open_in(folder, "correlations.csv");
    fprintf(file, "a,b,correlation\n");
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++) fprintf(file, "l%zu,l%zu,0.1\n", i, j);
    fclose(file);
}

void write_uncertain(const char *folder, size_t count) {
    FILE *file = open_in(folder, "costs.csv");
    fprintf(file, "line,distribution,low,high,2018/19,2019/20,2020/21\n");
    for (size_t i = 0; i < count; i++) fprintf(file, "l%zu,uniform,0.8,1.2,100,%zu,20\n", i, i % 7);
    fclose(file);
}

void write_councils(const char *folder, size_t count) {
    FILE *file = open_in(folder, "councils.csv");
    fprintf(file, "council\n");
    for (size_t c = 0; c < count; c++) fprintf(file, "c%zu\n", c);
    fclose(file);
    write_uncertain(folder, 20);
}

void write_risks(const char *folder, size_t count) {
    FILE *file = open_in(folder, "risks.csv");
    fprintf(file, "risk,start,end,probability,distribution,low,high\n");
    for (size_t r = 0; r < count; r++) fprintf(file, "r%zu,2018/19,2018/19,0.3,uniform,10,20\n", r);
    fclose(file);
    write_uncertain(folder, 20);
}

void write_phases(const char *folder, size_t count) {
    FILE *file = open_in(folder, "phases.csv");
    fprintf(file, "phase,start,end,after,distribution,low,high\n");
    for (size_t p = 0; p < count; p++) {
        fprintf(file, "p%zu,2018-04,2018-05,", p);
        if (p > 0) fprintf(file, "p%zu", p - 1);
        fprintf(file, ",uniform,0,1\n");
    }
    fclose(file);
    file = open_in(folder, "costs.csv");
    fprintf(file, "line,phase,2018/19,2019/20,2027/28\na,p%zu,10,20,1\n", count - 1);
    fclose(file);
}

static void write_lines_in(const char *folder, const char *column, size_t count) {
    FILE *file = open_in(folder, "costs.csv");
    fprintf(file, "line,%s,distribution,low,high,2018/19,2019/20\n", column);
    for (size_t i = 0; i < count; i++) fprintf(file, "l%zu,k%zu,uniform,0.8,1.2,10,%zu\n", i, i, i % 7);
    fclose(file);
}

void write_programmes(const char *folder, size_t count) {
    write_lines_in(folder, "programme", count);
}

void write_categories(const char *folder, size_t count) {
    write_lines_in(folder, "category", count);
}
