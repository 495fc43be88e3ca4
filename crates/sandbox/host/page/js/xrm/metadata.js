// Xrm.Utility.getEntityMetadata: the client's own form of a table's definition.

import { columns, table } from "../data/metadata.js";

/** Numbers of XrmEnum.AttributeTypeCode. @type {Record<string, number>} */
const typeCodes = {
  Boolean: 0,
  Customer: 1,
  DateTime: 2,
  Decimal: 3,
  Double: 4,
  Integer: 5,
  Lookup: 6,
  Memo: 7,
  Money: 8,
  Owner: 9,
  PartyList: 10,
  Picklist: 11,
  State: 12,
  Status: 13,
  String: 14,
  Uniqueidentifier: 15,
  CalendarRules: 16,
  Virtual: 17,
  BigInt: 18,
  ManagedProperty: 19,
  EntityName: 20,
};

/** @param {import("../data/metadata.js").Column} column @param {string} entityName */
function attributeMetadata(column, entityName) {
  const set = column.OptionSet;
  return {
    LogicalName: column.LogicalName,
    DisplayName: column.DisplayName,
    AttributeType: typeCodes[column.AttributeType],
    EntityLogicalName: entityName,
    DefaultFormValue: column.DefaultFormValue,
    OptionSet: set?.Options ?? [set?.TrueOption, set?.FalseOption].filter(Boolean),
  };
}

/**
 * @param {string} entityName
 * @param {string[]} [attributes] columns to be described; none without
 */
export async function entityMetadata(entityName, attributes = []) {
  const [definition, known] = await Promise.all([table(entityName), columns(entityName)]);
  const chosen = attributes.flatMap((name) => known.get(name) ?? []).map((column) => attributeMetadata(column, entityName));
  /** @type {any} */
  const list = {
    forEach: chosen.forEach.bind(chosen),
    getLength: () => chosen.length,
    get: (/** @type {string | number | undefined} */ which) =>
      (which === undefined
        ? chosen
        : typeof which === "number"
          ? chosen[which]
          : chosen.find((one) => one.LogicalName === which)) ?? null,
  };
  for (const one of chosen) list[one.LogicalName] = one;
  return { ...definition, Attributes: list };
}
