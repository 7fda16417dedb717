/* How long a live page takes from a move to the answers of all its trials, with the page's one thread and with workers,
   beside bizcase simulate drawing as many trials with one thread. Nothing is asserted. */
import { cpus } from "node:os";
import { open, launch, pageOf, run, settled } from "./browser.mjs";

const MOVES = 15;
const SAMPLE = "joint-ict-2017";
const CONTROL = "driver:savings-delivered";

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const milliseconds = (values) =>
  `${Math.min(...values).toFixed(0)} / ${median(values).toFixed(0)} / ${Math.max(...values).toFixed(0)}`;

function timeOf(work) {
  const before = performance.now();
  work();
  return performance.now() - before;
}

async function moves(browser, threads) {
  const page = await open(browser, pageOf(SAMPLE), { threads });
  const timings = [];
  for (let move = 0; move <= MOVES; move++) {
    await page.evaluate(([id, value]) => window.bizcaseLive.set(id, value), [CONTROL, 0.7 + 0.02 * move]);
    await settled(page);
    if (move > 0) timings.push(await page.evaluate(() => window.bizcaseLive.timings()));
  }
  await page.context().close();
  return timings;
}

const browser = await launch();
const simulation = `--set drivers:${CONTROL.slice(7)}:central=0.9 --trials 100000 --sampler mc --threads 1`.split(" ");
const native = median(
  Array.from({ length: 5 }, () =>
    timeOf(() => run("simulate", SAMPLE, ...simulation, "--figures", "npv@total", "--format", "json")),
  ),
);
console.log(`live page of ${SAMPLE}, in Chromium ${browser.version()}`);
console.log(`milliseconds from a move to what is shown, least / median / most of ${MOVES}`);
for (const threads of [1, cpus().length]) {
  const timings = await moves(browser, threads);
  const [first, all, tornado] = ["first", "all", "tornado"].map((name) => timings.map((one) => one[name]));
  const part = (median(all) / native).toFixed(2);
  console.log(`  ${threads === 1 ? "one thread" : `${threads} threads`}`);
  console.log(`    first 10,240 trials ${milliseconds(first)}   all 100,000 ${milliseconds(all)}`);
  console.log(`    tornado too ${milliseconds(tornado)}`);
  console.log(`    all 100,000, as a part of the ${native.toFixed(0)} ms of bizcase simulate with one thread: ${part}`);
}
await browser.close();
