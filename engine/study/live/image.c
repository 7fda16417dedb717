#include "study/live/image.h"

#include <string.h>

#include "study/simulation/image_fields.h"
#include "study/simulation/plan_sound.h"

/* Raise the last digit when the list of fields changes. */
static const char mark[] = "bizlive9";

/* Fields that are no pointers to constants, carried as if they were. */
#define AS_CONST(Type, field) ((const Type **)(void *)&(field))

/* --- the case's facts ----------------------------------------------------------------------------------------------- */

static void label(Transfer *t, Label *item) {
    carry_text(t, &item->id);
    carry_text(t, &item->name);
    if (t->reading) item->place = (Place){ 0 };
}
TRANSFER_LIST(Label, labels, label)

static void option(Transfer *t, Option *item) {
    uint32_t role = item->role;
    label(t, &item->label);
    carry_whole(t, &role);
    carry_whole(t, &item->life_periods);
    t->sound = t->sound && role <= ROLE_PREFERRED;
    item->role = t->sound ? (OptionRole)role : ROLE_OPTION;
}
TRANSFER_LIST(Option, options, option)

typedef const char *Text;
static void text(Transfer *t, Text *item) {
    carry_text(t, item);
}
TRANSFER_LIST(Text, texts, text)

static void small(Transfer *t, int *value) {
    uint32_t bits = (uint32_t)*value;
    carry_whole(t, &bits);
    *value = (int)bits;
}
TRANSFER_LIST(int, smalls, small)

static void schedule(Transfer *t, Schedule *item) {
    carry_text(t, &item->name);
    carry_text(t, &item->source);
    carry_size(t, &item->band_count);
    t->sound = t->sound && item->band_count > 0;
    smalls(t, &item->from_year, item->band_count);
    carry_reals(t, &item->rate_per_year, item->band_count);
}

/* One of the values of an enumeration. */
static uint32_t choice(Transfer *t, uint32_t value, uint32_t last) {
    carry_whole(t, &value);
    t->sound = t->sound && value <= last;
    return t->sound ? value : 0;
}

static void settings_fields(Transfer *t, Settings *item) {
    const char **const said[] = { &item->title, &item->version, &item->author, &item->date, &item->currency,
        &item->party, &item->parties, &item->sampler };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) carry_text(t, said[i]);
    small(t, &item->start.first_month);
    small(t, &item->start.length_months);
    carry_size(t, &item->period_count);
    carry_real(t, &item->scale);
    schedule(t, &item->discount);
    item->discount_timing = (DiscountTiming)choice(t, item->discount_timing, DISCOUNT_END);
    item->payback_timing = (PaybackTiming)choice(t, item->payback_timing, PAYBACK_POINT);
    small(t, &item->price_base_month);
    carry_real(t, &item->finance_rate);
    carry_real(t, &item->reinvestment_rate);
    carry_truth(t, &item->risk_in_plan);
    carry_truth(t, &item->optimism_bias_in_plan);
    item->optimism_bias_in_simulation = (TrialBias)choice(t, item->optimism_bias_in_simulation, TRIALS_WITH_BIAS);
    carry_whole_64(t, &item->trials);
    carry_whole_64(t, &item->seed);
}

static void facts(Transfer *t, Case *item) {
    uint32_t baseline = item->baseline == NONE ? NO_INDEX : (uint32_t)item->baseline;
    settings_fields(t, &item->settings);
    item->reading = (MoneyReading)choice(t, item->reading, READING_COUNT - 1);
    carry_size(t, &item->council_count);
    labels(t, AS_CONST(Label, item->councils), item->council_count);
    carry_size(t, &item->programme_count);
    labels(t, AS_CONST(Label, item->programmes), item->programme_count);
    carry_size(t, &item->option_count);
    options(t, AS_CONST(Option, item->options), item->option_count);
    carry_truths(t, &item->has_stake, READING_COUNT * item->option_count * item->council_count);
    carry_whole(t, &baseline);
    carry_size(t, &item->scenario_count);
    texts(t, AS_CONST(Text, item->scenarios), item->scenario_count);
    carry_text(t, &item->variation);
    carry_size(t, &item->risk_count);
    t->sound = t->sound && (baseline == NO_INDEX || baseline < item->option_count);
    if (!t->reading) return;
    item->baseline = baseline == NO_INDEX ? NONE : baseline;
    item->folder = "";
}

/* --- what can be looked at and changed ------------------------------------------------------------------------------ */

static void view(Transfer *t, View *item) {
    carry_whole(t, &item->option);
    carry_whole(t, &item->baseline);
    carry_truth(t, &item->is_main);
    const uint32_t count = t->plan->option_count;
    t->sound = t->sound && item->option < count && (item->baseline == NO_INDEX || item->baseline < count);
}
TRANSFER_LIST(View, view_list, view)

static void views(Transfer *t, Views *item) {
    carry_count(t, &item->count);
    view_list(t, AS_CONST(View, item->items), item->count);
    item->result_count = (t->plan->council_count + 1) * (t->plan->programme_count + 1);
    t->sound = t->sound && item->count > 0;
}

static void flag(Transfer *t, int *value) {
    bool is = *value != 0;
    carry_truth(t, &is);
    *value = is;
}

