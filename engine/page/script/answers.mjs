/* What comes of it, as pieces of HTML from the module: tiles that stay in sight, what they rest on, the report's sections and
   charts. */

class Answers {
  constructor(names) {
    this.names = names;
    this.tiles = make("div", { class: "live-tiles" });
    this.basis = make("p", { class: "live-basis" });
    this.spoken = make("p", { class: "live-spoken", role: "status" });
    this.places = names.map((name) => ({ tiles: this.tiles, basis: this.basis })[name] || make("div", { "data-part": name }));
    this.element = make("div", { class: "live-parts" }, ...this.places.filter((place) => place.dataset.part));
  }

  /* For those who listen, once a move has settled. */
  speak() {
    const [first] = this.tiles.children;
    this.spoken.textContent = [...first.children].map((line) => line.textContent).join(", ");
  }

  /* Tables that were opened stay open, and what is scrolled stays where it is. All is read before anything is written:
     in between the browser would lay the page out again and again. */
  show(model, wanted) {
    const parts = this.names.map((name, n) => ({ name, n, place: this.places[n] })).filter(({ name }) => wanted(name));
    for (const part of parts) {
      part.open = [...part.place.querySelectorAll("details")].map((details) => details.open);
      part.scrolled = [...part.place.querySelectorAll(".scroll")].map((table) => table.scrollLeft);
    }
    for (const { n, place, open, scrolled } of parts) {
      place.innerHTML = model.part(n) || "";
      place.querySelectorAll("details").forEach((details, i) => { if (open[i]) details.open = true; });
      place.querySelectorAll(".scroll").forEach((table, i) => { if (scrolled[i]) table.scrollLeft = scrolled[i]; });
    }
  }
}
