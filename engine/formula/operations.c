#include "formula/operations.h"

#include <string.h>
#include <strings.h>

#define OPERATION_ROW(                                                                                                 \
    INDEX, name_, group_, binding_, least_, most_, takes_, unit_rule_, step_, sheet_, arguments_, words_)              \
    [OPERATION_##INDEX] = { .name = (name_),                                                                           \
        .group = (group_),                                                                                             \
        .binding = (binding_),                                                                                         \
        .least = (least_),                                                                                             \
        .most = (most_),                                                                                               \
        .takes = (takes_),                                                                                             \
        .unit_rule = (unit_rule_),                                                                                     \
        .step = (step_),                                                                                               \
        .spreadsheet = (sheet_),                                                                                       \
        .arguments = (arguments_),                                                                                     \
        .words = (words_) },
const Operation operations[OPERATION_COUNT] = { OPERATION_TABLE(OPERATION_ROW) };
#undef OPERATION_ROW

const char *const operation_groups[GROUP_COUNT] = {
    [GROUP_LEAF] = "numbers and names",
    [GROUP_WORD] = "words",
    [GROUP_ARITHMETIC] = "arithmetic",
    [GROUP_COMPARISON] = "comparison",
    [GROUP_CHOICE] = "choice",
    [GROUP_PERIODS] = "periods",
    [GROUP_TIME] = "time",
    [GROUP_COHORTS] = "cohorts",
};

OperationIndex operation_named(const char *name, size_t length) {
    for (OperationIndex i = 0; i < OPERATION_COUNT; i++) {
        const OperationGroup group = operations[i].group;
        if (group == GROUP_LEAF || group == GROUP_ARITHMETIC || group == GROUP_COMPARISON) continue;
        if (strlen(operations[i].name) == length && strncasecmp(operations[i].name, name, length) == 0) return i;
    }
    return OPERATION_COUNT;
}

char operation_takes(OperationIndex operation, size_t argument) {
    const char *takes = operations[operation].takes;
    const size_t last = strlen(takes) - 1;
    return takes[argument < last ? argument : last];
}
