// Tabs of a form, as definitions describe them: one with the app in a frame, or one with sections of fields.

import { bareId } from "../data/request.js";
import { h, uniqueId } from "../dom.js";
import { webResourceUrl } from "../facts.js";
import { WebResourceFrame } from "../shell/frame.js";
import { text } from "../text/index.js";
import { session } from "../user/session.js";
import { Xrm } from "../xrm/index.js";
import { FormSection, FormTab } from "./context.js";
import { FieldControl, WebResourceControl } from "./control.js";
import { relatedPanel } from "./related.js";

/**
 * @typedef {object} Form what a tab needs of its form
 * @property {import("./record.js").FormRecord} record
 * @property {any[]} controls every control, in order; tabs add theirs
 * @property {(tab: FormTab) => void} focus expands a tab
 * @property {() => void} draw draws labels anew
 *
 * @typedef {object} TabView
 * @property {FormTab} tab
 * @property {HTMLButtonElement} button
 * @property {HTMLElement} panel
 * @property {WebResourceFrame} [frame] thrown away when the tab is left
 * @property {() => void} [shown] each time that the tab has been expanded
 */

/** @param {import("../data/tables.js").TabDefinition} definition @param {Form} form @returns {TabView} */
export function buildTab(definition, form) {
  const view = emptyTab(definition.name, text(definition.title), form);
  if (definition.webResource) addWebResource(view, definition.webResource, form);
  for (const section of definition.sections ?? []) addSection(view, section, form);
  view.panel.classList.add(definition.webResource ? "host" : "fields");
  return view;
}

/** @param {Form} form @returns {TabView} */
export function relatedTab(form) {
  const view = emptyTab("related_tab", text("related"), form);
  view.shown = () => relatedPanel(view.panel, form.record);
  return view;
}

/** @param {string} name @param {string} title @param {Form} form @returns {TabView} */
function emptyTab(name, title, form) {
  const ids = { tab: uniqueId("tab"), panel: uniqueId("tabpanel") };
  const tab = new FormTab(name, title, form, () => form.record.formContext);
  return {
    tab,
    button: h("button", {
      type: "button",
      id: ids.tab,
      role: "tab",
      "aria-controls": ids.panel,
      "data-tab": name,
      onclick: () => form.focus(tab),
    }),
    panel: h("div", { class: "tabpanel", id: ids.panel, role: "tabpanel", "aria-labelledby": ids.tab }),
  };
}

/** @param {TabView} view @param {{ control: string, name: string, title: string }} definition @param {Form} form */
function addWebResource(view, { control, name, title }, form) {
  // The handshake that a form's script does (reference/hosting.md 3), each time that the page inside has loaded.
  const frame = new WebResourceFrame({ src: "", title }, (window) => {
    /** @type {any} */ (window).setClientApiContext?.(Xrm, form.record.formContext);
  });
  const section = new FormSection(`${view.tab.name}_section`, title, view.tab, frame.element);
  const hosted = new WebResourceControl(control, title, section.api, frame);
  section.controls.push(hosted);
  view.tab.sections.push(section);
  form.controls.push(hosted);
  view.panel.append(frame.element);
  view.frame = frame;
  view.shown = () => {
    // The parameters are made anew: a record that was new may have an id by now.
    frame.src = `${webResourceUrl(name)}?${parameters(form.record)}`;
    frame.build();
  };
}

/** What a web resource on a form is called with (reference/hosting.md 2). @param {import("./record.js").FormRecord} record */
function parameters({ id, isNew, entityName, table }) {
  return [
    `id=${isNew ? "" : `%7b${bareId(id).toUpperCase()}%7d`}`,
    `orglcid=${session.organizationLanguage}`,
    `orgname=${encodeURIComponent(session.organizationName)}`,
    `type=${table.ObjectTypeCode}`,
    `typename=${entityName}`,
    `userlcid=${session.language}`,
  ].join("&");
}

/** @param {TabView} view @param {import("../data/tables.js").SectionDefinition} definition @param {Form} form */
function addSection(view, { name, title, columns }, form) {
  const element = h("section", { class: "section card", "aria-label": text(title) }, h("h2", {}, text(title)));
  const section = new FormSection(name, text(title), view.tab, element);
  for (const column of columns) {
    const attribute = form.record.attributes.get(column);
    if (!attribute) continue;
    const field = new FieldControl(attribute, section.api);
    section.controls.push(field);
    form.controls.push(field);
    element.append(field.element);
  }
  view.tab.sections.push(section);
  view.panel.append(element);
}
