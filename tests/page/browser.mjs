/* A browser, and pages made by the program under test. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const root = process.env.BIZCASE_ROOT;
export const bizcase = process.env.BIZCASE;
export const folder = mkdtempSync(join(tmpdir(), "bizcase-live-"));
export const samples = [
  "joint-ict-2017",
  "best4business",
  "horizon-60-years",
  "minimal",
  "monthly-mobilisation",
  "three-councils-quarterly",
  "led-street-lighting",
  "early-help",
];

const EXECUTABLE = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();

export function launch() {
  return chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox"] });
}

export function run(...words) {
  return execFileSync(bizcase, words, {
    encoding: "utf8",
    cwd: join(root, "scenarios"),
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/* The file of a sample's page, made once. */
const made = new Map();
export function pageOf(sample, ...options) {
  const key = [sample, ...options].join(" ");
  if (!made.has(key)) {
    const file = join(folder, `${made.size}.html`);
    run("live", sample, ...options, "--quiet", "--output", file);
    made.set(key, file);
  }
  return made.get(key);
}

/* The same page with one text in place of another. */
export function alteredPage(file, name, alter) {
  const other = join(folder, name);
  writeFileSync(other, alter(readFileSync(file, "utf8")));
  return other;
}

/* Opened and ready. threads: how many processors the page sees; 0: those that are there. What went wrong is gathered in
   `troubles`. view: "what-if" or "report". */
export async function open(
  browser,
  file,
  { fragment = "", script = true, threads = 0, view = "what-if", ...options } = {},
) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    javaScriptEnabled: script,
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  if (threads > 0)
    await page.addInitScript(
      (count) => Object.defineProperty(navigator, "hardwareConcurrency", { value: count }),
      threads,
    );
  page.troubles = [];
  page.on("console", (message) => message.type() === "error" && page.troubles.push(message.text()));
  page.on("pageerror", (error) => page.troubles.push(error.message));
  page.on(
    "request",
    (request) => !/^(file|data|blob):/.test(request.url()) && page.troubles.push(`asks for ${request.url()}`),
  );
  await page.goto(`file://${file}${fragment}`);
  if (script) await page.evaluate(() => window.bizcaseLive.ready);
  const button = page.locator("#views button[data-view=what-if]");
  if (script && view === "what-if" && (await button.count())) await button.click();
  return page;
}

export function settled(page) {
  return page.evaluate(() => window.bizcaseLive.settled());
}

export async function set(page, id, value) {
  await page.evaluate(([name, number]) => window.bizcaseLive.set(name, number), [id, value]);
  await settled(page);
}

/* The joint NPV of the plan, as the page has it. */
export function jointNpv(page) {
  return page.evaluate(() => window.bizcaseLive.answers().scopes[0].npv);
}

export function cleanUp() {
  rmSync(folder, { recursive: true, force: true });
}
