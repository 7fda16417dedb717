/* What a live page lets its reader change, with the ranges of its sliders and the words that the command line has for it. */
#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "case/driver_values.h"
#include "case/party.h"
#include "case/readings.h"
#include "model/inputs.h"
#include "model/shares.h"
#include "model/timeline.h"
#include "study/live/live.h"
#include "study/plan_changes.h"
#include "study/quantity_levels.h"

typedef struct Panel {
    Arena *arena;
    const Case *the_case;
    const LiveVariant *variant;
    const Inputs *inputs;
    LiveCase *made;
    size_t capacity;
} Panel;

/* --- sliders -------------------------------------------------------------------------------------------------------- */

/* 1, 2 or 5 times a power of ten: about a hundredth of the span. */
static double slider_step(double span) {
    const double power = power_of_ten(decimal_exponent(span / 100));
    const double lead = span / 100 / power;
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

static int decimals_of(double shown) {
    enum { MOST_DECIMALS = 6 };
    double scaled = fabs(shown);
    for (int decimals = 0; decimals < MOST_DECIMALS; decimals++, scaled *= 10)
        if (fabs(scaled - round(scaled)) <= 1e-9 * fmax(1, scaled)) return decimals;
    return MOST_DECIMALS;
}

/* Whole steps around a range, within what is possible; a step that is set holds. Steps are round as they are shown. */
static void lay_slider(LiveControl *control, double from, double to) {
    if (control->step == 0)
        control->step = slider_step((to > from ? to - from : 1) * control->factor) / control->factor;
    control->least = fmax(
        floor(from / control->step + 1e-9) * control->step, isnan(control->minimum) ? -INFINITY : control->minimum);
    control->most =
        fmin(ceil(to / control->step - 1e-9) * control->step, isnan(control->maximum) ? INFINITY : control->maximum);
    control->decimals = decimals_of(control->step * control->factor);
}

/* Room for a quarter of the spread at either side of what can be drawn, but not past 0 where nothing else lies there. */
static void slide_over_distribution(LiveControl *control, const Fitted *fitted, double unit) {
    const double a = distribution_quantile(fitted, 0.001) / unit, b = distribution_quantile(fitted, 0.999) / unit;
    const double low = fmin(fmin(a, b), control->plan), high = fmax(fmax(a, b), control->plan), room = (high - low) / 4;
    lay_slider(control, low >= 0 ? fmax(0, low - room) : low - room, high <= 0 ? fmin(0, high + room) : high + room);
}

/* What nobody wrote need not be exact. */
static double rounded(double value, int figures) {
    const double step = value == 0 ? 1 : power_of_ten(decimal_exponent(value) + 1 - figures);
    return step < 1 ? round(value / step) / round(1 / step) : round(value / step) * step;
}

static double mark_at(const Fitted *fitted, double written, double probability) {
    return isnan(written) ? rounded(distribution_quantile(fitted, probability), 3) : written;
}

/* Low and high as the case says them; where the distribution has none, P10 and P90. */
static void mark_uncertainty(LiveControl *control, const Fitted *fitted, double unit) {
    if (fitted->constant) return;
    control->plan_is_more = true;
    control->low = mark_at(fitted, fitted->low, 0.1) / unit;
    control->central = fitted->central / unit;
    control->high = mark_at(fitted, fitted->high, 0.9) / unit;
}

/* --- edits ---------------------------------------------------------------------------------------------------------- */

static void add_edit(const Panel *panel, LiveControl *control, LiveEdit edit) {
    enum { MOST_EDITS = 8 };
    const size_t most = panel->the_case->council_count > MOST_EDITS ? panel->the_case->council_count : MOST_EDITS;
    if (!control->edits) control->edits = arena_array(panel->arena, most, sizeof *control->edits);
    control->edits[control->edit_count++] = edit;
}

/* A row that is certain at the value: what its distribution needed goes. */
static void edit_to_certain(
    const Panel *panel, LiveControl *control, const char *file, const char *row, const Uncertainty *own) {
    const Fitted *fitted = &own->fitted;
    if (strcmp(fitted->distribution->name, "fixed") != 0)
        add_edit(panel, control, (LiveEdit){ file, row, "distribution", "set", "fixed" });
    if (!isnan(fitted->low)) add_edit(panel, control, (LiveEdit){ file, row, "low", "set", "" });
    add_edit(panel, control, (LiveEdit){ file, row, "central", "set", "{}" });
    if (!isnan(fitted->high)) add_edit(panel, control, (LiveEdit){ file, row, "high", "set", "" });
    if (own->shape && *own->shape) add_edit(panel, control, (LiveEdit){ file, row, "shape", "set", "" });
}

/* --- controls ------------------------------------------------------------------------------------------------------- */

static LiveControl *add_control(Panel *panel, LiveGroup group, const char *kind, const char *id, LiveChange change) {
    LiveCase *made = panel->made;
    made->controls =
        arena_grow(panel->arena, made->controls, made->control_count, &panel->capacity, sizeof *made->controls);
    LiveControl *control = &made->controls[made->control_count++];
    *control = (LiveControl){ .id = *id ? arena_format(panel->arena, "%s:%s", kind, id) : kind,
        .section = "",
        .unit = "",
        .note = "",
        .group = group,
        .change = change,
        .factor = 1,
        .low = NAN,
        .central = NAN,
        .high = NAN,
        .minimum = NAN,
        .maximum = NAN };
    return control;
}

static const char *uncertain_note(const Fitted *fitted) {
    return fitted->constant ? "" : "Certain at the value set";
}

/* From nothing to twice the plan where it is certain. */
static void slide_over_input(LiveControl *control, const Fitted *fitted) {
    control->note = uncertain_note(fitted);
    mark_uncertainty(control, fitted, 1);
    if (fitted->constant)
        lay_slider(control, fmin(2 * fitted->central, 0), fmax(2 * fitted->central, fitted->central == 0));
    else
        slide_over_distribution(control, fitted, 1);
}

/* Beside a path the value multiplies it, and the driver's unit is the path's. */
static const char *driver_unit(const Driver *driver) {
    if (driver->kind == DRIVER_GROWTH) return "% a year";
    const bool has_path = driver->path.count > 0;
    if (driver->in_percent) return has_path ? "% of its path" : "%";
    return has_path && driver->uncertainty.fitted.central == 1 ? "times its path" : driver->unit;
}

static void add_drivers(Panel *panel) {
    const Case *the_case = panel->the_case;
    for (size_t d = 0; d < the_case->driver_count; d++) {
        const Driver *driver = &the_case->drivers[d];
        const Fitted *fitted = &driver->uncertainty.fitted;
        const bool grows = driver->kind == DRIVER_GROWTH;
        LiveControl *control = add_control(panel, LIVE_DRIVERS, "driver", driver->label.id,
            (LiveChange){ .kind = LIVE_INPUT, .index = panel->inputs->of_driver[d] });
        control->label = driver->label.name;
        control->unit = driver_unit(driver);
        control->factor = driver->in_percent ? 100 : 1;
        control->minimum = grows ? -0.99 : NAN;
        control->plan = fitted->central;
        if (grows && fitted->constant)
            lay_slider(control, fmin(fitted->central, 0) - 0.05, fmax(fitted->central, 0) + 0.05);
        else
            slide_over_input(control, fitted);
        edit_to_certain(panel, control, "drivers", driver->label.id, &driver->uncertainty);
    }
}

/* Of a quantity whose own value is a factor on levels of both signs, or on none. */
static const char *factor_unit(const Quantity *quantity, bool in_percent) {
    if (in_percent) return quantity->formula ? "% of its formula" : "% of its path";
    return quantity->formula ? "times its formula" : "times its path";
}

/* Of a pure number "1" says nothing. */
static const char *shown_unit(const Quantity *quantity) {
    return strcmp(quantity->unit_text, "1") == 0 ? "" : quantity->unit_text;
}

/* "lamps in 2026/27" */
static const char *level_unit(Arena *arena, const char *unit, const BizcaseQuantityLevels *levels) {
    if (levels->is_constant && levels->is_first_of_all) return unit;
    return arena_format(
        arena, "%s%s%s %s", unit, *unit ? " " : "", levels->is_constant ? "from" : "in", levels->first_period);
}

/* What the slider does not say of the plan: the total of what flows, or the level that it ends with. */
static const char *levels_note(Arena *arena, const BizcaseQuantityLevels *levels, const char *note) {
    const bool has_total = !isnan(levels->total);
    if (levels->is_constant && !has_total) return note;
    const double other = rounded((has_total ? levels->total : levels->last) * (levels->is_share ? 100 : 1), 5);
    return arena_format(arena, "%s%s in %s in the plan; all periods move in proportion%s%s",
        formula_number_text(arena, other), levels->is_share ? "%" : "", has_total ? "total" : levels->last_period,
        *note ? ". " : "", note);
}

/* The unit, and what 1 is shown as: a factor as the level that it makes of the first period with one. */
static void show_in_unit(const Panel *panel, size_t q, const BizcaseQuantityLevels *levels, LiveControl *control) {
    const Quantity *quantity = &panel->the_case->quantities[q];
    const bool in_percent = quantity->own.in_percent || is_unit_of_shares(quantity->unit_text);
    const bool is_level = !quantity->formula && quantity->cells.count == 0;
    control->factor = in_percent ? 100 : 1;
    control->unit = is_level ? in_percent ? "%" : shown_unit(quantity) : factor_unit(quantity, in_percent);
    if (!levels || levels->first <= 0) return;
    control->factor = levels->first * (levels->is_share ? 100 : 1);
    control->unit = level_unit(panel->arena, levels->is_share ? "%" : shown_unit(quantity), levels);
}

static void add_quantities(Panel *panel) {
    const Case *the_case = panel->the_case;
    if (the_case->quantity_count == 0) return;
    const PlanValues *values = plan_values(panel->arena, the_case);
    for (size_t q = 0; q < the_case->quantity_count; q++) {
        const Quantity *quantity = &the_case->quantities[q];
        const Fitted *own = &quantity->own.fitted;
        if (panel->inputs->of_quantity[q] == NO_INDEX) continue;
        LiveControl *control = add_control(panel, LIVE_QUANTITIES, "quantity", quantity->label.id,
            (LiveChange){ .kind = LIVE_INPUT, .index = panel->inputs->of_quantity[q] });
        control->label = quantity->label.name;
        const BizcaseQuantityLevels *levels = quantity_levels(panel->arena, values, q);
        show_in_unit(panel, q, levels, control);
        control->plan = own->central;
        slide_over_input(control, own);
        if (levels && levels->first > 0) control->note = levels_note(panel->arena, levels, control->note);
        edit_to_certain(panel, control, "quantities", quantity->label.id, &quantity->own);
    }
}

static bool split_is_used(const Plan *plan, size_t split) {
    for (uint32_t i = 0; i < plan->sharing_count; i++)
        if (plan->sharings[i].split == split) return true;
    return false;
}

static bool has_row(const Split *split, size_t number) {
    for (size_t r = 0; r < split->row_count; r++)
        if (split->rows[r].number == number) return true;
    return false;
}

/* How a change names the rows of a split or variant; NULL where some of them hold in a variant beside it, so that no change
   of cells is the same. */
static const char *rows_of_split(const Panel *panel, size_t s) {
    const Split *splits = panel->the_case->splits, *split = &splits[s];
    const char *id = splits[split->of].label.id;
    size_t first_option = 0;
    if (!splits[split->of].in_option) return id;
    for (size_t v = split->of; v < panel->the_case->split_count; v++)
        for (size_t r = 0; v != s && splits[v].of == split->of && r < split->row_count; r++)
            if (has_row(&splits[v], split->rows[r].number)) return NULL;
    while (split_in_option(splits, split->of, first_option) != s) first_option++;
    const char *option = split->rows[0].in_option ? panel->the_case->options[first_option].label.id : "";
    return arena_format(panel->arena, "split=%s;option=%s", id, option);
}

/* Councils other than c share what c leaves as they do at first. */
static void edit_shares(const Panel *panel, LiveControl *control, const char *rows, const double *shares, size_t c) {
    const Case *the_case = panel->the_case;
    const size_t periods = the_case->settings.period_count, councils = the_case->council_count;
    const double others = 1 - shares[c * periods];
    for (size_t k = 0; k < councils; k++) {
        const double part = others > 0 ? shares[k * periods] / others : 1 / (double)(councils - 1);
        add_edit(panel, control,
            (LiveEdit){ "splits", rows, the_case->councils[k].id, "set",
                k == c ? "{}" : arena_format(panel->arena, "{rest:%.17g}", part) });
    }
}

static bool changes_over_time(const double *values, size_t count) {
    for (size_t t = 1; t < count; t++)
        if (values[t] != values[0]) return true;
    return false;
}

/* Of two councils one says it all. */
static void add_shares(Panel *panel) {
    const Case *the_case = panel->the_case;
    const Plan *plan = &panel->variant->plain;
    const size_t councils = the_case->council_count, shown = councils == 2 ? 1 : councils;
    for (size_t s = councils + 1; s < the_case->split_count && councils > 1; s++) {
        const Split *split = &the_case->splits[s];
        const char *rows = rows_of_split(panel, s);
        if (!rows || !split_is_used(plan, s)) continue;
        const double *shares = shares_at(panel->arena, plan, s, panel->variant->plan_values);
        for (size_t c = 0; c < shown; c++) {
            LiveControl *control = add_control(panel, LIVE_SHARES, "split",
                arena_format(panel->arena, "%s/%s", split->label.id, the_case->councils[c].id),
                (LiveChange){ .kind = LIVE_SHARE, .index = (uint32_t)s, .council = (uint32_t)c });
            control->label =
                arena_format(panel->arena, "Share of %s by %s", the_case->councils[c].name, split->label.name);
            control->unit = "%";
            control->factor = 100;
            control->minimum = 0;
            control->maximum = 1;
            control->plan = shares[c * the_case->settings.period_count];
            control->plan_is_more =
                !plan->splits[s].shares ||
                changes_over_time(shares + c * the_case->settings.period_count, the_case->settings.period_count);
            control->note =
                councils == 2
                    ? party_text(panel->arena, the_case, "The same in every year; the rest is the other {party}'s")
                    : "The same in every year; the others keep their proportions. The last share set of a split holds";
            lay_slider(control, 0, 1);
            edit_shares(panel, control, rows, shares, c);
        }
    }
}

/* The plan was compiled for slips that can be early or not. */
static bool can_be_early(const Panel *panel, uint32_t input) {
    const Plan *plan = &panel->variant->plain;
    for (uint32_t p = 0; p < plan->phase_count; p++)
        if (plan->phases[p].input == input) return plan->phases[p].can_be_early;
    return false;
}

static void add_phases(Panel *panel) {
    const Case *the_case = panel->the_case;
    for (size_t p = 0; p < the_case->phase_count; p++) {
        const Phase *phase = &the_case->phases[p];
        const Fitted *slip = &phase->slip_months.fitted;
        const uint32_t input = panel->inputs->of_phase[p];
        LiveControl *control = add_control(
            panel, LIVE_PHASES, "phase", phase->label.id, (LiveChange){ .kind = LIVE_INPUT, .index = input });
        control->label = arena_format(panel->arena, "Slip of %s", phase->label.name);
        control->unit = "months";
        control->minimum = can_be_early(panel, input) ? NAN : 0;
        control->plan = slip->central;
        control->note = uncertain_note(slip);
        mark_uncertainty(control, slip, 1);
        const double highest = slip->constant ? slip->central : distribution_quantile(slip, 0.999);
        const double lowest = slip->constant ? slip->central : distribution_quantile(slip, 0.001);
        control->step = 0.5;
        lay_slider(control, fmin(lowest, 0), fmax(24, highest));
        edit_to_certain(panel, control, "phases", phase->label.id, &phase->slip_months);
    }
}

/* A line whose own factor varies is scaled as a whole, and keeps varying around that. */
static void add_lines(Panel *panel, LineSide side) {
    const Case *the_case = panel->the_case;
    uint32_t stream = 0;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (!counts(the_case, line)) continue;
        const uint32_t of_line = stream++;
        if (line->side != side) continue;
        const Fitted *own = &line->own.fitted;
        const bool varies = !own->constant && own->central != 0;
        LiveControl *control = add_control(panel, side == SIDE_COST ? LIVE_COSTS : LIVE_BENEFITS, "line",
            line->label.id, (LiveChange){ .kind = LIVE_LINE, .index = of_line });
        control->label = line->label.name;
        control->section = the_case->programmes[line->programme].name;
        control->unit = "% of the plan";
        control->factor = 100;
        control->plan = 1;
        control->note = varies ? "Varies around the value set as it does around the plan" : "";
        if (varies) mark_uncertainty(control, own, own->central);
        control->plan_is_more = false;
        control->step = 0.01;
        lay_slider(control, 0, 2);
        add_edit(panel, control,
            (LiveEdit){ side == SIDE_COST ? "costs" : "benefits", line->label.id, "periods", "scale", "{}" });
    }
}

