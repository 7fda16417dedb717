/* The fields of a plan and its draws. */
#include "study/simulation/plan_image.h"
#include "study/simulation/image_fields.h"
#include "study/simulation/plan_sound.h"

/* Raise the last digit when the list of fields changes. */
static const char mark[] = "bizplan6";

/* --- the fields, struct by struct; a list's counts come before it --- */

static void jump(Transfer *t, struct Jump *item) {
    carry_whole(t, &item->step);
    carry_real(t, &item->amount);
}
TRANSFER_LIST(struct Jump, jumps, jump)

static void stream(Transfer *t, Stream *item) {
    carry_count(t, &item->input_count);
    carry_wholes(t, &item->inputs, item->input_count);
    carry_whole(t, &item->bundle);
    carry_count(t, &item->jump_count);
    jumps(t, &item->jumps, item->jump_count);
}
TRANSFER_LIST(Stream, streams, stream)

static void step(Transfer *t, Step *item) {
    uint32_t rule = item->rule;
    carry_real(t, &item->position);
    carry_real(t, &item->to_end);
    carry_whole(t, &rule);
    t->sound = t->sound && rule <= STEP_CUT;
    item->rule = t->sound ? (StepRule)rule : STEP_FIXED;
}
TRANSFER_LIST(Step, steps, step)

static void bundle(Transfer *t, Bundle *item) {
    uint32_t component = item->component;
    carry_whole(t, &item->pool);
    carry_whole(t, &component);
    t->sound = t->sound && component < COMPONENT_COUNT;
    item->component = t->sound ? (Component)component : COMPONENT_COST;
    carry_real(t, &item->bias);
    carry_whole(t, &item->phase);
    if (carry_is_there(t, item->idle)) carry_truths(t, &item->idle, t->plan->period_count);
    carry_optional_reals(t, &item->factor, t->plan->period_count);
    carry_count(t, &item->growth_count);
    carry_wholes(t, &item->growths, item->growth_count);
    carry_count(t, &item->level_count);
    carry_wholes(t, &item->levels, item->level_count);
    carry_count(t, &item->step_count);
    steps(t, &item->steps, item->step_count);
    if (carry_is_there(t, item->step_levels)) carry_wholes(t, &item->step_levels, item->step_count);
    carry_truth(t, &item->is_outline);
    carry_count(t, &item->stream_count);
    carry_wholes(t, &item->streams, item->stream_count);
}
TRANSFER_LIST(Bundle, bundles, bundle)

static void pool(Transfer *t, Pool *item) {
    uint32_t readings = item->readings;
    carry_whole(t, &item->programme);
    carry_whole(t, &readings);
    item->readings = readings;
    carry_whole(t, &item->first_sharing);
    carry_count(t, &item->sharing_count);
    carry_truths(t, &item->in_option, t->plan->option_count);
    carry_truths(t, &item->idle, t->plan->period_count);
}
TRANSFER_LIST(Pool, pools, pool)

static void sharing(Transfer *t, Sharing *item) {
    carry_whole(t, &item->split);
    carry_truths(t, &item->in_option, t->plan->option_count);
}
TRANSFER_LIST(Sharing, sharings, sharing)

static void growth(Transfer *t, Growth *item) {
    carry_whole(t, &item->input);
}
TRANSFER_LIST(Growth, growths, growth)

static void movement(Transfer *t, Movement *item) {
    carry_whole(t, &item->phase);
    carry_truth(t, &item->extends);
    carry_real(t, &item->end);
    carry_real(t, &item->before);
    carry_truth(t, &item->falls);
}

static void level(Transfer *t, Level *item) {
    carry_optional_reals(t, &item->cells, t->plan->period_count);
    movement(t, &item->movement);
    carry_whole(t, &item->input);
}
TRANSFER_LIST(Level, levels, level)

static void operand(Transfer *t, Operand *item) {
    uint32_t kind = item->kind;
    carry_whole(t, &kind);
    carry_whole(t, &item->index);
    t->sound = t->sound && kind < OPERAND_KIND_COUNT;
    item->kind = t->sound ? (OperandKind)kind : OPERAND_NONE;
}

