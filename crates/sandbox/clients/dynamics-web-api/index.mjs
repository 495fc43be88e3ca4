// The library's calls, room by room. Checks of one room run in order and may build on each other.

import { DynamicsWebApi } from "dynamics-web-api";

import { batches } from "./batches.mjs";
import { metadata } from "./metadata.mjs";
import { operations } from "./operations.mjs";
import { queries } from "./queries.mjs";
import { records } from "./records.mjs";
import { relations } from "./relations.mjs";

/** @param {string} server origin of the sandbox */
export function suites(server) {
  const config = { serverUrl: server, dataApi: { version: "9.2" }, onTokenRefresh: async () => "any" };
  const api = new DynamicsWebApi(config);
  return {
    records: records(api),
    relations: relations(api),
    queries: queries(api),
    batches: batches(api),
    operations: operations(api),
    metadata: metadata(api, new DynamicsWebApi({ ...config, useEntityNames: true })),
  };
}

/** Waits for a refusal and gives it back. @param {() => Promise<any>} call @returns {Promise<any>} */
export async function refusal(call) {
  let answer;
  try {
    answer = await call();
  } catch (error) {
    return error;
  }
  throw new Error(`was not refused, but answered ${JSON.stringify(answer)}`);
}
