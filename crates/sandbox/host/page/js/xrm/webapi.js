// Xrm.WebApi.

import { annotated, bareId, read, send } from "../data/request.js";
import { table } from "../data/metadata.js";

/** @param {string} entityName */
const setOf = async (entityName) => (await table(entityName)).EntitySetName;

const offline = {
  /** @param {string} entityName @param {any} record */
  async createRecord(entityName, record) {
    const response = await send("POST", await setOf(entityName), { body: record });
    const id = /\(([^()]+)\)$/.exec(response.headers.get("OData-EntityId") ?? "")?.[1] ?? "";
    return { entityType: entityName, id };
  },

  /** @param {string} entityName @param {string} id @param {string} [options] `?$select=…` */
  retrieveRecord: async (entityName, id, options = "") => read(`${await setOf(entityName)}(${bareId(id)})${options}`, annotated),

  /**
   * @param {string} entityName
   * @param {string} [options] `?$select=…`, `?fetchXml=…`, or a whole nextLink
   * @param {number} [maxPageSize]
   */
  async retrieveMultipleRecords(entityName, options = "", maxPageSize = 5000) {
    const path = options.startsWith("http") ? options : `${await setOf(entityName)}${options}`;
    const answer = await read(path, `${annotated},odata.maxpagesize=${maxPageSize}`);
    return { entities: answer.value, nextLink: answer["@odata.nextLink"] };
  },

  /** @param {string} entityName @param {string} id @param {any} data */
  async updateRecord(entityName, id, data) {
    await send("PATCH", `${await setOf(entityName)}(${bareId(id)})`, { body: data, headers: { "If-Match": "*" } });
    return { entityType: entityName, id };
  },

  /** @param {string} entityName @param {string} id */
  async deleteRecord(entityName, id) {
    await send("DELETE", `${await setOf(entityName)}(${bareId(id)})`);
    return /** @type {any} */ ({ entityType: entityName, id });
  },

  isAvailableOffline: () => false,
};

/** What execute needs to know of a request: `getMetadata()` of the request object. @typedef {{ boundParameter?: string | null, operationType?: number, operationName?: string, parameterTypes: Record<string, { typeName: string, structuralProperty: number }> }} RequestMetadata */

const operation = { action: 0, function: 1 };

/** @param {any} value a parameter that refers to a record */
async function recordPath(value) {
  return `${await setOf(value.entityType)}(${bareId(value.id)})`;
}

/** @param {any} value @param {string} typeName */
function aliasValue(value, typeName) {
  if (value === null || value === undefined) return "null";
  if (typeName === "Edm.String") return `'${String(value).replaceAll("'", "''")}'`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export const webApi = {
  ...offline,
  online: {
    ...offline,
    /** Actions and functions, bound or not. @param {any} request */
    async execute(request) {
      /** @type {RequestMetadata} */
      const { boundParameter, operationType, operationName, parameterTypes } = request.getMetadata();
      const bound = boundParameter ? `${await recordPath(request[boundParameter])}/Microsoft.Dynamics.CRM.` : "";
      const names = Object.keys(parameterTypes).filter((name) => name !== boundParameter && request[name] !== undefined);
      if (operationType === operation.action) {
        const body = Object.fromEntries(names.map((name) => [name, request[name]]));
        return send("POST", `${bound}${operationName}`, { body });
      }
      if (operationType !== operation.function)
        throw new Error("The sandbox executes actions and functions; use createRecord and its siblings for records.");
      const list = names.map((name, at) => `${name}=@p${at}`).join(",");
      const aliases = names
        .map((name, at) => `@p${at}=${encodeURIComponent(aliasValue(request[name], parameterTypes[name].typeName))}`)
        .join("&");
      return send("GET", `${bound}${operationName}(${list})${aliases && `?${aliases}`}`);
    },
  },
};
