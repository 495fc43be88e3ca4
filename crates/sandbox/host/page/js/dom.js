// Elements without a framework.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element. Attributes by name; `true` sets an empty one, `false`, null and undefined set none; a function under `on…` listens.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [attributes]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  fill(element, children);
  return element;
}

/**
 * Replaces an element's content.
 * @param {Element} element
 * @param {Child[]} children
 */
export function fill(element, children) {
  element.replaceChildren(...children.filter((child) => child instanceof Node || typeof child === "string"));
}

const sprite = new URL("../icons.svg", import.meta.url).href;

/** Icons that point the other way where one reads from right to left. */
const directed = new Set(["back", "next"]);

/** @param {string} name an id of icons.svg */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", directed.has(name) ? "icon directed" : "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/**
 * A button with an icon, a label, or both; an icon alone takes the label as its name and tooltip.
 * @param {{ icon?: string, label: string, iconOnly?: boolean, kind?: "primary" | "subtle" | "", onclick: (event: MouseEvent) => void, [attribute: string]: any }} options
 */
export function button({ icon: name, label, iconOnly, kind = "", ...attributes }) {
  const named = iconOnly ? { "aria-label": label, title: label } : {};
  const classes = ["button", kind, iconOnly ? "icononly" : ""].filter(Boolean).join(" ");
  return h("button", { type: "button", class: classes, ...named, ...attributes }, name && icon(name), !iconOnly && label);
}

let last = 0;
/** An id that no other element of the page has. @param {string} stem */
export function uniqueId(stem) {
  last += 1;
  return `${stem}_${last}`;
}

/**
 * Arrow keys, Home and End move the focus among `items`, the rest of which leave the tab order.
 * @param {HTMLElement} container
 * @param {() => HTMLElement[]} items
 * @param {{ vertical?: boolean }} [options]
 */
export function rovingFocus(container, items, { vertical = false } = {}) {
  container.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (at < 0) return;
    const rightToLeft = !vertical && document.documentElement.dir === "rtl";
    const [back, forward] = vertical
      ? ["ArrowUp", "ArrowDown"]
      : rightToLeft
        ? ["ArrowRight", "ArrowLeft"]
        : ["ArrowLeft", "ArrowRight"];
    /** @type {Record<string, number>} */
    const targets = { [back]: at - 1, [forward]: at + 1, Home: 0, End: all.length - 1 };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    all[(target + all.length) % all.length].focus();
  });
}
