/* Any text as the address of a page: what is read is a state that the page can have, whatever is wrong is said, and the
   state's own address says the same again. Texts come from a generator with a seed, so each run has the same; with
   FUZZ_SECONDS it goes on for so long. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fragmentOf, readPair, readState } from "../../../engine/page/script/address.mjs";
import { changesOf, controlsOf, findControl } from "../../../engine/page/script/state.mjs";
import { data } from "./sample.mjs";

const TEXTS = 20000;

/* xorshift32: G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14), 2003. */
function generator(seed) {
  let bits = seed;
  return (below) => {
    bits ^= bits << 13;
    bits ^= bits >>> 17;
    bits ^= bits << 5;
    return (bits >>> 0) % below;
  };
}

const keys = [
  "scenario",
  "option",
  "a",
  "b",
  "share:it:CEC",
  "line:staff",
  "driver:range",
  "bias-in-plan",
  "driver:none",
];
const hostile = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "<script>",
  "\u202e",
  "\u0000",
  "%",
  "%zz",
  "%E0%A4",
];
const values = [
  "late",
  "new",
  "new:alone",
  "other",
  "0",
  "1",
  "0.5",
  "-1",
  "1e308",
  "1e400",
  "-0",
  "NaN",
  "Infinity",
  "0x10",
  " ",
];
const marks = ["&", "=", "&&", "==", "#", "?", "%3D", "%26", "%253D", "+"];

function oneOf(random, list) {
  return list[random(list.length)];
}

function word(random) {
  const kind = random(8);
  if (kind < 3) return oneOf(random, keys);
  if (kind < 5) return oneOf(random, values);
  if (kind === 5) return oneOf(random, hostile);
  if (kind === 6) return String.fromCharCode(random(65536));
  return String(random(2000) / 1000);
}

function pairs(random, depth) {
  let text = "";
  for (let left = random(6); left >= 0; left--) {
    const inner =
      depth > 0 && random(4) === 0 ? encodeURIComponent(pairs(random, depth - 1).toWellFormed()) : word(random);
    text += random(6) === 0 ? oneOf(random, marks) + inner : `${word(random)}=${inner}&`;
  }
  return text;
}

/** A few characters put in, left out or doubled. */
function damaged(random, text) {
  const at = random(text.length + 1),
    kind = random(4);
  if (kind === 0) return text.slice(0, at) + String.fromCharCode(random(128)) + text.slice(at);
  if (kind === 1) return text.slice(0, at) + text.slice(at + 1 + random(3));
  if (kind === 2) return text.slice(0, at) + text.slice(Math.max(0, at - random(9)));
  return text;
}

function assertPossible(state, text) {
  assert.ok(data.variants[state.variant] && data.views[state.view], text);
  for (const [id, value] of state.values) {
    const control = findControl(data, state, id);
    assert.ok(control && Number.isFinite(value), text);
    assert.ok(control.minimum === null || value >= control.minimum, text);
    assert.ok(control.maximum === null || value <= control.maximum, text);
    assert.ok(control.shape !== "switch" || value === 0 || value === 1, text);
  }
  assert.equal(changesOf(data, state).length, state.values.size, text);
  assert.ok(state.values.size <= controlsOf(data, state).length, text);
}

function check(text) {
  const faults = [],
    state = readState(data, text, faults),
    pair = readPair(data, text, faults);
  assert.ok(
    faults.every((fault) => typeof fault === "string" && fault !== ""),
    text,
  );
  for (const one of [state, pair.a, pair.b]) if (one) assertPossible(one, text);
  const again = fragmentOf(data, state, pair),
    faultsAgain = [];
  assert.deepEqual(readState(data, again, faultsAgain), state, text);
  assert.deepEqual(readPair(data, again, faultsAgain), pair, text);
  assert.deepEqual(faultsAgain, [], text);
}

test("any address gives a possible state, and its own address gives it again", () => {
  const random = generator(2463534242),
    end = Date.now() + 1000 * Number(process.env.FUZZ_SECONDS ?? 0);
  for (let n = 0; n < TEXTS || Date.now() < end; n++) {
    let text = pairs(random, 2);
    for (let left = random(3); left > 0; left--) text = damaged(random, text);
    check(text);
  }
  assert.deepEqual(Object.keys(Object.prototype), []);
});

test("an address of a million characters, or of ten thousand keys, is read", () => {
  check(`line:staff=${"1".repeat(1000000)}`);
  check("x".repeat(1000000));
  check("line:staff=0.5&".repeat(10000));
  check(Array.from({ length: 10000 }, (_, n) => `driver:${n}=1`).join("&"));
});
