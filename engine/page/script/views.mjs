/* The report and the answers that follow changes: one of them is shown at a time. */
import { make, makeButton } from "./dom.mjs";

/** @typedef {"report" | "what-if"} View */

/** @type {[View, string][]} */
const LABELS = [
  ["report", "Report"],
  ["what-if", "What if?"],
];

export class Views {
  constructor() {
    this.buttons = LABELS.map(([view, label]) => makeButton(label, () => this.show(view), { "data-view": view }));
    this.element = make("div", { role: "group", "aria-label": "What to see" }, ...this.buttons);
    this.show("report");
  }

  /** @param {View} view */
  show(view) {
    document.body.classList.toggle("shows-what-if", view === "what-if");
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.view === view));
    scrollTo(0, 0);
  }
}
