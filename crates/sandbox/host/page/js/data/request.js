// Requests to the Web API (reference/web-api.md 2).

const base = `${location.origin}/api/data/v9.2/`;

/** A request that the organisation answered with an error, in the shape that Xrm.WebApi rejects with. */
export class RequestError extends Error {
  /** @param {number} status @param {string} code hexadecimal @param {string} message */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
    this.errorCode = Number.parseInt(code, 16) || status;
  }
}

/**
 * @param {string} method
 * @param {string} path below the service root, or a whole address
 * @param {{ body?: unknown, headers?: Record<string, string> }} [options]
 * @returns {Promise<Response>} of success; a {@link RequestError} is thrown otherwise
 */
export async function send(method, path, { body, headers = {} } = {}) {
  const response = await fetch(new URL(path, base), {
    method,
    headers: {
      Accept: "application/json",
      "OData-MaxVersion": "4.0",
      "OData-Version": "4.0",
      "If-None-Match": "null",
      ...(body === undefined ? {} : { "Content-Type": "application/json; charset=utf-8" }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.ok) return response;
  const error = await response.json().then(
    (json) => json.error,
    () => null,
  );
  throw new RequestError(response.status, error?.code ?? "", error?.message ?? `${response.status} ${response.statusText}`);
}

/** @param {string} path @param {string} [preferences] @returns {Promise<any>} */
export async function read(path, preferences) {
  const response = await send("GET", path, { headers: preferences ? { Prefer: preferences } : {} });
  return response.status === 204 ? null : response.json();
}

/** Every annotation: formatted values, lookup names and tables. */
export const annotated = 'odata.include-annotations="*"';

/** @param {Record<string, any>} row @param {string} property @returns {string | undefined} */
export function formatted(row, property) {
  return row[`${property}@OData.Community.Display.V1.FormattedValue`];
}

/** Table that a lookup's value is of. @param {Record<string, any>} row @param {string} property @returns {string | undefined} */
export function lookupTable(row, property) {
  return row[`${property}@Microsoft.Dynamics.CRM.lookuplogicalname`];
}

/** "{75B5BA27-…}", "75b5…" or similar as the lower-case text without braces that URLs want. @param {string} id */
export function bareId(id) {
  return id.replace(/[{}]/g, "").toLowerCase();
}

/** As the client API gives ids: upper case, in braces. @param {string} id */
export function bracedId(id) {
  return `{${bareId(id).toUpperCase()}}`;
}

/** Text inside an OData string literal, in a URL. @param {string} text */
export function literal(text) {
  return encodeURIComponent(text.replaceAll("'", "''"));
}
