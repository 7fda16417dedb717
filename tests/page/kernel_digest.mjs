// Runs plan images in the WebAssembly kernel and prints the SHA-256 of their figures, as kernel_digest_test.c does
// natively.
// usage: node kernel_digest.mjs KERNEL RUNS    A line of RUNS: NAME IMAGE default|all TRIALS OPTION/BASELINE/MAIN…
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const SKIP_PROGRAMMES = 1; // of Skip in evaluate/block.h
const [kernelPath, runsPath] = process.argv.slice(2);
const kernel = new WebAssembly.Module(readFileSync(kernelPath));

function loadPlan(imagePath) {
  const { exports } = new WebAssembly.Instance(kernel);
  const image = readFileSync(imagePath);
  const address = exports.reserve(image.length);
  new Uint8Array(exports.memory.buffer, address, image.length).set(image);
  if (!exports.load_plan(address, image.length))
    throw new Error(`${imagePath} is not a plan image that this kernel reads`);
  return exports;
}

// Bytes of a row of doubles, every NaN with the same bits.
function bytesOf(row) {
  const doubles = Float64Array.from(row);
  const words = new BigUint64Array(doubles.buffer);
  doubles.forEach((value, k) => {
    if (Number.isNaN(value)) words[k] = 0x7ff8000000000000n;
  });
  return new Uint8Array(doubles.buffer);
}

function digest(imagePath, figures, trials, views) {
  const engine = loadPlan(imagePath);
  const lanes = engine.lanes();
  for (const view of views)
    if (!engine.add_view(...view.split("/").map(Number))) throw new Error(`there is no view ${view}`);
  for (let f = 0; f < engine.figure_count(); f++) {
    if (figures === "all") engine.add_figure(f, SKIP_PROGRAMMES);
    else if (engine.figure_is_default(f)) engine.add_figure(f, 0);
  }
  const results = engine.prepare();
  if (!results) throw new Error("no memory");
  const hash = createHash("sha256");
  for (let first = 0; first < trials; first += lanes) {
    const laneCount = Math.min(trials - first, lanes);
    engine.draw(first / lanes);
    engine.evaluate(laneCount);
    for (let column = 0; column < engine.column_count(); column++)
      hash.update(bytesOf(new Float64Array(engine.memory.buffer, results + column * lanes * 8, laneCount)));
  }
  return hash.digest("hex");
}

for (const line of readFileSync(runsPath, "utf8").trim().split("\n")) {
  const [name, image, figures, trials, ...views] = line.split(" ");
  console.log(`${name} ${digest(image, figures, Number(trials), views)}`);
}
