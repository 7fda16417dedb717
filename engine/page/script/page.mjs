/* The page: keeps state, address, controls and answers together. */
import { fragmentOf, readPair, readState, safelyDecoded, stateText } from "./address.mjs";
import { AnswerParts } from "./answers.mjs";
import { Calculation } from "./calculation.mjs";
import { Changes } from "./changes.mjs";
import { Choices } from "./choices.mjs";
import { Comparison } from "./comparison.mjs";
import { Panel } from "./controls.mjs";
import { byId, make } from "./dom.mjs";
import { UndoHistory } from "./history.mjs";
import { controlsOf, copyOf, findControl, setValue, stateOf } from "./state.mjs";
import { Views } from "./views.mjs";
/** @import { Key } from "./comparison.mjs" */
/** @import { Control, Data } from "./data.mjs" */
/** @import { Model } from "./model.mjs" */
/** @import { State } from "./state.mjs" */

export class Page {
  /**
   * @param {Data} data
   * @param {WebAssembly.Module} module
   * @param {Uint8Array} image
   * @param {string} source The script that workers run.
   */
  constructor(data, module, image, source) {
    this.data = data;
    this.state = stateOf();
    this.history = new UndoHistory();
    /** What the answers shown are from. @type {Model | null} */
    this.shown = null;
    this.calculation = new Calculation(data, module, image, source, {
      onStart: (state) => this.showState(state),
      onAnswers: (model, isWanted) => this.showAnswers(model, isWanted),
      onSettled: () => this.parts.announce(),
      onFailure: (error) => this.showFailure(error),
    });
    this.panel = new Panel(data, {
      onChange: (control, value) => this.change(control, value),
      onDone: () => this.record(),
      onReset: (control) => this.reset(control),
    });
    this.choices = new Choices(data, {
      onVariant: (variant) => this.chooseVariant(variant),
      onOption: (view) => this.chooseOption(view),
      onStep: (way) => this.step(way),
      onResetAll: () => this.setState(stateOf()),
    });
    this.comparison = new Comparison(data, {
      onKeep: (key) => this.keep(key, copyOf(this.state)),
      onGo: (key) => this.go(key),
      onChange: () => this.showComparison(),
    });
    this.changes = new Changes(data);
    this.parts = new AnswerParts(this.calculation.model(0).partNames());
    this.checked = make("p", { class: "live-check", role: "status" }, "Checking the figures …");
    this.faults = make("div", { class: "live-faults", role: "status" });
    this.views = new Views();
    this.build();
    document.addEventListener("keydown", (event) => this.onKey(event));
    addEventListener("hashchange", () => this.readAddress());
    this.panel.build(this.state);
  }

  build() {
    const { parts } = this,
      place = byId("live");
    const left = make("div", { class: "live-left" }, this.choices.element, this.panel.element);
    const right = make(
      "div",
      { class: "live-right" },
      parts.tiles,
      parts.basis,
      parts.spoken,
      this.changes.element,
      parts.element,
      this.comparison.element,
    );
    const lead =
      "Change an assumption and see how the answer changes. The engine runs in this page: nothing is sent anywhere.";
    place.append(
      make("h2", { id: "what-if" }, "What if?"),
      make("p", { class: "live-lead" }, lead),
      this.checked,
      this.faults,
      make("div", { class: "live-columns" }, left, right),
    );
    place.hidden = false;
    byId("views").append(this.views.element);
  }

  /* --- what the reader does --- */

  /**
   * @param {Control} control
   * @param {number} value
   */
  change(control, value) {
    setValue(this.state, control, value);
    this.calculation.request(this.state);
  }

  /** @param {Control} control */
  reset(control) {
    this.state.values.delete(control.id);
    this.calculation.request(this.state);
    this.record();
  }

  /** @param {number} view */
  chooseOption(view) {
    this.state.view = view;
    this.calculation.request(this.state);
    this.record();
  }

  /**
   * Changes for which the other scenario or reading has no control are removed, and the reader is told.
   *
   * @param {number} variant
   */
  chooseVariant(variant) {
    const state = stateOf(variant, this.state.view),
      lost = [];
    for (const [id, value] of this.state.values)
      if (findControl(this.data, state, id)) state.values.set(id, value);
      else lost.push(id);
    this.setState(state);
    this.showFaults(lost.map((id) => `There is no “${id}” in what you chose, so your change to it was removed.`));
  }

