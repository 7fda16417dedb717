import assert from "node:assert/strict";
import { test } from "node:test";
import { changeRows } from "../../../engine/page/script/changes.mjs";
import { changesOf, copyOf, setValue, stateOf, unchangedOf, variantOf } from "../../../engine/page/script/state.mjs";
import { data } from "./sample.mjs";

const [share, staff, range] = data.variants[0].controls;

test("setting a control to its plan is no change, unless the case has more there", () => {
  const state = stateOf();

  setValue(state, share, 0.7);
  setValue(state, share, 0.6);
  setValue(state, range, 1);

  assert.deepEqual([...state.values], [["driver:range", 1]]);
});

test("changes go to the module as kind, index, council and value, in the order of the page", () => {
  const state = stateOf();
  setValue(state, staff, 1.1);
  setValue(state, share, 0.7);

  assert.deepEqual(changesOf(data, state), [
    [3, 4, 1, 0.7],
    [0, 0, 0, 1.1],
  ]);
});

test("a scenario has a variant in each reading, and is measured against the case in the same one", () => {
  assert.equal(variantOf(data, "late", "cash"), 3);
  assert.equal(variantOf(data, "late", "public"), -1);
  assert.deepEqual(unchangedOf(data, stateOf(3, 2)), stateOf(2, 2));
  assert.deepEqual(unchangedOf(data, stateOf(1, 1, new Map([["line:staff", 1.1]]))), stateOf(0, 1));
});

test("a copy does not change with its original", () => {
  const state = stateOf(0, 2),
    copy = copyOf(state);

  setValue(state, staff, 1.1);

  assert.deepEqual(copy, { variant: 0, view: 2, values: new Map() });
});

test("the list of changes says what, from and to", () => {
  const state = stateOf(0, 2);
  setValue(state, share, 0.7);
  setValue(state, range, 2);

  assert.deepEqual(changeRows(data, state), [
    ["Option", "New, against Old", "Other, against Old"],
    ["Share", "60%", "70%"],
    ["Label of driver:range", "1, as it varies", "2"],
  ]);
  assert.deepEqual(changeRows(data, stateOf(1)), [["Scenario", "none", "late"]]);
  assert.deepEqual(changeRows(data, stateOf(2)), [["Whose money", "Society as a whole", "Cash"]]);
});
