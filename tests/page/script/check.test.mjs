import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, numbersIn } from "../../../engine/page/script/check.mjs";

const check = { columns: ["npv", "bcr"], scopes: ["joint/total", "CEC/total"] };

test("doubles are read from base64 to the bit", () => {
  const values = [1.5, -0, NaN, 1e300, 0.1];
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => bytes.writeDoubleLE(value, 8 * i));

  assert.deepEqual([...numbersIn(bytes.toString("base64"))], values);
});

test("only figures with the same bits are the same, but for NaN", () => {
  assert.deepEqual(differences(check, [1, NaN, 0, 4], [1, NaN, 0, 4], [""]), []);
  assert.deepEqual(differences(check, [1, 2, 0, 4], [1, 2 + 4e-16, -0, 4], [""]), [
    "bcr of joint/total is 2.0000000000000004 here and 2 in bizcase",
    "npv of CEC/total is 0 here and 0 in bizcase",
  ]);
});

test("a statistic that differs is named with its figure and scope", () => {
  const wanted = [1, 2, 3, 4, 5, 6, 7, 8];

  assert.deepEqual(differences(check, wanted, [1, 2, 3, 4, 5, 6, 7, 9], ["mean of ", "P90 of "]), [
    "P90 of bcr of CEC/total is 9 here and 8 in bizcase",
  ]);
  assert.equal(differences(check, wanted, [1, 2], ["mean of ", "P90 of "])[0], "8 figures were expected and 2 found");
});