static void instruction(Transfer *t, Instruction *item) {
    uint32_t step = item->step, number = (uint32_t)item->number;
    carry_whole(t, &step);
    t->sound = t->sound && step < DO_COUNT;
    item->step = t->sound ? (ProgramStep)step : DO_COPY;
    carry_truth(t, &item->once);
    operand(t, &item->to);
    operand(t, &item->a);
    operand(t, &item->b);
    operand(t, &item->c);
    carry_whole(t, &number);
    item->number = (int32_t)number;
    carry_whole(t, &item->first);
}
TRANSFER_LIST(Instruction, instructions, instruction)

static void pass(Transfer *t, ProgramPass *item) {
    carry_whole(t, &item->first);
    carry_whole(t, &item->count);
}
TRANSFER_LIST(ProgramPass, passes, pass)

static void source(Transfer *t, LevelSource *item) {
    uint32_t kind = item->kind;
    carry_whole(t, &kind);
    t->sound = t->sound && kind < SOURCE_KIND_COUNT;
    item->kind = t->sound ? (SourceKind)kind : SOURCE_INPUT;
    carry_whole(t, &item->index);
}
TRANSFER_LIST(LevelSource, sources, source)

static void program(Transfer *t, LevelProgram *item) {
    Program *made = &item->program;
    made->period_count = t->plan->period_count;
    carry_count(t, &made->instruction_count);
    carry_count(t, &made->pass_count);
    carry_count(t, &made->input_count);
    carry_count(t, &made->output_count);
    carry_count(t, &made->known_count);
    carry_count(t, &made->weight_count);
    carry_count(t, &made->kept_count);
    carry_count(t, &made->row_count);
    instructions(t, &made->instructions, made->instruction_count);
    passes(t, &made->passes, made->pass_count);
    carry_truths(t, &made->is_flat, made->input_count);
    carry_reals(t, &made->known, (uint64_t)made->known_count * made->period_count);
    carry_reals(t, &made->weights, made->weight_count);
    sources(t, &item->sources, made->input_count);
    carry_whole(t, &item->first_level);
}
TRANSFER_LIST(LevelProgram, programs, program)

static void share_part(Transfer *t, SharePart *item) {
    carry_real(t, &item->weight);
    carry_whole(t, &item->input);
    carry_whole(t, &item->growth);
    carry_whole(t, &item->level);
    carry_optional_reals(t, &item->path, t->plan->period_count);
    carry_truth(t, &item->is_rest);
}
TRANSFER_LIST(SharePart, share_parts, share_part)

/* A split does not say how many rows it has: they are those up to the last that a period uses. */
static uint32_t split_rows(const Transfer *t, const SplitTable *item) {
    uint32_t rows = 0;
    for (uint32_t i = 0; !t->reading && i < t->plan->period_count; i++)
        if (item->row[i] >= rows) rows = item->row[i] + 1;
    return rows;
}

static void split(Transfer *t, SplitTable *item) {
    if (carry_is_there(t, item->shares)) {
        carry_reals(t, &item->shares, (uint64_t)t->plan->council_count * t->plan->period_count);
        return;
    }
    uint32_t rows = split_rows(t, item);
    carry_count(t, &rows);
    share_parts(t, &item->parts, (uint64_t)rows * t->plan->council_count);
    carry_wholes(t, &item->row, t->plan->period_count);
    carry_truths(t, &item->row_has_rest, rows);
    for (uint32_t i = 0; item->row && i < t->plan->period_count; i++) t->sound = t->sound && item->row[i] < rows;
}
TRANSFER_LIST(SplitTable, splits, split)

static void phase(Transfer *t, PhaseNode *item) {
    carry_whole(t, &item->input);
    carry_count(t, &item->after_count);
    carry_wholes(t, &item->after, item->after_count);
    carry_reals(t, &item->float_months, item->after_count);
    carry_truth(t, &item->can_be_early);
}
TRANSFER_LIST(PhaseNode, phases, phase)

static void readings(Transfer *t, Plan *plan) {
    uint32_t of_plan = plan->readings;
    carry_whole(t, &of_plan);
    t->sound = t->sound && of_plan <= READINGS_ALL && of_plan & READING_BIT(READING_WHOLE);
    plan->readings = of_plan;
    for (int r = 0; r < READING_COUNT; r++)
        if (carry_is_there(t, plan->left_out[r])) carry_truths(t, &plan->left_out[r], plan->council_count);
}

