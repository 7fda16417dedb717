/* Numbers as people read and type them, and as files hold them. */
/** @import { Control } from "./data.mjs" */

/**
 * value × factor, or value ÷ factor where way is −1. Where the factor is a power of ten the decimal point moves in the
 * digits, so that nothing is rounded: 0.07 × 100 is 7, and not 7.000000000000001.
 *
 * @param {number} value
 * @param {number} factor
 * @param {1 | -1} way
 */
export function timesFactor(value, factor, way) {
  const shift = Math.log10(factor);
  if (shift % 1 !== 0) return way > 0 ? value * factor : value / factor;
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + way * shift}`);
}

/**
 * @param {Control} control
 * @param {number} value In the engine's unit.
 */
export function toShown(control, value) {
  return timesFactor(value, control.factor, 1);
}

/**
 * @param {Control} control
 * @param {number} shown In the unit that is shown.
 */
export function fromShown(control, shown) {
  return timesFactor(shown, control.factor, -1);
}

/**
 * The value as a reader sees it, without its unit.
 *
 * @param {Control} control
 * @param {number} value
 */
export function shownText(control, value) {
  if (control.shape === "switch") return value ? "yes" : "no";
  const digits = { minimumFractionDigits: control.decimals, maximumFractionDigits: Math.max(control.decimals, 6) };
  return toShown(control, value).toLocaleString("en-GB", digits).replace("-", "−");
}

/**
 * @param {Control} control
 * @param {number} value
 */
export function withUnit(control, value) {
  const text = shownText(control, value);
  if (!control.unit) return text;
  if (/^[£$€]$/.test(control.unit))
    return text.startsWith("−") ? `−${control.unit}${text.slice(1)}` : control.unit + text;
  return control.unit.startsWith("%") ? text + control.unit : `${text} ${control.unit}`;
}

/**
 * A number as people type it, in the engine's unit; or a phrase that says what is wrong.
 *
 * @param {Control} control
 * @param {string} text
 * @returns {{ value: number, fault: null } | { value: null, fault: string }}
 */
export function readShown(control, text) {
  const plain = text
    .trim()
    .replace(/[\s,£$€%]/g, "")
    .replace("−", "-");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return { value: null, fault: `“${text.trim()}” is not a number` };
  const value = fromShown(control, Number(plain)),
    { minimum, maximum } = control;
  if (minimum !== null && value < minimum)
    return { value: null, fault: `it cannot be below ${withUnit(control, minimum)}` };
  if (maximum !== null && value > maximum)
    return { value: null, fault: `it cannot be above ${withUnit(control, maximum)}` };
  return { value, fault: null };
}

/**
 * The shortest digits that read back to the same number, without an exponent.
 *
 * @param {number} value
 */
export function plainNumber(value) {
  const text = String(value);
  if (!text.includes("e")) return text;
  const [digits, exponent] = text.split("e");
  const sign = digits.startsWith("-") ? "-" : "";
  const [whole, part = ""] = digits.replace("-", "").split(".");
  const point = whole.length + Number(exponent),
    all = whole + part;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${all}`;
  return sign + all.padEnd(point, "0"); /* from 1e21 on: no fraction is left */
}
