/* What the reader has chosen: a scenario, an option, and values of controls. */
/** @import { Control, Data } from "./data.mjs" */
/** @import { Change } from "./model.mjs" */

/**
 * @typedef {object} State
 * @property {number} variant Index into Data.variants.
 * @property {number} view Index into Data.views.
 * @property {Map<string, number>} values Control's id → value in the engine's unit; only those that were changed.
 */

/** @returns {State} */
export function stateOf(variant = 0, view = 0, values = new Map()) {
  return { variant, view, values };
}

/** @param {State} state */
export function copyOf(state) {
  return stateOf(state.variant, state.view, new Map(state.values));
}

/**
 * The variant of a scenario in a reading; −1: missing.
 *
 * @param {Data} data
 * @param {string | null} scenario
 * @param {string} reading
 */
export function variantOf(data, scenario, reading) {
  return data.variants.findIndex((one) => one.scenario === scenario && one.reading === reading);
}

/**
 * What a state is measured against: the case without changes, of the same reading and option.
 *
 * @param {Data} data
 * @param {State} state
 */
export function unchangedOf(data, state) {
  return stateOf(variantOf(data, null, data.variants[state.variant].reading), state.view);
}

/**
 * @param {Data} data
 * @param {State} state
 */
export function controlsOf(data, state) {
  return data.variants[state.variant].controls;
}

/**
 * @param {Data} data
 * @param {State} state
 * @param {string} id
 */
export function findControl(data, state, id) {
  return controlsOf(data, state).find((control) => control.id === id);
}

/**
 * The controls that the reader has changed, with their values, in the order of the page.
 *
 * @param {Data} data
 * @param {State} state
 * @returns {{ control: Control, value: number }[]}
 */
export function changedControls(data, state) {
  return controlsOf(data, state).flatMap((control) => {
    const value = state.values.get(control.id);
    return value === undefined ? [] : [{ control, value }];
  });
}

/**
 * The same for the module.
 *
 * @param {Data} data
 * @param {State} state
 * @returns {Change[]}
 */
export function changesOf(data, state) {
  return changedControls(data, state).map(({ control, value }) => [
    control.kind,
    control.index,
    control.council,
    value,
  ]);
}

/**
 * Setting a control to its plan is not a change, unless the case has more there: a range, or a path over time.
 *
 * @param {State} state
 * @param {Control} control
 * @param {number} value
 */
export function setValue(state, control, value) {
  if (value === control.plan && !control.plan_is_more) state.values.delete(control.id);
  else state.values.set(control.id, value);
}
