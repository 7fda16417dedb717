/* The choice of scenario, of whose money counts and of option, and undo, redo and reset, above the controls. */
import { make, makeButton } from "./dom.mjs";
import { variantOf } from "./state.mjs";
/** @import { Data } from "./data.mjs" */
/** @import { UndoHistory } from "./history.mjs" */
/** @import { State } from "./state.mjs" */

/**
 * @typedef {object} ChoiceHandlers
 * @property {(variant: number) => void} onVariant A scenario or reading.
 * @property {(view: number) => void} onOption
 * @property {(way: 1 | -1) => void} onStep Undo is −1.
 * @property {() => void} onResetAll
 */

/**
 * @param {string} id
 * @param {string} label
 * @param {string[]} items
 * @param {(number: number) => void} onChoice
 */
function makeChoice(id, label, items, onChoice) {
  const options = items.map((text, i) => make("option", { value: i }, text));
  const select = make("select", { id, onchange: () => onChoice(Number(select.value)) }, ...options);
  return { select, row: make("div", { class: "live-choice" }, make("label", { for: id }, label), select) };
}

export class Choices {
  /**
   * @param {Data} data
   * @param {ChoiceHandlers} handlers
   */
  constructor(data, handlers) {
    const [{ reading: whole }] = data.readings;
    this.data = data;
    this.scenarios = data.variants.filter((variant) => variant.reading === whole);
    const scenarios = this.scenarios.map((variant) => variant.label),
      readings = data.readings.map((one) => one.label),
      options = data.views.map((view) => view.label);
    const onVariant = () => handlers.onVariant(this.variant);
    const scenario = makeChoice("live-scenarios", "Scenario", scenarios, onVariant),
      reading = makeChoice("live-readings", "Whose money", readings, onVariant),
      option = makeChoice("live-options", "Option", options, handlers.onOption);
    this.scenario = scenario.select;
    this.reading = reading.select;
    this.option = option.select;
    this.undo = makeButton("Undo", () => handlers.onStep(-1), { "aria-keyshortcuts": "Control+Z" });
    this.redo = makeButton("Redo", () => handlers.onStep(1), { "aria-keyshortcuts": "Control+Y" });
    this.resetAll = makeButton("Reset everything", handlers.onResetAll);
    this.element = make(
      "div",
      { class: "live-bar" },
      scenarios.length > 1 ? scenario.row : null,
      readings.length > 1 ? reading.row : null,
      options.length > 1 ? option.row : null,
      make("p", { class: "live-buttons" }, this.undo, this.redo, this.resetAll),
    );
  }

  /** The variant that is chosen. */
  get variant() {
    const { scenario } = this.scenarios[Number(this.scenario.value)],
      { reading } = this.data.readings[Number(this.reading.value)];
    return variantOf(this.data, scenario, reading);
  }

  /** @param {State} state */
  show(state) {
    const { scenario, reading } = this.data.variants[state.variant];
    this.scenario.value = String(this.scenarios.findIndex((one) => one.scenario === scenario));
    this.reading.value = String(this.data.readings.findIndex((one) => one.reading === reading));
    this.option.value = String(state.view);
  }

  /** @param {UndoHistory} history */
  showHistory(history) {
    this.undo.disabled = !history.canUndo;
    this.redo.disabled = !history.canRedo;
    this.resetAll.disabled = history.present === "";
  }
}
