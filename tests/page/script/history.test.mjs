import assert from "node:assert/strict";
import { test } from "node:test";
import { UndoHistory } from "../../../engine/page/script/history.mjs";

function historyOf(...texts) {
  const history = new UndoHistory();
  texts.forEach((text) => history.record(text));
  return history;
}

test("undo and redo go through what was recorded, and stop at the ends", () => {
  const history = historyOf("", "a", "b");

  assert.equal(history.step(1), null);
  assert.equal(history.step(-1), "a");
  assert.equal(history.step(-1), "");
  assert.equal(history.step(-1), null);
  assert.equal(history.step(1), "a");
  assert.deepEqual([history.present, history.canUndo, history.canRedo], ["a", true, true]);
});

test("a new text ends what could be redone, and the same text is not recorded twice", () => {
  const history = historyOf("", "a", "b");

  history.step(-1);
  history.record("a");
  assert.equal(history.canRedo, true);
  history.record("c");

  assert.deepEqual(history.texts, ["", "a", "c"]);
  assert.equal(history.canRedo, false);
});
