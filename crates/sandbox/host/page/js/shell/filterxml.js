// LookupFilterOptions.filterXml, a <filter> of FetchXML, as a $filter of the Web API.

/** @type {Record<string, (column: string, value: string) => string>} */
const operators = {
  eq: (column, value) => `${column} eq ${value}`,
  ne: (column, value) => `${column} ne ${value}`,
  neq: (column, value) => `${column} ne ${value}`,
  gt: (column, value) => `${column} gt ${value}`,
  ge: (column, value) => `${column} ge ${value}`,
  lt: (column, value) => `${column} lt ${value}`,
  le: (column, value) => `${column} le ${value}`,
  null: (column) => `${column} eq null`,
  "not-null": (column) => `${column} ne null`,
};

/** @param {string} value */
function literal(value) {
  const bare = value.replace(/^\{(.*)\}$/, "$1");
  const plain = /^-?\d+(\.\d+)?$/.test(value) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(bare);
  return plain ? bare : `'${value.replaceAll("'", "''")}'`;
}

/** @param {Element} element @returns {string} */
function translate(element) {
  if (element.tagName === "filter") {
    const parts = [...element.children].map(translate);
    return parts.length === 0 ? "true" : `(${parts.join(element.getAttribute("type") === "or" ? " or " : " and ")})`;
  }
  const column = element.getAttribute("attribute") ?? "";
  const operator = element.getAttribute("operator") ?? "";
  const values = [...element.querySelectorAll("value")].map((value) => literal(value.textContent ?? ""));
  if (operator === "in") return `(${values.map((value) => `${column} eq ${value}`).join(" or ")})`;
  const build = operators[operator];
  if (element.tagName !== "condition" || !build) throw new Error(`The sandbox cannot look up with this filter: ${element.outerHTML}`);
  return build(column, literal(element.getAttribute("value") ?? ""));
}

/** @param {string} xml @returns {string} not encoded for a URL */
export function toFilter(xml) {
  return translate(new DOMParser().parseFromString(xml, "text/xml").documentElement);
}
