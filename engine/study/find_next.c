#include "study/find_next.h"

#include "study/views.h"

const BizcaseResult *appraisal_find_next(const BizcaseAppraisal *appraisal, const BizcaseScope *scope, size_t *from) {
    const size_t count = appraisal->result_count;
    for (size_t i = 0; i < count; i++) {
        const size_t at = (*from + i) % count;
        if (!scopes_match(&appraisal->results[at].scope, scope)) continue;
        *from = at;
        return &appraisal->results[at];
    }
    return NULL;
}

const BizcaseDistribution *simulation_find_next(
    const BizcaseSimulation *simulation, const BizcaseScope *scope, size_t figure, size_t *from) {
    const size_t count = simulation->distribution_count;
    for (size_t i = 0; i < count; i++) {
        const size_t at = (*from + i) % count;
        const BizcaseDistribution *distribution = &simulation->distributions[at];
        if (distribution->figure != figure || !scopes_match(&distribution->scope, scope)) continue;
        *from = at;
        return distribution;
    }
    return NULL;
}
