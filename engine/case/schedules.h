/* Discount schedules by name, and what a rate must be. */
#ifndef CASE_SCHEDULES_H
#define CASE_SCHEDULES_H

#include "case/reading/row.h"

/* The user's own or a built-in one; NULL if missing. */
const Schedule *schedule_find(Loader *loader, const char *name);

/* Reports a rate of 100 % a year or more, either way: a forgotten percent sign. */
bool check_rate(const Row *row, size_t column, double rate);

#endif
