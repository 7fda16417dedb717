#include "study/simulation/plan_sound.h"

#define MOST_POINTS ((uint64_t)1 << 31)
#define MOST_SCRATCH_ROWS ((uint64_t)1 << 20) /* of LANES doubles */
enum { TABLE_OCTAVES = 32, MOST_TABLE_BITS = 20, MONTHS_PER_YEAR = 12, MOST_LIFE = 500 * MONTHS_PER_YEAR };

static bool are_below(const uint32_t *indices, size_t count, uint32_t limit) {
    for (size_t i = 0; i < count; i++)
        if (indices[i] >= limit) return false;
    return true;
}

static bool is_none_or_below(uint32_t index, uint32_t limit) {
    return index == NO_INDEX || index < limit;
}

static bool streams_are_sound(const Plan *plan) {
    for (uint32_t s = 0; s < plan->stream_count; s++) {
        const Stream *stream = &plan->streams[s];
        if (!are_below(stream->inputs, stream->input_count, plan->input_count)) return false;
        if (stream->bundle >= plan->bundle_count) return false;
    }
    return true;
}

/* Steps are at whole periods, by time; only what moves has one at the end of the horizon. */
static bool steps_are_sound(const Plan *plan, const Bundle *bundle) {
    if (bundle->step_levels &&
        (bundle->phase != NO_INDEX || !are_below(bundle->step_levels, bundle->step_count, plan->level_count)))
        return false;
    const double last = plan->period_count - (bundle->phase == NO_INDEX ? 1.0 : 0.0);
    double before = 0;
    for (uint32_t i = 0; i < bundle->step_count; i++) {
        const double position = bundle->steps[i].position;
        if (!(position >= before && position <= last) || (double)(uint32_t)position != position) return false;
        before = position;
    }
    return true;
}

static bool jumps_are_sound(const Plan *plan, const Bundle *bundle) {
    for (uint32_t s = 0; s < bundle->stream_count; s++) {
        const Stream *stream = &plan->streams[bundle->streams[s]];
        for (uint32_t j = 0; j < stream->jump_count; j++)
            if (stream->jumps[j].step >= bundle->step_count) return false;
    }
    return true;
}

static bool bundles_are_sound(const Plan *plan) {
    for (uint32_t b = 0; b < plan->bundle_count; b++) {
        const Bundle *bundle = &plan->bundles[b];
        if (bundle->pool >= plan->pool_count || !is_none_or_below(bundle->phase, plan->phase_count)) return false;
        if (!are_below(bundle->growths, bundle->growth_count, plan->growth_count)) return false;
        if (!are_below(bundle->levels, bundle->level_count, plan->level_count)) return false;
        if (!are_below(bundle->streams, bundle->stream_count, plan->stream_count)) return false;
        if (!steps_are_sound(plan, bundle) || !jumps_are_sound(plan, bundle)) return false;
    }
    return true;
}

static bool pools_are_sound(const Plan *plan) {
    for (uint32_t p = 0; p < plan->pool_count; p++)
        if (plan->pools[p].programme >= plan->programme_count || plan->pools[p].first_sharing > plan->sharing_count ||
            plan->pools[p].sharing_count > plan->sharing_count - plan->pools[p].first_sharing)
            return false;
    for (uint32_t i = 0; i < plan->sharing_count; i++)
        if (plan->sharings[i].split >= plan->split_count) return false;
    return true;
}

static bool growths_are_sound(const Plan *plan) {
    for (uint32_t g = 0; g < plan->growth_count; g++)
        if (plan->growths[g].input >= plan->input_count) return false;
    return true;
}

/* Levels that a program may use: those before its own. */
static bool is_source_sound(const Plan *plan, const LevelProgram *item, uint32_t i) {
    const LevelSource source = item->sources[i];
    if (source.kind == SOURCE_LEVEL) return source.index < item->first_level && !item->program.is_flat[i];
    if (source.kind == SOURCE_GROWTH) return source.index < plan->growth_count && !item->program.is_flat[i];
    return source.index < plan->input_count && item->program.is_flat[i];
}

static bool programs_are_sound(const Plan *plan) {
    uint32_t next = 0;
    for (uint32_t p = 0; p < plan->program_count; p++) {
        const LevelProgram *item = &plan->programs[p];
        const Program *program = &item->program;
        if (item->first_level < next || item->first_level > plan->level_count || program->output_count == 0 ||
            program->output_count > plan->level_count - item->first_level || !program_is_sound(program))
            return false;
        next = item->first_level + program->output_count;
        for (uint32_t i = 0; i < program->input_count; i++)
            if (!is_source_sound(plan, item, i)) return false;
    }
    return true;
}

/* A level without cells is a program's. */
static bool levels_are_sound(const Plan *plan) {
    uint32_t given = 0; /* the next program, or the one whose level it is */
    for (uint32_t i = 0; i < plan->level_count; i++) {
        const Level *level = &plan->levels[i];
        while (given < plan->program_count &&
               plan->programs[given].first_level + plan->programs[given].program.output_count <= i)
            given++;
        const bool is_made = given < plan->program_count && plan->programs[given].first_level <= i;
        if (is_made != !level->cells || !is_none_or_below(level->input, plan->input_count) ||
            !is_none_or_below(level->movement.phase, plan->phase_count))
            return false;
    }
    return true;
}

