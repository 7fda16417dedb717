/* One list of fields for both directions, as in Sun's XDR (RFC 4506): each function below carries its value from the
   struct to the bytes or from the bytes to the struct. Numbers are little-endian, a list's length stands before it, and
   what may be NULL follows a byte that says whether it is there. */
#include "study/plan_image.h"
#include "study/plan_sound.h"

/* Raise the last digit when the list of fields changes. */
static const uint8_t mark[8] = "bizplan1";

enum { ALIGNMENT = 8 };
#define MOST_MEMORY ((uint64_t)1 << 31)

typedef struct Transfer {
    bool reading;
    bool sound; /* false: the image is damaged; what is read from then on is 0 */
    const uint8_t *from;
    uint8_t *to; /* NULL: only counts */
    size_t size, place;
    uint8_t *memory; /* for what is read; NULL: only counts */
    uint64_t memory_used;
    Plan *plan; /* whose counts are the lengths of lists */
} Transfer;

/* --- numbers --- */

static void carry(Transfer *t, uint64_t *value, size_t width) {
    if (t->reading) {
        *value = 0;
        t->sound = t->sound && t->size - t->place >= width;
        if (!t->sound) return;
        for (size_t i = 0; i < width; i++) *value |= (uint64_t)t->from[t->place + i] << (8 * i);
    } else if (t->to) {
        for (size_t i = 0; i < width; i++) t->to[t->place + i] = (uint8_t)(*value >> (8 * i));
    }
    t->place += width;
}

static void whole_64(Transfer *t, uint64_t *value) {
    carry(t, value, 8);
}

static void whole(Transfer *t, uint32_t *value) {
    uint64_t wide = *value;
    carry(t, &wide, 4);
    *value = (uint32_t)wide;
}

static void count(Transfer *t, uint32_t *value) {
    whole(t, value);
    if (*value <= PLAN_MOST_OF_A_KIND) return;
    t->sound = false;
    *value = 0;
}

static void size(Transfer *t, size_t *value) {
    uint32_t narrow = (uint32_t)*value;
    count(t, &narrow);
    *value = narrow;
}

static void truth(Transfer *t, bool *value) {
    uint64_t wide = *value;
    carry(t, &wide, 1);
    t->sound = t->sound && wide <= 1;
    *value = wide == 1;
}

static void real(Transfer *t, double *value) {
    uint64_t bits;
    __builtin_memcpy(&bits, value, sizeof bits);
    carry(t, &bits, 8);
    __builtin_memcpy(value, &bits, sizeof bits);
}

/* --- lists --- */

