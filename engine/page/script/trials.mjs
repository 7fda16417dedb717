/* Trials of what is chosen: a first few at once, for each step of a slider, and all of them as soon as nobody moves
   anything, by workers where there are processors for them. A move makes what is under way worthless: it is dropped. */

const FIRST_BLOCKS = 80;  /* 10,240 trials: a frame's work */
const SLICE_BLOCKS = 64;

/* Lets the page answer its reader. */
function breathe() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

class Crew {
  constructor(module, image, most) {
    this.workers = [];
    this.take = () => {};
    if (most <= 0) return;
    try {
      const source = URL.createObjectURL(new Blob([scriptText], { type: "text/javascript" }));
      for (let i = 0; i < most; i++) this.hire(source, module, image);
    } catch {
      this.workers = []; /* the page does it alone */
    }
  }

  hire(source, module, image) {
    const worker = { thread: new Worker(source), job: null };
    worker.thread.onmessage = ({ data }) => {
      worker.job = null;
      this.take(data);
    };
    worker.thread.onerror = () => this.dismiss(worker);
    worker.thread.postMessage({ module, image });
    this.workers.push(worker);
  }

  /* One that fails is not asked again; its job is done by the others or by the page. */
  dismiss(worker) {
    const { job } = worker;
    this.workers = this.workers.filter((one) => one !== worker);
    worker.thread.terminate();
    if (job) this.take({ ...job, columns: null });
  }

  /* False when everyone is busy. */
  give(job) {
    const idle = this.workers.find((worker) => !worker.job);
    if (!idle) return false;
    idle.job = job;
    idle.thread.postMessage(job);
    return true;
  }
}

class Trials {
  constructor(total, crew) {
    this.total = total;
    this.blocks = Math.ceil(total / LANES);
    this.crew = crew;
    this.generation = 0;
    this.outcomes = new Float64Array(0); /* [column][total] */
    this.wake = () => {}; /* who waits for workers */
  }

  stop() {
    this.generation++;
    this.crew.take = () => {};
    this.wake();
  }

  begin(model) {
    this.stop();
    this.columns = model.columns;
    const numbers = model.columns * this.total;
    if (this.outcomes.length !== numbers) this.outcomes = new Float64Array(numbers);
    this.done = 0; /* blocks */
  }

  keep(first, count, columns) {
    const trials = Math.min(count * LANES, this.total - first * LANES);
    for (let c = 0; c < this.columns; c++)
      this.outcomes.set(columns.subarray(c * count * LANES, c * count * LANES + trials), c * this.total + first * LANES);
  }

  run(model, first, count) {
    this.keep(first, count, model.trials(first, count));
  }

  /* The first few, at once. Returns how many trials are there. */
  first(model) {
    this.begin(model);
    this.done = Math.min(FIRST_BLOCKS, this.blocks);
    this.run(model, 0, this.done);
    return Math.min(this.done * LANES, this.total);
  }

  /* The others. False when another move has come in between. */
  async rest(model, request) {
    const { generation } = this, missing = [];
    let underWay = 0;
    for (let first = this.done; first < this.blocks; first += SLICE_BLOCKS)
      missing.push({ ...request, generation, first, count: Math.min(SLICE_BLOCKS, this.blocks - first) });
    this.crew.take = (result) => {
      if (result.generation !== generation || generation !== this.generation) return;
      underWay--;
      if (result.columns) this.keep(result.first, result.count, result.columns);
      else missing.push(result);
      this.wake();
    };
    while (generation === this.generation && (missing.length > 0 || underWay > 0)) {
      while (missing.length > 0 && this.crew.give(missing[0])) {
        missing.shift();
        underWay++;
      }
      const own = missing.pop();
      if (own) this.run(model, own.first, own.count);
      if (own) await breathe();
      else await new Promise((resolve) => { this.wake = resolve; });
    }
    return generation === this.generation;
  }
}
