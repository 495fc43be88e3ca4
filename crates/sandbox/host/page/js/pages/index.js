// Pages: what the main area, a dialog or a side pane shows (the page inputs of Xrm.Navigation.navigateTo).

import { button, fill, h } from "../dom.js";
import { text } from "../text/index.js";
import { dashboardPage } from "./dashboard.js";
import { formPage } from "./form.js";
import { listPage } from "./list.js";
import { webResourcePage } from "./webresource.js";

/**
 * @typedef {Xrm.Navigation.PageInputEntityRecord | Xrm.Navigation.PageInputEntityList | Xrm.Navigation.PageInputHtmlWebResource | Xrm.Navigation.Dashboard} PageInput
 * @typedef {PageInput | Xrm.Navigation.CustomPage | Xrm.Navigation.GenerativePage} AnyPageInput The last two say that the sandbox has no such page.
 * @typedef {"main" | "dialog" | "pane"} Place
 * @typedef {object} Page
 * @property {HTMLElement} element
 * @property {string} title
 * @property {() => Promise<void>} open loads and shows the content; called once, when the element is in the document
 * @property {() => void} close
 * @property {() => Promise<boolean>} [mayLeave] asks about unsaved changes
 * @property {() => boolean} [isDirty] whether leaving the whole document would lose something
 * @property {() => Xrm.LookupValue[]} [saved] records saved since it was opened
 * @property {Xrm.FormContext} [formContext]
 */

/**
 * @param {AnyPageInput} input
 * @param {Place} place
 * @param {(saved: Xrm.LookupValue[]) => void} [done] ends a dialog
 * @returns {Page}
 */
export function createPage(input, place, done = () => {}) {
  switch (input.pageType) {
    case "entityrecord":
      return guarded(formPage(input, place, done));
    case "entitylist":
      return guarded(listPage(input));
    case "webresource":
      return guarded(webResourcePage(input));
    case "dashboard":
      return guarded(dashboardPage());
    default:
      return failing(text("unknownPage", input.pageType));
  }
}

/** Says that a page is loading, or why it could not be opened, in its place. @param {Page} page @returns {Page} */
function guarded(page) {
  const open = page.open;
  page.open = async () => {
    if (page.element.childElementCount === 0) fill(page.element, [h("p", { class: "message", role: "status" }, text("loading"))]);
    try {
      await open.call(page);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      fill(page.element, [message(text("failed"), reason, () => page.open())]);
    }
  };
  return page;
}

/** @param {string} title @returns {Page} */
function failing(title) {
  const element = h("div", { class: "page card" });
  return { element, title, open: async () => fill(element, [message(title)]), close() {} };
}

/** @param {string} title @param {string} [reason] @param {() => void} [again] */
function message(title, reason, again) {
  return h(
    "div",
    { class: "message card", role: "alert" },
    h("h1", {}, title),
    reason && h("p", {}, reason),
    again && button({ label: text("tryAgain"), icon: "refresh", onclick: again }),
  );
}
