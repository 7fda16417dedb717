import assert from "node:assert/strict";
import { test } from "node:test";
import { fragmentOf, readPair, readState, safelyDecoded, stateText } from "../../../engine/page/script/address.mjs";
import { stateOf } from "../../../engine/page/script/state.mjs";
import { data } from "./sample.mjs";

function read(text) {
  const faults = [];
  return { state: readState(data, text, faults), faults };
}

test("a state written is read back", () => {
  for (const state of [
    stateOf(),
    stateOf(1, 1, new Map([["line:staff", 1.1]])),
    stateOf(2),
    stateOf(3, 1, new Map([["line:staff", 1.1]])),
    stateOf(
      0,
      2,
      new Map([
        ["share:it:CEC", 0.1],
        ["bias-in-plan", 0],
      ]),
    ),
  ])
    assert.deepEqual(read(stateText(data, state)), { state, faults: [] });
});

test("an address can be read by people", () => {
  const state = stateOf(1, 1, new Map([["line:staff", 1.1]]));

  assert.equal(stateText(data, state), "scenario=late&option=new:alone&line:staff=1.1");
  assert.equal(stateText(data, stateOf(3)), "scenario=late&reading=cash");
  assert.equal(stateText(data, stateOf()), "");
});

test("what an address asks for and is not there is named, and the rest is taken", () => {
  const { state, faults } = read(
    "scenario=never&reading=public&option=none&line:staff=1.1&driver:none=1&share:it:CEC=7&bias-in-plan=2",
  );

  assert.deepEqual(state, stateOf(0, 0, new Map([["line:staff", 1.1]])));
  assert.deepEqual(faults, [
    "there is no scenario “never” in this page",
    "there is no reading “public” in this page",
    "there is no option “none” in this page",
    "the case has no “driver:none” to change",
    "700% is not possible for “Share”",
    "“2” is not a value for “Label of bias-in-plan”",
  ]);
});

test("the smallest and the largest value that the engine accepts are taken", () => {
  for (const value of [0, 1])
    assert.deepEqual(read(`share:it:CEC=${value}`), {
      state: stateOf(0, 0, new Map([["share:it:CEC", value]])),
      faults: [],
    });
});

test("−0 is 0", () => {
  assert.deepEqual(read("line:staff=-0"), { state: stateOf(0, 0, new Map([["line:staff", 0]])), faults: [] });
});

test("no text at all is not a value", () => {
  for (const text of ["line:staff", "line:staff=", "line:staff=%20", "line:staff=x", "line:staff=Infinity"])
    assert.equal(read(text).faults.length, 1, text);
});

test("A and B are read from the address, and written into it", () => {
  const a = stateOf(1),
    b = stateOf(0, 0, new Map([["line:staff", 1.2]])),
    faults = [];
  const fragment = fragmentOf(data, stateOf(0, 2), { a, b });

  assert.equal(fragment, "option=other&a=scenario%3Dlate&b=line%3Astaff%3D1.2");
  assert.deepEqual(readPair(data, fragment, faults), { a, b });
  assert.deepEqual(readPair(data, "b=", faults), { a: null, b: stateOf() });
  assert.deepEqual(faults, []);
});

test("faults of A and B are named as theirs", () => {
  const faults = [];

  readPair(data, `a=${encodeURIComponent("scenario=never")}&b=${encodeURIComponent("driver:none=1")}`, faults);

  assert.deepEqual(faults, [
    "in A, there is no scenario “never” in this page",
    "in B, the case has no “driver:none” to change",
  ]);
});

test("text that is not encoded correctly is taken as it is", () => {
  assert.equal(safelyDecoded("5%"), "5%");
  assert.equal(safelyDecoded("5%25"), "5%");
});
