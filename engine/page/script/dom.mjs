/* Elements of the page. */

/**
 * The value of an attribute; a name that begins with "on" takes a function. True gives an attribute without a value;
 * false and null leave it out.
 *
 * @typedef {string | number | boolean | null | ((event: any) => void)} AttributeValue
 */

/** @param {string} id An element that is known to be there. */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{ [name: string]: AttributeValue }} attributes
 * @param {...(Node | string | null)} children A null is left out.
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {{ [name: string]: AttributeValue }} attributes
 */
export function makeButton(label, act, attributes = {}) {
  return make("button", { type: "button", onclick: act, ...attributes }, label);
}
