#include "case/values.h"

const char *const money_kind_names[] = { [KIND_REVENUE] = "revenue", [KIND_CAPITAL] = "capital" };
