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
  if (edit.value === "{auto}") return value ? "auto" : "no";
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

/* Characters that act or cannot be seen, first and last of each range, as engine/base/escape.c has them: the
   tests of both are held to tests/base/hidden_characters.txt. */
const HIDDEN = [
  [0, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xfffe, 0xffff],
  [0xe0000, 0xe0fff],
];

/** @param {string} character */
function isHidden(character) {
  const code = character.codePointAt(0) ?? 0;
  return HIDDEN.some(([first, last]) => code >= first && code <= last);
}

/** @param {string} character */
function octal(character) {
  return [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}

/**
 * A word as a shell reads it; characters that act on a terminal as bytes in octal.
 *
 * @param {string} word
 */
export function quoted(word) {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  const characters = [...word];
  if (!characters.some(isHidden)) return `'${word.replaceAll("'", "'\\''")}'`;
  const written = characters.map((character) => {
    if (isHidden(character)) return octal(character);
    return character === "\\" || character === "'" ? `\\${character}` : character;
  });
  return `$'${written.join("")}'`;
}

/**
 * @param {Data} data
 * @param {State} state
 * @param {"appraise" | "simulate"} verb simulate: with as many trials as the page draws, and
 *   the figure that the page has of them.
 */
export function commandOf(data, state, verb) {
  const words = ["bizcase", verb, data.case, ...data.command];
  const { scenario, reading } = data.variants[state.variant];
  if (scenario !== null) words.push("--scenario", scenario);
  if (state.view !== 0) words.push("--option", data.views[state.view].option);
  for (const edit of editsOf(data, state))
    words.push("--set", `${edit.file}:${edit.row}:${edit.column}${OPERATORS[edit.change]}${edit.value}`);
  if (verb === "simulate") words.push("--trials", String(data.trials), "--seed", String(data.seed), "--sampler", "mc");
  if (verb === "simulate" && reading !== data.readings[0].reading) words.push("--figures", `npv_${reading}`);
  return words.map(quoted).join(" ");
}

/**
 * A cell as the engine writes it (csv_add_text in engine/base/escape.c): an apostrophe keeps a spreadsheet from running
 * a text that begins like a formula. The engine takes it off again.
 *
 * @param {string} text
 */
export function csvCell(text) {
  const runs =
    /^'+[=+\-@\t\r]/.test(text) || (/^[=+\-@\t\r]/.test(text) && !/^[+-]([\d,]+\.?\d*%?|\.\d+%?)?$/.test(text));
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
