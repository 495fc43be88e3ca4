// Batches and change sets.

import assert from "node:assert/strict";

import { refusal } from "./index.mjs";

export function batches(api) {
  return {
    "reads and writes in one": async () => {
      api.startBatch();
      api.create({ collection: "accounts", data: { name: "Batch one" } });
      api.create({ collection: "accounts", data: { name: "Batch two" } });
      api.retrieveMultiple({ collection: "accounts", select: ["name"], filter: "startswith(name,'Batch ')", orderBy: ["name"] });
      const [one, two, found] = await api.executeBatch();
      assert.match(one, /^[0-9a-f-]{36}$/);
      assert.notEqual(one, two);
      assert.deepEqual(found.value.map((row) => row.name), ["Batch one", "Batch two"]);
    },
    "a later part refers to an earlier one": async () => {
      api.startBatch();
      api.create({ collection: "contacts", data: { lastname: "Batch contact" }, contentId: "1" });
      api.create({ collection: "accounts", data: { name: "Batch three", "primarycontactid@odata.bind": "$1" } });
      const [contact, account] = await api.executeBatch();
      const row = await api.retrieve({ collection: "accounts", key: account, select: ["_primarycontactid_value"] });
      assert.equal(row._primarycontactid_value, contact);
    },
    "a path that begins with an earlier part": async () => {
      api.startBatch();
      api.create({ collection: "accounts", data: { name: "Batch four" }, contentId: "1" });
      api.create({ collection: "tasks", data: { subject: "Of four", "regardingobjectid_account_task@odata.bind": "$1" } });
      api.updateSingleProperty({ collection: "$1", fieldValuePair: { name: "Batch IV" } });
      const [account] = await api.executeBatch();
      const row = await api.retrieve({
        collection: "accounts",
        key: account,
        select: ["name"],
        expand: [{ property: "Account_Tasks", select: ["subject"] }],
      });
      assert.deepEqual([row.name, row.Account_Tasks.length], ["Batch IV", 1]);
    },
    "update, upsert and delete": async () => {
      const [one, two] = await Promise.all(
        ["Batch five", "Batch six"].map((name) => api.create({ collection: "accounts", data: { name } })),
      );
      api.startBatch();
      api.update({ collection: "accounts", key: one, data: { name: "Batch V" } });
      api.upsert({ collection: "accounts", key: "00000000-0000-0000-0000-00000000ba7c", data: { name: "Batch seven" } });
      api.deleteRecord({ collection: "accounts", key: two });
      api.retrieve({ collection: "accounts", key: one, select: ["name"] });
      api.count({ collection: "accounts" });
      const answers = await api.executeBatch();
      assert.equal(answers[3].name, "Batch V");
      assert.equal(typeof answers[4], "number");
    },
    "a change set that fails leaves nothing": async () => {
      const before = await api.count({ collection: "accounts" });
      api.startBatch();
      api.create({ collection: "accounts", data: { name: "Never" } });
      api.create({ collection: "accounts", data: { colour: "red" } });
      const error = await refusal(() => api.executeBatch());
      assert.ok(Array.isArray(error) ? error.some((one) => one.status === 400) : error.status === 400);
      assert.equal(await api.count({ collection: "accounts" }), before);
    },
    "going on after a failure": async () => {
      api.startBatch();
      api.retrieve({ collection: "accounts", key: "00000000-0000-0000-0000-00000000dead" });
      api.callFunction("WhoAmI");
      const [missing, who] = await api.executeBatch({ continueOnError: true });
      assert.equal(missing.status, 404);
      assert.ok(who.UserId);
    },
    "FetchXML inside": async () => {
      api.startBatch();
      api.fetch({
        collection: "accounts",
        fetchXml: "<fetch top='1'><entity name='account'><attribute name='name'/></entity></fetch>",
      });
      const [found] = await api.executeBatch();
      assert.equal(found.value.length, 1);
    },
  };
}
