// LookupFilterOptions.filterXml, a <filter> of FetchXML, as a $filter of the Web API.

/** @typedef {Map<string, import("../data/metadata.js").Column>} Columns */

/** @type {Record<string, string>} */
const comparisons = { eq: "eq", ne: "ne", neq: "ne", gt: "gt", ge: "ge", lt: "lt", le: "le" };

/** A lookup is filtered by its computed property. @param {import("../data/metadata.js").Column} column */
export function propertyOf(column) {
  return ["Lookup", "Owner", "Customer"].includes(column.AttributeType) ? `_${column.LogicalName}_value` : column.LogicalName;
}

/** @param {import("../data/metadata.js").Column} column @param {string} value */
function literal(column, value) {
  return ["String", "Memo"].includes(column.AttributeType)
    ? `'${value.replaceAll("'", "''")}'`
    : value.replace(/^\{(.*)\}$/, "$1");
}

/** @param {Element} condition @param {Columns} columns */
function comparison(condition, columns) {
  const column = columns.get(condition.getAttribute("attribute") ?? "");
  const operator = condition.getAttribute("operator") ?? "";
  if (condition.tagName !== "condition" || !column)
    throw new Error(`Not a condition on a column of this table: ${condition.outerHTML}`);
  const property = propertyOf(column);
  if (operator === "null") return `${property} eq null`;
  if (operator === "not-null") return `${property} ne null`;
  if (operator === "in") {
    const values = [...condition.querySelectorAll("value")].map((value) => literal(column, value.textContent ?? ""));
    return `(${values.map((value) => `${property} eq ${value}`).join(" or ")})`;
  }
  if (!comparisons[operator]) throw new Error(`The sandbox cannot look up with the operator ${operator}.`);
  return `${property} ${comparisons[operator]} ${literal(column, condition.getAttribute("value") ?? "")}`;
}

/** @param {Element} element @param {Columns} columns @returns {string} */
function translate(element, columns) {
  if (element.tagName !== "filter") return comparison(element, columns);
  const parts = [...element.children].map((child) => translate(child, columns)).filter(Boolean);
  return parts.length === 0 ? "" : `(${parts.join(element.getAttribute("type") === "or" ? " or " : " and ")})`;
}

/** @param {string} xml @param {Columns} columns of the table that is searched @returns {string} empty without conditions; not encoded for a URL */
export function toFilter(xml, columns) {
  return translate(new DOMParser().parseFromString(xml, "text/xml").documentElement, columns);
}