/* That row[period] is one of the rows was seen when they were read. */
static bool splits_are_sound(const Plan *plan) {
    for (uint32_t s = 0; s < plan->split_count; s++) {
        const SplitTable *split = &plan->splits[s];
        for (uint32_t t = 0; !split->shares && t < plan->period_count; t++)
            for (uint32_t c = 0; c < plan->council_count; c++) {
                const SharePart *part = &split->parts[(size_t)split->row[t] * plan->council_count + c];
                if (!is_none_or_below(part->input, plan->input_count)) return false;
                if (!is_none_or_below(part->growth, plan->growth_count)) return false;
                if (!is_none_or_below(part->level, plan->level_count)) return false;
            }
    }
    return true;
}

static bool phases_are_sound(const Plan *plan) {
    for (uint32_t p = 0; p < plan->phase_count; p++) {
        const PhaseNode *phase = &plan->phases[p];
        if (phase->input >= plan->input_count || !are_below(phase->after, phase->after_count, p)) return false;
    }
    return true;
}

/* What a changed rate adds up again. */
static bool lives_are_sound(const Plan *plan) {
    for (uint32_t o = 0; o < plan->option_count; o++)
        if (plan->life_periods[o] == 0 || plan->life_periods[o] > MOST_LIFE) return false;
    return true;
}

/* Rows of the working memory that scratch.h lays out, and of the inputs. */
static uint64_t scratch_rows(const Plan *plan) {
    const uint64_t periods = plan->period_count, councils = plan->council_count;
    uint64_t most_steps = 0, most_memory = 0, most_pointers = 0;
    for (uint32_t p = 0; p < plan->program_count; p++) {
        const Program *program = &plan->programs[p].program;
        const uint64_t memory = SPARE_ROWS + program->row_count + program->kept_count * periods;
        const uint64_t pointers = (uint64_t)program->input_count + program->output_count;
        if (memory > most_memory) most_memory = memory;
        if (pointers > most_pointers) most_pointers = pointers;
    }
    for (uint32_t b = 0; b < plan->bundle_count; b++)
        if (plan->bundles[b].step_count > most_steps) most_steps = plan->bundles[b].step_count;
    return plan->input_count + plan->phase_count * (periods + 2) + plan->growth_count * periods +
           plan->level_count * periods + periods + 2 + most_memory + most_pointers / LANES + 2 +
           plan->split_count * councils * periods + most_steps + plan->pool_count * periods +
           plan->sharing_count * councils * COMPONENT_COUNT +
           (councils + 1) * (plan->programme_count + (uint64_t)1) * (periods + COMPONENT_COUNT);
}

bool plan_is_sound(const Plan *plan) {
    const bool has_size = plan->period_count > 0 && plan->council_count > 0 && plan->programme_count > 0 &&
                          plan->option_count > 0 && plan->months_per_period > 0 &&
                          plan->months_per_period <= MONTHS_PER_YEAR;
    return has_size && scratch_rows(plan) <= MOST_SCRATCH_ROWS && streams_are_sound(plan) && bundles_are_sound(plan) &&
           pools_are_sound(plan) && growths_are_sound(plan) && programs_are_sound(plan) && levels_are_sound(plan) &&
           splits_are_sound(plan) && phases_are_sound(plan) && lives_are_sound(plan);
}

uint64_t sampler_table_length(const Sampler *sampler) {
    const uint64_t count = sampler->table_count;
    if (sampler->form == SAMPLER_STEPS || sampler->form == SAMPLER_SEARCH) return 2 * count;
    return sampler->form == SAMPLER_EQUAL ? count : 0;
}

uint64_t sampler_rows_length(const Sampler *sampler) {
    return sampler->form == SAMPLER_TABLE ? (uint64_t)2 * 2 * sampler->table_count : 0;
}

/* What draw.c takes for granted where it looks a value up. */
static bool sampler_is_sound(const Sampler *sampler) {
    const size_t count = sampler->table_count;
    if (sampler->form == SAMPLER_STEPS) return count > 0;
    if (sampler->form == SAMPLER_SEARCH) return count > 0 && (count & (count - 1)) == 0;
    if (sampler->form == SAMPLER_EQUAL) return count > 0 && sampler->a == (double)count;
    if (sampler->form != SAMPLER_TABLE) return true;
    const unsigned bits = 52 - sampler->shift;
    return sampler->shift <= 52 && bits <= MOST_TABLE_BITS && count == (size_t)TABLE_OCTAVES << bits;
}

/* Sobol numbers are in the plan where there are inputs that vary; constant ones draw none, if nothing correlates them.
   */
static bool design_is_sound(const DrawPlan *draws) {
    if (draws->design == DESIGN_RANDOM) return true;
    const bool has_points = draws->points > 0 && draws->points <= MOST_POINTS && draws->points % LANES == 0;
    if (draws->design != DESIGN_SOBOL || draws->directions) return has_points;
    for (size_t i = 0; i < draws->input_count; i++)
        if (draws->samplers[i].form != SAMPLER_CONSTANT && draws->dimension[i] < SOBOL_DIMENSIONS) return false;
    return has_points && draws->correlated_count == 0;
}

bool draws_are_sound(const DrawPlan *draws, const Plan *plan) {
    if (draws->input_count != plan->input_count) return false;
    for (size_t i = 0; i < draws->input_count; i++)
        if (!sampler_is_sound(&draws->samplers[i])) return false;
    return design_is_sound(draws) && are_below(draws->independent, draws->independent_count, plan->input_count) &&
           are_below(draws->correlated, draws->correlated_count, plan->input_count) &&
           (draws->correlated_count == 0 || sampler_is_sound(draws->normal));
}
