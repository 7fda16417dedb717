/* Trials of what is chosen: some at once, at each step of a slider, and the rest as soon as the reader pauses, by
   workers where there are processors for them. A further change makes unfinished work useless: it is dropped. */
/** @import { Model } from "./model.mjs" */
/** @import { Job, Request, Workers } from "./worker.mjs" */

const FIRST_BLOCKS = 80; /* 10,240 trials of 128 lanes: what fits into a frame */
const JOB_BLOCKS = 64;

/** Gives the browser time to handle input and to draw; quicker than a timer. */
export function yieldToBrowser() {
  return /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(0);
    })
  );
}

export class Trials {
  /**
   * @param {number} total How many trials to draw.
   * @param {Workers | null} workers
   */
  constructor(total, workers) {
    this.total = total;
    this.workers = workers;
    this.generation = 0;
    this.outcomes = new Float64Array(0); /* NPV, [column][total] */
    this.columns = 0;
    this.lanes = 0; /* trials in a block */
    this.blocks = 0; /* that make the total; the last may be cut short */
    this.done = 0; /* blocks */
    this.wake = () => {}; /* resumes drawRest where it waits for workers */
  }

  /** What is under way is no longer wanted. */
  stop() {
    this.generation++;
    if (this.workers) this.workers.onResult = () => {};
    this.wake();
  }

  /** @param {Model} model */
  begin(model) {
    this.stop();
    this.columns = model.columns;
    this.lanes = model.lanes;
    this.blocks = Math.ceil(this.total / this.lanes);
    const numbers = this.columns * this.total;
    if (this.outcomes.length !== numbers) this.outcomes = new Float64Array(numbers);
    this.done = 0;
  }

  /**
   * @param {number} first Block.
   * @param {number} count Blocks.
   * @param {Float64Array} columns [column][count × lanes]
   */
  store(first, count, columns) {
    const { lanes, total } = this;
    const start = first * lanes,
      wanted = Math.min(count * lanes, total - start);
    for (let c = 0; c < this.columns; c++) {
      const from = c * count * lanes;
      this.outcomes.set(columns.subarray(from, from + wanted), c * total + start);
    }
  }

  /**
   * The first trials, at once. Returns how many there are.
   *
   * @param {Model} model
   */
  drawFirst(model) {
    this.begin(model);
    this.done = Math.min(FIRST_BLOCKS, this.blocks);
    this.store(0, this.done, model.trials(0, this.done));
    return Math.min(this.done * this.lanes, this.total);
  }

  /**
   * @param {Request} request
   * @returns {Job[]}
   */
  remainingJobs(request) {
    const jobs = [];
    for (let first = this.done; first < this.blocks; first += JOB_BLOCKS) {
      const count = Math.min(JOB_BLOCKS, this.blocks - first);
      jobs.push({ ...request, generation: this.generation, first, count });
    }
    return jobs;
  }

  /**
   * The other trials. False when the reader has changed something in the meantime.
   *
   * @param {Model} model
   * @param {Request} request
   */
  async drawRest(model, request) {
    const { generation, workers } = this,
      jobs = this.remainingJobs(request);
    let running = 0; /* jobs that workers have */
    if (workers)
      workers.onResult = (result) => {
        if (result.generation !== generation || generation !== this.generation) return;
        running--;
        if (result.columns) this.store(result.first, result.count, result.columns);
        else jobs.push(result);
        this.wake();
      };
    while (generation === this.generation && (jobs.length > 0 || running > 0)) {
      while (jobs.length > 0 && workers?.assign(jobs[0])) {
        jobs.shift();
        running++;
      }
      const own = jobs.pop();
      if (own) {
        this.store(own.first, own.count, model.trials(own.first, own.count));
        await yieldToBrowser();
      } else {
        await new Promise((resolve) => {
          this.wake = () => resolve(undefined);
        });
      }
    }
    return generation === this.generation;
  }
}
