import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";

const program = fileURLToPath(new URL("../../../engine/page/join.awk", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bizcase-join-"));
after(() => rmSync(folder, { recursive: true }));

/* modules: name → text; the first is where the script begins. */
function joined(modules) {
  const files = Object.entries(modules).map(([name, text]) => {
    writeFileSync(join(folder, `${name}.mjs`), text);
    return `${name}.mjs`;
  });
  return spawnSync("awk", ["-f", program, ...files], { cwd: folder, encoding: "utf8" });
}

test("a module sees what it imports, in strict mode, and others do not see its own names", () => {
  const { stdout, stderr, status } = joined({
    main: `
import {
  One,
  two,
} from "./parts.mjs";
const own = 3;
result.push(new One().x, two(), own, typeof three);
`,
    parts: `
import { base } from "./base.mjs";
const own = 1;
export class One {
  x = own;
}
export async function later() {}
export function two() {
  return this === undefined ? base : 0;
}
const three = 3;
void three;
`,
    base: `
/** @type {number} */
/**
 * @typedef {object} X
 */
export const base = 2;
`,
  });
  const result = [];

  assert.deepEqual([status, stderr], [0, ""]);
  runInNewContext(stdout, { result });
  assert.deepEqual(result, [1, 2, 3, "undefined"]);
  assert.doesNotMatch(stdout, /typedef|@type/);
});

const b = "export const a = 1;\n";
const importing = (names) => `import ${names} from "./b.mjs";\n`;

for (const [name, modules, message] of [
  ["a name that is not exported", { main: importing("{ a }"), b: "const a = 1;\n" }, /b\.mjs exports no a/],
  ["a module that is not there", { main: importing("{ a }") }, /b\.mjs exports no a/],
  [
    "a circle",
    {
      main: importing("{ a }"),
      b: 'import { c } from "./c.mjs";\nexport const a = 1;\n',
      c: `${importing("{ a }")}export const c = 1;\n`,
    },
    /imports itself/,
  ],
  ["a module that nobody imports", { main: "void 0;\n", b }, /no module imports b\.mjs/],
  ["a default export", { main: "export default 1;\n" }, /not a kind of export/],
  ["a list of exports", { main: "const a = 1;\nexport { a };\n" }, /not a kind of export/],
  ["a renamed import", { main: importing("{ a as c }"), b }, /not a kind of import/],
  ["an import of everything", { main: importing("* as c"), b }, /not a kind of import/],
  ["an import without an end", { main: 'import { a } from "./b.mjs"\n', b }, /ends within an import/],
  ["text that ends the element", { main: 'void "</script>";\n' }, /would end the element/],
])
  test(`${name} is refused`, () => {
    const { stdout, stderr, status } = joined(modules);

    assert.equal(status, 1);
    assert.match(stderr, message);
    assert.equal(stdout, "");
  });
