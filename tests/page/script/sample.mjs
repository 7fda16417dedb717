/* Small data of a page, with a control of each kind. */

export function control(id, more = {}) {
  return {
    id,
    label: `Label of ${id}`,
    group: 0,
    section: "",
    kind: 0,
    index: 0,
    council: 0,
    shape: "number",
    unit: "",
    decimals: 0,
    factor: 1,
    plan: 1,
    low: null,
    central: null,
    high: null,
    least: 0,
    most: 2,
    step: 0.01,
    minimum: null,
    maximum: null,
    plan_is_more: 0,
    note: "",
    set: [],
    ...more,
  };
}

const edit = (row, column, value, change = "set") => ({ file: "drivers", row, column, change, value, note: "" });

const share = control("share:it:CEC", {
  label: "Share",
  kind: 3,
  index: 4,
  council: 1,
  unit: "%",
  factor: 100,
  plan: 0.6,
  minimum: 0,
  maximum: 1,
  set: [edit("it", "CEC", "{}"), edit("it", "CWC", "{rest:0.5}")],
});
const staff = control("line:staff", { set: [edit("staff", "2020/21", "{}", "scale")] });
const range = control("driver:range", { plan_is_more: 1, set: [edit("range", "central", "{}")] });
const bias = control("bias-in-plan", { shape: "switch", set: [edit("bias", "value", "{switch}")] });

export const data = {
  case: "two words",
  command: ["--price-base", "2020"],
  trials: 100000,
  seed: 7,
  views: [
    { option: "new", versus: "old", label: "New, against Old" },
    { option: "new", versus: null, label: "New, by itself" },
    { option: "other", versus: "old", label: "Other, against Old" },
  ],
  readings: [
    { reading: "whole", label: "Society as a whole" },
    { reading: "cash", label: "Cash" },
  ],
  variants: [
    { scenario: null, label: "The case", reading: "whole", controls: [share, staff, range, bias] },
    { scenario: "late", label: "late", reading: "whole", controls: [staff] },
    { scenario: null, label: "The case", reading: "cash", controls: [staff] },
    { scenario: "late", label: "late", reading: "cash", controls: [staff] },
  ],
};
