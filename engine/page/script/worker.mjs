/* Trials drawn beside the page: what runs in a worker, and the workers as the page sees them. */
import { Model } from "./model.mjs";
/** @import { Change } from "./model.mjs" */

/**
 * What the trials are of.
 *
 * @typedef {object} Request
 * @property {number} variant
 * @property {number} view
 * @property {Change[]} changes
 */

/**
 * Blocks of trials to draw. A generation is one request: it grows whenever the reader changes something.
 *
 * @typedef {Request & { generation: number, first: number, count: number }} Job
 */

/**
 * @typedef {Job & { columns: Float64Array | null }} Result columns: NPV, [column][count × lanes]; null: the worker
 *   failed, and the job is still to do.
 */

/** A worker is sent the module and the image once, then jobs; it answers each with the trials. */
export function runWorker() {
  /** @type {WebAssembly.Module} */ let module;
  /** @type {Uint8Array} */ let image;
  /** @type {Model | null} */ let model = null;
  let applied = -1; /* generation */
  self.onmessage = ({ data }) => {
    if (data.module) {
      ({ module, image } = data);
      return;
    }
    const job = /** @type {Job} */ (data);
    if (!model || model.variant !== job.variant) {
      model = new Model(module, image, job.variant);
      applied = -1;
    }
    if (applied !== job.generation) model.apply(job.view, job.changes);
    applied = job.generation;
    const columns = model.trials(job.first, job.count).slice();
    self.postMessage({ ...job, columns }, { transfer: [columns.buffer] });
  };
}

/**
 * @typedef {object} Running
 * @property {Worker} thread
 * @property {Job | null} job What it is doing.
 */

/** Workers that take a job each. Where none can be started the page does the work alone. */
export class Workers {
  /**
   * @param {string} source The script that a worker runs.
   * @param {WebAssembly.Module} module
   * @param {Uint8Array} image
   * @param {number} count How many to start.
   */
  constructor(source, module, image, count) {
    /** @type {Running[]} */
    this.running = [];
    /** @type {(result: Result) => void} */
    this.onResult = () => {};
    if (count <= 0) return;
    try {
      const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      for (let i = 0; i < count; i++) this.start(address, module, image);
    } catch {
      this.running = [];
    }
  }

  /**
   * @param {string} address
   * @param {WebAssembly.Module} module
   * @param {Uint8Array} image
   */
  start(address, module, image) {
    /** @type {Running} */
    const worker = { thread: new Worker(address), job: null };
    worker.thread.onmessage = ({ data }) => {
      worker.job = null;
      this.onResult(data);
    };
    worker.thread.onerror = () => this.remove(worker);
    worker.thread.postMessage({ module, image });
    this.running.push(worker);
  }

  /**
   * One that has failed gets no more work; its job is done by another, or by the page.
   *
   * @param {Running} worker
   */
  remove(worker) {
    const { job } = worker;
    this.running = this.running.filter((one) => one !== worker);
    worker.thread.terminate();
    if (job) this.onResult({ ...job, columns: null });
  }

  /**
   * Whether a worker was free for it.
   *
   * @param {Job} job
   */
  assign(job) {
    const free = this.running.find((worker) => !worker.job);
    if (!free) return false;
    free.job = job;
    free.thread.postMessage(job);
    return true;
  }
}
