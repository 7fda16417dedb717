/* The panel of controls: groups, a search, and for each control a slider and a box, or a switch. */

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/* Ten significant digits are more than a slider shows, and hide what binary makes of decimals. */
const sliderNumber = (control, value) => String(Number(toShown(control, value).toPrecision(10)));

class Panel {
  /* on: { moved(control, value), settled() }: while a slider is dragged, and when it is let go. */
  constructor(data, on) {
    this.data = data;
    this.on = on;
    this.rows = new Map(); /* id → what shows it */
    this.list = make("div", { class: "live-groups" });
    this.found = make("p", { class: "live-found", role: "status" });
    this.search = make("input", { type: "search", id: "live-search", autocomplete: "off", oninput: () => this.filter(), onkeydown: (event) => this.clearOn(event) });
    this.element = make("div", { class: "live-panel" },
      make("label", { for: "live-search" }, "Find an assumption"), this.search, this.found, this.list);
  }

  clearOn(event) {
    if (event.key !== "Escape") return;
    this.search.value = "";
    this.filter();
  }

  /* Anew, for the controls of another variant. */
  show(state) {
    const open = new Set([...this.list.querySelectorAll("details[open]")].map((group) => group.dataset.group));
    this.rows.clear();
    this.list.replaceChildren();
    this.data.groups.forEach((name, group) => {
      const controls = controlsOf(this.data, state).filter((control) => control.group === group);
      if (controls.length > 0) this.list.append(this.group(name, group, controls, open));
    });
    this.filter();
    this.update(state);
  }

  group(name, number, controls, open) {
    const changed = make("span", { class: "live-changed-count" });
    const details = make("details", { "data-group": number, open: open.has(String(number)) || (open.size === 0 && this.list.children.length === 0) },
      make("summary", {}, make("span", { class: "live-group-name" }, name), ` (${controls.length}) `, changed));
    const notes = new Set(controls.map((control) => control.note));
    this.shared = notes.size === 1 ? [...notes][0] : "";
    if (this.shared) details.append(make("p", { class: "live-note" }, `${this.shared}.`));
    let section = "";
    for (const control of controls) {
      if (control.section !== section && control.section) details.append(make("h3", {}, control.section));
      ({ section } = control);
      details.append(control.shape === "switch" ? this.switchRow(control) : this.numberRow(control));
    }
    return details;
  }

  switchRow(control) {
    const name = `live-c-${this.rows.size}`;
    const box = make("input", { type: "checkbox", id: name, onchange: () => this.settle(control, box.checked ? 1 : 0) });
    const back = this.backButton(control);
    const row = make("div", { class: "live-control live-switch", "data-id": control.id }, box, make("label", { for: name }, control.label), back);
    this.rows.set(control.id, { control, row, back, show: (value) => { box.checked = value === 1; } });
    return row;
  }

  numberRow(control) {
    const name = `live-c-${this.rows.size}`;
    const fault = make("p", { class: "live-fault", id: `${name}-fault`, hidden: true });
    const note = control.note && control.note !== this.shared ? make("p", { class: "live-note", id: `${name}-note` }, control.note) : null;
    const box = make("input", { type: "text", inputmode: "decimal", id: name, autocomplete: "off",
      "aria-describedby": `${name}-unit ${name}-fault${note ? ` ${name}-note` : ""}`, onchange: () => this.typed(control) });
    const unit = make("span", { class: "live-unit", id: `${name}-unit` }, control.unit);
    const marks = this.marks(control, name);
    const slider = make("input", { type: "range", "aria-label": `${control.label}, slider`, min: sliderNumber(control, control.least),
      max: sliderNumber(control, control.most), step: sliderNumber(control, control.step), list: marks ? `${name}-marks` : null,
      oninput: () => this.dragged(control), onchange: () => this.on.settled() });
    const back = this.backButton(control);
    const row = make("div", { class: "live-control", "data-id": control.id },
      make("label", { for: name }, control.label), make("div", { class: "live-inputs" }, slider, make("span", { class: "live-box" }, box, unit)),
      marks, fault, note, back);
    const show = (value) => {
      slider.value = sliderNumber(control, value);
      slider.setAttribute("aria-valuetext", withUnit(control, value));
      if (document.activeElement !== box || !box.hasAttribute("aria-invalid")) box.value = shownText(control, value);
    };
    this.rows.set(control.id, { control, row, back, show, box, slider, fault });
    return row;
  }

