import assert from "node:assert/strict";
import { test } from "node:test";
import { plainNumber, readShown, shownText, timesFactor, withUnit } from "../../../engine/page/script/numbers.mjs";
import { control } from "./sample.mjs";

const percent = control("percent", { unit: "%", factor: 100, minimum: 0, maximum: 1 });
const pounds = control("pounds", { unit: "£", decimals: 2 });
const months = control("months", { unit: "months" });
const yesNo = control("switch", { shape: "switch" });

test("a power of ten moves the decimal point and rounds nothing", () => {
  for (const [value, factor, way, expected] of [
    [0.07, 100, 1, 7],
    [1.1, 100, 1, 110],
    [7, 100, -1, 0.07],
    [-0.035, 100, 1, -3.5],
    [1e-7, 100, 1, 1e-5],
    [1.5e21, 1000, -1, 1.5e18],
    [123456, 0.001, 1, 123.456],
    [0, 100, 1, 0],
  ])
    assert.equal(timesFactor(value, factor, way), expected, `${value} × ${factor} ^ ${way}`);
});

test("another factor multiplies there and divides back", () => {
  assert.equal(timesFactor(3, 12, 1), 36);
  assert.equal(timesFactor(36, 12, -1), 3);
});

test("a shown value has the control's decimals, separators and a true minus", () => {
  assert.equal(shownText(percent, 0.125), "12.5");
  assert.equal(shownText(pounds, -1234567.5), "−1,234,567.50");
  assert.equal(shownText(yesNo, 1), "yes");
  assert.equal(shownText(yesNo, 0), "no");
});

test("a unit stands where people write it", () => {
  assert.equal(withUnit(percent, 0.07), "7%");
  assert.equal(withUnit(pounds, 5), "£5.00");
  assert.equal(withUnit(pounds, -5), "−£5.00");
  assert.equal(withUnit(months, 3), "3 months");
  assert.equal(withUnit(control("bare"), 3), "3");
});

test("a number is read as people type it, in the engine's unit", () => {
  for (const [text, value] of [
    ["7", 0.07],
    [" 7 % ", 0.07],
    ["+.5", 0.005],
    ["100", 1],
    ["0", 0],
  ])
    assert.deepEqual(readShown(percent, text), { value, fault: null }, text);
  assert.deepEqual(readShown(pounds, "£1,234.5"), { value: 1234.5, fault: null });
  assert.deepEqual(readShown(pounds, "−3"), { value: -3, fault: null });
});

test("what is not a number or not possible is refused with the reason", () => {
  for (const [text, fault] of [
    ["much", "“much” is not a number"],
    ["", "“” is not a number"],
    ["1e3", "“1e3” is not a number"],
    ["1.2.3", "“1.2.3” is not a number"],
    ["-1", "it cannot be below 0%"],
    ["100.1", "it cannot be above 100%"],
  ])
    assert.deepEqual(readShown(percent, text), { value: null, fault }, text);
});

test("a plain number has no exponent and reads back to the same bits", () => {
  for (const [value, text] of [
    [0.5, "0.5"],
    [-3, "-3"],
    [1e-7, "0.0000001"],
    [-1.25e-9, "-0.00000000125"],
    [1e21, "1000000000000000000000"],
    [1.5e21, "1500000000000000000000"],
    [1.5e22, "15000000000000000000000"],
  ]) {
    assert.equal(plainNumber(value), text);
    assert.equal(Number(plainNumber(value)), value);
  }
});