static void add_probability(Panel *panel, size_t r) {
    const Risk *risk = &panel->the_case->risks[r];
    LiveControl *control = add_control(panel, LIVE_RISKS, "event", risk->label.id,
        (LiveChange){ .kind = LIVE_PROBABILITY, .index = panel->inputs->of_event[r] });
    control->label = arena_format(panel->arena, "%s: probability", risk->label.name);
    control->section = panel->the_case->programmes[risk->programme].name;
    control->unit = "%";
    control->factor = 100;
    control->minimum = 0;
    control->maximum = 1;
    control->plan = risk->probability;
    lay_slider(control, 0, 1);
    add_edit(panel, control, (LiveEdit){ "risks", risk->label.id, "probability", "set", "{}" });
}

static void add_impact(Panel *panel, size_t r) {
    const Case *the_case = panel->the_case;
    const Risk *risk = &the_case->risks[r];
    const Fitted *impact = &risk->impact.fitted;
    LiveControl *control = add_control(panel, LIVE_RISKS, "risk", risk->label.id,
        (LiveChange){ .kind = LIVE_INPUT, .index = panel->inputs->of_risk[r] });
    control->label = arena_format(panel->arena, "%s: what it costs", risk->label.name);
    control->section = the_case->programmes[risk->programme].name;
    control->unit = the_case->settings.currency;
    control->factor = the_case->settings.scale;
    control->plan = impact->mean;
    control->note = impact->constant ? "" : "Certain at the value set; the plan takes the mean";
    mark_uncertainty(control, impact, 1);
    if (impact->constant)
        lay_slider(control, fmin(2 * impact->mean, 0), fmax(2 * impact->mean, impact->mean == 0));
    else
        slide_over_distribution(control, impact, 1);
    edit_to_certain(panel, control, "risks", risk->label.id, &risk->impact);
}

