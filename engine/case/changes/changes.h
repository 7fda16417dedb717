/* Changes to the cells of a case before it is read: what a scenario's rows and --set ask for. */
#ifndef CASE_CHANGES_CHANGES_H
#define CASE_CHANGES_CHANGES_H

#include "case/reading/loader.h"

typedef enum ChangeKind { CHANGE_SET, CHANGE_SCALE, CHANGE_ADD } ChangeKind;

typedef struct Change {
    Cell file, row, column, value; /* as written, each with its place */
    ChangeKind kind;
} Change;

/* Edits the cells that the change matches; what it cannot do is reported at the change. */
void change_apply(Loader *loader, const Change *change);

/* After the last change: cells that were computed show what they hold. */
void changes_end(Loader *loader);

/* Reads scenarios/NAME.csv and applies its rows. False when there is no such scenario, which is reported. */
bool scenario_apply(Loader *loader, const char *name);

/* FILE:ROW:COLUMN=VALUE, *FACTOR, +AMOUNT or -AMOUNT. False when the text is not of that form, which is reported. */
bool change_parse(Loader *loader, const char *text, Change *change);

#endif
