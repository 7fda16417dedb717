/* The table of verbs. A new one is its file and a row here. */
#include "command.h"

extern const Verb verb_check, verb_appraise, verb_simulate, verb_explain, verb_sensitivity, verb_finance, verb_report,
    verb_live, verb_compare, verb_merge, verb_batch, verb_assumptions, verb_certify, verb_verify, verb_new,
    verb_distributions, verb_functions, verb_discount_rates, verb_convert;

const Verb *const verb_table[] = {
    &verb_new,
    &verb_check,
    &verb_convert,
    &verb_appraise,
    &verb_simulate,
    &verb_explain,
    &verb_sensitivity,
    &verb_finance,
    &verb_report,
    &verb_live,
    &verb_compare,
    &verb_merge,
    &verb_batch,
    &verb_assumptions,
    &verb_certify,
    &verb_verify,
    &verb_distributions,
    &verb_functions,
    &verb_discount_rates,
};
const size_t verb_count = sizeof verb_table / sizeof verb_table[0];
