import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  alteredPage,
  bizcase,
  cleanUp,
  folder,
  jointNpv,
  launch,
  open,
  pageOf,
  root,
  run,
  samples,
  set,
  settled,
} from "./browser.mjs";

const MAIN = "joint-ict-2017";
let browser;

before(async () => {
  browser = await launch();
});
after(async () => {
  await browser.close();
  cleanUp();
});

const close = (page) => page.context().close();
const isNear = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const scopeOf = (result) => `${result.council}/${result.programme}`;

/* --- the same figures --------------------------------------------------------------------------------------------- */

const orNaN = (value) => (value === null || value === undefined ? NaN : value);

/* A statistic by the name that the page has for it, as the command's JSON holds it. */
const STATISTICS = {
  mean: "mean",
  "standard error": "standard_error",
  "standard deviation": "sd",
  minimum: "min",
  maximum: "max",
  "chance of being negative": "probability_negative",
  "chance of the plan or better": "probability_at_least_plan",
  "expected shortfall": "expected_shortfall_5",
};

function simulatedBy(result, names) {
  return names.map((name) =>
    orNaN(name in STATISTICS ? result?.[STATISTICS[name]] : result?.percentiles[name.toLowerCase()]),
  );
}

for (const sample of samples)
  test(`${sample}: the page finds the figures of the command line, to the bit`, async () => {
    const page = await open(browser, pageOf(sample));
    const found = await page.evaluate(() => window.bizcaseLive.check());
    const { columns, scopes, statistics, view } = await page.evaluate(() => {
      const data = JSON.parse(document.getElementById("live-data").textContent);
      return {
        columns: data.check.columns,
        scopes: data.check.scopes,
        statistics: data.check.statistics,
        view: data.views[0],
      };
    });
    const isShown = (result) => result.option === view.option && result.versus === view.versus;
    const plan = JSON.parse(run("appraise", sample, "--format", "json")).results.filter(isShown);
    const simulation = JSON.parse(
      run("simulate", sample, "--trials", "20000", "--sampler", "mc", "--format", "json"),
    ).results.filter(isShown);
    const expectedPlan = scopes.flatMap((scope) =>
      columns.map((name) => orNaN(plan.find((result) => scopeOf(result) === scope)[name])),
    );
    const expectedTrials = scopes.flatMap((scope) =>
      columns.flatMap((name) =>
        simulatedBy(
          simulation.find((result) => scopeOf(result) === scope && result.figure === name),
          statistics,
        ),
      ),
    );
    assert.equal(found.identical, true);
    assert.ok(expectedPlan.length > 0 && expectedTrials.length > 0);
    assert.deepStrictEqual(found.plan.map(orNaN), expectedPlan);
    assert.deepStrictEqual(found.simulation.map(orNaN), expectedTrials);
    assert.match(await page.locator(".live-check").textContent(), /checked: identical/);
    assert.deepEqual(page.troubles, []);
    await close(page);
  });

