/* A and B: two states that the reader keeps, side by side, each with its changes. */
import { changeTable } from "./changes.mjs";
import { make, makeButton } from "./dom.mjs";
/** @import { Data } from "./data.mjs" */
/** @import { Answers, Model } from "./model.mjs" */
/** @import { State } from "./state.mjs" */

/** @typedef {"a" | "b"} Key */
/** @typedef {{ state: State, answers: Answers }} Kept */

/**
 * @typedef {object} ComparisonHandlers
 * @property {(key: Key) => void} onKeep
 * @property {(key: Key) => void} onGo
 * @property {() => void} onChange The comparison itself was changed.
 */

export class Comparison {
  /**
   * @param {Data} data
   * @param {ComparisonHandlers} handlers
   */
  constructor(data, handlers) {
    this.data = data;
    this.handlers = handlers;
    /** @type {{ a: Kept | null, b: Kept | null }} */
    this.kept = { a: null, b: null };
    /** What the table shows. @type {string | null} */
    this.html = "";
    this.table = make("div");
    this.lists = make("div", { class: "live-pair" });
    this.element = make(
      "section",
      { "aria-labelledby": "live-compare", class: "live-compare" },
      make("h2", { id: "live-compare" }, "Compare A and B"),
      make("p", {}, "Keep the present settings as A, change something, then keep the result as B."),
      this.buttons(),
      this.lists,
      this.table,
    );
  }

  buttons() {
    const { onKeep, onGo } = this.handlers;
    return make(
      "p",
      { class: "live-buttons" },
      makeButton("Keep as A", () => onKeep("a")),
      makeButton("Keep as B", () => onKeep("b")),
      makeButton("Go to A", () => onGo("a")),
      makeButton("Go to B", () => onGo("b")),
      makeButton("Swap A and B", () => this.set({ a: this.kept.b, b: this.kept.a })),
      makeButton("Clear A and B", () => this.set({ a: null, b: null })),
    );
  }

  /** The states alone. */
  get states() {
    const { a, b } = this.kept;
    return { a: a && a.state, b: b && b.state };
  }

  /** @param {Partial<{ a: Kept | null, b: Kept | null }>} kept */
  set(kept) {
    Object.assign(this.kept, kept);
    this.showLists();
    this.handlers.onChange();
  }

  showLists() {
    const lists = [];
    for (const key of /** @type {const} */ (["a", "b"])) {
      const kept = this.kept[key],
        name = key.toUpperCase();
      if (!kept) continue;
      const table = changeTable(this.data, kept.state, `Changes of ${name}`);
      lists.push(make("div", {}, make("h3", {}, name), table));
    }
    this.lists.replaceChildren(...lists);
  }

  /**
   * With only one of them kept, the present state is beside it.
   *
   * @param {Model} model
   */
  show(model) {
    const { a, b } = this.kept,
      { slots } = this.data;
    model.fillSlot(slots.a, a?.answers);
    model.fillSlot(slots.b, b?.answers);
    const html = a || b ? model.comparison(a ? slots.a : slots.now, b ? slots.b : slots.now) : "";
    if (html === this.html) return;
    this.html = html;
    if (html === null)
      this.table.textContent =
        "These two have different parties or programmes, so they cannot be shown in the same table.";
    else this.table.innerHTML = html;
  }
}
