// Columns on a form by type (Xrm.Attributes).

import { bareId, bracedId, formatted, lookupTable } from "../data/request.js";
import { manyToOne, options, table } from "../data/metadata.js";
import { Attribute, typeOf } from "./attribute.js";

/** @typedef {import("../data/metadata.js").Column} Column */

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
    return [
      {
        id: bracedId(row[property]),
        name: formatted(row, property) ?? "",
        entityType: lookupTable(row, property) ?? this.targets[0],
      },
    ];
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

  /** @param {Column} column @param {import("./attribute.js").Owner} form */
  constructor(column, form) {
    super(column, form);
    this.entityName = form.entityName;
  }
}

/** @param {Column} column @param {import("./attribute.js").Owner} form @returns {Attribute} */
export function createAttribute(column, form) {
  switch (typeOf(column)) {
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
