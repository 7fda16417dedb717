/* Units as words with powers, and whether a formula's come out. Nothing is converted. */
#ifndef FORMULA_UNITS_H
#define FORMULA_UNITS_H

#include "formula/formula.h"

typedef struct UnitFactor {
    const char *word; /* as first written; "post" and "Posts" are the same */
    int power;        /* not 0 */
} UnitFactor;

/* A product of powers of words; of none: a pure number. */
typedef struct Unit {
    bool is_known; /* false: it cannot be read, or is blank */
    uint32_t count;
    const UnitFactor *factors; /* [count] */
} Unit;

/* Words with *, / and whole powers ("£/lamp", "kWh/lamp/year", "m^2"). %, 1, share, index, ratio and factor are pure;
   currency, which may be NULL, means the same as £. */
Unit unit_parse(Arena *arena, const char *text, const char *currency);

bool unit_is_pure(const Unit *unit);
bool units_are_equal(const Unit *a, const Unit *b);
/* a × b^power */
Unit unit_times(Arena *arena, const Unit *a, const Unit *b, int power);
/* "£/lamp"; "a pure number" */
const char *unit_text(Arena *arena, const Unit *unit);

enum { MOST_MONEY_UNITS = 3 };
/* What money of a period is in: £, £/period, and £/year where a period is a year. Returns how many. */
uint32_t units_of_money(Arena *arena, const char *currency, bool is_yearly, Unit units[MOST_MONEY_UNITS]);

/* The unit of a quantity or of a multiplier; growths and indices are pure and not asked for. */
typedef Unit UnitOfName(const void *context, Name name);

typedef struct UnitRequest {
    UnitOfName *unit_of;
    const void *context;
    const char *currency;
    Horizon horizon;
    const Unit *expected; /* [expected_count] of which the formula's has to be one; 0: any will do */
    uint32_t expected_count;
    const char *expectation; /* "its unit is", "a line needs": the units are said after it */
    const char *what;        /* as in FormulaSetting */
} UnitRequest;

typedef enum UnitVerdict {
    UNITS_RIGHT,
    UNITS_WRONG,  /* reported */
    UNITS_UNKNOWN /* not checked: a name's unit is not known, or there are numbers only */
} UnitVerdict;

UnitVerdict formula_check_units(
    Arena *arena, const Formula *formula, const UnitRequest *request, Diagnostics *diagnostics);

#endif