test("a figure that differs is shown in red, and which", async () => {
  const file = alteredPage(pageOf(MAIN), "altered.html", (html) =>
    html.replace(/"plan":"(.)/, (_, letter) => `"plan":"${letter === "A" ? "B" : "A"}`),
  );
  const page = await open(browser, file);
  const shown = page.locator(".live-check");
  assert.match(await shown.textContent(), /NOT IDENTICAL.*npv of joint\/total is [\d.]+ here and [\d.]+ in bizcase/s);
  assert.equal(await shown.evaluate((element) => getComputedStyle(element).color), "rgb(160, 0, 0)");
  await close(page);
});

test("a page that is damaged says so and is the report all the same", async () => {
  const file = alteredPage(pageOf("minimal"), "damaged.html", (html) =>
    html.replace(/(id="live-image">[A-Za-z0-9+/]{40})[A-Za-z0-9+/]{8}/, "$1AAAAAAAA"),
  );
  const page = await open(browser, file);
  assert.match(await page.locator("#live").textContent(), /does not run|has stopped|damaged/);
  assert.ok(await page.locator("h3", { hasText: "The answer" }).first().isVisible());
  await close(page);
});

test("without script the report is there, and nothing else", async () => {
  const page = await open(browser, pageOf(MAIN), { script: false });
  assert.equal(await page.locator("#live").isVisible(), false);
  assert.equal(await page.locator("#views button").count(), 0);
  assert.ok((await page.locator("main section").count()) > 10);
  await close(page);
});

/* --- there and back ----------------------------------------------------------------------------------------------- */

/* One control of each kind and group, away from its plan. */
function someChanges(controls) {
  const seen = new Set(),
    changes = [];
  for (const control of controls) {
    const key = `${control.group}/${control.kind}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const value = control.shape === "switch" ? 1 - control.plan : control.least + (control.most - control.least) * 0.37;
    changes.push([control.id, value]);
  }
  return changes;
}

function jointNpvOf(json, view) {
  return json.results.find(
    (result) => result.option === view.option && result.versus === view.versus && scopeOf(result) === "joint/total",
  ).npv;
}

/* where: the folder of the case that the command names. */
function runText(command, where = "scenarios") {
  const words = `${command.replace(/^bizcase/, `'${bizcase}'`)} --format json --quiet`;
  return JSON.parse(
    execFileSync("sh", ["-c", words], { encoding: "utf8", cwd: join(root, where), maxBuffer: 1 << 28 }),
  );
}

for (const sample of samples)
  test(`${sample}: what was changed, as --set and as a scenario, gives the same figures`, async () => {
    const page = await open(browser, pageOf(sample));
    const changes = someChanges(await page.evaluate(() => window.bizcaseLive.controls()));
    for (const [id, value] of changes) await set(page, id, value);
    const npv = await jointNpv(page),
      view = await page.evaluate(() => JSON.parse(document.getElementById("live-data").textContent).views[0]);
    const bySet = jointNpvOf(runText(await page.locator("#live-command").textContent()), view);
    assert.ok(changes.length > 1);
    assert.ok(isNear(npv, bySet), `${npv} on the page, ${bySet} by --set`);

    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#live-scenario").click()]);
    const copy = join(folder, sample);
    cpSync(join(root, "scenarios", sample), copy, { recursive: true });
    mkdirSync(join(copy, "scenarios"), { recursive: true });
    await download.saveAs(join(copy, "scenarios", "from-the-page.csv"));
    const byScenario = jointNpvOf(
      JSON.parse(run("appraise", copy, "--scenario", "from-the-page", "--format", "json")),
      view,
    );
    assert.ok(isNear(npv, byScenario), `${npv} on the page, ${byScenario} by the scenario`);
    assert.deepEqual(page.troubles, []);
    await close(page);
  });

test("quantities that were changed, with a phase, give the bits of --set", async () => {
  const page = await open(browser, pageOf("../tests/support/made-of-quantities"));
  const controls = await page.evaluate(() => window.bizcaseLive.controls());
  const quantities = controls.filter((control) => control.id.startsWith("quantity:"));
  const view = await page.evaluate(() => JSON.parse(document.getElementById("live-data").textContent).views[0]);
  assert.ok(quantities.length > 10);
  await set(page, "phase:roll", 5.5);
  for (const control of quantities) {
    await set(page, control.id, control.least + (control.most - control.least) * 0.61);
    const npv = await jointNpv(page);
    const bySet = jointNpvOf(runText(await page.locator("#live-command").textContent(), "tests/support"), view);
    assert.equal(npv, bySet, control.id);
  }
  assert.deepEqual(page.troubles, []);
  await close(page);
});

test("a quantity's slider and box are at its own level, in its unit", async () => {
  const page = await open(browser, pageOf("../tests/support/made-of-quantities"));
  const row = page.locator('[data-id="quantity:team"]');
  assert.equal(await row.locator(".live-unit").textContent(), "post in 2019/20 Q1");
  assert.equal(await row.locator("input[type=text]").inputValue(), "8.0");
  await row.evaluate((element) => (element.closest("details").open = true));
  await row.locator("input[type=text]").fill("10");
  await row.locator("input[type=text]").blur();
  await settled(page);
  assert.match(await page.locator("#live-command").textContent(), /--set quantities:team:central=1\.25/);
  await close(page);
});

test("trials of a changed probability, line and rate are those of the command line", async () => {
  const page = await open(browser, pageOf(MAIN));
  for (const [id, value] of [
    ["event:erp-late", 0.8],
    ["line:ict-staff", 1.1],
    ["discount-rate", 0.05],
  ])
    await set(page, id, value);
  const simulated = runText(await page.locator("#live-simulation").textContent());
  const view = await page.evaluate(() => JSON.parse(document.getElementById("live-data").textContent).views[0]);
  const joint = simulated.results.find(
    (result) =>
      result.option === view.option &&
      result.versus === view.versus &&
      scopeOf(result) === "joint/total" &&
      result.figure === "npv",
  );
  const { mean, loss, reach, p10, p50, p90 } = await page.evaluate(() => window.bizcaseLive.answers().scopes[0]);
  assert.equal(simulated.trials, 100000);
  for (const [shown, expected] of [
    [mean, joint.mean],
    [loss, joint.probability_negative],
    [reach, joint.probability_at_least_plan],
    [p10, joint.percentiles.p10],
    [p50, joint.percentiles.p50],
    [p90, joint.percentiles.p90],
  ])
    assert.ok(isNear(shown, expected), `${shown} on the page, ${expected} by the command`);
  await close(page);
});

test("every scenario of the case, chosen on the page, has the plan of the command line", async () => {
  const page = await open(browser, pageOf(MAIN));
  const data = await page.evaluate(() => JSON.parse(document.getElementById("live-data").textContent));
  const whole = data.variants.filter((variant) => variant.reading === "whole"),
    scenarios = whole.map((variant) => variant.scenario).filter((name) => name !== null);
  assert.ok(scenarios.length >= 7);
  for (const name of scenarios) {
    await page.selectOption("#live-scenarios", { label: name });
    await settled(page);
    assert.ok(
      isNear(
        await jointNpv(page),
        jointNpvOf(runText(await page.locator("#live-command").textContent()), data.views[0]),
      ),
      name,
    );
  }
  await close(page);
});

test("each reading, chosen on the page, has the figures of the command line, and keeps its scenario", async () => {
  const page = await open(browser, pageOf(MAIN));
  const { readings, views } = await page.evaluate(() => JSON.parse(document.getElementById("live-data").textContent));
  assert.deepEqual(
    readings.map((one) => one.reading),
    ["whole", "public", "cash"],
  );
  await page.selectOption("#live-scenarios", { label: "a-years-delay" });
  for (const { reading, label } of readings.slice(1)) {
    await page.selectOption("#live-readings", { label });
    await settled(page);
    assert.match(page.url(), new RegExp(`scenario=a-years-delay&reading=${reading}`));
    const isShown = ({ option, versus, ...scope }) =>
      scopeOf(scope) === "joint/total" && option === views[0].option && versus === views[0].versus;
    const plan = runText(await page.locator("#live-command").textContent()).results.find(isShown);
    assert.ok(isNear(await jointNpv(page), plan[`npv_${reading}`]), reading);
    const simulated = runText(await page.locator("#live-simulation").textContent()).results.find(
      (result) => isShown(result) && result.figure === `npv_${reading}`,
    );
    const { mean, p90 } = await page.evaluate(() => window.bizcaseLive.answers().scopes[0]);
    assert.ok(isNear(mean, simulated.mean) && isNear(p90, simulated.percentiles.p90), reading);
  }
  await close(page);
});

test("every option, chosen on the page, has the plan of the command line", async () => {
  const page = await open(browser, pageOf(MAIN));
  const { views } = await page.evaluate(() => JSON.parse(document.getElementById("live-data").textContent));
  const appraised = JSON.parse(run("appraise", MAIN, "--format", "json"));
  assert.ok(views.length > 2);
  for (const [i, view] of views.entries()) {
    await page.selectOption("#live-options", String(i));
    await settled(page);
    assert.ok(isNear(await jointNpv(page), jointNpvOf(appraised, view)), view.label);
  }
  await close(page);
});

test("a page of a scenario with changes says so in its commands", async () => {
  const page = await open(browser, pageOf(MAIN, "--scenario", "a-years-delay", "--set", "case:discount:value=3%"));
  await set(page, "driver:take-up", 0.8);
  const command = await page.locator("#live-command").textContent();
  assert.match(command, /--scenario a-years-delay --set case:discount:value=3% --set/);
  const view = await page.evaluate(() => JSON.parse(document.getElementById("live-data").textContent).views[0]);
  assert.ok(isNear(await jointNpv(page), jointNpvOf(runText(command), view)));
  await close(page);
});

/* --- as printed --------------------------------------------------------------------------------------------------- */

const printed = (text) => Number(text.replace(/[(),]/g, "")) * (text.includes("(") ? -1 : 1);

/* [row] of numbers by heading, of the table that a locator finds. */
async function tableOf(locator) {
  const rows = await locator.evaluate((table) =>
    [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent)),
  );
  return rows
    .slice(1)
    .map((row) => Object.fromEntries(row.map((text, i) => [rows[0][i], i === 0 ? text : printed(text)])));
}

test("programmes add up as printed, councils are rounded alone, and changes are between printed amounts", async () => {
  const page = await open(browser, pageOf(MAIN));
  const stood = await tableOf(page.locator('[data-part="figures"] table'));
  for (const [id, value] of [
    ["driver:take-up", 0.83],
    ["line:ict-staff", 1.07],
    ["discount-rate", 0.041],
    ["event:erp-late", 0.77],
    ["driver:savings-delivered", 0.71],
  ]) {
    await set(page, id, value);
    const now = await tableOf(page.locator('[data-part="figures"] table'));
    assert.equal(now.length, 5);
    for (const column of ["NPV", "Change", "Mean NPV"]) {
      const off = Math.abs(now[1][column] + now[2][column] - now[0][column]);
      assert.ok(off <= (column === "Change" ? 2 : 1), `${column} of councils, ${id}`);
      assert.equal(now[3][column] + now[4][column], now[0][column], `${column} of programmes, ${id}`);
    }
    now.forEach((row, i) => assert.equal(row.NPV - stood[i].NPV, row.Change, `${row[""]}, ${id}`));
  }
  await close(page);
});

/* --- state -------------------------------------------------------------------------------------------------------- */

test("the address holds the state, A and B", async () => {
  const page = await open(browser, pageOf(MAIN));
  await page.selectOption("#live-scenarios", { label: "a-years-delay" });
  await set(page, "driver:take-up", 0.8);
  await page.getByRole("button", { name: "Keep as A" }).click();
  await page.waitForFunction(() => location.hash.includes("a="));
  await set(page, "line:ict-staff", 1.1);
  await page.getByRole("button", { name: "Keep as B" }).click();
  await page.waitForFunction(() => location.hash.includes("b="));
  const table = await page.locator(".live-compare table").last().textContent();
  const [address, state, npv] = [
    await page.evaluate(() => location.hash),
    await page.evaluate(() => window.bizcaseLive.state()),
    await jointNpv(page),
  ];
  const other = await open(browser, pageOf(MAIN), { fragment: address });
  await settled(other);
  await other.waitForFunction(() => document.querySelector(".live-compare .live-part table"));
  assert.deepEqual(await other.evaluate(() => window.bizcaseLive.state()), state);
  assert.equal(await jointNpv(other), npv);
  assert.equal(await other.locator(".live-compare table").last().textContent(), table);
  assert.match(table, /NPV of the plan/);
  await other.getByRole("button", { name: "Go to A" }).click();
  await settled(other);
  assert.equal((await other.evaluate(() => window.bizcaseLive.state())).values["line:ict-staff"], undefined);
  assert.deepEqual([...page.troubles, ...other.troubles], []);
  await close(page);
  await close(other);
});

test("a link within the page keeps the state in the address", async () => {
  const page = await open(browser, pageOf(MAIN));
  await set(page, "driver:take-up", 0.8);
  const address = await page.evaluate(() => location.hash);
  await page.locator("#views button[data-view=report]").click();
  await page.locator(".toc a").nth(3).click();
  await page.waitForFunction((kept) => location.hash === kept, address);
  assert.match(address, /driver:take-up=0\.8/);
  assert.ok((await page.evaluate(() => scrollY)) > 500);
  await close(page);
});

test("moves that come before the last one has settled end in the last one's figures", async () => {
  const page = await open(browser, pageOf(MAIN));
  const hurried = await page.evaluate(async () => {
    const waiting = [];
    for (let i = 0; i < 20; i++) {
      window.bizcaseLive.set("driver:take-up", 0.7 + i / 100);
      waiting.push(window.bizcaseLive.settled());
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await Promise.all(waiting); /* those that were overtaken too */
    return window.bizcaseLive.answers();
  });
  const other = await open(browser, pageOf(MAIN), { threads: 1 });
  await set(other, "driver:take-up", 0.7 + 19 / 100);
  assert.deepEqual(hurried, await other.evaluate(() => window.bizcaseLive.answers()));
  await close(page);
  await close(other);
});

test("a page whose report has another sampler or number of trials says so", async () => {
  const page = await open(browser, pageOf("minimal", "--sampler", "sobol", "--trials", "5000"));
  assert.match(
    await page.locator(".live-basis").textContent(),
    /The report below has 5,000 trials, drawn by sampler sobol and not mc/,
  );
  await close(page);
});

test("what an address asks for and is not there is said", async () => {
  const page = await open(browser, pageOf(MAIN), {
    fragment: "#scenario=never&driver:take-up=0.8&driver:none=1&event:erp-late=7&b=option%3Dgone",
  });
  const said = await page.locator(".live-faults").textContent();
  for (const text of ["never", "driver:none", "is not possible", "in B, there is no option “gone”"])
    assert.ok(said.includes(text), said);
  assert.deepEqual((await page.evaluate(() => window.bizcaseLive.state())).values, { "driver:take-up": 0.8 });
  await close(page);
});

test("undo, redo, and back to the case, for one and for all", async () => {
  const page = await open(browser, pageOf(MAIN));
  const values = () => page.evaluate(() => window.bizcaseLive.state().values);
  const plan = await jointNpv(page);
  await set(page, "driver:take-up", 0.8);
  await set(page, "line:ict-staff", 1.1);
  await page.keyboard.press("Control+z");
  assert.deepEqual(await values(), { "driver:take-up": 0.8 });
  await page.getByRole("button", { name: "Redo" }).click();
  assert.deepEqual(await values(), { "driver:take-up": 0.8, "line:ict-staff": 1.1 });
  await page.locator('[data-id="driver:take-up"] .live-back').click();
  assert.deepEqual(await values(), { "line:ict-staff": 1.1 });
  await page.getByRole("button", { name: "Reset everything" }).click();
  await settled(page);
  assert.deepEqual(await values(), {});
  assert.equal(await jointNpv(page), plan);
  await close(page);
});

/* --- for everyone ------------------------------------------------------------------------------------------------- */

test("by the keyboard alone: a slider, a box that refuses, a mark, the search", async () => {
  const page = await open(browser, pageOf(MAIN));
  const row = page.locator('[data-id="driver:take-up"]');
  await row.locator("input[type=range]").focus();
  await page.keyboard.press("ArrowLeft");
  await settled(page);
  const moved = (await page.evaluate(() => window.bizcaseLive.state())).values["driver:take-up"];
  assert.ok(moved < 1, String(moved));
  await row.locator("input[type=text]").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("much");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.match(await row.locator(".live-fault").textContent(), /not a number/);
  assert.equal(await row.locator("input[type=text]").getAttribute("aria-invalid"), "true");
  await row.locator("button", { hasText: "Low" }).focus();
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal((await page.evaluate(() => window.bizcaseLive.state())).values["driver:take-up"], 0.55);
  assert.equal(await row.locator("input[type=text]").getAttribute("aria-invalid"), null);
  await page.locator("#live-search").focus();
  await page.keyboard.type("erp");
  assert.ok(await page.locator('[data-id="event:erp-late"]').isVisible());
  assert.equal(await row.isVisible(), false);
  await page.keyboard.press("Escape");
  assert.ok(await row.isVisible());
  await close(page);
});

test("axe finds nothing, in the light and in the dark, wide and narrow", async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const [view, colorScheme, width] of [
    ["what-if", "light", 390],
    ["what-if", "light", 1280],
    ["what-if", "dark", 390],
    ["what-if", "dark", 1280],
    ["report", "light", 390],
    ["report", "dark", 1280],
  ]) {
    const page = await open(browser, pageOf(MAIN), {
      view,
      colorScheme,
      viewport: { width, height: 900 },
      bypassCSP: true,
    });
    if (view === "what-if") await set(page, "driver:take-up", 0.8);
    await page.evaluate(() =>
      document.querySelectorAll("details").forEach((details) => {
        details.open = true;
      }),
    );
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    const found = violations.map(
      (violation) =>
        `${violation.id}: ${violation.nodes
          .slice(0, 3)
          .map((node) => node.html.slice(0, 160))
          .join(" | ")}`,
    );
    assert.deepEqual(found, [], `${view}, ${colorScheme}, ${width}`);
    await close(page);
  }
});

