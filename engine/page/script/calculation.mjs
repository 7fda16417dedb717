/* From a state to its answers: the plan and some trials within a frame, then all trials, then what takes longest. A new
   request overtakes the one before. */
import { Model } from "./model.mjs";
import { changesOf, stateOf, unchangedOf } from "./state.mjs";
import { Trials, yieldToBrowser } from "./trials.mjs";
import { Workers } from "./worker.mjs";
/** @import { Data } from "./data.mjs" */
/** @import { Answers } from "./model.mjs" */
/** @import { State } from "./state.mjs" */

const MOST_WORKERS = 8;

const ONLY_OF_PLAN = ["cumulative"]; /* parts that trials do not change */
const AT_THE_END = ["tornado"]; /* parts that recalculate the plan for every assumption */

/** @param {string} name */
const isQuick = (name) => !AT_THE_END.includes(name);
/** @param {string} name */
const needsTrials = (name) => isQuick(name) && !ONLY_OF_PLAN.includes(name);
/** @param {string} name */
const isSlow = (name) => AT_THE_END.includes(name);

/**
 * @typedef {object} CalculationHandlers
 * @property {(state: State) => void} onStart Before the state is calculated.
 * @property {(model: Model, isWanted: (part: string) => boolean) => void} onAnswers These parts have changed.
 * @property {() => void} onSettled Everything is calculated.
 * @property {(error: Error) => void} onFailure
 */

export class Calculation {
  /**
   * @param {Data} data
   * @param {WebAssembly.Module} module
   * @param {Uint8Array} image
   * @param {string} source The script that workers run.
   * @param {CalculationHandlers} handlers
   */
  constructor(data, module, image, source, handlers) {
    this.data = data;
    this.module = module;
    this.image = image;
    this.handlers = handlers;
    /** Of the variant in use, and of the unchanged case. @type {Map<number, Model>} */
    this.models = new Map();
    /** Variant of the unchanged case → view → its answers. @type {Map<number, Answers>[]} */
    this.unchanged = data.variants.map(() => new Map());
    const spare = (navigator.hardwareConcurrency || 1) - 1; /* processors beside the page's own */
    this.trials = new Trials(data.trials, new Workers(source, module, image, Math.min(MOST_WORKERS, spare)));
    this.state = stateOf();
    this.started = 0; /* when the last request came, in milliseconds */
    this.frame = 0; /* the animation frame that is awaited; 0: none */
    this.finish = () => {};
    /** Resolved once no calculation is under way. */
    this.idle = Promise.resolve();
    /**
     * Milliseconds from the last request to what was shown.
     *
     * @type {{ first?: number, all?: number, tornado?: number }} */
    this.timings = {};
  }

  /** @param {number} variant */
  model(variant) {
    const kept = this.models.get(variant);
    if (kept) return kept;
    for (const other of this.models.keys()) if (other !== 0) this.models.delete(other);
    const model = new Model(this.module, this.image, variant);
    this.models.set(variant, model);
    return model;
  }

  /**
   * Calculates the state in the next frame, as it is by then.
   *
   * @param {State} state
   */
  request(state) {
    this.state = state;
    this.started = performance.now();
    if (this.frame) return;
    this.trials.stop();
    this.idle = new Promise((resolve) => {
      this.finish = () => resolve(undefined);
    });
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const { finish } = this;
      this.calculate()
        .catch((error) => {
          this.models.clear(); /* one of them may have trapped */
          this.handlers.onFailure(error);
        })
        .finally(finish);
    });
  }

  async calculate() {
    const { state, started, data, trials } = this;
    this.handlers.onStart(state);
    const model = this.model(state.variant),
      changes = changesOf(data, state);
    model.apply(state.view, changes);
    model.fillSlot(data.slots.unchanged, this.answersBefore(state).get(state.view));
    const count = trials.drawFirst(model);
    model.countOutcomes(trials.outcomes, data.trials, count);
    this.handlers.onAnswers(model, isQuick);
    this.timings.first = performance.now() - started;
    await yieldToBrowser();
    if (!(await trials.drawRest(model, { variant: state.variant, view: state.view, changes }))) return;
    await this.showAll(model, state, started);
  }

  /**
   * @param {Model} model
   * @param {State} state
   * @param {number} started
   */
  async showAll(model, state, started) {
    const { data, trials } = this,
      { generation } = trials;
    model.countOutcomes(trials.outcomes, data.trials, data.trials);
    const before = this.answersBefore(state);
    if (state.variant === unchangedOf(data, state).variant && state.values.size === 0)
      before.set(state.view, { numbers: model.answers(), trials: data.trials });
    model.fillSlot(data.slots.unchanged, before.get(state.view));
    this.handlers.onAnswers(model, needsTrials);
    this.timings.all = performance.now() - started;
    await yieldToBrowser();
    if (generation !== trials.generation) return;
    this.handlers.onAnswers(model, isSlow);
    this.handlers.onSettled();
    this.timings.tornado = performance.now() - started;
    if (!before.has(state.view)) await this.showChange(model, state);
  }

  /** @param {State} state */
  answersBefore(state) {
    return this.unchanged[unchangedOf(this.data, state).variant];
  }

  /**
   * What a change is measured against may not have been calculated yet: where the page was opened at a changed state.
   *
   * @param {Model} model
   * @param {State} state
   */
  async showChange(model, state) {
    const { generation } = this.trials,
      answers = await this.answersOf(unchangedOf(this.data, state));
    this.answersBefore(state).set(state.view, answers);
    if (generation !== this.trials.generation) return;
    model.fillSlot(this.data.slots.unchanged, answers);
    this.handlers.onAnswers(model, isQuick);
  }

  /**
   * Of any state, by an instance of its own, without disturbing what is under way.
   *
   * @param {State} state
   * @returns {Promise<Answers>}
   */
  async answersOf(state) {
    const { data } = this,
      model = new Model(this.module, this.image, state.variant),
      trials = new Trials(data.trials, null),
      changes = changesOf(data, state);
    model.apply(state.view, changes);
    trials.drawFirst(model);
    await trials.drawRest(model, { variant: state.variant, view: state.view, changes });
    model.countOutcomes(trials.outcomes, data.trials, data.trials);
    return { numbers: model.answers(), trials: data.trials };
  }
}
