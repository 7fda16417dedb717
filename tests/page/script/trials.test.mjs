import assert from "node:assert/strict";
import { test } from "node:test";
import { Trials } from "../../../engine/page/script/trials.mjs";

const LANES = 4,
  COLUMNS = 2;

/* Trial t of column c is worth 1000 c + t. */
const model = {
  columns: COLUMNS,
  lanes: LANES,
  trials(first, count) {
    const each = count * LANES;
    return Float64Array.from(
      { length: COLUMNS * each },
      (_, i) => 1000 * Math.floor(i / each) + first * LANES + (i % each),
    );
  },
};
const expected = (total) =>
  Array.from({ length: COLUMNS * total }, (_, i) => 1000 * Math.floor(i / total) + (i % total));

/* Answers a job as soon as the page pauses; every third one fails. */
class Workers {
  onResult = () => {};
  jobs = 0;
  busy = 0;
  assign(job) {
    if (this.busy === 2) return false;
    this.busy++;
    const fails = ++this.jobs % 3 === 0;
    setImmediate(() => {
      this.busy--;
      this.onResult({ ...job, columns: fails ? null : model.trials(job.first, job.count) });
    });
    return true;
  }
}

test("the page alone draws every trial once, and cuts the last block short", async () => {
  const trials = new Trials(1001, null);

  assert.equal(trials.drawFirst(model), 320);
  assert.equal(await trials.drawRest(model, {}), true);

  assert.deepEqual([...trials.outcomes], expected(1001));
});

test("fewer trials than a frame's are there at once", () => {
  assert.equal(new Trials(7, null).drawFirst(model), 7);
});

test("with workers, some of which fail, the trials are the same", async () => {
  const workers = new Workers(),
    trials = new Trials(5003, workers);

  trials.drawFirst(model);
  assert.equal(await trials.drawRest(model, {}), true);

  assert.deepEqual([...trials.outcomes], expected(5003));
  assert.ok(workers.jobs > 3);
});

test("a further change overtakes what is under way", async () => {
  const trials = new Trials(5003, new Workers());

  trials.drawFirst(model);
  const rest = trials.drawRest(model, {});
  trials.stop();

  assert.equal(await rest, false);
});
