/* The module behind plain calls, and the worker that runs trials for the page. The whole script is both: without a document
   it serves as a worker. */
"use strict";

const LANES = 128;

async function inflate(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/* One variant of the case, in an instance of its own. A change is [kind, index, council, value]. */
class Model {
  constructor(module, image, variant) {
    this.exports = new WebAssembly.Instance(module, {}).exports;
    this.variant = variant;
    this.view = 0;
    const address = this.exports.reserve(image.length);
    if (!address) throw new Error("there is not enough memory for the case");
    new Uint8Array(this.exports.memory.buffer, address, image.length).set(image);
    if (!this.exports.load(address, image.length, variant)) throw new Error("the case in this page is damaged");
    this.columns = this.exports.trial_columns();
  }

  apply(view, changes) {
    const exports = this.exports;
    exports.clear_changes();
    for (const change of changes)
      if (!exports.change(...change)) throw new Error("the case in this page has no such thing to change");
    if (view === this.view) exports.apply();
    else if (!exports.choose(view)) throw new Error("the case in this page has no such option");
    this.view = view;
  }

  doubles(address, count) {
    return new Float64Array(this.exports.memory.buffer, address, count);
  }

  text(address) {
    if (!address) return null;
    const bytes = new Uint8Array(this.exports.memory.buffer, address);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  }

  /* NPV [column][count × LANES], good until the next call. */
  trials(first, count) {
    return this.doubles(this.exports.trials(first, count), this.columns * count * LANES);
  }

  /* outcomes: [column][all], of which the first `count` are there. */
  count(outcomes, all, count) {
    const room = this.exports.outcomes(count);
    for (let c = 0; c < this.columns; c++)
      this.doubles(room + 8 * c * count, count).set(outcomes.subarray(c * all, c * all + count));
    this.exports.count_outcomes();
  }

  answers() {
    return this.doubles(this.exports.answers(), this.exports.answer_count()).slice();
  }

  /* Answers of another instance for a slot of this one; null empties it. */
  fill(slot, kept) {
    const fits = kept && kept.numbers.length === this.exports.answer_count();
    const room = this.exports.slot(slot, fits ? kept.trials : 0, fits ? 1 : 0);
    if (fits) this.doubles(room, kept.numbers.length).set(kept.numbers);
  }

  partNames() {
    const names = [];
    for (let n = 0, name; (name = this.text(this.exports.part_name(n))); n++) names.push(name);
    return names;
  }

  part(n) {
    return this.text(this.exports.part(n));
  }

  comparison(a, b) {
    return this.text(this.exports.comparison(a, b));
  }

  checkPlan() {
    const address = this.exports.check_plan();
    return this.doubles(address, this.exports.check_plan_count()).slice();
  }

  checkSimulation(trials) {
    const address = this.exports.check_simulation(trials);
    return this.doubles(address, this.exports.check_simulation_count()).slice();
  }
}

/* A worker is sent the module and the image once, then jobs; each is answered with its trials. */
function serve() {
  let module, image, model, applied;
  onmessage = ({ data }) => {
    if (data.module) {
      ({ module, image } = data);
      return;
    }
    if (!model || model.variant !== data.variant) {
      model = new Model(module, image, data.variant);
      applied = null;
    }
    if (applied !== data.generation) model.apply(data.view, data.changes);
    applied = data.generation;
    const columns = model.trials(data.first, data.count).slice();
    postMessage({ generation: data.generation, first: data.first, count: data.count, columns }, [columns.buffer]);
  };
}

if (typeof document === "undefined") serve();
