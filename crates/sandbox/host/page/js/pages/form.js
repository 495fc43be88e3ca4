// A record's form: command bar, header, tabs. The tab with the app builds its frame when it is opened and throws it away when it is left.

import { label, table as tableOf } from "../data/metadata.js";
import { definitionOf } from "../data/tables.js";
import { button, fill, h, icon, rovingFocus } from "../dom.js";
import { createFormContext } from "../form/context.js";
import { FormRecord, saveModes } from "../form/record.js";
import { buildTab, relatedTab } from "../form/tabs.js";
import { navigate, renameCurrent } from "../router.js";
import { confirmDialog, errorDialog, unsavedDialog } from "../shell/dialog.js";
import { closeProgress, showProgress } from "../shell/progress.js";
import { text } from "../text/index.js";

/**
 * @param {Xrm.Navigation.PageInputEntityRecord} input
 * @param {import("./index.js").Place} place
 * @param {(saved: Xrm.LookupValue[]) => void} done
 * @returns {import("./index.js").Page}
 */
export function formPage(input, place, done) {
  const form = new FormPage(input, place, done);
  return {
    element: form.element,
    title: input.entityName,
    async open() {
      await form.open();
      this.title = form.record.name || label(form.record.table.DisplayName, input.entityName);
      this.formContext = form.record.formContext;
    },
    close: () => form.leave(),
    mayLeave: () => form.mayLeave(),
    isDirty: () => form.record.isDirty,
    saved: () => form.saved,
  };
}

class FormPage {
  element = h("div", { class: "page form" });
  /** @type {Xrm.LookupValue[]} */
  saved = [];
  /** @type {import("../form/tabs.js").TabView[]} */
  #tabs = [];
  /** @type {string[]} */
  #header = [];
  #title = h("h1", {});
  #facts = h("dl", {});
  #commands = h("div", { class: "commandbar card", role: "toolbar", "aria-label": text("commands") });
  #notifications = h("div", { class: "formbars" });
  #strip = h("div", { class: "tabs", role: "tablist" });
  /** @type {HTMLElement} */
  #space = h("div", { class: "tabpanel" });
  /** @type {import("../form/tabs.js").Form} */
  #form;

