/* The engine's WebAssembly module behind plain calls; engine/page/module/live_exports.c says what each call does. */

/**
 * What a change is to the module: kind, index, council and value of a LiveChange (engine/study/live/image.h).
 *
 * @typedef {[kind: number, index: number, council: number, value: number]} Change
 */

/**
 * Answers that another instance gave.
 *
 * @typedef {object} Answers
 * @property {Float64Array} numbers [scope][Data.answer], then the chance that all councils gain and its standard error.
 * @property {number} trials How many they rest on.
 */

/**
 * Addresses are bytes into memory; an address of 0 is none.
 *
 * @typedef {object} Exports
 * @property {WebAssembly.Memory} memory
 * @property {(size: number) => number} reserve
 * @property {(address: number, size: number, variant: number) => number} load
 * @property {(view: number) => number} choose
 * @property {() => void} clear_changes
 * @property {(...change: Change) => number} change
 * @property {() => void} apply
 * @property {() => number} lanes
 * @property {() => number} trial_columns
 * @property {(firstBlock: number, blockCount: number) => number} trials
 * @property {(count: number) => number} outcomes
 * @property {() => void} count_outcomes
 * @property {(slot: number, trials: number, isThere: number) => number} slot
 * @property {(number: number) => number} part
 * @property {(number: number) => number} part_name
 * @property {(a: number, b: number) => number} comparison
 * @property {() => number} answers
 * @property {() => number} answer_count
 * @property {() => number} check_plan
 * @property {() => number} check_plan_count
 * @property {(trials: number) => number} check_simulation
 * @property {() => number} check_simulation_count
 */

/** One variant of the case, in an instance of its own. An instance that has trapped must not be used again. */
export class Model {
  /**
   * @param {WebAssembly.Module} module
   * @param {Uint8Array} image
   * @param {number} variant
   */
  constructor(module, image, variant) {
    this.exports = /** @type {Exports} */ (/** @type {unknown} */ (new WebAssembly.Instance(module, {}).exports));
    this.variant = variant;
    this.view = 0;
    const address = this.exports.reserve(image.length);
    if (!address) throw new Error("there is not enough memory for the case");
    new Uint8Array(this.exports.memory.buffer, address, image.length).set(image);
    if (!this.exports.load(address, image.length, variant)) throw new Error("the case in this page is damaged");
    this.lanes = this.exports.lanes(); /* trials in a block */
    this.columns = this.exports.trial_columns(); /* scopes: joint, each council, each programme */
  }

  /**
   * @param {number} view
   * @param {Change[]} changes
   */
  apply(view, changes) {
    const { exports } = this;
    exports.clear_changes();
    for (const change of changes)
      if (!exports.change(...change)) throw new Error("the case in this page has no such thing to change");
    if (view === this.view) exports.apply();
    else if (!exports.choose(view)) throw new Error("the case in this page has no such option");
    this.view = view;
  }

  /**
   * A window on memory, valid until the next call of the module.
   *
   * @param {number} address
   * @param {number} count
   */
  doubles(address, count) {
    return new Float64Array(this.exports.memory.buffer, address, count);
  }

  /**
   * @param {number} address Of UTF-8 with a 0 behind it.
   * @returns {string | null}
   */
  text(address) {
    if (!address) return null;
    const bytes = new Uint8Array(this.exports.memory.buffer, address);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  }

  /**
   * NPV in £, [column][count × lanes], valid until the next call.
   *
   * @param {number} first Block.
   * @param {number} count Blocks.
   */
  trials(first, count) {
    return this.doubles(this.exports.trials(first, count), this.columns * count * this.lanes);
  }

  /**
   * Summarises the first trials of many.
   *
   * @param {Float64Array} outcomes NPV, [column][total].
   * @param {number} total
   * @param {number} count How many of the total are there.
   */
  countOutcomes(outcomes, total, count) {
    const address = this.exports.outcomes(count);
    for (let c = 0; c < this.columns; c++)
      this.doubles(address + 8 * c * count, count).set(outcomes.subarray(c * total, c * total + count));
    this.exports.count_outcomes();
  }

  /** A copy of the numbers; see Answers. */
  answers() {
    return this.doubles(this.exports.answers(), this.exports.answer_count()).slice();
  }

  /**
   * Puts answers of another instance beside this one's. They must be of the same councils and programmes: others, like
   * null, leave the slot empty.
   *
   * @param {number} slot One of Data.slots.
   * @param {Answers | null | undefined} answers
   */
  fillSlot(slot, answers) {
    const fits = answers && answers.numbers.length === this.exports.answer_count();
    const address = this.exports.slot(slot, fits ? answers.trials : 0, fits ? 1 : 0);
    if (fits) this.doubles(address, answers.numbers.length).set(answers.numbers);
  }

  partNames() {
    const names = [];
    for (let n = 0; ; n++) {
      const name = this.text(this.exports.part_name(n));
      if (!name) return names;
      names.push(name);
    }
  }

  /**
   * HTML of one of the partNames; null where there is nothing to show.
   *
   * @param {number} n
   */
  part(n) {
    return this.text(this.exports.part(n));
  }

  /**
   * HTML of a table of two slots; null where one is empty.
   *
   * @param {number} a
   * @param {number} b
   */
  comparison(a, b) {
    return this.text(this.exports.comparison(a, b));
  }

  /** Figures of the unchanged case, as CheckData.plan has them. */
  checkPlan() {
    const address = this.exports.check_plan();
    return this.doubles(address, this.exports.check_plan_count()).slice();
  }

  /**
   * As CheckData.simulation has them.
   *
   * @param {number} trials
   */
  checkSimulation(trials) {
    const address = this.exports.check_simulation(trials);
    return this.doubles(address, this.exports.check_simulation_count()).slice();
  }
}
