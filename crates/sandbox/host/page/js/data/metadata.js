// Tables and columns of the organisation (reference/web-api.md 12), read once per page.

import { read } from "./request.js";

/**
 * @typedef {{ LocalizedLabels: { Label: string, LanguageCode: number }[], UserLocalizedLabel: { Label: string, LanguageCode: number } | null }} Label
 * @typedef {{ Value: number, Label: Label, Color?: string | null, State?: number, Description?: Label }} Option
 * @typedef {{ LogicalName: string, AttributeType: string, DisplayName: Label, RequiredLevel?: { Value: string }, IsValidForUpdate?: boolean, IsValidForCreate?: boolean,
 *   MaxLength?: number, MinValue?: number, MaxValue?: number, Precision?: number, Format?: string, DateTimeBehavior?: { Value: string }, Targets?: string[],
 *   OptionSet?: { Options?: Option[], TrueOption?: Option, FalseOption?: Option }, DefaultFormValue?: number }} Column
 * @typedef {{ LogicalName: string, EntitySetName: string, PrimaryIdAttribute: string, PrimaryNameAttribute: string, ObjectTypeCode: number,
 *   DisplayName: Label, DisplayCollectionName: Label }} Table
 * @typedef {{ SchemaName: string, ReferencingEntity: string, ReferencingAttribute: string, ReferencedEntity: string,
 *   ReferencingEntityNavigationPropertyName: string, ReferencedEntityNavigationPropertyName: string }} Relationship
 */

/** @type {Map<string, Promise<any>>} */
const cache = new Map();

/**
 * @template T
 * @param {string} path
 * @param {(json: any) => T} take
 * @returns {Promise<T>}
 */
function once(path, take) {
  const known = cache.get(path);
  if (known) return known;
  const reading = read(path).then(take);
  cache.set(path, reading);
  // A failure is not remembered: the next caller asks again.
  reading.catch(() => cache.delete(path));
  return reading;
}

/** @param {string} name logical name @returns {Promise<Table>} */
export function table(name) {
  const properties =
    "LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,ObjectTypeCode,DisplayName,DisplayCollectionName";
  return once(`EntityDefinitions(LogicalName='${name}')?$select=${properties}`, (json) => json);
}

/** What only a cast shows, by type. */
const casts = {
  String: ["StringAttributeMetadata", "$select=LogicalName,MaxLength,Format"],
  Memo: ["MemoAttributeMetadata", "$select=LogicalName,MaxLength,Format"],
  Integer: ["IntegerAttributeMetadata", "$select=LogicalName,MinValue,MaxValue,Format"],
  DateTime: ["DateTimeAttributeMetadata", "$select=LogicalName,Format,DateTimeBehavior"],
  Lookup: ["LookupAttributeMetadata", "$select=LogicalName,Targets"],
  Picklist: ["PicklistAttributeMetadata", "$select=LogicalName,DefaultFormValue&$expand=OptionSet"],
  State: ["StateAttributeMetadata", "$select=LogicalName&$expand=OptionSet"],
  Status: ["StatusAttributeMetadata", "$select=LogicalName&$expand=OptionSet"],
  Boolean: ["BooleanAttributeMetadata", "$select=LogicalName&$expand=OptionSet"],
};

/** @param {string} name logical name of a table @returns {Promise<Map<string, Column>>} by logical name */
export async function columns(name) {
  const all = `EntityDefinitions(LogicalName='${name}')/Attributes`;
  const select = "LogicalName,AttributeType,DisplayName,RequiredLevel,IsValidForUpdate,IsValidForCreate";
  const [plain, ...detailed] = await Promise.all([
    once(`${all}?$select=${select}`, (json) => json.value),
    ...Object.values(casts).map(([type, options]) =>
      once(`${all}/Microsoft.Dynamics.CRM.${type}?${options}`, (json) => json.value),
    ),
  ]);
  const found = new Map(plain.map((/** @type {Column} */ column) => [column.LogicalName, { ...column }]));
  for (const column of detailed.flat()) Object.assign(found.get(column.LogicalName) ?? {}, column);
  return found;
}

/** Relationships in which other tables point at this one. @param {string} name @returns {Promise<Relationship[]>} */
export function oneToMany(name) {
  return once(`EntityDefinitions(LogicalName='${name}')/OneToManyRelationships`, (json) => json.value);
}

/** Relationships in which this table points at others. @param {string} name @returns {Promise<Relationship[]>} */
export function manyToOne(name) {
  return once(`EntityDefinitions(LogicalName='${name}')/ManyToOneRelationships`, (json) => json.value);
}

/** The text in the user's language, else the first there is. @param {Label | null | undefined} label @param {string} [otherwise] */
export function label(label, otherwise = "") {
  return label?.UserLocalizedLabel?.Label ?? label?.LocalizedLabels[0]?.Label ?? otherwise;
}

/** Options of a choice, state, status or two-option column, in the form of the client API. @param {Column} column */
export function options(column) {
  const set = column.OptionSet;
  const two = [set?.TrueOption, set?.FalseOption].filter((option) => option !== undefined && option !== null);
  return [...(set?.Options ?? []), ...two].map((option) => ({
    text: label(option.Label, String(option.Value)),
    value: option.Value,
  }));
}