  /** @param {Xrm.Navigation.PageInputEntityRecord} input @param {import("./index.js").Place} place @param {(saved: Xrm.LookupValue[]) => void} done */
  constructor(input, place, done) {
    this.input = input;
    this.place = place;
    this.done = done;
    this.record = new FormRecord(input.entityName, input.entityId);
    this.record.changed = () => this.#drawHead();
    this.#form = { record: this.record, controls: [], focus: (tab) => this.#select(tab), draw: () => this.#drawHead() };
    rovingFocus(this.#strip, () => this.#tabs.map((view) => view.button).filter((tab) => !tab.hidden));
  }

  async open() {
    const definition = definitionOf(await tableOf(this.input.entityName));
    this.#header = definition.header;
    const columns = definition.tabs.flatMap((tab) => [
      ...(tab.hidden ?? []),
      ...(tab.sections ?? []).flatMap((section) => section.columns),
    ]);
    await this.record.prepare((table) => [table.PrimaryNameAttribute, ...definition.header, ...columns]);
    this.record.formContext = createFormContext(this.record, {
      ...this.#form,
      tabs: () => this.#tabs.map((view) => view.tab),
      controls: () => this.#form.controls,
      notify: (id, message, level) => this.#notify(id, message, level),
      clearNotification: (id) => this.#clearNotification(id),
      close: () => this.#closeForm(),
      save: (mode) => this.save(mode),
      element: () => this.element,
    });
    await this.record.load();
    this.#presets();
    this.#tabs = definition.tabs.map((tab) => buildTab(tab, this.#form));
    if (!this.record.isNew) this.#tabs.push(relatedTab(this.#form));
    fill(
      this.#strip,
      this.#tabs.map((view) => view.button),
    );
    const header = h("header", { class: "formheader card" }, h("div", { class: "top" }, this.#title, this.#facts), this.#strip);
    fill(this.element, [this.#commands, this.#notifications, header, this.#space]);
    this.#drawHead();
    const wanted = this.#tabs.find((view) => view.tab.name === this.input.tabName) ?? this.#tabs[0];
    this.#select(wanted.tab);
    await this.record.onLoad.fire(this.record.formContext, this.record.formContext.data.entity, { getDataLoadState: () => 1 });
  }

  /** Values that a new record was opened with (`data` of navigateTo, parameters of openForm). */
  #presets() {
    for (const [name, value] of Object.entries(this.record.isNew ? (this.input.data ?? {}) : {})) {
      const attribute = this.record.attributes.get(name);
      const type = attribute?.getAttributeType() ?? "";
      if (["integer", "decimal", "double", "money", "optionset"].includes(type)) attribute?.setValue(Number(value));
      else if (type === "boolean") attribute?.setValue(value === true || value === "true" || value === "1");
      else if (type === "datetime") attribute?.setValue(new Date(value));
      else attribute?.setValue(value);
    }
  }

  /** @param {import("../form/context.js").FormTab} tab */
  #select(tab) {
    for (const view of this.#tabs) {
      const chosen = view.tab === tab;
      if (!chosen) view.frame?.discard();
      view.button.setAttribute("aria-selected", String(chosen));
      view.button.tabIndex = chosen ? 0 : -1;
      if (chosen) {
        this.#space.replaceWith(view.panel);
        this.#space = view.panel;
      }
      view.tab.setExpanded(chosen);
      if (chosen) view.shown?.();
    }
  }

  #drawHead() {
    if (this.#tabs.length === 0) return;
    const { record } = this;
    const kind = label(record.table.DisplayName, record.entityName);
    const state = record.isNew || record.isDirty ? text("unsaved") : text("saved");
    fill(this.#title, [
      record.name || text("newRecord", kind),
      " ",
      h("span", {}, `- ${state}`),
      h("div", { class: "small" }, kind),
    ]);
    const facts = record.isNew ? [] : this.#header.filter((name) => record.attributes.has(name));
    fill(
      this.#facts,
      facts.map((name, at) =>
        h(
          "div",
          { class: at > 0 ? "optional" : null, "data-column": name },
          h("dd", {}, record.shown(name)),
          h("dt", {}, label(record.attributes.get(name)?.column.DisplayName, name)),
        ),
      ),
    );
    for (const view of this.#tabs) {
      fill(view.button, [view.tab.api.getLabel()]);
      view.button.hidden = !view.tab.api.getVisible();
    }
    this.#drawCommands();
  }

  #drawCommands() {
    const commands = [
      this.place === "main" &&
        button({ icon: "back", label: text("back"), iconOnly: true, kind: "subtle", onclick: () => history.back() }),
      button({ icon: "save", label: text("save"), kind: "subtle", onclick: () => this.#try(() => this.save(saveModes.save)) }),
      button({
        icon: "save",
        label: text("saveClose"),
        kind: "subtle",
        onclick: () => this.#try(() => this.save(saveModes.saveandclose)),
      }),
      this.place === "main" &&
        button({
          icon: "add",
          label: text("new"),
          kind: "subtle",
          onclick: () => navigate({ pageType: "entityrecord", entityName: this.record.entityName }),
        }),
      !this.record.isNew &&
        button({ icon: "refresh", label: text("refresh"), kind: "subtle", onclick: () => this.#try(() => this.#refresh()) }),
      !this.record.isNew &&
        button({ icon: "delete", label: text("delete"), kind: "subtle", onclick: () => this.#try(() => this.#delete()) }),
    ];
    // A bar with the same buttons is left alone, so that the focus stays where it is.
    if (this.#commands.childElementCount !== commands.filter(Boolean).length) fill(this.#commands, commands);
  }

  /** @param {() => Promise<void>} work */
  async #try(work) {
    try {
      await work();
    } catch (error) {
      await errorDialog(/** @type {import("../data/request.js").RequestError} */ (error));
    }
  }

  /** @param {number} mode */
  async save(mode) {
    const wasNew = this.record.isNew;
    showProgress(text("saving"));
    try {
      await this.record.save(mode);
    } finally {
      closeProgress();
    }
    this.saved = [this.record.reference];
    if (mode === saveModes.saveandclose) this.#closeForm();
    else if (mode === saveModes.saveandnew) await navigate({ pageType: "entityrecord", entityName: this.record.entityName });
    else if (wasNew) this.#created();
  }

  /** A created record keeps its form; the address and the frame's parameters now name it. */
  #created() {
    if (this.place === "main")
      renameCurrent({ pageType: "entityrecord", entityName: this.record.entityName, entityId: this.record.reference.id });
    const related = relatedTab(this.#form);
    this.#tabs.push(related);
    this.#strip.append(related.button);
    this.#drawHead();
    const open = this.#tabs.find((view) => view.tab.expanded);
    if (open) this.#select(open.tab);
  }

  async #refresh() {
    if (this.record.isDirty && !(await this.mayLeave())) return;
    await this.record.load();
    this.#tabs.find((view) => view.tab.expanded)?.frame?.rebuild();
  }

  async #delete() {
    const really = await confirmDialog({
      title: text("deleteTitle"),
      text: text("deleteText", this.record.name),
      confirmButtonLabel: text("delete"),
    });
    if (!really) return;
    await this.record.delete();
    if (this.place === "main")
      await navigate({ pageType: "entitylist", entityName: this.record.entityName }, { replace: true, ask: false });
    else this.#closeForm();
  }

  #closeForm() {
    if (this.place === "main") history.back();
    else this.done(this.saved);
  }

  /** The form's own guard: it watches the columns on the form, and knows nothing of what a web resource keeps to itself. */
  async mayLeave() {
    if (!this.record.isDirty) return true;
    const choice = await unsavedDialog();
    if (choice === "save") {
      try {
        await this.save(saveModes.save);
      } catch (error) {
        await errorDialog(/** @type {import("../data/request.js").RequestError} */ (error));
        return false;
      }
    }
    return choice !== "stay";
  }

  leave() {
    for (const view of this.#tabs) view.frame?.discard();
  }

  /** @param {string} id @param {string} message @param {Xrm.FormNotificationLevel} level */
  #notify(id, message, level) {
    this.#clearNotification(id);
    const kind = { ERROR: "error", WARNING: "warning", INFO: "info" }[level] ?? "info";
    this.#notifications.append(
      h(
        "div",
        { class: `bar ${kind}`, role: kind === "info" ? "status" : "alert", "data-notification": id },
        icon(kind),
        h("span", { class: "message" }, message),
      ),
    );
  }

  /** @param {string} id */
  #clearNotification(id) {
    const shown = [...this.#notifications.children].find((bar) => bar.getAttribute("data-notification") === id);
    shown?.remove();
    return shown !== undefined;
  }
}
