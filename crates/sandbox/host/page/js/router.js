// Page inputs and addresses of main.aspx; what the main area shows. Changing pages inside the app loads no new document, as in the Unified Interface:
// the page that leaves is removed with its frames, and only the form's own guard is asked (reference/hosting.md 3, "Unsaved changes").

import { bareId, bracedId } from "./data/request.js";
import { appId, appName, appResource } from "./facts.js";
import { createPage } from "./pages/index.js";

/** @typedef {import("./pages/index.js").AnyPageInput} PageInput */

/** What main.aspx shows when it is told nothing. @type {PageInput} */
export const startPage = { pageType: "webresource", webresourceName: appResource, data: "view=journeys" };

/** @param {PageInput} input @returns {string} */
export function pageUrl(input) {
  const query = new URLSearchParams({ appid: appId, pagetype: input.pageType });
  /** @param {string} name @param {string | undefined} value */
  const add = (name, value) => value !== undefined && query.set(name, value);
  switch (input.pageType) {
    case "entityrecord":
      add("etn", input.entityName);
      add("id", input.entityId && bareId(input.entityId));
      add("formid", input.formId);
      if (input.data) add("extraqs", new URLSearchParams(input.data).toString());
      break;
    case "entitylist":
      add("etn", input.entityName);
      add("viewid", input.viewId);
      add("viewType", input.viewType);
      break;
    case "webresource":
      add("webresourceName", input.webresourceName);
      add("data", input.data);
      break;
    case "dashboard":
      add("id", input.dashboardId);
      break;
  }
  return `/main.aspx?${query}`;
}

/** The page that an address names. @param {URL} url @returns {PageInput} */
export function pageOf(url) {
  const query = url.searchParams;
  const get = (/** @type {string} */ name) => query.get(name) ?? undefined;
  const entityName = get("etn") ?? "";
  switch (query.get("pagetype")) {
    case "entityrecord": {
      const id = get("id");
      const extra = get("extraqs");
      const data = extra ? Object.fromEntries(new URLSearchParams(extra)) : undefined;
      return { pageType: "entityrecord", entityName, entityId: id ? bracedId(id) : undefined, formId: get("formid"), data };
    }
    case "entitylist":
      return { pageType: "entitylist", entityName, viewId: get("viewid"), viewType: /** @type {any} */ (get("viewType")) };
    case "webresource":
      return { pageType: "webresource", webresourceName: get("webresourceName") ?? "", data: get("data") };
    case "dashboard":
      return { pageType: "dashboard", dashboardId: get("id") };
    case null:
      return startPage;
    default:
      return /** @type {any} */ ({ pageType: query.get("pagetype") });
  }
}

/** @type {{ page: import("./pages/index.js").Page, input: PageInput } | null} */
let current = null;
/** @type {((input: PageInput) => void)[]} */
const listeners = [];
/** @type {HTMLElement} */
let area;

/** The page in the main area. */
export function currentPage() {
  return current;
}

/** @param {(input: PageInput) => void} listener told each time that the main area shows another page */
export function onNavigate(listener) {
  listeners.push(listener);
}

/** @param {PageInput} input */
async function show(input) {
  current?.page.close();
  const page = createPage(input, "main");
  current = { page, input };
  for (const listener of listeners) listener(input);
  area.replaceChildren(page.element);
  await page.open();
  if (current?.page === page) document.title = `${page.title} - ${appName}`;
}

async function mayLeave() {
  return (await current?.page.mayLeave?.()) ?? true;
}

/** Shows a page in the main area, unless the one there wants to stay. @param {PageInput} input @param {{ replace?: boolean, ask?: boolean }} [options] */
export async function navigate(input, { replace = false, ask = true } = {}) {
  if (ask && !(await mayLeave())) return false;
  if (replace) history.replaceState(null, "", pageUrl(input));
  else history.pushState(null, "", pageUrl(input));
  await show(input);
  return true;
}

/** The address of a record that has just been created, without loading its form again. @param {Xrm.Navigation.PageInputEntityRecord} input */
export function renameCurrent(input) {
  if (!current) return;
  current.input = input;
  history.replaceState(null, "", pageUrl(input));
}

/** Begins with the page of the address. @param {HTMLElement} main */
export async function startRouter(main) {
  area = main;
  window.addEventListener("popstate", async () => {
    const target = pageOf(new URL(location.href));
    if (await mayLeave()) await show(target);
    else if (current) history.pushState(null, "", pageUrl(current.input));
  });
  window.addEventListener("beforeunload", (event) => {
    if (current?.page.isDirty?.()) event.preventDefault();
  });
  await show(pageOf(new URL(location.href)));
}