  /** @param {State} state */
  setState(state) {
    const hasOtherControls = state.variant !== this.state.variant;
    this.state = state;
    if (hasOtherControls) this.panel.build(state);
    this.calculation.request(state);
    this.record();
  }

  /**
   * Control+Z and Control+Y, but within a text box, which has an undo of its own.
   *
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target instanceof HTMLInputElement && /^(text|search)$/.test(event.target.type)) return;
    const letter = event.key.toLowerCase();
    if (letter !== "z" && letter !== "y") return;
    event.preventDefault();
    this.step(letter === "z" && !event.shiftKey ? -1 : 1);
  }

  /* --- history and address --- */

  /** The state is one that undo can come back to. */
  record() {
    this.history.record(stateText(this.data, this.state));
    this.showHistory();
  }

  /** @param {1 | -1} way */
  step(way) {
    const text = this.history.step(way);
    if (text !== null) this.setState(readState(this.data, text, []));
  }

  showHistory() {
    const fragment = fragmentOf(this.data, this.state, this.comparison.states);
    history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
    this.choices.showHistory(this.history);
    this.changes.show(this.state);
  }

  /**
   * A fragment that names a place in the page is a link within it: the reader goes there, and the address then holds
   * the state again.
   */
  async readAddress() {
    const given = location.hash.slice(1);
    const isPlace = given !== "" && !given.includes("=") && document.getElementById(safelyDecoded(given)) !== null;
    if (isPlace) this.views.show("report");
    if (isPlace && this.history.present !== undefined) {
      this.showHistory();
      document.getElementById(safelyDecoded(given))?.scrollIntoView();
      return;
    }
    /** @type {string[]} */
    const faults = [];
    const text = isPlace ? "" : given,
      state = readState(this.data, text, faults),
      pair = readPair(this.data, text, faults);
    if (text !== "") this.views.show("what-if");
    this.setState(state);
    this.showFaults(faults.map((fault) => `Part of this page's address could not be used: ${fault}.`));
    if (pair.a) await this.keep("a", pair.a);
    if (pair.b) await this.keep("b", pair.b);
  }

  /* --- A and B --- */

  /**
   * @param {Key} key
   * @param {State} state
   */
  async keep(key, state) {
    const answers = await this.calculation.answersOf(state);
    this.comparison.set({ [key]: { state, answers } });
  }

  /** @param {Key} key */
  go(key) {
    const kept = this.comparison.kept[key];
    if (kept) this.setState(copyOf(kept.state));
  }

  showComparison() {
    if (this.shown) this.comparison.show(this.shown);
    this.showHistory();
  }

  /* --- what is shown --- */

  /** @param {State} state */
  showState(state) {
    this.panel.update(state);
    this.choices.show(state);
  }

  /**
   * @param {Model} model
   * @param {(part: string) => boolean} isWanted
   */
  showAnswers(model, isWanted) {
    this.parts.show(model, isWanted);
    this.comparison.show(model);
    this.shown = model;
  }

  /** @param {string[]} texts */
  showFaults(texts) {
    this.faults.replaceChildren(...texts.map((text) => make("p", {}, text)));
  }

  /** @param {Error} error */
  showFailure(error) {
    this.showFaults([`This part has stopped working (${error.message}). The report below is complete without it.`]);
  }

  /* --- for tests and measurements --- */

  get controls() {
    return controlsOf(this.data, this.state);
  }

  /** The present answers by name: one object for each scope, and the chance that all councils gain. */
  get answers() {
    if (!this.shown) return null;
    const { answer } = this.data,
      { columns } = this.shown,
      numbers = this.shown.answers();
    const scopes = Array.from({ length: columns }, (_, s) =>
      Object.fromEntries(answer.map((name, i) => [name, numbers[s * answer.length + i]])),
    );
    const [allGain, allGainError] = numbers.slice(columns * answer.length);
    return { scopes, all_gain: allGain, all_gain_error: allGainError };
  }
}
