/* The list of what was changed, the words for the command line, the file to download, and the comparison of A and B. */

function changeRows(data, state) {
  const rows = [];
  const { scenario } = data.variants[state.variant];
  if (scenario !== null) rows.push(["Scenario", "the case as it stood", scenario]);
  if (state.view !== 0) rows.push(["Option", data.views[0].label, data.views[state.view].label]);
  for (const control of controlsOf(data, state))
    if (state.values.has(control.id))
      rows.push([control.label, control.plan_is_more ? `${withUnit(control, control.plan)}, as it varies` : withUnit(control, control.plan),
        withUnit(control, state.values.get(control.id))]);
  return rows;
}

function changeTable(data, state, caption) {
  const rows = changeRows(data, state);
  if (rows.length === 0) return make("p", {}, "Nothing is changed.");
  return make("div", { class: "scroll", role: "group", tabindex: "0", "aria-label": caption }, make("table", {}, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...["Changed", "From", "To"].map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...rows.map(([label, from, to]) => make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, from), make("td", {}, to))))));
}

const LINK_NOTE = " Who has this file in another place adds what follows # to its address there.";

class Changes {
  constructor(data) {
    this.data = data;
    this.list = make("div");
    this.command = make("pre", { tabindex: "0", "aria-label": "Command that gives the same plan", id: "live-command" });
    this.simulation = make("pre", { tabindex: "0", "aria-label": "Command that gives the same trials", id: "live-simulation" });
    this.said = make("span", { role: "status" });
    this.file = make("a", { class: "live-button", id: "live-scenario", download: `${data.case}-changes.csv` }, "Download the changes as a scenario (CSV)");
    this.hint = make("p", { class: "live-note" });
    this.element = make("section", { "aria-labelledby": "live-changes", class: "live-changes" }, make("h2", { id: "live-changes" }, "What was changed"),
      this.list, make("p", { class: "live-buttons" }, this.copyButton("Copy a link to this page as it is", () => location.href, LINK_NOTE), this.file, this.said),
      make("details", {}, make("summary", {}, "The same on the command line"), make("p", {}, "The plan, and the trials:"), this.command, this.simulation,
        make("p", { class: "live-buttons" }, this.copyButton("Copy the first", () => this.command.textContent), this.copyButton("Copy the second", () => this.simulation.textContent)),
        this.hint));
  }

  copyButton(label, text, more = "") {
    return make("button", { type: "button", onclick: async () => { this.said.textContent = (await copied(text())) ? ` Copied.${more}` : " The browser does not let the page copy: mark the text."; } }, label);
  }

  show(state) {
    this.list.replaceChildren(changeTable(this.data, state, "What was changed"));
    this.command.textContent = commandOf(this.data, state, "appraise");
    this.simulation.textContent = commandOf(this.data, state, "simulate");
    this.file.href = `data:text/csv;charset=utf-8,${encodeURIComponent(scenarioFile(this.data, state))}`;
    const { scenario } = this.data.variants[state.variant];
    this.hint.textContent = `The file to download goes into the folder "scenarios" of the case. Where inputs are correlated, making one of them certain gives the `
      + `others new random numbers on the command line: its trials then differ by chance. The plan never does.`
      + (scenario === null ? "" : ` The file is used after the scenario chosen here: --scenario ${scenario} --scenario ${this.data.case}-changes.`);
  }
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/* A and B: two states side by side, each with its changes. */
class Comparison {
  constructor(data, on) {
    this.data = data;
    this.kept = { a: null, b: null }; /* { state, numbers, trials } */
    this.table = make("div");
    this.lists = make("div", { class: "live-pair" });
    const button = (label, act) => make("button", { type: "button", onclick: act }, label);
    this.element = make("section", { "aria-labelledby": "live-compare", class: "live-compare" }, make("h2", { id: "live-compare" }, "A and B"),
      make("p", {}, "Keep what is set now as A, change something, and keep that as B."),
      make("p", { class: "live-buttons" }, button("Keep as A", () => on.keep("a")), button("Keep as B", () => on.keep("b")),
        button("Go to A", () => on.go("a")), button("Go to B", () => on.go("b")), button("Exchange A and B", () => on.swap()), button("Clear A and B", () => on.clear())),
      this.lists, this.table);
  }

  showLists() {
    this.lists.replaceChildren(...["a", "b"].filter((key) => this.kept[key]).map((key) => make("div", {},
      make("h3", {}, key.toUpperCase()), changeTable(this.data, this.kept[key].state, `Changes of ${key.toUpperCase()}`))));
  }

  /* With one of them kept, what is now stands beside it. */
  show(model) {
    const { a, b } = this.kept;
    model.fill(2, a);
    model.fill(3, b);
    const html = a && b ? model.comparison(2, 3) : a ? model.comparison(2, 0) : b ? model.comparison(0, 3) : "";
    if (html === this.html) return;
    this.html = html;
    if (html === null) this.table.textContent = "These two have other councils or programmes: they cannot stand in one table.";
    else this.table.innerHTML = html;
  }
}