void plan_fields(Transfer *t, Plan *plan) {
    t->plan = plan;
    carry_count(t, &plan->period_count);
    carry_count(t, &plan->months_per_period);
    carry_count(t, &plan->council_count);
    carry_count(t, &plan->programme_count);
    carry_count(t, &plan->option_count);
    carry_count(t, &plan->input_count);
    carry_count(t, &plan->stream_count);
    carry_count(t, &plan->bundle_count);
    carry_count(t, &plan->pool_count);
    carry_count(t, &plan->sharing_count);
    carry_count(t, &plan->growth_count);
    carry_count(t, &plan->split_count);
    carry_count(t, &plan->phase_count);
    carry_count(t, &plan->level_count);
    carry_count(t, &plan->program_count);
    streams(t, &plan->streams, plan->stream_count);
    bundles(t, &plan->bundles, plan->bundle_count);
    pools(t, &plan->pools, plan->pool_count);
    sharings(t, &plan->sharings, plan->sharing_count);
    growths(t, &plan->growths, plan->growth_count);
    levels(t, &plan->levels, plan->level_count);
    programs(t, &plan->programs, plan->program_count);
    splits(t, &plan->splits, plan->split_count);
    phases(t, &plan->phases, plan->phase_count);
    carry_reals(t, &plan->discount_factor, plan->period_count);
    carry_wholes(t, &plan->life_periods, plan->option_count);
    carry_reals(t, &plan->life_factor, plan->option_count);
    carry_real(t, &plan->finance_rate);
    carry_real(t, &plan->reinvestment_rate);
    carry_truth(t, &plan->payback_at_points);
    readings(t, plan);
    carry_real(t, &plan->zero_money);
}

static void sampler(Transfer *t, Sampler *item) {
    uint32_t form = (uint32_t)item->form;
    carry_whole(t, &form);
    t->sound = t->sound && form <= SAMPLER_TABLE;
    item->form = t->sound ? (int)form : SAMPLER_CONSTANT;
    carry_real(t, &item->a);
    carry_real(t, &item->b);
    carry_real(t, &item->c);
    carry_real(t, &item->d);
    carry_real(t, &item->e);
    carry_size(t, &item->table_count);
    carry_whole(t, &item->shift);
}

static bool same_words(const void *a, const void *b, uint64_t length) {
    const uint64_t *x = a, *y = b;
    for (uint64_t i = 0; x != y && i < length; i++)
        if (x[i] != y[i]) return false;
    return true;
}

/* The carried table that the sampler has; table_count if missing. */
static uint32_t find_table(const Transfer *t, const Sampler *item) {
    uint32_t n = 0;
    for (; n < t->table_count; n++) {
        const TransferTable *table = &t->tables[n];
        if (table->form == item->form && table->count == item->table_count && !table->rows == !item->rows &&
            !table->table == !item->table && same_words(table->rows, item->rows, sampler_rows_length(item)) &&
            same_words(table->table, item->table, sampler_table_length(item)))
            break;
    }
    return n;
}

/* Its number, then the table itself where it was not carried before. */
static void sampler_table(Transfer *t, Sampler *item) {
    uint32_t number = t->reading ? 0 : find_table(t, item);
    const uint64_t length = sampler_table_length(item), rows = sampler_rows_length(item);
    if (length + rows == 0) return;
    carry_whole(t, &number);
    t->sound = t->sound && number <= t->table_count;
    if (!t->sound) return;
    if (number < t->table_count) {
        const TransferTable *table = &t->tables[number];
        t->sound = table->form == item->form && table->count == item->table_count;
        if (t->reading) item->table = table->table;
        if (t->reading) item->rows = table->rows;
        return;
    }
    carry_reals(t, &item->table, length);
    carry_wholes_64(t, &item->rows, rows);
    if (t->table_count < TRANSFER_TABLES)
        t->tables[t->table_count++] = (TransferTable){ item->form, item->table_count, item->table, item->rows };
}

static void sampler_and_table(Transfer *t, Sampler *item) {
    sampler(t, item);
    if (t->sound) sampler_table(t, item);
}
TRANSFER_LIST(Sampler, samplers, sampler_and_table)