static void add_rate(Panel *panel) {
    const Schedule *discount = &panel->the_case->settings.discount;
    LiveControl *control = add_control(panel, LIVE_RULES, "discount-rate", "", (LiveChange){ .kind = LIVE_RATE });
    control->label = "Discount rate";
    control->unit = "% a year";
    control->factor = 100;
    control->minimum = -0.99;
    control->plan = schedule_rate(discount, 1);
    control->plan_is_more = discount->band_count > 1;
    if (control->plan_is_more)
        control->note = arena_format(panel->arena,
            "The case has %s, which falls with time; a rate set here holds for every year", discount->name);
    lay_slider(control, 0, 0.1);
    add_edit(panel, control, (LiveEdit){ "case", "discount", "value", "set", "{}" });
}

static void add_bias(
    Panel *panel, const char *id, const char *label, LiveChangeKind kind, bool planned, const char *words) {
    LiveControl *control = add_control(panel, LIVE_RULES, id, "", (LiveChange){ .kind = kind });
    control->label = label;
    control->is_switch = true;
    control->plan = planned;
    control->most = control->step = control->maximum = 1;
    control->minimum = 0;
    add_edit(panel, control,
        (LiveEdit){ "case", kind == LIVE_BIAS_IN_PLAN ? "optimism_bias_in_plan" : "optimism_bias_in_simulation",
            "value", "set", words });
}

