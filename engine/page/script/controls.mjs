/* The panel of controls: groups, a search, and for each control a slider and a box, or a switch. */
import { make, makeButton } from "./dom.mjs";
import { fromShown, readShown, shownText, toShown, withUnit } from "./numbers.mjs";
import { controlsOf } from "./state.mjs";
/** @import { Control, Data } from "./data.mjs" */
/** @import { State } from "./state.mjs" */

/**
 * A value as a slider's attribute. Ten significant digits are more than a slider shows, and hide binary fractions.
 *
 * @param {Control} control
 * @param {number} value
 */
function sliderNumber(control, value) {
  return String(Number(toShown(control, value).toPrecision(10)));
}

/** @param {string} text */
function capitalised(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/**
 * @typedef {object} PanelHandlers
 * @property {(control: Control, value: number) => void} onChange Also while a slider is dragged.
 * @property {() => void} onDone The reader has finished a change, as when a slider is let go.
 * @property {(control: Control) => void} onReset
 */

/**
 * @typedef {object} Row
 * @property {Control} control
 * @property {HTMLElement} element
 * @property {HTMLButtonElement} reset
 * @property {(value: number) => void} show
 * @property {{ box: HTMLInputElement, fault: HTMLElement } | null} typed null: a switch.
 */

export class Panel {
  /**
   * @param {Data} data
   * @param {PanelHandlers} handlers
   */
  constructor(data, handlers) {
    this.data = data;
    this.handlers = handlers;
    /** By the control's id. @type {Map<string, Row>} */
    this.rows = new Map();
    /** @type {HTMLDetailsElement[]} */
    this.groups = [];
    this.list = make("div", { class: "live-groups" });
    this.found = make("p", { class: "live-found", role: "status" });
    this.search = make("input", {
      type: "search",
      id: "live-search",
      autocomplete: "off",
      oninput: () => this.filter(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && this.clearSearch(),
    });
    const label = make("label", { for: "live-search" }, "Find an assumption");
    this.element = make("div", { class: "live-panel" }, label, this.search, this.found, this.list);
  }

  clearSearch() {
    this.search.value = "";
    this.filter();
  }

  /**
   * Makes all rows again: another variant has other controls. Groups that are open stay open.
   *
   * @param {State} state
   */
  build(state) {
    const open = new Set(this.groups.filter((group) => group.open).map((group) => group.dataset.group));
    this.rows.clear();
    this.groups = [];
    this.data.groups.forEach((name, number) => {
      const controls = controlsOf(this.data, state).filter((control) => control.group === number);
      if (controls.length === 0) return;
      const isOpen = open.size === 0 ? this.groups.length === 0 : open.has(String(number));
      this.groups.push(this.group(name, number, controls, isOpen));
    });
    this.list.replaceChildren(...this.groups);
    this.filter();
    this.update(state);
  }

  /**
   * @param {string} name
   * @param {number} number
   * @param {Control[]} controls
   * @param {boolean} isOpen
   */
  group(name, number, controls, isOpen) {
    const title = make("span", { class: "live-group-name" }, name),
      changed = make("span", { class: "live-changed-count" });
    const summary = make("summary", {}, title, ` (${controls.length}) `, changed);
    const details = make("details", { "data-group": number, open: isOpen }, summary);
    const shared = controls.every((control) => control.note === controls[0].note) ? controls[0].note : "";
    if (shared) details.append(make("p", { class: "live-note" }, `${shared}.`));
    let section = "";
    for (const control of controls) {
      if (control.section !== section && control.section) details.append(make("h3", {}, control.section));
      ({ section } = control);
      const row = control.shape === "switch" ? this.switchRow(control) : this.numberRow(control, shared);
      this.rows.set(control.id, row);
      details.append(row.element);
    }
    return details;
  }

  /**
   * @param {Control} control
   * @returns {Row}
   */
  switchRow(control) {
    const id = `live-c-${this.rows.size}`;
    const box = make("input", { type: "checkbox", id, onchange: () => this.set(control, box.checked ? 1 : 0) });
    const label = make("label", { for: id }, control.label),
      reset = this.resetButton(control);
    const element = make("div", { class: "live-control live-switch", "data-id": control.id }, box, label, reset);
    const show = (/** @type {number} */ value) => {
      box.checked = value === 1;
    };
    return { control, element, reset, show, typed: null };
  }

  /**
   * @param {Control} control
   * @param {string} shared The note that is above the group already.
   * @returns {Row}
   */
  numberRow(control, shared) {
    const id = `live-c-${this.rows.size}`;
    const hasNote = control.note !== "" && control.note !== shared;
    const fault = make("p", { class: "live-fault", id: `${id}-fault`, hidden: true });
    const box = make("input", {
      type: "text",
      inputmode: "decimal",
      id,
      autocomplete: "off",
      "aria-describedby": `${id}-unit ${id}-fault${hasNote ? ` ${id}-note` : ""}`,
      onchange: () => this.readBox(control),
    });
    const marks = this.marks(control, id),
      slider = this.slider(control, marks && `${id}-marks`),
      reset = this.resetButton(control);
    const unit = make("span", { class: "live-unit", id: `${id}-unit` }, control.unit);
    const element = make(
      "div",
      { class: "live-control", "data-id": control.id },
      make("label", { for: id }, control.label),
      make("div", { class: "live-inputs" }, slider, make("span", { class: "live-box" }, box, unit)),
      marks,
      fault,
      hasNote ? make("p", { class: "live-note", id: `${id}-note` }, control.note) : null,
      reset,
    );
    /* What the reader typed and must repair is not overwritten under the cursor. */
    const show = (/** @type {number} */ value) => {
      slider.value = sliderNumber(control, value);
      slider.setAttribute("aria-valuetext", withUnit(control, value));
      if (document.activeElement !== box || !box.hasAttribute("aria-invalid")) box.value = shownText(control, value);
    };
    return { control, element, reset, show, typed: { box, fault } };
  }

  /**
   * @param {Control} control
   * @param {string | null} marks The id of its marks.
   */
  slider(control, marks) {
    const slider = make("input", {
      type: "range",
      "aria-label": `${control.label}, slider`,
      min: sliderNumber(control, control.least),
      max: sliderNumber(control, control.most),
      step: sliderNumber(control, control.step),
      list: marks,
      oninput: () => {
        this.showFault(control, null);
        this.handlers.onChange(control, fromShown(control, Number(slider.value)));
      },
      onchange: () => this.handlers.onDone(),
    });
    return slider;
  }

  /**
   * Low, central and high, as marks on the slider and as buttons that set it.
   *
   * @param {Control} control
   * @param {string} id Of the box.
   */
  marks(control, id) {
    const options = [],
      buttons = [];
    for (const name of /** @type {const} */ (["low", "central", "high"])) {
      const value = control[name];
      if (value === null) continue;
      const label = `${control.label}: set to ${name}, ${withUnit(control, value)}`;
      const text = `${capitalised(name)} ${shownText(control, value)}`;
      options.push(make("option", { value: sliderNumber(control, value) }));
      buttons.push(makeButton(text, () => this.set(control, value), { "aria-label": label }));
    }
    if (buttons.length === 0) return null;
    return make("div", { class: "live-marks" }, make("datalist", { id: `${id}-marks` }, ...options), ...buttons);
  }

  /** @param {Control} control */
  resetButton(control) {
    const plan = control.plan_is_more ? "as it varies" : withUnit(control, control.plan);
    return makeButton(`Reset to the case (${plan})`, () => this.handlers.onReset(control), {
      class: "live-back",
      hidden: true,
      "aria-label": `${control.label}: reset to the case`,
    });
  }

  /**
   * @param {Control} control
   * @param {number} value
   */
  set(control, value) {
    this.showFault(control, null);
    this.handlers.onChange(control, value);
    this.handlers.onDone();
  }

  /** @param {Control} control */
  readBox(control) {
    const typed = this.rows.get(control.id)?.typed;
    if (!typed) return;
    const { value, fault } = readShown(control, typed.box.value);
    if (fault === null) this.set(control, value);
    else this.showFault(control, fault);
  }

  /**
   * @param {Control} control
   * @param {string | null} text A phrase; null: there is no fault.
   */
  showFault(control, text) {
    const typed = this.rows.get(control.id)?.typed;
    if (!typed) return;
    typed.fault.hidden = text === null;
    typed.fault.textContent = text === null ? "" : `Not used: ${text}.`;
    if (text === null) typed.box.removeAttribute("aria-invalid");
    else typed.box.setAttribute("aria-invalid", "true");
  }

  /**
   * Shows the values of a state, and where they are not those of the case.
   *
   * @param {State} state
   */
  update(state) {
    for (const { control, element, reset, show } of this.rows.values()) {
      const value = state.values.get(control.id),
        isChanged = value !== undefined;
      show(isChanged ? value : control.plan);
      element.classList.toggle("changed", isChanged);
      /* A button that is about to be hidden hands the focus on. */
      if (!isChanged && reset === document.activeElement)
        element.querySelector(/** @type {"input"} */ ("input:not([type=range])"))?.focus();
      reset.hidden = !isChanged;
    }
    for (const group of this.groups) {
      const count = group.querySelectorAll(".changed").length,
        place = group.querySelector(".live-changed-count");
      if (place) place.textContent = count > 0 ? `${count} changed` : "";
    }
  }

  /** Hides the rows that do not have every word of the search. */
  filter() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { control, element } of this.rows.values()) {
      const { label, id, section, group } = control;
      const text = [label, id, section, this.data.groups[group]].join(" ").toLowerCase();
      element.hidden = !words.every((word) => text.includes(word));
      found += element.hidden ? 0 : 1;
    }
    for (const group of this.groups) this.filterGroup(group, words.length > 0);
    this.found.textContent = words.length > 0 ? `${found} of ${this.rows.size} found` : `${this.rows.size} assumptions`;
  }

  /**
   * A search opens the groups in which it finds something; afterwards they are as they were.
   *
   * @param {HTMLDetailsElement} group
   * @param {boolean} isSearching
   */
  filterGroup(group, isSearching) {
    group.hidden = group.querySelector(".live-control:not([hidden])") === null;
    if (isSearching) {
      group.dataset.before ??= String(group.open);
      group.open = true;
    } else if (group.dataset.before !== undefined) {
      group.open = group.dataset.before === "true";
      delete group.dataset.before;
    }
    for (const heading of group.querySelectorAll("h3")) heading.hidden = isSearching;
  }
}
