/* A state as the fragment of the page's address: scenario=…&reading=…&option=…&CONTROL=VALUE, and a=…&b=… for the two
   states that are compared, each written in the same way within. */
import { withUnit } from "./numbers.mjs";
import { findControl, setValue, stateOf, variantOf } from "./state.mjs";
/** @import { Data, View } from "./data.mjs" */
/** @import { State } from "./state.mjs" */

/** @param {View} view */
function viewKey(view) {
  return view.versus === null ? `${view.option}:alone` : view.option;
}

/**
 * @param {Data} data
 * @param {State} state
 */
export function stateText(data, state) {
  const { scenario, reading } = data.variants[state.variant];
  /** @type {[string, string][]} */
  const pairs = [];
  if (scenario !== null) pairs.push(["scenario", scenario]);
  if (reading !== data.readings[0].reading) pairs.push(["reading", reading]);
  if (state.view !== 0) pairs.push(["option", viewKey(data.views[state.view])]);
  for (const [id, value] of state.values) pairs.push([id, String(value)]);
  const encoded = pairs.map((pair) => pair.map(encodeURIComponent).join("="));
  return encoded.join("&").replaceAll("%3A", ":").replaceAll("%2F", "/");
}

/**
 * Text that was not encoded correctly is taken as it is.
 *
 * @param {string} text
 */
export function safelyDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} text */
function pairsOf(text) {
  return text
    .split("&")
    .filter(Boolean)
    .map((pair) => pair.split("=").map(safelyDecoded));
}

/**
 * The value of a key, undefined if missing.
 *
 * @param {string} text
 * @param {string} key
 */
function valueOf(text, key) {
  const pair = pairsOf(text).find(([name]) => name === key);
  return pair && (pair[1] ?? "");
}

/**
 * The value of a key that one of the items has too; null if missing.
 *
 * @template {string} Key
 * @param {string} text
 * @param {Key} key
 * @param {{ [name in Key]: string | null }[]} items
 * @param {string[]} faults
 */
function knownOf(text, key, items, faults) {
  const value = valueOf(text, key);
  if (value === undefined) return null;
  if (items.some((item) => item[key] === value)) return value;
  faults.push(`there is no ${key} “${value}” in this page`);
  return null;
}

/**
 * @param {Data} data
 * @param {string} text
 * @param {string[]} faults A phrase is added for whatever the page cannot follow.
 */
export function readState(data, text, faults) {
  const state = stateOf(),
    scenario = knownOf(text, "scenario", data.variants, faults),
    reading = knownOf(text, "reading", data.readings, faults),
    option = valueOf(text, "option");
  state.variant = variantOf(data, scenario, reading ?? data.readings[0].reading);
  if (option !== undefined) {
    const view = data.views.findIndex((one) => viewKey(one) === option);
    if (view < 0) faults.push(`there is no option “${option}” in this page`);
    state.view = Math.max(0, view);
  }
  for (const [id, value = ""] of pairsOf(text))
    if (!["scenario", "reading", "option", "a", "b"].includes(id)) readChange(data, state, id, value, faults);
  return state;
}

/**
 * @param {Data} data
 * @param {State} state
 * @param {string} id
 * @param {string} text
 * @param {string[]} faults
 */
function readChange(data, state, id, text, faults) {
  const control = findControl(data, state, id),
    value = text.trim() === "" ? NaN : Number(text) + 0; // so that −0 is 0, as it is when it is written
  if (!control) {
    faults.push(`the case has no “${id}” to change`);
    return;
  }
  const { minimum, maximum } = control;
  if (!Number.isFinite(value) || (control.shape === "switch" && value !== 0 && value !== 1))
    faults.push(`“${text}” is not a value for “${control.label}”`);
  else if ((minimum !== null && value < minimum) || (maximum !== null && value > maximum))
    faults.push(`${withUnit(control, value)} is not possible for “${control.label}”`);
  else setValue(state, control, value);
}

/**
 * The states A and B that an address holds; null for one that it does not.
 *
 * @param {Data} data
 * @param {string} text
 * @param {string[]} faults
 * @returns {{ a: State | null, b: State | null }}
 */
export function readPair(data, text, faults) {
  const one = (/** @type {"a" | "b"} */ key) => {
    const found = valueOf(text, key),
      /** @type {string[]} */ own = [];
    const state = found === undefined ? null : readState(data, found, own);
    faults.push(...own.map((fault) => `in ${key.toUpperCase()}, ${fault}`));
    return state;
  };
  return { a: one("a"), b: one("b") };
}

/**
 * The whole fragment, without its "#".
 *
 * @param {Data} data
 * @param {State} state
 * @param {{ a: State | null, b: State | null }} pair
 */
export function fragmentOf(data, state, pair) {
  const parts = [stateText(data, state)];
  if (pair.a) parts.push(`a=${encodeURIComponent(stateText(data, pair.a))}`);
  if (pair.b) parts.push(`b=${encodeURIComponent(stateText(data, pair.b))}`);
  return parts.filter(Boolean).join("&");
}
