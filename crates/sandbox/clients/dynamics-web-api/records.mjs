// Create, read, update, upsert, delete; versions; keys; single properties.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { refusal } from "./index.mjs";

export function records(api) {
  const collection = "accounts";
  let key;
  const email = `${randomUUID()}@example.com`;
  const named = `contacts(emailaddress1='${email}',firstname='Ada')`;
  return {
    "create answers the id": async () => {
      key = await api.create({ collection, data: { name: "Contoso", revenue: 5000000, creditonhold: false } });
      assert.match(key, /^[0-9a-f-]{36}$/);
    },
    "create with representation": async () => {
      const row = await api.create({
        collection,
        data: { name: "Shown", "@odata.type": "Microsoft.Dynamics.CRM.account" },
        returnRepresentation: true,
        select: ["name", "createdon"],
      });
      assert.equal(row.name, "Shown");
      assert.ok(row["@odata.etag"] && row.accountid && row.createdon);
    },
    "create with chosen id and nested records": async () => {
      const id = randomUUID();
      const made = await api.create({
        collection,
        data: { accountid: id, name: "Deep", Account_Tasks: [{ subject: "One" }, { subject: "Two" }] },
      });
      assert.equal(made, id);
      const row = await api.retrieve({
        collection,
        key: id,
        select: ["name"],
        expand: [{ property: "Account_Tasks", select: ["subject"] }],
      });
      assert.deepEqual(row.Account_Tasks.map((task) => task.subject).sort(), ["One", "Two"]);
    },
    "retrieve by id": async () => {
      const row = await api.retrieve({ collection, key, select: ["name", "revenue"] });
      assert.equal(row.name, "Contoso");
      assert.equal(row.revenue, 5000000);
      assert.ok(row._transactioncurrencyid_value);
    },
    "retrieve by id in braces": async () => {
      const row = await api.retrieve({ collection, key: `{${key.toUpperCase()}}`, select: ["name"] });
      assert.equal(row.accountid, key);
    },
    "retrieve with annotations": async () => {
      const row = await api.retrieve({ collection, key, select: ["revenue", "statecode"], includeAnnotations: "*" });
      assert.equal(row["statecode@OData.Community.Display.V1.FormattedValue"], "Active");
      assert.equal(row.statecode_Formatted, "Active");
    },
    "retrieve of a missing record is 404": async () => {
      const error = await refusal(() => api.retrieve({ collection, key: randomUUID() }));
      assert.equal(error.status, 404);
      assert.equal(error.code, "0x80040217");
    },
    "update": async () => {
      assert.equal(await api.update({ collection, key, data: { name: "Contoso Ltd" } }), true);
    },
    "update with representation": async () => {
      const row = await api.update({
        collection,
        key,
        data: { telephone1: "123" },
        returnRepresentation: true,
        select: ["name", "telephone1"],
      });
      assert.deepEqual([row.name, row.telephone1], ["Contoso Ltd", "123"]);
    },
    "update never creates": async () => {
      const error = await refusal(() => api.update({ collection, key: randomUUID(), data: { name: "x" } }));
      assert.equal(error.status, 404);
    },
    "update of a single property": async () => {
      await api.updateSingleProperty({ collection, key, fieldValuePair: { name: "Single" } });
      const row = await api.retrieve({ collection, key, select: ["name"] });
      assert.equal(row.name, "Single");
    },
    "retrieve of a single property": async () => {
      const value = await api.retrieve({ collection, key, navigationProperty: "name" });
      assert.equal(value.value ?? value, "Single");
    },
    "delete of a single property": async () => {
      await api.deleteRecord({ collection, key, fieldName: "telephone1" });
      const row = await api.retrieve({ collection, key, select: ["telephone1"] });
      assert.equal(row.telephone1, null);
    },
    "upsert creates and updates": async () => {
      const id = randomUUID();
      await api.upsert({ collection, key: id, data: { name: "First" } });
      await api.upsert({ collection, key: id, data: { name: "Second" } });
      const row = await api.retrieve({ collection, key: id, select: ["name"] });
      assert.equal(row.name, "Second");
      const shown = await api.upsert({
        collection,
        key: randomUUID(),
        data: { name: "Third" },
        returnRepresentation: true,
        select: ["name"],
      });
      assert.equal(shown.name, "Third");
    },
    "upsert that must not update": async () => {
      const answer = await api.upsert({ collection, key, ifnonematch: "*", data: { name: "never" } });
      assert.equal(answer, null);
      assert.equal((await api.retrieve({ collection, key, select: ["name"] })).name, "Single");
    },
    "upsert that must not create": async () => {
      assert.equal(await api.upsert({ collection, key: randomUUID(), ifmatch: "*", data: { name: "never" } }), null);
    },
    "an unchanged record is not sent again": async () => {
      const row = await api.retrieve({ collection, key, select: ["name"] });
      const again = await api.retrieve({ collection, key, select: ["name"], ifnonematch: row["@odata.etag"] });
      assert.equal(again ?? null, null);
    },
    "a stale version neither updates nor deletes": async () => {
      const stale = (await api.retrieve({ collection, key, select: ["name"] }))["@odata.etag"];
      await api.update({ collection, key, ifmatch: stale, data: { name: "Newer" } });
      assert.equal(await api.update({ collection, key, ifmatch: stale, data: { name: "Older" } }), false);
      assert.equal(await api.deleteRecord({ collection, key, ifmatch: stale }), false);
      assert.equal((await api.retrieve({ collection, key, select: ["name"] })).name, "Newer");
    },
    "alternate keys read, create and update": async () => {
      const inner = named.slice("contacts(".length, -1);
      await api.upsert({ collection: "contacts", key: inner, data: { lastname: "Lovelace" } });
      await api.upsert({ collection: "contacts", key: inner, data: { lastname: "King" } });
      const row = await api.retrieve({ collection: "contacts", key: inner, select: ["fullname"] });
      assert.equal(row.fullname, "Ada King");
      await api.deleteRecord({ collection: "contacts", key: inner });
      const error = await refusal(() => api.retrieve({ collection: "contacts", key: inner }));
      assert.equal(error.code, "0x80060891");
    },
    "a duplicate is found if asked for": async () => {
      const name = randomUUID();
      await api.create({ collection, data: { name } });
      const error = await refusal(() => api.create({ collection, data: { name }, duplicateDetection: true }));
      assert.equal(error.code, "0x80040333");
    },
    "an undeclared property is refused": async () => {
      const error = await refusal(() => api.create({ collection, data: { colour: "red" } }));
      assert.deepEqual([error.status, error.code], [400, "0x80048d19"]);
    },
    "delete": async () => {
      await api.deleteRecord({ collection, key });
      const error = await refusal(() => api.retrieve({ collection, key }));
      assert.equal(error.status, 404);
    },
  };
}
