// The record on a form: its columns, read and written. `context.js` shows it to scripts as `formContext.data`.

import { annotated, bareId, bracedId, formatted, read, send } from "../data/request.js";
import { columns, table } from "../data/metadata.js";
import { text } from "../text/index.js";
import { session } from "../user/session.js";
import { typeOf } from "./attribute.js";
import { createAttribute } from "./attributes.js";
import { Handlers } from "./event.js";

/** Numbers of XrmEnum.SaveMode. */
export const saveModes = { save: 1, saveandclose: 2, saveandnew: 59 };

export class FormRecord {
  /** @type {Map<string, import("./attribute.js").Attribute>} */
  attributes = new Map();
  onSave = new Handlers();
  onPostSave = new Handlers();
  onLoad = new Handlers();
  /** @type {import("../data/metadata.js").Table} */
  table;
  /** Lower case without braces; empty until the record has been created. */
  id = "";
  /** Called when something that the page shows has changed. */
  changed = () => {};
  /** @type {Xrm.FormContext} */
  formContext;
  /** @type {Record<string, any>} */
  #row = {};

  /** @param {string} entityName @param {string | undefined} id */
  constructor(entityName, id) {
    this.entityName = entityName;
    this.id = id ? bareId(id) : "";
    this.table = /** @type {any} */ (null);
    this.formContext = /** @type {any} */ (null);
  }

  /**
   * Reads the table's definition and creates the attributes of these columns, as far as the table has them.
   * @param {(table: import("../data/metadata.js").Table) => string[]} chosen
   */
  async prepare(chosen) {
    const [definition, known] = await Promise.all([table(this.entityName), columns(this.entityName)]);
    this.table = definition;
    const form = {
      entityName: this.entityName,
      formContext: () => this.formContext,
      entity: () => this.formContext.data.entity,
      changed: () => this.changed(),
    };
    for (const name of new Set(chosen(definition))) {
      const column = known.get(name);
      if (column && typeOf(column)) this.attributes.set(name, createAttribute(column, form));
    }
  }

  get isNew() {
    return this.id === "";
  }

  get isDirty() {
    return [...this.attributes.values()].some((attribute) => attribute.getIsDirty());
  }

  get isValid() {
    return [...this.attributes.values()].every(
      (attribute) => attribute.complaint === "" && (attribute.getRequiredLevel() !== "required" || attribute.isFilled),
    );
  }

  get name() {
    return this.attributes.get(this.table.PrimaryNameAttribute)?.getValue() ?? "";
  }

  /** @returns {Xrm.LookupValue} */
  get reference() {
    return { id: this.isNew ? "" : bracedId(this.id), name: this.name, entityType: this.entityName };
  }

  /** What the user reads for a column's stored value. @param {string} name */
  shown(name) {
    return formatted(this.#row, name) ?? formatted(this.#row, `_${name}_value`) ?? "";
  }

  /** Reads the stored values, dropping unsaved ones. */
  async load() {
    if (this.isNew) {
      this.#row = await this.#defaults();
    } else {
      const select = [...this.attributes.values()].map((attribute) =>
        attribute.getAttributeType() === "lookup" ? `_${attribute.getName()}_value` : attribute.getName(),
      );
      this.#row = await read(`${this.table.EntitySetName}(${this.id})?$select=${select.join(",")}`, annotated);
    }
    for (const attribute of this.attributes.values()) attribute.load(this.#row);
    this.changed();
  }

  /** What a new record begins with: the columns' default options, and its maker as owner. */
  async #defaults() {
    const known = await columns(this.entityName);
    /** @type {Record<string, any>} */
    const row = {
      _ownerid_value: session.userId,
      "_ownerid_value@OData.Community.Display.V1.FormattedValue": session.userName,
      "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "systemuser",
    };
    for (const [name, column] of known) {
      if (column.DefaultFormValue !== undefined && column.DefaultFormValue !== null && column.DefaultFormValue >= 0)
        row[name] = column.DefaultFormValue;
    }
    return row;
  }

  /**
   * Asks the handlers of OnSave, then sends what has changed.
   * @param {number} mode of XrmEnum.SaveMode
   * @returns {Promise<void>} rejected with the reason when nothing was saved
   */
  async save(mode) {
    for (const attribute of this.attributes.values()) {
      if (attribute.getRequiredLevel() === "required" && !attribute.isFilled)
        throw new Error(text("requiredMissing", this.#label(attribute)));
      if (attribute.complaint) throw new Error(attribute.complaint);
    }
    await this.#ask(mode);
    /** @type {Record<string, any>} */
    const body = {};
    await Promise.all(
      [...this.attributes.values()].filter((attribute) => attribute.isSubmitted).map((attribute) => attribute.write(body)),
    );
    try {
      await this.#send(body);
    } catch (error) {
      await this.onPostSave.fire(this.formContext, this.formContext.data.entity, this.#outcome(error));
      throw error;
    }
    await this.load();
    await this.onPostSave.fire(this.formContext, this.formContext.data.entity, this.#outcome(null));
  }

  /** @param {number} mode */
  async #ask(mode) {
    let prevented = false;
    const prevent = () => void (prevented = true);
    const args = {
      getSaveMode: () => mode,
      isDefaultPrevented: () => prevented,
      preventDefault: prevent,
      preventDefaultOnError: () => {},
      disableAsyncTimeout: () => {},
    };
    await this.onSave.fire(this.formContext, this.formContext.data.entity, args);
    if (prevented) throw new Error(text("saveRefused"));
  }

  /** @param {Record<string, any>} body */
  async #send(body) {
    if (this.isNew) {
      const response = await send("POST", this.table.EntitySetName, { body });
      this.id = bareId(/\(([^()]+)\)$/.exec(response.headers.get("OData-EntityId") ?? "")?.[1] ?? "");
    } else if (Object.keys(body).length > 0) {
      await send("PATCH", `${this.table.EntitySetName}(${this.id})`, { body, headers: { "If-Match": "*" } });
    }
  }

  /** @param {unknown} error */
  #outcome(error) {
    return { getEntityReference: () => this.reference, getIsSaveSuccess: () => error === null, getSaveErrorInfo: () => error };
  }

  /** @param {import("./attribute.js").Attribute} attribute */
  #label(attribute) {
    return attribute.fields[0]?.getLabel() ?? attribute.getName();
  }

  async delete() {
    await send("DELETE", `${this.table.EntitySetName}(${this.id})`);
  }
}
