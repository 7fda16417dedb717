import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { commandOf, csvCell, quoted, scenarioFile } from "../../../engine/page/script/command.mjs";
import { stateOf } from "../../../engine/page/script/state.mjs";
import { data } from "./sample.mjs";

const changed = stateOf(
  0,
  2,
  new Map([
    ["share:it:CEC", 0.75],
    ["line:staff", 1e-7],
    ["bias-in-plan", 0],
  ]),
);

test("a command names case, options, scenario and option, then each cell", () => {
  assert.equal(
    commandOf(data, changed, "appraise"),
    "bizcase appraise 'two words' --price-base 2020 --option other --set drivers:it:CEC=0.75" +
      " --set drivers:it:CWC=0.125 --set 'drivers:staff:2020/21*0.0000001' --set drivers:bias:value=no",
  );
  assert.equal(
    commandOf(data, stateOf(1), "simulate"),
    "bizcase simulate 'two words' --price-base 2020 --scenario late --trials 100000 --seed 7 --sampler mc",
  );
});

test("a command about cash asks for trials of it; the plan has every reading", () => {
  assert.equal(
    commandOf(data, stateOf(3), "appraise"),
    "bizcase appraise 'two words' --price-base 2020 --scenario late",
  );
  assert.equal(
    commandOf(data, stateOf(2), "simulate"),
    "bizcase simulate 'two words' --price-base 2020 --trials 100000 --seed 7 --sampler mc --figures npv_cash",
  );
});

test("a scenario file has a row for each cell", () => {
  assert.equal(
    scenarioFile(data, changed),
    "file,row,column,change,value,note\n" +
      "drivers,it,CEC,set,0.75,Share\n" +
      "drivers,it,CWC,set,0.125,Share\n" +
      "drivers,staff,2020/21,scale,0.0000001,Label of line:staff\n" +
      "drivers,bias,value,set,no,Label of bias-in-plan\n",
  );
});

test("a shell reads a quoted word as it was", () => {
  for (const [word, text] of [
    ["plain-1.5", "plain-1.5"],
    ["a b", "'a b'"],
    ["it's", "'it'\\''s'"],
    ["$HOME", "'$HOME'"],
    ["", "''"],
    ["\u001b[2J it's \\", "$'\\033[2J it\\'s \\\\'"],
    ["a\nb\u202e", "$'a\\012b\\342\\200\\256'"],
  ])
    assert.equal(quoted(word), text);
});

test("what a shell's word shows as bytes is what the engine shows", () => {
  const rows = readFileSync(new URL("../../base/hidden_characters.txt", import.meta.url), "utf8").split("\n");
  const ranges = rows
    .filter((row) => row && !row.startsWith("#"))
    .map((row) => row.split(" ").map((code) => parseInt(code, 16)));
  assert.ok(ranges.length > 10);
  for (let code = 1; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const hidden = ranges.some(([first, last]) => code >= first && code <= last);
    if (quoted(String.fromCodePoint(code)).startsWith("$'") !== hidden) assert.fail(`U+${code.toString(16)}`);
  }
});

test("a cell is quoted where it must be, and cannot run as a formula", () => {
  for (const [text, cell] of [
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ["a;b", '"a;b"'],
    ['say "x"', '"say ""x"""'],
    ["two\nlines", '"two\nlines"'],
    ["=1+1", `"'=1+1"`],
    ["+44", "+44"],
    ["+A4", `"'+A4"`],
    ["-3.5%", "-3.5%"],
    ["-", "-"],
    ["'=1", `"''=1"`],
    ["'tis", "'tis"],
    ["@sum", `"'@sum"`],
    ["\tx", `"'\tx"`],
    ["-1+A1", `"'-1+A1"`],
    ["-12.5", "-12.5"],
    ["-.5", "-.5"],
    ["", ""],
  ])
    assert.equal(csvCell(text), cell, text);
});
