// Panes at the side of the app (Xrm.App.sidePanes).

import { button, fill, h, rovingFocus, uniqueId } from "../dom.js";
import { createPage } from "../pages/index.js";
import { text } from "../text/index.js";

/** @type {SidePane[]} */
const panes = [];
/** @type {SidePane | undefined} */
let selected;
let expanded = false;

const rail = h("div", { class: "rail", role: "tablist", "aria-orientation": "vertical" });
const space = h("div", { class: "panes" });
const region = h("aside", { class: "sidepanes" }, space, rail);
rovingFocus(rail, () => panes.map((pane) => pane.tab), { vertical: true });

export function sidePaneRegion() {
  region.setAttribute("aria-label", text("sidePanes"));
  rail.setAttribute("aria-label", text("sidePanes"));
  show();
  return region;
}

function show() {
  region.hidden = panes.every((pane) => pane.hidden);
  space.hidden = !expanded || !selected;
  for (const pane of panes) {
    const current = pane === selected;
    pane.element.hidden = !current;
    pane.tab.hidden = Boolean(pane.hidden);
    pane.tab.setAttribute("aria-selected", String(current && expanded));
    pane.tab.tabIndex = current || (!selected && pane === panes[0]) ? 0 : -1;
    if (current && expanded) pane.render();
    else if (!pane.alwaysRender) pane.unload();
  }
}

export class SidePane {
  #page;
  #badge;
  #hidden;
  #width;
  #title;
  #heading;
  #body = h("div", { class: "body" });
  #mark = h("span", { class: "badge", hidden: true });
  /** @type {import("../pages/index.js").AnyPageInput | null} */
  #input = null;

  /** @param {Xrm.App.PaneOptions} options */
  constructor(options) {
    this.#page = /** @type {import("../pages/index.js").Page | null} */ (null);
    this.paneId = options.paneId ?? crypto.randomUUID();
    this.canClose = options.canClose ?? true;
    this.imageSrc = options.imageSrc;
    this.alwaysRender = options.alwaysRender ?? false;
    this.keepBadgeOnSelect = options.keepBadgeOnSelect ?? false;
    this.#badge = /** @type {boolean | number} */ (false);
    this.#hidden = options.hidden ?? false;
    this.#title = options.title ?? "";
    this.#width = 0;
    const id = uniqueId("pane");
    this.#heading = h("h2", {}, this.#title);
    this.tab = button({
      icon: this.imageSrc ? undefined : "pane",
      label: this.#title,
      iconOnly: true,
      kind: "subtle",
      role: "tab",
      "aria-controls": id,
      onclick: () => (selected === this && expanded ? setExpanded(false) : this.select()),
    });
    if (this.imageSrc) this.tab.append(h("img", { src: this.imageSrc, alt: "" }));
    this.tab.append(this.#mark);
    const closer =
      this.canClose &&
      button({ icon: "close", label: text("close"), iconOnly: true, kind: "subtle", onclick: () => this.close() });
    this.element = h(
      "section",
      { id, class: "pane", role: "tabpanel", "aria-label": this.#title },
      !options.hideHeader && h("header", {}, this.#heading, closer),
      this.#body,
    );
    this.width = options.width ?? 340;
    panes.push(this);
    space.append(this.element);
    rail.append(this.tab);
  }

  get title() {
    return this.#title;
  }

  set title(title) {
    this.#title = title;
    fill(this.#heading, [title]);
    this.tab.title = title;
    this.tab.setAttribute("aria-label", title);
  }

  get width() {
    return this.#width;
  }

  /** Pixels; 300 at least. */
  set width(width) {
    this.#width = Math.max(300, width);
    this.element.style.width = `${this.#width}px`;
  }

  get hidden() {
    return this.#hidden;
  }

  set hidden(hidden) {
    this.#hidden = hidden;
    show();
  }

  get badge() {
    return this.#badge;
  }

  /** A number, or true for a dot. */
  set badge(badge) {
    this.#badge = badge;
    this.#mark.hidden = badge === false;
    fill(this.#mark, [typeof badge === "number" ? String(badge) : "•"]);
  }

  close() {
    this.unload();
    this.element.remove();
    this.tab.remove();
    panes.splice(panes.indexOf(this), 1);
    if (selected === this) selected = panes[0];
    if (panes.length === 0) expanded = false;
    show();
  }

  select() {
    selected = this;
    if (!this.keepBadgeOnSelect) this.badge = false;
    setExpanded(true);
  }

  /** @param {import("../pages/index.js").AnyPageInput} input */
  async navigate(input) {
    this.unload();
    this.#input = input;
    show();
  }

  render() {
    if (this.#page || !this.#input) return;
    this.#page = createPage(this.#input, "pane");
    this.#body.replaceChildren(this.#page.element);
    this.#page.open();
  }

  unload() {
    this.#page?.close();
    this.#page = null;
    this.#body.replaceChildren();
  }
}

/** @param {boolean} value */
function setExpanded(value) {
  expanded = value;
  show();
}

export const sidePanes = {
  /** 1 expanded, 0 collapsed. */
  get state() {
    return expanded ? 1 : 0;
  },
  set state(value) {
    setExpanded(value === 1);
  },
  /** @param {Xrm.App.PaneOptions} [options] */
  async createPane(options = {}) {
    const pane = new SidePane(options);
    if (options.isSelected ?? true) pane.select();
    else show();
    return pane;
  },
  getAllPanes: () => [...panes],
  /** @param {string} id */
  getPane: (id) => panes.find((pane) => pane.paneId === id),
  getSelectedPane: () => /** @type {SidePane} */ (selected),
};
