/* The check that the page finds the engine's own figures, to the last bit. */
import { make } from "./dom.mjs";
/** @import { CheckData, Data } from "./data.mjs" */
/** @import { Model } from "./model.mjs" */

/**
 * @typedef {object} CheckResult
 * @property {boolean} identical
 * @property {string[]} wrong A phrase for each figure that differs, ten at most.
 * @property {string} compared What was compared, in words.
 * @property {number[]} plan As CheckData.plan, found in this page.
 * @property {number[]} simulation As CheckData.simulation, likewise.
 */

/**
 * @param {string} base64 Of little-endian doubles.
 */
export function numbersIn(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
}

/**
 * To the bit: zeros of different signs differ. All NaN are the same.
 *
 * @param {CheckData} check
 * @param {ArrayLike<number>} wanted [scope][column][statistic]
 * @param {ArrayLike<number>} found
 * @param {string[]} statistics What is before the name of a figure.
 */
export function differences(check, wanted, found, statistics) {
  const { columns, scopes } = check,
    list = [];
  if (wanted.length !== found.length) list.push(`${wanted.length} figures were expected and ${found.length} found`);
  for (let i = 0; i < wanted.length && list.length < 10; i++) {
    if (Object.is(wanted[i], found[i])) continue;
    const figure = Math.floor(i / statistics.length),
      name = statistics[i % statistics.length] + columns[figure % columns.length],
      scope = scopes[Math.floor(figure / columns.length)];
    list.push(`${name} of ${scope} is ${found[i]} here and ${wanted[i]} in bizcase`);
  }
  return list;
}

/**
 * @param {Data} data
 * @param {Model} model Of the unchanged case.
 * @returns {CheckResult}
 */
export function checkFigures(data, model) {
  const { check } = data,
    wanted = { plan: numbersIn(check.plan), simulation: numbersIn(check.simulation) },
    found = { plan: [...model.checkPlan()], simulation: [...model.checkSimulation(check.trials)] },
    statistics = check.statistics.map((name) => `${name} of `);
  const wrong = [
    ...differences(check, wanted.plan, found.plan, [""]),
    ...differences(check, wanted.simulation, found.simulation, statistics),
  ].slice(0, 10);
  const count = (/** @type {number} */ number) => number.toLocaleString("en-GB");
  const compared =
    `${count(wanted.plan.length)} figures of the plan and ${count(wanted.simulation.length)} of` +
    ` ${count(check.trials)} trials`;
  return { identical: wrong.length === 0, wrong, compared, ...found };
}

/**
 * @param {Data} data
 * @param {HTMLElement} place
 * @param {CheckResult} result
 */
export function showCheck(data, place, result) {
  const { identical, compared, wrong } = result;
  place.className = identical ? "live-check good" : "live-check bad";
  if (identical)
    place.replaceChildren(
      make("strong", {}, "✓ checked: identical"),
      ` — this page has recalculated ${compared}. They are those of bizcase ${data.version} to the last bit.`,
    );
  else
    place.replaceChildren(
      make("strong", {}, "✗ NOT IDENTICAL: do not use the figures of this part"),
      ` — this page has recalculated ${compared}. They are not those of bizcase ${data.version}:`,
      make("ul", {}, ...wrong.map((text) => make("li", {}, text))),
    );
}
