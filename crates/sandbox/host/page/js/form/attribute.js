// Columns on a form (Xrm.Attributes).

import { bareId, bracedId, formatted, lookupTable } from "../data/request.js";
import { manyToOne, options, table } from "../data/metadata.js";
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
  String: "string", Memo: "memo", Integer: "integer", BigInt: "integer", Decimal: "decimal", Double: "double", Money: "money", Boolean: "boolean",
  DateTime: "datetime", Picklist: "optionset", State: "optionset", Status: "optionset", Lookup: "lookup", Owner: "lookup", Customer: "lookup",
};

/** Whether a column can stand on a form. @param {Column} column */
export function hasAttribute(column) {
  return types[column.AttributeType] !== undefined;
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
  controls = collection(() => this.fields, (control) => control.getName());

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
    return { canRead: true, canUpdate: this.column.IsValidForUpdate !== false, canCreate: this.column.IsValidForCreate !== false };
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
  const comparable = (/** @type {any} */ value) => (Array.isArray(value) ? value.map((item) => bareId(item.id)).join() || null : value instanceof Date ? value.getTime() : value);
  return comparable(one) === comparable(other);
}

export class StringAttribute extends Attribute {
  getMaxLength() {
    return this.column.MaxLength ?? Infinity;
  }
}

export class NumberAttribute extends Attribute {
  getMax() {
    return this.column.MaxValue ?? Infinity;
  }
  getMin() {
    return this.column.MinValue ?? -Infinity;
  }
  getPrecision() {
    return this.column.Precision ?? 0;
  }
}

export class BooleanAttribute extends Attribute {
  getInitialValue() {
    return this.initial;
  }
}

export class OptionSetAttribute extends Attribute {
  getInitialValue() {
    return this.initial;
  }
  getOptions() {
    return options(this.column);
  }
  /** @param {number | string} which value or label @returns {any} */
  getOption(which) {
    return this.getOptions().find((option) => option.value === which || option.text === which) ?? null;
  }
  getSelectedOption() {
    return this.getOption(this.getValue());
  }
  getText() {
    return this.getSelectedOption()?.text ?? "";
  }
}

/** Dates of a time-zone-independent column show the wall clock in their local parts, as the Unified Interface gives them. */
export class DateAttribute extends Attribute {
  get isIndependent() {
    return this.column.DateTimeBehavior?.Value === "TimeZoneIndependent" || this.getFormat() === "date";
  }
  /** @param {Record<string, any>} row */
  read(row) {
    const text = row[this.getName()];
    if (!text) return null;
    return this.isIndependent ? new Date(`${text.slice(0, 10)}T${text.slice(11, 19) || "00:00:00"}`) : new Date(text);
  }
  /** @param {Record<string, any>} body */
  async write(body) {
    /** @type {Date | null} */
    const date = this.getValue();
    body[this.getName()] = date && (this.isIndependent ? localText(date, this.getFormat() === "date") : date.toISOString());
  }
}

/** @param {Date} date @param {boolean} dayOnly */
export function localText(date, dayOnly) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const day = `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return dayOnly ? day : `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}Z`;
}

export class LookupAttribute extends Attribute {
  getIsPartyList() {
    return false;
  }
  /** Tables that it may point at. */
  get targets() {
    return this.column.AttributeType === "Owner" ? ["systemuser", "team"] : (this.column.Targets ?? []);
  }
  /** @param {Record<string, any>} row */
  read(row) {
    const property = `_${this.getName()}_value`;
    if (!row[property]) return null;
    return [{ id: bracedId(row[property]), name: formatted(row, property) ?? "", entityType: lookupTable(row, property) ?? this.targets[0] }];
  }
  /** @param {Record<string, any>} body */
  async write(body) {
    /** @type {Xrm.LookupValue | undefined} */
    const value = this.getValue()?.[0];
    const navigation = await this.#navigationProperty(value?.entityType);
    body[`${navigation}@odata.bind`] = value ? `/${(await table(value.entityType)).EntitySetName}(${bareId(value.id)})` : null;
  }
  /** @param {string | undefined} target */
  async #navigationProperty(target) {
    if (this.column.AttributeType === "Owner") return this.getName();
    const relationships = (await manyToOne(this.entityName)).filter((one) => one.ReferencingAttribute === this.getName());
    const fitting = relationships.find((one) => one.ReferencedEntity === target) ?? relationships[0];
    return fitting?.ReferencingEntityNavigationPropertyName ?? this.getName();
  }

  /** @param {Column} column @param {Owner} form */
  constructor(column, form) {
    super(column, form);
    this.entityName = form.entityName;
  }
}

/** @param {Column} column @param {Owner} form @returns {Attribute} */
export function createAttribute(column, form) {
  switch (types[column.AttributeType]) {
    case "string":
    case "memo":
      return new StringAttribute(column, form);
    case "boolean":
      return new BooleanAttribute(column, form);
    case "datetime":
      return new DateAttribute(column, form);
    case "optionset":
      return new OptionSetAttribute(column, form);
    case "lookup":
      return new LookupAttribute(column, form);
    default:
      return new NumberAttribute(column, form);
  }
}