  /* Low, central and high, as ticks of the slider and as buttons that set it. */
  marks(control, name) {
    const known = ["low", "central", "high"].filter((mark) => control[mark] !== null);
    if (known.length === 0) return null;
    const button = (mark) => make("button", { type: "button", "aria-label": `${control.label}: set to ${mark}, ${withUnit(control, control[mark])}`,
      onclick: () => this.settle(control, control[mark]) }, `${mark[0].toUpperCase()}${mark.slice(1)} ${shownText(control, control[mark])}`);
    return make("div", { class: "live-marks" }, make("datalist", { id: `${name}-marks` },
      ...known.map((mark) => make("option", { value: sliderNumber(control, control[mark]) }))), ...known.map(button));
  }

  backButton(control) {
    return make("button", { type: "button", class: "live-back", hidden: true, "aria-label": `${control.label}: back to the case`, onclick: () => this.on.back(control) },
      `Back to the case (${control.plan_is_more ? "as it varies" : withUnit(control, control.plan)})`);
  }

  settle(control, value) {
    this.fault(control, null);
    this.on.moved(control, value);
    this.on.settled();
  }

  dragged(control) {
    this.fault(control, null);
    this.on.moved(control, fromShown(control, Number(this.rows.get(control.id).slider.value)));
  }

  typed(control) {
    const { box } = this.rows.get(control.id), read = readShown(control, box.value);
    this.fault(control, read.fault || null);
    if (!read.fault) this.settle(control, read.value);
  }

  fault(control, text) {
    const { box, fault } = this.rows.get(control.id);
    if (!box) return;
    fault.hidden = text === null;
    fault.textContent = text === null ? "" : `Not taken: ${text}.`;
    if (text === null) box.removeAttribute("aria-invalid");
    else box.setAttribute("aria-invalid", "true");
  }

  update(state) {
    for (const { control, row, back, show } of this.rows.values()) {
      const changed = state.values.has(control.id);
      show(changed ? state.values.get(control.id) : control.plan);
      row.classList.toggle("changed", changed);
      if (!changed && back === document.activeElement) row.querySelector("input:not([type=range])").focus();
      back.hidden = !changed;
    }
    for (const group of this.list.children) {
      const count = group.querySelectorAll(".changed").length;
      group.querySelector(".live-changed-count").textContent = count > 0 ? `${count} changed` : "";
    }
  }

  filter() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { control, row } of this.rows.values()) {
      const text = `${control.label} ${control.id} ${control.section} ${this.data.groups[control.group]}`.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      found += row.hidden ? 0 : 1;
    }
    for (const group of this.list.children) this.filterGroup(group, words.length > 0);
    this.found.textContent = words.length > 0 ? `${found} of ${this.rows.size} found` : `${this.rows.size} assumptions`;
  }

  /* A search opens the groups that it finds something in; afterwards they are as they were. */
  filterGroup(group, searching) {
    const shown = group.querySelectorAll(".live-control:not([hidden])").length;
    group.hidden = shown === 0;
    if (searching && group.dataset.before === undefined) group.dataset.before = group.open;
    if (searching) group.open = true;
    else if (group.dataset.before !== undefined) {
      group.open = group.dataset.before === "true";
      delete group.dataset.before;
    }
    for (const heading of group.querySelectorAll("h3")) heading.hidden = searching;
  }
}