static void levels_of_quantity(Transfer *t, BizcaseQuantityLevels *item) {
    carry_text(t, &item->first_period);
    carry_text(t, &item->last_period);
    carry_real(t, &item->first);
    carry_real(t, &item->last);
    carry_real(t, &item->total);
    flag(t, &item->is_share);
    flag(t, &item->is_first_of_all);
    flag(t, &item->is_constant);
    if (t->memory) t->sound = t->sound && item->first_period && item->last_period;
}
TRANSFER_LIST(BizcaseQuantityLevels, quantity_levels_list, levels_of_quantity)

static void lever(Transfer *t, LiveLever *item) {
    carry_text(t, &item->name);
    carry_text(t, &item->label);
    item->unit = (BizcaseLeverUnit)choice(t, item->unit, BIZCASE_LEVER_MONTHS);
    carry_text(t, &item->measure);
    if (carry_is_there(t, item->levels)) {
        quantity_levels_list(t, &item->levels, 1);
        if (t->memory) t->sound = t->sound && item->measure;
    }
    carry_real(t, &item->plan);
    carry_real(t, &item->low);
    carry_real(t, &item->high);
    item->change.kind = choice(t, item->change.kind, LIVE_CHANGE_KINDS - 1);
    carry_whole(t, &item->change.index);
    carry_whole(t, &item->change.council);
    carry_real(t, &item->change_of_a_unit);
    carry_real(t, &item->change_at_plan);
    t->sound = t->sound && live_change_is_sound(t->plan, &item->change);
}
TRANSFER_LIST(LiveLever, levers, lever)

bool live_change_is_sound(const Plan *plan, const LiveChange *change) {
    switch (change->kind) {
    case LIVE_INPUT:
    case LIVE_PROBABILITY: return change->index < plan->input_count;
    case LIVE_LINE: return change->index < plan->stream_count;
    case LIVE_SHARE: return change->index < plan->split_count && change->council < plan->council_count;
    default: return change->kind < LIVE_CHANGE_KINDS;
    }
}

/* --- whole images --------------------------------------------------------------------------------------------------- */

static bool plans_agree(const Plan *a, const Plan *b) {
    return a->period_count == b->period_count && a->months_per_period == b->months_per_period &&
           a->council_count == b->council_count && a->programme_count == b->programme_count &&
           a->option_count == b->option_count && a->input_count == b->input_count &&
           a->stream_count == b->stream_count && a->split_count == b->split_count;
}

/* The plans are of the same case, and the case is what the plans say. */
static bool fits(const LiveVariant *v) {
    const Plan *a = &v->plain;
    const Settings *settings = &v->facts.settings;
    return plans_agree(a, &v->biased) && plans_agree(a, &v->held) && a->period_count == settings->period_count &&
           a->months_per_period == (uint32_t)settings->start.length_months &&
           a->council_count == v->facts.council_count && a->programme_count == v->facts.programme_count &&
           a->option_count == v->facts.option_count;
}

static void variant(Transfer *t, LiveVariant *item) {
    carry_text(t, &item->scenario);
    facts(t, &item->facts);
    plan_fields(t, &item->plain);
    plan_fields(t, &item->biased);
    if (item->facts.settings.optimism_bias_in_simulation == TRIALS_WITH_REST_OF_BIAS)
        plan_fields(t, &item->held);
    else if (t->reading)
        item->held = item->biased;
    draw_fields(t, &item->draws);
    carry_reals(t, AS_CONST(double, item->plan_values), item->plain.input_count);
    t->plan = &item->plain;
    views(t, &item->views);
    carry_size(t, &item->lever_count);
    levers(t, AS_CONST(LiveLever, item->levers), item->lever_count);
    t->sound = t->sound && fits(item);
}

size_t live_image_write(const LiveVariant *variants, size_t count, uint8_t *bytes) {
    Transfer t = { .sound = true, .to = bytes };
    carry_mark(&t, mark);
    carry_size(&t, &count);
    for (size_t v = 0; v < count; v++) {
        LiveVariant written = variants[v];
        variant(&t, &written);
    }
    return t.place;
}

size_t live_image_count(const uint8_t *bytes, size_t size) {
    Transfer t = { .reading = true, .sound = true, .from = bytes, .size = size };
    size_t count = 0;
    carry_mark(&t, mark);
    carry_size(&t, &count);
    return t.sound ? count : 0;
}

/* All up to the wanted one, which may use the tables of those before it. Returns what was read of the bytes. */
static Transfer read_until(const uint8_t *bytes, size_t size, size_t wanted, void *memory, LiveVariant *last) {
    Transfer t = { .reading = true, .sound = true, .from = bytes, .size = size, .memory = memory };
    size_t count = 0;
    carry_mark(&t, mark);
    carry_size(&t, &count);
    t.sound = t.sound && wanted < count;
    for (size_t v = 0; v <= wanted && t.sound; v++) {
        memset(last, 0, sizeof *last);
        variant(&t, last);
    }
    return t;
}

bool live_image_read(Arena *arena, const uint8_t *bytes, size_t size, size_t wanted, LiveVariant *result) {
    const Transfer measured = read_until(bytes, size, wanted, NULL, result);
    if (!measured.sound) return false;
    void *memory = arena_alloc(arena, (size_t)measured.memory_used);
    if (!read_until(bytes, size, wanted, memory, result).sound) return false;
    return plan_is_sound(&result->plain) && plan_is_sound(&result->biased) &&
           draws_are_sound(&result->draws, &result->plain);
}
