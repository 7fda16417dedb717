/* The page: starts the model, shows that its figures are the engine's, and keeps state, address, controls and answers
   together. For tests and measurements it leaves window.bizcaseLive behind. */

const scriptText = typeof document === "undefined" ? "" : document.currentScript.textContent;

/* --- the check ------------------------------------------------------------------------------------------------------ */

function numbersIn(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Float64Array(bytes.buffer);
}

/* To the bit; what is no number equals what is no number. */
function sameBits(a, b) {
  return Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b));
}

const SIMULATED = ["mean", "standard error", "standard deviation", "minimum", "maximum", "P1", "P5", "P10", "P25", "P50", "P75", "P80", "P90",
  "P95", "P99", "chance of being negative", "expected shortfall"];

function differences(data, wanted, found, statistics) {
  const list = [], { columns, scopes } = data.check, each = statistics.length;
  if (wanted.length !== found.length) list.push(`${wanted.length} figures were expected and ${found.length} found`);
  for (let i = 0; i < wanted.length && list.length < 10; i++)
    if (!sameBits(wanted[i], found[i])) {
      const figure = Math.floor(i / each);
      list.push(`${statistics[i % each]}${columns[figure % columns.length]} of ${scopes[Math.floor(figure / columns.length)]} is ${found[i]} here and ${wanted[i]} by the engine`);
    }
  return list;
}

function check(data, model) {
  const plan = numbersIn(data.check.plan), simulation = numbersIn(data.check.simulation);
  const found = { plan: [...model.checkPlan()], simulation: [...model.checkSimulation(data.check.trials)] };
  const wrong = [...differences(data, plan, found.plan, [""]), ...differences(data, simulation, found.simulation, SIMULATED.map((name) => `${name} of `))];
  const compared = `${plan.length} figures of the plan and ${simulation.length.toLocaleString("en-GB")} of ${data.check.trials.toLocaleString("en-GB")} trials`;
  return { identical: wrong.length === 0, wrong, compared, ...found };
}

function showCheck(data, place, result) {
  place.className = result.identical ? "live-check good" : "live-check bad";
  place.replaceChildren(make("strong", {}, result.identical ? "✓ checked: identical" : "✗ NOT IDENTICAL: do not use the figures of this part"),
    result.identical ? ` — worked out again in this page, ${result.compared} are those of bizcase ${data.version} to the last bit.`
      : ` — worked out again in this page, ${result.compared} were compared with those of bizcase ${data.version}: `,
    result.identical ? "" : make("ul", {}, ...result.wrong.map((text) => make("li", {}, text))));
}

/* --- the page ------------------------------------------------------------------------------------------------------- */

const OF_PLAN = ["cumulative"];    /* trials do not change it */
const NOT_AT_FIRST = ["tornado"]; /* looks at every assumption: waits until nobody moves anything */

class Page {
  constructor(data, module, image) {
    Object.assign(this, { data, module, image });
    this.models = new Map(); /* of the variant in use, and of the case as it stood */
    this.stood = new Map();  /* view → answers of the case as it stood */
    this.crew = new Crew(module, image, Math.min(8, (navigator.hardwareConcurrency || 1) - 1));
    this.trials = new Trials(data.trials, this.crew);
    this.state = stateOf();
    this.past = [];
    this.now = -1;
    this.timings = {};
    this.idle = Promise.resolve();
    this.lay();
  }

  model(variant) {
    if (!this.models.has(variant)) {
      for (const other of this.models.keys()) if (other !== 0) this.models.delete(other);
      this.models.set(variant, new Model(this.module, this.image, variant));
    }
    return this.models.get(variant);
  }

  /* --- layout --- */

  lay() {
    const { data } = this;
    this.panel = new Panel(data, { moved: (control, value) => this.move(control, value), back: (control) => this.back(control), settled: () => this.commit() });
    this.answers = new Answers(this.model(0).partNames());
    this.changes = new Changes(data);
    this.comparison = new Comparison(data, { keep: (key) => this.keep(key), go: (key) => this.go(key), swap: () => this.swap(), clear: () => this.clear() });
    this.checked = make("p", { class: "live-check", role: "status" }, "Checking the figures …");
    this.faults = make("div", { class: "live-faults", role: "status" });
    const place = byId("live");
    place.append(make("h2", { id: "what-if" }, "What if?"),
      make("p", { class: "live-lead" }, "Move an assumption and see what becomes of the answer. The engine itself is in this page: nothing is sent anywhere."),
      this.checked, this.faults,
      make("div", { class: "live-columns" }, make("div", { class: "live-left" }, this.bar(), this.panel.element),
        make("div", { class: "live-right" }, this.answers.tiles, this.answers.basis, this.answers.spoken, this.changes.element, this.answers.element, this.comparison.element)));
    place.hidden = false;
    byId("as-it-stood").hidden = false;
    document.body.classList.add("is-live");
    this.addContents();
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("hashchange", () => this.readAddress());
    this.panel.show(this.state);
  }

