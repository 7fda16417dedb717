#include "report/document/missing_statistics.h"

#include <math.h>
#include <string.h>

const char too_few_trials[] = "too few trials to tell";

bool payback_has_mean(const BizcaseDistribution *payback) {
    return !isnan(payback->mean) && payback->probability_within_horizon > 0.5;
}

bool payback_is_not_needed(const BizcaseDistribution *payback, size_t percentile) {
    return payback->probability_never_negative >= bizcase_percentiles()[percentile] / 100;
}

const char *outcomes_note(const BizcaseDistribution *distribution) {
    if (!bizcase_figure(distribution->figure).is_payback) return "the figure exists in no trial";
    if (distribution->probability_within_horizon == 0) return "no trial pays back within the horizon";
    if (distribution->probability_never_negative == 1) return "no trial has anything to pay back";
    return "no trial that has something to pay back does so within the horizon";
}

const char *statistic_note(const BizcaseDistribution *distribution, const char *statistic, size_t percentile) {
    if (isnan(distribution->mean)) return outcomes_note(distribution);
    const bool is_payback = bizcase_figure(distribution->figure).is_payback;
    if (percentile < BIZCASE_PERCENTILE_COUNT && is_payback && isnan(distribution->percentiles[percentile]))
        return payback_is_not_needed(distribution, percentile) ? "so many trials have nothing to pay back"
                                                               : "too few trials pay back within the horizon";
    if (strcmp(statistic, "expected_shortfall_5") == 0 && is_payback)
        return "the worst 5% of trials are not paid back within the horizon";
    return too_few_trials;
}
