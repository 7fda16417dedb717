/* Where the script begins. Workers run it too: without a document it is a worker. For tests and measurements it leaves
   window.bizcaseLive behind. */
import { checkFigures, showCheck } from "./check.mjs";
import { inflate, readData } from "./data.mjs";
import { byId, make } from "./dom.mjs";
import { Page } from "./page.mjs";
import { findControl } from "./state.mjs";
import { runWorker } from "./worker.mjs";

/** @param {string} source This script. */
async function start(source) {
  const data = readData();
  const blocks = ["live-module", "live-image"].map((id) => inflate(byId(id).textContent ?? ""));
  const [bytes, image] = await Promise.all(blocks);
  const page = new Page(data, await WebAssembly.compile(bytes), image, source);
  await page.readAddress();
  await page.calculation.idle;
  const checked = checkFigures(data, page.calculation.model(0));
  showCheck(data, page.checked, checked);
  return { page, checked };
}

/** @param {Awaited<ReturnType<typeof start>>} started */
function hooksOf({ page, checked }) {
  return {
    state: () => ({ ...page.state, values: Object.fromEntries(page.state.values) }),
    controls: () => page.controls,
    /** As if the reader had set the control; the value is in the engine's unit. */
    set(/** @type {string} */ id, /** @type {number} */ value) {
      const control = findControl(page.data, page.state, id);
      if (!control) throw new Error(`there is no control ${id}`);
      page.change(control, value);
      page.record();
    },
    /** Resolves when all trials are counted. */
    settled: () => page.calculation.idle,
    answers: () => page.answers,
    check: () => checked,
    timings: () => ({ ...page.calculation.timings }),
  };
}

/** @param {Error} error */
function showRefusal(error) {
  const place = byId("live");
  const text =
    `The part of this page that recalculates the case does not run in this browser (${error.message}).` +
    " The report below is complete without it.";
  place.replaceChildren(make("p", { class: "live-refused" }, text));
  place.hidden = false;
}

if (typeof document === "undefined") {
  runWorker();
} else {
  /** @type {{ ready: Promise<void> }} */
  const live = { ready: Promise.resolve() };
  Object.assign(window, { bizcaseLive: live });
  live.ready = start(document.currentScript?.textContent ?? "")
    .then((started) => void Object.assign(live, hooksOf(started)))
    .catch(showRefusal);
}
