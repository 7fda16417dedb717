/* The data that a page carries for its script, as the engine writes it (engine/report/write/live_data.c). */
import { byId } from "./dom.mjs";

/**
 * A change to one cell of the case: the text of a `--set` option, or a row of a scenario file.
 *
 * @typedef {object} Edit
 * @property {string} file Without ".csv".
 * @property {string} row
 * @property {string} column
 * @property {"set" | "scale" | "add"} change
 * @property {string} value With "{}": the control's value; "{rest:F}": (1 − value) × F; "{switch}": yes or no;
 *     "{auto}": auto or no.
 * @property {string} note
 */

/**
 * An assumption that the reader can change. Numbers are in the engine's unit: shown = number × factor, then the unit.
 *
 * @typedef {object} Control
 * @property {string} id Unique within a variant, such as "driver:take-up".
 * @property {string} label
 * @property {number} group Index into Data.groups.
 * @property {string} section Heading within the group; "" for none.
 * @property {number} kind With index and council: what the module changes (LiveChange in engine/study/live/image.h).
 * @property {number} index
 * @property {number} council
 * @property {"switch" | "number"} shape A switch is 0 or 1.
 * @property {string} unit Of what is shown: "£", "% a year", or "" for none.
 * @property {number} decimals The fewest that are shown.
 * @property {number} factor
 * @property {number} plan The value in the case.
 * @property {number | null} low
 * @property {number | null} central
 * @property {number | null} high
 * @property {number} least The slider's left end.
 * @property {number} most The slider's right end.
 * @property {number} step Of the slider.
 * @property {number | null} minimum The smallest value that the engine accepts; null: no limit.
 * @property {number | null} maximum The largest value that the engine accepts; null: no limit.
 * @property {0 | 1} plan_is_more 1: the case has a range or a path over time here, so fixing it at `plan` is a change.
 * @property {string} note
 * @property {Edit[]} set The cells that the control changes.
 */

/**
 * The case without changes, or under one of its scenarios, in one of its readings.
 *
 * @typedef {object} Variant
 * @property {string | null} scenario null: the case without changes.
 * @property {string} reading Whose money counts: "whole", "public" or "cash".
 * @property {string} label
 * @property {Control[]} controls
 */

/**
 * An option of the case, measured against another or by itself.
 *
 * @typedef {object} View
 * @property {string} option
 * @property {string | null} versus null: by itself.
 * @property {string} label
 */

/**
 * Figures from the engine that the page must find again, of the first view.
 *
 * @typedef {object} CheckData
 * @property {number} trials
 * @property {string} plan Base64 of doubles [scope][column].
 * @property {string} simulation Base64 of doubles [scope][column][statistic].
 * @property {string[]} columns Names of figures, such as "npv".
 * @property {string[]} scopes "COUNCIL/PROGRAMME".
 * @property {string[]} statistics Names, such as "mean" and "P90".
 */

/**
 * @typedef {object} Data
 * @property {string} version Of bizcase.
 * @property {string} case The name of the case's folder.
 * @property {number} trials How many the page draws.
 * @property {number} seed
 * @property {string[]} command Options of the command that made the page.
 * @property {View[]} views The first is shown first.
 * @property {string[]} groups Headings for controls.
 * @property {string[]} answer Names of the numbers that the module gives for each scope, in their order.
 * @property {{ now: number, unchanged: number, a: number, b: number }} slots Numbers of the module's sets of answers.
 * @property {CheckData} check
 * @property {{ reading: string, label: string }[]} readings Those that differ, the whole first.
 * @property {Variant[]} variants By reading; the first of each is the case without changes.
 */

/**
 * Variants share most controls: each is written once, and a variant lists the numbers of its own.
 *
 * @returns {Data}
 */
export function readData() {
  const data = JSON.parse(byId("live-data").textContent ?? "");
  for (const variant of data.variants)
    variant.controls = variant.controls.map((/** @type {number} */ number) => data.controls[number]);
  return data;
}

/**
 * The bytes of a block of the page: base64 of a raw deflate stream.
 *
 * @param {string} text
 */
export async function inflate(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