/* Room for what is read; NULL when there is nothing to keep. */
static void *make_room(Transfer *t, uint64_t length, size_t item_size) {
    if (!t->reading || length == 0) return 0;
    t->sound = t->sound && length <= t->size - t->place; /* an item takes a byte at least */
    if (!t->sound) return 0;
    const uint64_t begin = (t->memory_used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    t->memory_used = begin + length * item_size;
    t->sound = t->memory_used <= MOST_MEMORY;
    return t->sound && t->memory ? t->memory + begin : 0;
}

/* A function that carries a list whose items another function carries. */
#define LIST(Type, name, carry_item)                                   \
    static void name(Transfer *t, const Type **list, uint64_t length) { \
        Type *made = make_room(t, length, sizeof(Type));               \
        for (uint64_t i = 0; t->sound && i < length; i++) {            \
            Type item = { 0 };                                         \
            if (!t->reading) item = (*list)[i];                        \
            carry_item(t, &item);                                      \
            if (made) made[i] = item;                                  \
        }                                                              \
        if (t->reading) *list = made;                                  \
    }

LIST(uint32_t, wholes, whole)
LIST(uint64_t, wholes_64, whole_64)
LIST(bool, truths, truth)
LIST(double, reals, real)

/* Whether a list that may be NULL is there. */
static bool is_there(Transfer *t, const void *list) {
    bool there = list != 0;
    truth(t, &there);
    return there;
}

static void optional_reals(Transfer *t, const double **list, uint64_t length) {
    if (is_there(t, *list)) reals(t, list, length);
}

/* --- the fields, struct by struct; a list's counts come before it --- */

static void jump(Transfer *t, struct Jump *item) {
    whole(t, &item->step);
    real(t, &item->amount);
}
LIST(struct Jump, jumps, jump)

static void stream(Transfer *t, Stream *item) {
    count(t, &item->input_count);
    wholes(t, &item->inputs, item->input_count);
    whole(t, &item->bundle);
    count(t, &item->jump_count);
    jumps(t, &item->jumps, item->jump_count);
}
LIST(Stream, streams, stream)

static void step(Transfer *t, Step *item) {
    uint32_t rule = item->rule;
    real(t, &item->position);
    real(t, &item->to_end);
    whole(t, &rule);
    t->sound = t->sound && rule <= STEP_CUT;
    item->rule = t->sound ? (StepRule)rule : STEP_FIXED;
}
LIST(Step, steps, step)

static void bundle(Transfer *t, Bundle *item) {
    uint32_t component = item->component;
    whole(t, &item->pool);
    whole(t, &component);
    t->sound = t->sound && component < COMPONENT_COUNT;
    item->component = t->sound ? (Component)component : COMPONENT_COST;
    real(t, &item->bias);
    whole(t, &item->phase);
    if (is_there(t, item->idle)) truths(t, &item->idle, t->plan->period_count);
    optional_reals(t, &item->factor, t->plan->period_count);
    count(t, &item->growth_count);
    wholes(t, &item->growths, item->growth_count);
    count(t, &item->step_count);
    steps(t, &item->steps, item->step_count);
    count(t, &item->stream_count);
    wholes(t, &item->streams, item->stream_count);
}
LIST(Bundle, bundles, bundle)

static void pool(Transfer *t, Pool *item) {
    whole(t, &item->programme);
    whole(t, &item->split);
    truths(t, &item->in_option, t->plan->option_count);
    truths(t, &item->idle, t->plan->period_count);
}
LIST(Pool, pools, pool)

static void growth(Transfer *t, Growth *item) {
    whole(t, &item->input);
}
LIST(Growth, growths, growth)

static void share_part(Transfer *t, SharePart *item) {
    real(t, &item->weight);
    whole(t, &item->input);
    whole(t, &item->growth);
    optional_reals(t, &item->path, t->plan->period_count);
    truth(t, &item->is_rest);
}
LIST(SharePart, share_parts, share_part)

/* A split does not say how many rows it has: they are those up to the last that a period uses. */
static uint32_t split_rows(const Transfer *t, const SplitTable *item) {
    uint32_t rows = 0;
    for (uint32_t i = 0; !t->reading && i < t->plan->period_count; i++)
        if (item->row[i] >= rows) rows = item->row[i] + 1;
    return rows;
}

static void split(Transfer *t, SplitTable *item) {
    if (is_there(t, item->shares)) {
        reals(t, &item->shares, (uint64_t)t->plan->council_count * t->plan->period_count);
        return;
    }
    uint32_t rows = split_rows(t, item);
    count(t, &rows);
    share_parts(t, &item->parts, (uint64_t)rows * t->plan->council_count);
    wholes(t, &item->row, t->plan->period_count);
    truths(t, &item->row_has_rest, rows);
    for (uint32_t i = 0; item->row && i < t->plan->period_count; i++) t->sound = t->sound && item->row[i] < rows;
}
LIST(SplitTable, splits, split)

static void phase(Transfer *t, PhaseNode *item) {
    whole(t, &item->input);
    count(t, &item->after_count);
    wholes(t, &item->after, item->after_count);
    reals(t, &item->float_months, item->after_count);
    truth(t, &item->can_be_early);
}
LIST(PhaseNode, phases, phase)

static void plan_fields(Transfer *t, Plan *plan) {
    count(t, &plan->period_count);
    count(t, &plan->months_per_period);
    count(t, &plan->council_count);
    count(t, &plan->programme_count);
    count(t, &plan->option_count);
    count(t, &plan->input_count);
    count(t, &plan->stream_count);
    count(t, &plan->bundle_count);
    count(t, &plan->pool_count);
    count(t, &plan->growth_count);
    count(t, &plan->split_count);
    count(t, &plan->phase_count);
    streams(t, &plan->streams, plan->stream_count);
    bundles(t, &plan->bundles, plan->bundle_count);
    pools(t, &plan->pools, plan->pool_count);
    growths(t, &plan->growths, plan->growth_count);
    splits(t, &plan->splits, plan->split_count);
    phases(t, &plan->phases, plan->phase_count);
    reals(t, &plan->discount_factor, plan->period_count);
    reals(t, &plan->end_discount_factor, plan->period_count);
    real(t, &plan->finance_rate);
    real(t, &plan->reinvestment_rate);
    truth(t, &plan->payback_at_points);
    real(t, &plan->zero_money);
}

static void sampler(Transfer *t, Sampler *item) {
    uint32_t form = (uint32_t)item->form;
    whole(t, &form);
    t->sound = t->sound && form <= SAMPLER_TABLE;
    item->form = t->sound ? (int)form : SAMPLER_CONSTANT;
    real(t, &item->a);
    real(t, &item->b);
    real(t, &item->c);
    real(t, &item->d);
    real(t, &item->e);
    size(t, &item->table_count);
    whole(t, &item->shift);
}

/* The first sampler with the table of sampler i, which is i where it is its own or there is none. */
static uint32_t table_owner(const Sampler *list, uint32_t i) {
    uint32_t owner = i;
    for (uint32_t earlier = i; earlier-- > 0;)
        if ((list[i].table && list[earlier].table == list[i].table) || (list[i].rows && list[earlier].rows == list[i].rows))
            owner = earlier;
    return owner;
}

/* Equal distributions share a table, here too. */
static void samplers(Transfer *t, const Sampler **list, size_t length) {
    Sampler *made = make_room(t, length, sizeof *made);
    for (uint32_t i = 0; t->sound && i < length; i++) {
        Sampler item = { 0 };
        uint32_t owner = 0;
        if (!t->reading) {
            item = (*list)[i];
            owner = table_owner(*list, i);
        }
        sampler(t, &item);
        whole(t, &owner);
        t->sound = t->sound && owner <= i;
        if (owner == i) {
            reals(t, &item.table, sampler_table_length(&item));
            wholes_64(t, &item.rows, sampler_rows_length(&item));
        } else if (made && t->sound) {
            t->sound = made[owner].form == item.form && made[owner].table_count == item.table_count;
            item.table = made[owner].table;
            item.rows = made[owner].rows;
        }
        if (made) made[i] = item;
    }
    if (t->reading) *list = made;
}

static bool has_directions(const DrawPlan *draws, size_t input) {
    return draws->dimension[input] < SOBOL_DIMENSIONS;
}

/* A plan does not say how many dimensions have directions: they are those up to the last that an input uses. */
static uint32_t direction_rows(const Transfer *t, const DrawPlan *draws) {
    uint32_t rows = 0;
    for (size_t i = 0; !t->reading && i < draws->input_count; i++)
        if (draws->samplers[i].form != SAMPLER_CONSTANT && has_directions(draws, i) && draws->dimension[i] >= rows)
            rows = draws->dimension[i] + 1;
    return rows;
}

static void sobol(Transfer *t, DrawPlan *draws) {
    uint32_t rows = direction_rows(t, draws);
    count(t, &rows);
    wholes(t, &draws->dimension, draws->input_count);
    wholes(t, &draws->directions, (uint64_t)rows * SOBOL_BITS);
    for (size_t i = 0; t->sound && draws->dimension && rows > 0 && i < draws->input_count; i++)
        t->sound = !has_directions(draws, i) || draws->dimension[i] < rows;
}

static void draw_fields(Transfer *t, DrawPlan *draws) {
    uint32_t design = (uint32_t)draws->design;
    whole_64(t, &draws->seed);
    whole(t, &design);
    whole_64(t, &draws->points);
    whole_64(t, &draws->trials);
    size(t, &draws->input_count);
    wholes_64(t, &draws->name_hash, draws->input_count);
    samplers(t, &draws->samplers, draws->input_count);
    draws->design = (int)design;
    t->sound = t->sound && design <= DESIGN_SOBOL;
    if (t->sound && design == DESIGN_SOBOL) sobol(t, draws);
    size(t, &draws->independent_count);
    wholes(t, &draws->independent, draws->independent_count);
    size(t, &draws->correlated_count);
    wholes(t, &draws->correlated, draws->correlated_count);
    if (draws->correlated_count == 0) return;
    reals(t, &draws->factor, (uint64_t)draws->correlated_count * draws->correlated_count);
    samplers(t, &draws->normal, 1);
    wholes_64(t, &draws->normal_cdf_rows, (uint64_t)2 * NORMAL_CDF_INTERVALS);
}

/* --- whole images --- */

static void image(Transfer *t, Plan *plan, DrawPlan *draws) {
    for (size_t i = 0; i < sizeof mark; i++) {
        uint64_t letter = mark[i];
        carry(t, &letter, 1);
        t->sound = t->sound && letter == mark[i];
    }
    t->plan = plan;
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
    return memory && read_image(bytes, size, memory, plan, draws).sound && plan_is_sound(plan) && draws_are_sound(draws, plan);
}