  /* Where there is no room beside the answers, the contents are folded. */
  addContents() {
    const list = document.querySelector("nav ol");
    if (!list) return;
    list.prepend(make("li", {}, make("a", { href: "#what-if" }, "What if?")));
    if (!matchMedia("(max-width: 99.99rem)").matches) return;
    const fold = make("details", {}, make("summary", {}, "The sections of this page"));
    list.replaceWith(fold);
    fold.append(list);
  }

  bar() {
    const { data } = this;
    const choice = (id, label, items, act) => {
      const select = make("select", { id, onchange: () => act(Number(select.value)) }, ...items.map((text, i) => make("option", { value: i }, text)));
      return { select, row: make("div", { class: "live-choice" }, make("label", { for: id }, label), select) };
    };
    this.scenario = choice("live-scenarios", "Scenario", data.variants.map((variant) => variant.label), (i) => this.chooseScenario(i));
    this.option = choice("live-options", "Option", data.views.map((view) => view.label), (i) => this.chooseOption(i));
    const button = (label, act, keys) => make("button", { type: "button", onclick: act, "aria-keyshortcuts": keys || null }, label);
    this.undoButton = button("Undo", () => this.step(-1), "Control+Z");
    this.redoButton = button("Redo", () => this.step(1), "Control+Y");
    this.backButton = button("Everything back to the case", () => this.allBack());
    return make("div", { class: "live-bar" }, data.variants.length > 1 ? this.scenario.row : null, data.views.length > 1 ? this.option.row : null,
      make("p", { class: "live-buttons" }, this.undoButton, this.redoButton, this.backButton));
  }

  /* --- what the reader does --- */

  move(control, value) {
    setValue(this.state, control, value);
    this.redraw();
  }

  back(control) {
    this.state.values.delete(control.id);
    this.redraw();
    this.commit();
  }

  allBack() {
    this.to(stateOf());
  }

  chooseOption(view) {
    this.state.view = view;
    this.redraw();
    this.commit();
  }

  /* Changes that the other scenario has no control for are dropped, and said. */
  chooseScenario(variant) {
    const state = stateOf(variant, this.state.view), lost = [];
    for (const [id, value] of this.state.values)
      if (controlsOf(this.data, state).some((control) => control.id === id)) state.values.set(id, value);
      else lost.push(id);
    this.to(state);
    this.say(lost.map((id) => `The scenario has no “${id}”: its change is dropped.`));
  }

  to(state) {
    const other = state.variant !== this.state.variant;
    this.state = state;
    if (other) this.panel.show(state);
    this.redraw();
    this.commit();
  }