test("no width from 390 to 1920 makes the page wider than its window", async () => {
  for (const width of [390, 768, 1024, 1280, 1920])
    for (const view of ["report", "what-if"]) {
      const page = await open(browser, pageOf(MAIN), { view, viewport: { width, height: 900 } });
      await page.evaluate(() =>
        document.querySelectorAll("details").forEach((details) => {
          details.open = true;
        }),
      );
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${view}: ${wide} at ${width}`);
      await close(page);
    }
});

test("printed, it is a report with the changes listed and without controls", async () => {
  const page = await open(browser, pageOf(MAIN));
  await set(page, "driver:take-up", 0.8);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".live-panel").isVisible(), false);
  assert.equal(await page.getByRole("button", { name: "Keep as A" }).isVisible(), false);
  assert.match(await page.locator(".live-changes table").textContent(), /take up the new ways/);
  assert.ok(await page.locator(".live-changes table").isVisible());
  assert.ok((await page.pdf({ format: "A4" })).length > 10000);
  await close(page);
});

test("less than 400 kB but for the data, and nothing may be loaded", () => {
  const html = readFileSync(pageOf(MAIN), "utf8");
  const sizes = [...html.matchAll(/<script[^>]*>(.*?)<\/script>|<style>(.*?)<\/style>/gs)].map((block) => [
    block[0].match(/id="([^"]*)"/)?.[1] || "code",
    block[0].length,
  ]);
  const code = sizes.filter(([id]) => id === "code" || id === "live-module").reduce((sum, [, size]) => sum + size, 0);
  assert.ok(code > 50000 && code < 400000, String(code));
  assert.match(html, /default-src 'none'/);
  assert.doesNotMatch(
    html.match(/Content-Security-Policy" content="([^"]*)"/)[1],
    /unsafe-inline|unsafe-eval'? |https?:|\*/,
  );
  assert.doesNotMatch(html, /(src|href)="https?:/);
});

test("the same case gives the same page", () => {
  const again = join(folder, "again.html");
  run("live", "minimal", "--quiet", "--output", again);
  writeFileSync(join(folder, "kept.html"), readFileSync(pageOf("minimal")));
  assert.equal(readFileSync(again, "utf8"), readFileSync(join(folder, "kept.html"), "utf8"));
});
