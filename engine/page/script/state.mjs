/* What the reader has chosen: a scenario, an option, and values of controls. As words for the command line, as a file of
   changes, and as the fragment of the page's address. */

const byId = (id) => document.getElementById(id);

function stateOf(variant = 0, view = 0, values = new Map()) {
  return { variant, view, values };
}

function copyOf(state) {
  return stateOf(state.variant, state.view, new Map(state.values));
}

function controlsOf(data, state) {
  return data.variants[state.variant].controls;
}

function changesOf(data, state) {
  const controls = controlsOf(data, state).filter((control) => state.values.has(control.id));
  return controls.map((control) => [control.kind, control.index, control.council, state.values.get(control.id)]);
}

/* Setting a control to its plan is no change, unless the plan is more than that number: a range, or a path over time. */
function setValue(state, control, value) {
  if (value === control.plan && !control.plan_is_more) state.values.delete(control.id);
  else state.values.set(control.id, value);
}

/* --- numbers as people see them ------------------------------------------------------------------------------------- */

const decimalShift = (factor) => (Math.log10(factor) % 1 === 0 ? Math.log10(factor) : null);

/* Moves the decimal point in the digits, where the factor is a power of ten: no rounding comes in. */
function timesFactor(value, factor, way) {
  const shift = decimalShift(factor);
  if (shift === null) return way > 0 ? value * factor : value / factor;
  const [digits, exponent] = String(value).split("e");
  return Number(`${digits}e${Number(exponent || 0) + way * shift}`);
}

const toShown = (control, value) => timesFactor(value, control.factor, 1);
const fromShown = (control, shown) => timesFactor(shown, control.factor, -1);

function shownText(control, value) {
  if (control.shape === "switch") return value ? "yes" : "no";
  const shown = toShown(control, value);
  const least = control.decimals;
  return shown.toLocaleString("en-GB", { minimumFractionDigits: least, maximumFractionDigits: Math.max(least, 6) }).replace("-", "−");
}

function withUnit(control, value) {
  const text = shownText(control, value);
  if (!control.unit) return text;
  if (/^[£$€]$/.test(control.unit)) return text.startsWith("−") ? `−${control.unit}${text.slice(1)}` : control.unit + text;
  return control.unit.startsWith("%") ? text + control.unit : `${text} ${control.unit}`;
}

/* A number as people type it, or a sentence that says what is wrong. */
function readShown(control, text) {
  const plain = text.trim().replace(/[\s,£$€%]/g, "").replace("−", "-");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return { fault: `“${text.trim()}” is not a number` };
  const value = fromShown(control, Number(plain));
  if (control.minimum !== null && value < control.minimum) return { fault: `it cannot be below ${withUnit(control, control.minimum)}` };
  if (control.maximum !== null && value > control.maximum) return { fault: `it cannot be above ${withUnit(control, control.maximum)}` };
  return { value };
}

/* --- the command line and scenario files ---------------------------------------------------------------------------- */

/* The shortest digits that read back to the same number, without an exponent. */
function plainNumber(value) {
  const text = String(value);
  if (!text.includes("e")) return text;
  const [digits, exponent] = text.split("e"), sign = digits.startsWith("-") ? "-" : "";
  const [whole, part = ""] = digits.replace("-", "").split(".");
  const point = whole.length + Number(exponent), all = whole + part;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${all}`;
  return sign + all.padEnd(point, "0").slice(0, point) + (all.length > point ? "." + all.slice(point) : "");
}

function editValue(edit, value) {
  if (edit.value === "{}") return plainNumber(value);
  if (edit.value === "{switch}") return value ? "yes" : "no";
  const rest = edit.value.match(/^\{rest:(.*)\}$/);
  return rest ? plainNumber((1 - value) * Number(rest[1])) : edit.value;
}

function editsOf(data, state) {
  const edits = [];
  for (const control of controlsOf(data, state))
    if (state.values.has(control.id))
      for (const edit of control.set) edits.push({ ...edit, value: editValue(edit, state.values.get(control.id)), note: control.label });
  return edits;
}

const OPERATORS = { set: "=", scale: "*", add: "+" };

function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/* verb: "appraise", or "simulate" with as many trials as the page has drawn. */
function commandOf(data, state, verb) {
  const words = ["bizcase", verb, data.case, ...data.command];
  const { scenario } = data.variants[state.variant];
  if (scenario !== null) words.push("--scenario", scenario);
  if (state.view !== 0) words.push("--option", data.views[state.view].option);
  for (const edit of editsOf(data, state)) words.push("--set", `${edit.file}:${edit.row}:${edit.column}${OPERATORS[edit.change]}${edit.value}`);
  if (verb === "simulate") words.push("--trials", String(data.trials), "--seed", String(data.seed), "--sampler", "mc");
  return words.map(quoted).join(" ");
}

function csvCell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function scenarioFile(data, state) {
  const columns = ["file", "row", "column", "change", "value", "note"];
  const rows = editsOf(data, state).map((edit) => columns.map((column) => csvCell(edit[column])).join(","));
  return [columns.join(","), ...rows, ""].join("\n");
}

/* --- the address ---------------------------------------------------------------------------------------------------- */

function viewKey(view) {
  return view.versus === null ? `${view.option}:alone` : view.option;
}

function stateText(data, state) {
  const parts = [];
  const { scenario } = data.variants[state.variant];
  if (scenario !== null) parts.push(["scenario", scenario]);
  if (state.view !== 0) parts.push(["option", viewKey(data.views[state.view])]);
  for (const [id, value] of state.values) parts.push([id, String(value)]);
  return parts.map((pair) => pair.map(encodeURIComponent).join("=").replaceAll("%3A", ":").replaceAll("%2F", "/")).join("&");
}

/* What cannot be understood goes to faults, a sentence each. */
function readState(data, text, faults) {
  const state = stateOf();
  const pairs = text.split("&").filter(Boolean).map((pair) => pair.split("=").map(safelyDecoded));
  const chosen = (key) => (pairs.find(([name]) => name === key) || [])[1];
  if (chosen("scenario") !== undefined) {
    state.variant = data.variants.findIndex((variant) => variant.scenario === chosen("scenario"));
    if (state.variant < 0) faults.push(`there is no scenario “${chosen("scenario")}” in this page`);
    state.variant = Math.max(0, state.variant);
  }
  if (chosen("option") !== undefined) {
    state.view = data.views.findIndex((view) => viewKey(view) === chosen("option"));
    if (state.view < 0) faults.push(`there is no option “${chosen("option")}” in this page`);
    state.view = Math.max(0, state.view);
  }
  for (const [id, text] of pairs) if (!["scenario", "option", "a", "b"].includes(id)) readChange(data, state, id, text, faults);
  return state;
}

function safelyDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readChange(data, state, id, text, faults) {
  const control = controlsOf(data, state).find((one) => one.id === id), value = text ? Number(text) : NaN;
  if (!control) faults.push(`the case has no “${id}” to change`);
  else if (!Number.isFinite(value) || (control.shape === "switch" && value !== 0 && value !== 1)) faults.push(`“${text}” is no value for “${control.label}”`);
  else if ((control.minimum !== null && value < control.minimum) || (control.maximum !== null && value > control.maximum))
    faults.push(`${withUnit(control, value)} is not possible for “${control.label}”`);
  else setValue(state, control, value);
}
