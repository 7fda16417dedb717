/* The answers as pieces of HTML from the module: tiles that stay in sight, what they rest on, and the report's sections
   and charts. */
import { make } from "./dom.mjs";
/** @import { Model } from "./model.mjs" */

export class AnswerParts {
  /** @param {string[]} names Of the module's parts. */
  constructor(names) {
    this.names = names;
    this.tiles = make("div", { class: "live-tiles" });
    this.basis = make("p", { class: "live-basis" });
    this.spoken = make("p", { class: "live-spoken", role: "status" });
    this.element = make("div", { class: "live-parts" });
    this.places = names.map((name) => this.place(name));
  }

  /** @param {string} name */
  place(name) {
    if (name === "tiles") return this.tiles;
    if (name === "basis") return this.basis;
    return this.element.appendChild(make("div", { "data-part": name }));
  }

  /** Tells users of screen readers the joint result, once a change is fully calculated. */
  announce() {
    const lines = [...(this.tiles.firstElementChild?.children ?? [])];
    this.spoken.textContent = lines.map((line) => line.textContent).join(", ");
  }

  /**
   * Tables that the reader opened stay open, and scrolled ones stay where they are. Everything is read before anything
   * is written: otherwise the browser would lay the page out again for each part.
   *
   * @param {Model} model
   * @param {(part: string) => boolean} isWanted
   */
  show(model, isWanted) {
    const before = this.places.flatMap((place, n) => {
      if (!isWanted(this.names[n])) return [];
      const open = [...place.querySelectorAll("details")].map((details) => details.open),
        scrolled = [...place.querySelectorAll(".scroll")].map((table) => table.scrollLeft);
      return [{ place, n, open, scrolled }];
    });
    for (const { place, n, open, scrolled } of before) {
      place.innerHTML = model.part(n) ?? "";
      place.querySelectorAll("details").forEach((details, i) => {
        if (open[i]) details.open = true;
      });
      place.querySelectorAll(".scroll").forEach((table, i) => {
        if (scrolled[i]) table.scrollLeft = scrolled[i];
      });
    }
  }
}