/* A constant is not drawn, whatever its dimension. */
static bool has_directions(const DrawPlan *draws, size_t input) {
    return draws->samplers[input].form != SAMPLER_CONSTANT && draws->dimension[input] < SOBOL_DIMENSIONS;
}

/* A plan does not say how many dimensions have directions: they are those up to the last that an input uses. */
static uint32_t direction_rows(const Transfer *t, const DrawPlan *draws) {
    uint32_t rows = 0;
    for (size_t i = 0; !t->reading && i < draws->input_count; i++)
        if (has_directions(draws, i) && draws->dimension[i] >= rows) rows = draws->dimension[i] + 1;
    return rows;
}

static void sobol(Transfer *t, DrawPlan *draws) {
    uint32_t rows = direction_rows(t, draws);
    carry_count(t, &rows);
    carry_wholes(t, &draws->dimension, draws->input_count);
    carry_wholes(t, &draws->directions, (uint64_t)rows * SOBOL_BITS);
    for (size_t i = 0; t->sound && draws->dimension && rows > 0 && i < draws->input_count; i++)
        t->sound = !has_directions(draws, i) || draws->dimension[i] < rows;
}

void draw_fields(Transfer *t, DrawPlan *draws) {
    uint32_t design = (uint32_t)draws->design;
    carry_whole_64(t, &draws->seed);
    carry_whole(t, &design);
    carry_whole_64(t, &draws->points);
    carry_whole_64(t, &draws->trials);
    carry_size(t, &draws->input_count);
    carry_wholes_64(t, &draws->name_hash, draws->input_count);
    samplers(t, &draws->samplers, draws->input_count);
    draws->design = (int)design;
    t->sound = t->sound && design <= DESIGN_SOBOL;
    if (t->sound && design == DESIGN_SOBOL) sobol(t, draws);
    carry_size(t, &draws->independent_count);
    carry_wholes(t, &draws->independent, draws->independent_count);
    carry_size(t, &draws->correlated_count);
    carry_wholes(t, &draws->correlated, draws->correlated_count);
    if (draws->correlated_count == 0) return;
    carry_reals(t, &draws->factor, (uint64_t)draws->correlated_count * draws->correlated_count);
    samplers(t, &draws->normal, 1);
    if (!t->has_normal_cdf)
        carry_wholes_64(t, &draws->normal_cdf_rows, (uint64_t)2 * NORMAL_CDF_INTERVALS);
    else if (t->reading)
        draws->normal_cdf_rows = t->normal_cdf_rows;
    t->has_normal_cdf = true;
    t->normal_cdf_rows = draws->normal_cdf_rows;
}

/* --- whole images --- */

static void image(Transfer *t, Plan *plan, DrawPlan *draws) {
    carry_mark(t, mark);
    plan_fields(t, plan);
    draw_fields(t, draws);
}

static size_t write_image(const Plan *plan, const DrawPlan *draws, uint8_t *bytes) {
    Transfer t = { .sound = true, .to = bytes };
    Plan written_plan = *plan;
    DrawPlan written_draws = *draws;
    image(&t, &written_plan, &written_draws);
    return t.place;
}

size_t plan_image_size(const Plan *plan, const DrawPlan *draws) {
    return write_image(plan, draws, 0);
}

void plan_image_write(const Plan *plan, const DrawPlan *draws, uint8_t *bytes) {
    write_image(plan, draws, bytes);
}

static Transfer read_image(const uint8_t *bytes, size_t size, void *memory, Plan *plan, DrawPlan *draws) {
    Transfer t = { .reading = true, .sound = true, .from = bytes, .size = size, .memory = memory };
    *plan = (Plan){ 0 };
    *draws = (DrawPlan){ 0 };
    image(&t, plan, draws);
    t.sound = t.sound && t.place == size;
    return t;
}

size_t plan_image_memory(const uint8_t *bytes, size_t size) {
    Plan plan;
    DrawPlan draws;
    const Transfer t = read_image(bytes, size, 0, &plan, &draws);
    return t.sound ? (size_t)t.memory_used : 0;
}

bool plan_image_read(const uint8_t *bytes, size_t size, void *memory, Plan *plan, DrawPlan *draws) {
    return memory && read_image(bytes, size, memory, plan, draws).sound && plan_is_sound(plan) &&
           draws_are_sound(draws, plan);
}
