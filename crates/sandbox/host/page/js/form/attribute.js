// A column on a form: what Xrm.Attributes.Attribute says of all types. `attributes.js` has the types.

import { bareId } from "../data/request.js";
import { collection } from "./collection.js";
import { Handlers } from "./event.js";

/**
 * @typedef {import("../data/metadata.js").Column} Column
 * @typedef {object} Owner what an attribute needs of its form
 * @property {string} entityName
 * @property {() => Xrm.FormContext} formContext
 * @property {() => any} entity
 * @property {() => void} changed
 */

/** @type {Record<string, Xrm.Attributes.AttributeType>} */
const types = {
  String: "string",
  Memo: "memo",
  Integer: "integer",
  BigInt: "integer",
  Decimal: "decimal",
  Double: "double",
  Money: "money",
  Boolean: "boolean",
  DateTime: "datetime",
  Picklist: "optionset",
  State: "optionset",
  Status: "optionset",
  Lookup: "lookup",
  Owner: "lookup",
  Customer: "lookup",
};

/** The client API's name of a column's type; undefined if the column cannot stand on a form. @param {Column} column */
export function typeOf(column) {
  return types[column.AttributeType];
}

export class Attribute {
  /** @type {any} */
  #value = null;
  /** @type {any} */
  #initial = null;
  /** @type {Xrm.SubmitMode} */
  #submitMode = "dirty";
  /** @type {Xrm.Attributes.RequirementLevel} */
  #required;
  #complaint = "";
  #onChange = new Handlers();
  #form;
  /** @type {import("./control.js").FieldControl[]} */
  fields = [];
  controls = collection(
    () => this.fields,
    (control) => control.getName(),
  );

  /** @param {Column} column @param {Owner} form */
  constructor(column, form) {
    this.column = column;
    this.#form = form;
    /** @type {Record<string, Xrm.Attributes.RequirementLevel>} */
    const levels = { ApplicationRequired: "required", SystemRequired: "required", Recommended: "recommended" };
    this.#required = levels[column.RequiredLevel?.Value ?? ""] ?? "none";
    // The platform fills these in by itself.
    if (["State", "Status", "Owner"].includes(column.AttributeType)) this.#required = "none";
  }

  /** @param {Xrm.Events.Attribute.ChangeEventHandler} handler */
  addOnChange(handler) {
    this.#onChange.add(handler);
  }
  /** @param {Xrm.Events.Attribute.ChangeEventHandler} handler */
  removeOnChange(handler) {
    this.#onChange.remove(handler);
  }
  fireOnChange() {
    this.#onChange.fire(this.#form.formContext(), this);
  }
  getAttributeType() {
    return types[this.column.AttributeType];
  }
  /** @returns {any} */
  getFormat() {
    const format = this.column.Format?.toLowerCase() ?? "";
    switch (this.getAttributeType()) {
      case "datetime":
        return format === "dateonly" ? "date" : "datetime";
      case "memo":
        return "textarea";
      case "string":
      case "integer":
        return format || (this.getAttributeType() === "string" ? "text" : "none");
      default:
        return null;
    }
  }
  getIsDirty() {
    return !same(this.#value, this.#initial);
  }
  getName() {
    return this.column.LogicalName;
  }
  getParent() {
    return this.#form.entity();
  }
  getRequiredLevel() {
    return this.#required;
  }
  /** @param {Xrm.Attributes.RequirementLevel} level */
  setRequiredLevel(level) {
    this.#required = level;
    for (const field of this.fields) field.draw();
  }
  getSubmitMode() {
    return this.#submitMode;
  }
  /** @param {Xrm.SubmitMode} mode */
  setSubmitMode(mode) {
    this.#submitMode = mode;
  }
  getUserPrivilege() {
    return {
      canRead: true,
      canUpdate: this.column.IsValidForUpdate !== false,
      canCreate: this.column.IsValidForCreate !== false,
    };
  }
  getValue() {
    return this.#value;
  }
  /** @param {any} value Does not call the handlers of change, as documented. */
  setValue(value) {
    this.#value = value === undefined || value === "" ? null : value;
    for (const field of this.fields) field.draw();
    this.#form.changed();
  }
  /** @param {boolean} valid @param {string} [message] */
  setIsValid(valid, message = "") {
    this.#complaint = valid ? "" : message || this.getName();
    for (const field of this.fields) field.draw();
  }

  /** The stored value. */
  get initial() {
    return this.#initial;
  }

  /** What {@link setIsValid} said, empty if nothing. */
  get complaint() {
    return this.#complaint;
  }

  get isFilled() {
    return this.#value !== null && !(Array.isArray(this.#value) && this.#value.length === 0);
  }

  /** What is sent when the form is saved. */
  get isSubmitted() {
    return this.#submitMode === "always" || (this.#submitMode === "dirty" && this.getIsDirty());
  }

  /** Takes the stored value. @param {Record<string, any>} row */
  load(row) {
    this.#value = this.read(row);
    this.#initial = this.#value;
    for (const field of this.fields) field.draw();
  }

  /** @param {Record<string, any>} row @returns {any} */
  read(row) {
    return row[this.getName()] ?? null;
  }

  /** Puts the value into a request's body. @param {Record<string, any>} body @returns {Promise<void>} */
  async write(body) {
    body[this.getName()] = this.getValue();
  }
}

/** @param {any} one @param {any} other */
function same(one, other) {
  const comparable = (/** @type {any} */ value) =>
    Array.isArray(value) ? value.map((item) => bareId(item.id)).join() || null : value instanceof Date ? value.getTime() : value;
  return comparable(one) === comparable(other);
}
