/* A state as a command that gives the same figures, and as a scenario file. */
import { plainNumber } from "./numbers.mjs";
import { changedControls } from "./state.mjs";
/** @import { Data, Edit } from "./data.mjs" */
/** @import { State } from "./state.mjs" */

const OPERATORS = { set: "=", scale: "*", add: "+" };

/**
 * @param {Edit} edit
 * @param {number} value Of the control.
 */
function editValue(edit, value) {
  if (edit.value === "{}") return plainNumber(value);
  if (edit.value === "{switch}") return value ? "yes" : "no";
  const rest = edit.value.match(/^\{rest:(.*)\}$/);
  return rest ? plainNumber((1 - value) * Number(rest[1])) : edit.value;
}

/**
 * The cells that the changes set, with their values.
 *
 * @param {Data} data
 * @param {State} state
 * @returns {Edit[]}
 */
export function editsOf(data, state) {
  return changedControls(data, state).flatMap(({ control, value }) =>
    control.set.map((edit) => ({ ...edit, value: editValue(edit, value), note: control.label })),
  );
}

/**
 * A word as a POSIX shell reads it.
 *
 * @param {string} word
 */
export function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * @param {Data} data
 * @param {State} state
 * @param {"appraise" | "simulate"} verb simulate: with as many trials as the page draws.
 */
export function commandOf(data, state, verb) {
  const words = ["bizcase", verb, data.case, ...data.command];
  const { scenario } = data.variants[state.variant];
  if (scenario !== null) words.push("--scenario", scenario);
  if (state.view !== 0) words.push("--option", data.views[state.view].option);
  for (const edit of editsOf(data, state))
    words.push("--set", `${edit.file}:${edit.row}:${edit.column}${OPERATORS[edit.change]}${edit.value}`);
  if (verb === "simulate") words.push("--trials", String(data.trials), "--seed", String(data.seed), "--sampler", "mc");
  return words.map(quoted).join(" ");
}

/**
 * A cell as the engine writes it (engine/report/write/csv.c): an apostrophe keeps a spreadsheet from running a text
 * that begins like a formula.
 *
 * @param {string} text
 */
export function csvCell(text) {
  const runs = /^[=+\-@\t\r]/.test(text) && !/^-(\d+\.?\d*|\.\d+)$/.test(text);
  const cell = runs ? `'${text}` : text;
  return runs || /[",;\t\r\n]/.test(text) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * @param {Data} data
 * @param {State} state
 */
export function scenarioFile(data, state) {
  /** @type {(keyof Edit)[]} */
  const columns = ["file", "row", "column", "change", "value", "note"];
  const rows = editsOf(data, state).map((edit) => columns.map((column) => csvCell(edit[column])).join(","));
  return [columns.join(","), ...rows, ""].join("\n");
}
