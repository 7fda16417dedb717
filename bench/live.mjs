/* How long a live page takes from a move to the answers of all its trials, with the page's one thread and with workers,
   beside bizcase simulate drawing as many trials with one thread. Nothing is asserted. */
import { cpus } from "node:os";
import { open, launch, pageOf, run, settled } from "./browser.mjs";

const MOVES = 15, SAMPLE = "joint-ict-2017", CONTROL = "driver:savings-delivered";

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const milliseconds = (values) => `${Math.min(...values).toFixed(0)} / ${median(values).toFixed(0)} / ${Math.max(...values).toFixed(0)}`;

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
const native = Array.from({ length: 5 }, () => timeOf(() => run("simulate", SAMPLE, "--set", "drivers:savings-delivered:central=0.9", "--trials", "100000",
  "--sampler", "mc", "--threads", "1", "--figures", "npv@total", "--format", "json")));
console.log(`live page of ${SAMPLE}: milliseconds from a move, least / median / most of ${MOVES}, in Chromium ${browser.version()}`);
for (const threads of [1, cpus().length]) {
  const timings = await moves(browser, threads), all = timings.map((one) => one.all);
  console.log(`  ${threads === 1 ? "one thread" : `${threads} threads `}   first 10,240 trials shown ${milliseconds(timings.map((one) => one.first))}`
    + `   all 100,000 shown ${milliseconds(all)}   tornado too ${milliseconds(timings.map((one) => one.tornado))}`);
  console.log(`  ${" ".repeat(13)}all 100,000 shown, median, as a part of what bizcase simulate takes with one thread (${median(native).toFixed(0)} ms): ${(median(all) / median(native)).toFixed(2)}`);
}
await browser.close();