  say(texts) {
    this.faults.replaceChildren(...texts.map((text) => make("p", {}, text)));
  }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || /^(text|search)$/.test(event.target.type || "")) return;
    const letter = event.key.toLowerCase(), way = letter === "z" && !event.shiftKey ? -1 : letter === "y" || letter === "z" ? 1 : 0;
    if (way === 0) return;
    event.preventDefault();
    this.step(way);
  }

  /* --- history and address --- */

  commit() {
    const text = stateText(this.data, this.state);
    if (this.past[this.now] !== text) {
      this.past = [...this.past.slice(0, this.now + 1), text];
      this.now = this.past.length - 1;
    }
    this.written();
  }

  written() {
    const { a, b } = this.comparison.kept, parts = [this.past[this.now]];
    for (const [key, kept] of [["a", a], ["b", b]]) if (kept) parts.push(`${key}=${encodeURIComponent(stateText(this.data, kept.state))}`);
    const fragment = parts.filter(Boolean).join("&");
    history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
    this.undoButton.disabled = this.now <= 0;
    this.redoButton.disabled = this.now >= this.past.length - 1;
    this.backButton.disabled = this.past[this.now] === "";
    this.changes.show(this.state);
  }

  step(way) {
    if (this.now + way < 0 || this.now + way >= this.past.length) return;
    this.now += way;
    this.to(readState(this.data, this.past[this.now], []));
  }

  /* A fragment that names a place of the page is a link within it: once the reader is there, the state is in the address again. */
  readAddress() {
    const given = location.hash.slice(1), faults = [];
    const isPlace = given !== "" && !given.includes("=") && byId(safelyDecoded(given)) !== null;
    if (isPlace && this.now >= 0) return this.written();
    const text = isPlace ? "" : given;
    const state = readState(this.data, text, faults);
    this.to(state);
    this.say(faults.map((fault) => `The address of this page asks for something else: ${fault}.`));
    return this.readPair(text, faults);
  }

  async readPair(text, faults) {
    for (const key of ["a", "b"]) {
      const pair = text.split("&").find((one) => one.startsWith(`${key}=`));
      if (pair) await this.keepState(key, readState(this.data, safelyDecoded(pair.slice(2)), faults));
    }
  }

  /* --- answers --- */

  redraw() {
    this.started = performance.now();
    if (this.frame) return;
    this.trials.stop();
    this.idle = new Promise((resolve) => { this.finish = resolve; });
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw(this.finish).catch((error) => this.fail(error));
    });
  }

  /* An instance that has trapped is not used again. */
  fail(error) {
    this.models.clear();
    this.finish();
    this.say([`This part cannot go on (${error.message}). The report below is complete without it.`]);
  }

  async draw(finish) {
    const { state, started } = this, model = this.model(state.variant);
    this.panel.update(state);
    this.scenario.select.value = state.variant;
    this.option.select.value = state.view;
    model.apply(state.view, changesOf(this.data, state));
    model.fill(1, this.stood.get(state.view));
    const some = this.trials.first(model);
    model.count(this.trials.outcomes, this.data.trials, some);
    this.show(model, (name) => !NOT_AT_FIRST.includes(name));
    this.timings.first = performance.now() - started;
    await breathe();
    const request = { variant: state.variant, view: state.view, changes: changesOf(this.data, state) };
    if (!(await this.trials.rest(model, request))) return finish();
    await this.settle(model, started);
    return finish();
  }

  async settle(model, started) {
    const { state } = this;
    model.count(this.trials.outcomes, this.data.trials, this.data.trials);
    if (state.variant === 0 && state.values.size === 0) this.stood.set(state.view, { numbers: model.answers(), trials: this.data.trials });
    model.fill(1, this.stood.get(state.view));
    this.show(model, (name) => !NOT_AT_FIRST.includes(name) && !OF_PLAN.includes(name));
    this.timings.all = performance.now() - started;
    const { generation } = this.trials;
    await breathe();
    if (generation !== this.trials.generation) return;
    this.answers.show(model, (name) => NOT_AT_FIRST.includes(name));
    this.answers.speak();
    this.timings.tornado = performance.now() - started;
    if (!this.stood.has(state.view)) await this.standing(model, state.view);
  }

  /* What the change is measured against, where that is not on the page already. */
  async standing(model, view) {
    const { generation } = this.trials, kept = await this.answersOf(stateOf(0, view));
    this.stood.set(view, kept);
    if (generation !== this.trials.generation) return;
    model.fill(1, kept);
    this.show(model, (name) => !NOT_AT_FIRST.includes(name));
  }

  show(model, wanted) {
    this.answers.show(model, wanted);
    this.comparison.show(model);
    this.modelShown = model;
  }

  /* Of any state, by an instance of its own. */
  async answersOf(state) {
    const model = new Model(this.module, this.image, state.variant), trials = new Trials(this.data.trials, new Crew(null, null, 0));
    model.apply(state.view, changesOf(this.data, state));
    trials.first(model);
    await trials.rest(model, {});
    model.count(trials.outcomes, this.data.trials, this.data.trials);
    return { numbers: model.answers(), trials: this.data.trials };
  }

  /* --- A and B --- */

  keep(key) {
    return this.keepState(key, copyOf(this.state));
  }

  async keepState(key, state) {
    const kept = await this.answersOf(state);
    this.comparison.kept[key] = { state, ...kept };
    this.compared();
  }

  compared() {
    this.comparison.showLists();
    if (this.modelShown) this.comparison.show(this.modelShown);
    this.written();
  }

  go(key) {
    const kept = this.comparison.kept[key];
    if (kept) this.to(copyOf(kept.state));
  }

  swap() {
    const { kept } = this.comparison;
    [kept.a, kept.b] = [kept.b, kept.a];
    this.compared();
  }

  clear() {
    this.comparison.kept = { a: null, b: null };
    this.compared();
  }
}

/* --- the beginning -------------------------------------------------------------------------------------------------- */

function readData() {
  const data = JSON.parse(byId("live-data").textContent);
  for (const variant of data.variants) variant.controls = variant.controls.map((number) => data.controls[number]);
  return data;
}

async function start() {
  const data = readData();
  const [bytes, image] = await Promise.all([inflate(byId("live-module").textContent), inflate(byId("live-image").textContent)]);
  const page = new Page(data, await WebAssembly.compile(bytes), image);
  await page.readAddress();
  await page.idle;
  page.check = check(data, page.model(0));
  showCheck(data, page.checked, page.check);
  return page;
}

/* set(id, value): as if a control were moved; settled(): when all trials are counted. */
function hooks(page) {
  return {
    state: () => ({ variant: page.state.variant, view: page.state.view, values: Object.fromEntries(page.state.values) }),
    controls: () => controlsOf(page.data, page.state),
    set(id, value) {
      const control = controlsOf(page.data, page.state).find((one) => one.id === id);
      page.move(control, value);
      page.commit();
    },
    settled: () => page.idle,
    answers: () => page.modelShown.answers(),
    check: () => page.check,
    timings: () => ({ ...page.timings }),
  };
}

function refuse(error) {
  const place = byId("live");
  place.replaceChildren(make("p", { class: "live-refused" },
    `The part of this page that works the case out again does not run in this browser (${error.message}). The report below is complete without it.`));
  place.hidden = false;
  return null;
}

if (typeof document !== "undefined") {
  window.bizcaseLive = { ready: start().then((page) => { Object.assign(window.bizcaseLive, hooks(page)); }).catch(refuse) };
}
