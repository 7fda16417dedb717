/* The list of what was changed, with a link, commands and a scenario file that say the same. */
import { commandOf, scenarioFile } from "./command.mjs";
import { make, makeButton } from "./dom.mjs";
import { withUnit } from "./numbers.mjs";
import { changedControls } from "./state.mjs";
/** @import { Data } from "./data.mjs" */
/** @import { State } from "./state.mjs" */

/**
 * [what, from, to]
 *
 * @param {Data} data
 * @param {State} state
 */
export function changeRows(data, state) {
  const rows = [];
  const { scenario, reading, label } = data.variants[state.variant],
    money = data.readings.find((one) => one.reading === reading);
  if (scenario !== null) rows.push(["Scenario", "none", label]);
  if (money && money !== data.readings[0]) rows.push(["Whose money", data.readings[0].label, money.label]);
  if (state.view !== 0) rows.push(["Option", data.views[0].label, data.views[state.view].label]);
  for (const { control, value } of changedControls(data, state)) {
    const plan = withUnit(control, control.plan);
    rows.push([control.label, control.plan_is_more ? `${plan}, as it varies` : plan, withUnit(control, value)]);
  }
  return rows;
}

/**
 * @param {Data} data
 * @param {State} state
 * @param {string} caption
 */
export function changeTable(data, state, caption) {
  const rows = changeRows(data, state);
  if (rows.length === 0) return make("p", {}, "Nothing has been changed.");
  const headings = ["Changed", "From", "To"].map((name) => make("th", { scope: "col" }, name));
  const body = rows.map(([label, from, to]) =>
    make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, from), make("td", {}, to)),
  );
  const table = make(
    "table",
    {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...headings)),
    make("tbody", {}, ...body),
  );
  return make("div", { class: "scroll", role: "group", tabindex: "0", "aria-label": caption }, table);
}

/**
 * Whether the browser allowed it.
 *
 * @param {string} text
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

const LINK_NOTE =
  " If the other person keeps this file in a different place, they add the part from # onwards to its address.";

export class Changes {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.list = make("div");
    this.plan = make("pre", { tabindex: "0", "aria-label": "Command for the same plan", id: "live-command" });
    this.trials = make("pre", { tabindex: "0", "aria-label": "Command for the same trials", id: "live-simulation" });
    this.copied = make("span", { role: "status" });
    this.file = make(
      "a",
      { class: "live-button", id: "live-scenario", download: `${data.case}-changes.csv` },
      "Download the changes as a scenario (CSV)",
    );
    this.hint = make("p", { class: "live-note" });
    this.element = make(
      "section",
      { "aria-labelledby": "live-changes", class: "live-changes" },
      make("h2", { id: "live-changes" }, "Changes to the case"),
      this.list,
      make(
        "p",
        { class: "live-buttons" },
        this.copyButton("Copy a link to these changes", () => location.href, LINK_NOTE),
        this.file,
        this.copied,
      ),
      this.commands(),
    );
  }

  commands() {
    return make(
      "details",
      {},
      make("summary", {}, "Get the same figures on the command line"),
      make("p", {}, "The plan, then the trials:"),
      this.plan,
      this.trials,
      make(
        "p",
        { class: "live-buttons" },
        this.copyButton("Copy the first command", () => this.plan.textContent ?? ""),
        this.copyButton("Copy the second command", () => this.trials.textContent ?? ""),
      ),
      this.hint,
    );
  }

  /**
   * @param {string} label
   * @param {() => string} text
   * @param {string} note What to say once it is copied.
   */
  copyButton(label, text, note = "") {
    return makeButton(label, async () => {
      const isCopied = await copy(text());
      this.copied.textContent = isCopied
        ? ` Copied.${note}`
        : " Your browser does not let this page copy. Select the text and copy it yourself.";
    });
  }

  /** @param {State} state */
  show(state) {
    this.list.replaceChildren(changeTable(this.data, state, "Changes to the case"));
    this.plan.textContent = commandOf(this.data, state, "appraise");
    this.trials.textContent = commandOf(this.data, state, "simulate");
    this.file.href = `data:text/csv;charset=utf-8,${encodeURIComponent(scenarioFile(this.data, state))}`;
    const { scenario } = this.data.variants[state.variant];
    const own = `${this.data.case}-changes`;
    this.hint.textContent = [
      "Save the downloaded file in the folder “scenarios” of the case.",
      scenario === null ? "" : `Use it after the scenario chosen here: --scenario ${scenario} --scenario ${own}.`,
      "On the command line, fixing an input that is correlated gives the others new random numbers, and fixing any" +
        " input may change how much optimism bias the trials keep, so the results of its trials differ slightly from" +
        " this page. The plan is the same.",
    ].join(" ");
  }
}