void live_controls(Arena *arena, const Case *the_case, const LiveVariant *variant, LiveCase *made) {
    const Inputs inputs = inputs_compile(arena, the_case, READING_BIT(READING_WHOLE), false);
    Panel panel = { .arena = arena, .the_case = the_case, .variant = variant, .inputs = &inputs, .made = made };
    const Settings *settings = &the_case->settings;
    add_drivers(&panel);
    add_quantities(&panel);
    add_shares(&panel);
    add_phases(&panel);
    add_lines(&panel, SIDE_COST);
    add_lines(&panel, SIDE_BENEFIT);
    for (size_t r = 0; r < the_case->risk_count; r++) {
        add_probability(&panel, r);
        add_impact(&panel, r);
    }
    add_rate(&panel);
    if (!plan_has_bias(&variant->biased)) return;
    add_bias(&panel, "bias-in-plan", "Optimism bias in the plan", LIVE_BIAS_IN_PLAN, settings->optimism_bias_in_plan,
        "{switch}");
    const bool is_rest = settings->optimism_bias_in_simulation == TRIALS_WITH_REST_OF_BIAS;
    add_bias(&panel, "bias-in-simulation",
        is_rest ? "Optimism bias in the trials, less what ranges add" : "Optimism bias in the trials",
        LIVE_BIAS_IN_SIMULATION, settings->optimism_bias_in_simulation != TRIALS_WITHOUT_BIAS,
        is_rest ? "{auto}" : "{switch}");
}
