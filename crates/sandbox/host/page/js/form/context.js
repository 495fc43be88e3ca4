// formContext: what scripts of a form, and web resources on it, are given (Xrm.FormContext).

import { collection, pick } from "./collection.js";
import { Handlers } from "./event.js";
import { saveModes } from "./record.js";

/**
 * @typedef {object} View what the context needs of the page
 * @property {() => FormTab[]} tabs
 * @property {() => any[]} controls
 * @property {(tab: FormTab) => void} focus
 * @property {(id: string, message: string, level: Xrm.FormNotificationLevel) => void} notify
 * @property {(id: string) => boolean} clearNotification
 * @property {() => void} close
 * @property {(mode: number) => Promise<void>} save
 * @property {() => HTMLElement} element
 * @property {() => void} draw
 */

/** A section of a tab. */
export class FormSection {
  #visible = true;
  #label;
  /** @type {any[]} */
  controls = [];

  /** @param {string} name @param {string} label @param {FormTab} tab @param {HTMLElement} element */
  constructor(name, label, tab, element) {
    this.name = name;
    this.#label = label;
    this.tab = tab;
    this.element = element;
    this.api = {
      getName: () => this.name,
      getParent: () => this.tab.api,
      getLabel: () => this.#label,
      setLabel: (/** @type {string} */ words) => void (this.#label = words),
      getVisible: () => this.#visible,
      setVisible: (/** @type {boolean} */ visible) => {
        this.#visible = visible;
        this.element.hidden = !visible;
      },
      controls: collection(
        () => this.controls,
        (control) => control.getName(),
      ),
    };
  }
}

/** A tab; one at a time is expanded. */
export class FormTab {
  #visible = true;
  #label;
  #stateChange = new Handlers();
  /** @type {FormSection[]} */
  sections = [];

  /** @param {string} name @param {string} label @param {Pick<View, "focus" | "draw">} view @param {() => Xrm.FormContext} formContext */
  constructor(name, label, view, formContext) {
    this.name = name;
    this.#label = label;
    this.formContext = formContext;
    this.expanded = false;
    this.api = {
      getName: () => this.name,
      getParent: () => formContext().ui,
      getLabel: () => this.#label,
      setLabel: (/** @type {string} */ words) => {
        this.#label = words;
        view.draw();
      },
      getVisible: () => this.#visible,
      setVisible: (/** @type {boolean} */ visible) => {
        this.#visible = visible;
        view.draw();
      },
      getDisplayState: () => /** @type {Xrm.DisplayState} */ (this.expanded ? "expanded" : "collapsed"),
      setDisplayState: (/** @type {Xrm.DisplayState} */ state) => state === "expanded" && view.focus(this),
      setFocus: () => view.focus(this),
      addTabStateChange: (/** @type {any} */ handler) => this.#stateChange.add(handler),
      removeTabStateChange: (/** @type {any} */ handler) => this.#stateChange.remove(handler),
      sections: collection(
        () => this.sections.map((section) => section.api),
        (section) => section.getName(),
      ),
    };
  }

  /** @param {boolean} expanded */
  setExpanded(expanded) {
    if (this.expanded === expanded) return;
    this.expanded = expanded;
    this.#stateChange.fire(this.formContext(), this.api);
  }
}

/**
 * @param {import("./record.js").FormRecord} record
 * @param {View} view
 */
export function createFormContext(record, view) {
  const attributes = collection(
    () => [...record.attributes.values()],
    (attribute) => attribute.getName(),
  );
  const loadState = { initial: 1, save: 2, refresh: 3 };

  const entity = {
    attributes,
    addOnSave: (/** @type {any} */ handler) => record.onSave.add(handler),
    removeOnSave: (/** @type {any} */ handler) => record.onSave.remove(handler),
    addOnPostSave: (/** @type {any} */ handler) => record.onPostSave.add(handler),
    removeOnPostSave: (/** @type {any} */ handler) => record.onPostSave.remove(handler),
    getEntityName: () => record.entityName,
    getEntityReference: () => record.reference,
    getId: () => record.reference.id,
    getIsDirty: () => record.isDirty,
    getPrimaryAttributeValue: () => record.name,
    isValid: () => record.isValid,
    save: (/** @type {Xrm.EntitySaveMode} */ mode) => void view.save(saveModes[mode] ?? saveModes.save).catch(() => {}),
  };

  const data = {
    attributes,
    entity,
    addOnLoad: (/** @type {any} */ handler) => record.onLoad.add(handler),
    removeOnLoad: (/** @type {any} */ handler) => record.onLoad.remove(handler),
    getIsDirty: () => record.isDirty,
    isValid: () => record.isValid,
    refresh: async (/** @type {boolean} */ save) => {
      if (save) await view.save(saveModes.save);
      else await record.load();
      await record.onLoad.fire(formContext, entity, { getDataLoadState: () => (save ? loadState.save : loadState.refresh) });
    },
    save: (/** @type {Xrm.SaveOptions} */ options) => view.save(options?.saveMode ?? saveModes.save),
  };

  const ui = {
    tabs: collection(
      () => view.tabs().map((tab) => tab.api),
      (tab) => tab.getName(),
    ),
    controls: collection(view.controls, (control) => control.getName()),
    setFormNotification: (
      /** @type {string} */ message,
      /** @type {Xrm.FormNotificationLevel} */ level,
      /** @type {string} */ id,
    ) => {
      view.notify(id, message, level);
      return true;
    },
    clearFormNotification: view.clearNotification,
    close: view.close,
    getFormType: () => (record.isNew ? 1 : 2),
    getViewPortHeight: () => view.element().clientHeight,
    getViewPortWidth: () => view.element().clientWidth,
    refreshRibbon: view.draw,
  };

  /** @type {any} */
  const formContext = {
    data,
    ui,
    getAttribute: (/** @type {any} */ which) => pick([...record.attributes.values()], (attribute) => attribute.getName(), which),
    getControl: (/** @type {any} */ which) => pick(view.controls(), (control) => control.getName(), which),
  };
  return formContext;
}
