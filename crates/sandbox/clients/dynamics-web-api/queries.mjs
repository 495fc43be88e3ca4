// Collections: options, pages, counts, FetchXML, changes.

import assert from "node:assert/strict";

import { refusal } from "./index.mjs";

const COUNT = 23;

export function queries(api) {
  const collection = "accounts";
  const filter = "startswith(name,'Query ')";
  let view;
  return {
    "records to find": async () => {
      for (let at = 0; at < COUNT; at += 1) {
        await api.create({
          collection,
          data: { name: `Query ${String(at).padStart(2, "0")}`, numberofemployees: at % 3, revenue: at * 10 },
        });
      }
    },
    "select, filter, order, top": async () => {
      const { value } = await api.retrieveMultiple({
        collection,
        select: ["name"],
        filter: `${filter} and numberofemployees eq 1`,
        orderBy: ["name desc"],
        top: 2,
      });
      assert.deepEqual(value.map((row) => row.name), ["Query 22", "Query 19"]);
    },
    "expand a lookup": async () => {
      const { value } = await api.retrieveMultiple({
        collection,
        select: ["name"],
        filter,
        expand: [{ property: "owninguser", select: ["fullname"] }],
        top: 1,
      });
      assert.equal(value[0].owninguser.fullname, "Sample Marketer");
    },
    "a page and the next ones": async () => {
      const request = { collection, select: ["name"], filter, orderBy: ["name"], maxPageSize: 10, count: true };
      const first = await api.retrieveMultiple(request);
      assert.equal(first.value.length, 10);
      assert.equal(first.oDataCount, COUNT);
      const second = await api.retrieveMultiple(request, first.oDataNextLink);
      const third = await api.retrieveMultiple(request, second.oDataNextLink);
      assert.equal(third.value.length, 3);
      assert.equal(third.oDataNextLink, undefined);
    },
    "all pages": async () => {
      const { value } = await api.retrieveAll({ collection, select: ["name"], filter, maxPageSize: 5 });
      assert.equal(value.length, COUNT);
    },
    "count": async () => {
      assert.ok((await api.count({ collection })) >= COUNT);
      assert.equal(await api.count({ collection, filter }), COUNT);
      assert.equal(await api.countAll({ collection, filter }), COUNT);
    },
    "aggregation by $apply": async () => {
      const { value } = await api.retrieveMultiple({
        collection,
        apply: `filter(${filter})/groupby((numberofemployees),aggregate($count as rows,revenue with sum as total))`,
      });
      assert.equal(value.reduce((sum, row) => sum + row.rows, 0), COUNT);
    },
    "FetchXML": async () => {
      const { value } = await api.fetch({
        collection,
        fetchXml:
          "<fetch top='3'><entity name='account'><attribute name='name'/><filter><condition attribute='name' operator='begins-with' value='Query '/></filter><order attribute='name'/></entity></fetch>",
        includeAnnotations: "*",
      });
      assert.deepEqual(value.map((row) => row.name), ["Query 00", "Query 01", "Query 02"]);
    },
    "FetchXML, linked columns": async () => {
      const { value } = await api.fetch({
        collection,
        fetchXml:
          "<fetch top='1'><entity name='account'><attribute name='name'/><link-entity name='systemuser' from='systemuserid' to='owninguser' alias='u'><attribute name='fullname'/></link-entity></entity></fetch>",
      });
      assert.equal(value[0]["u.fullname"], "Sample Marketer");
    },
    "FetchXML, aggregates": async () => {
      const { value } = await api.fetch({
        collection,
        fetchXml:
          "<fetch aggregate='true'><entity name='account'><attribute name='accountid' alias='rows' aggregate='count'/><filter><condition attribute='name' operator='like' value='Query %'/></filter></entity></fetch>",
      });
      assert.equal(value[0].rows, COUNT);
    },
    "FetchXML by pages": async () => {
      const fetchXml =
        "<fetch count='10'><entity name='account'><attribute name='name'/><filter><condition attribute='name' operator='like' value='Query %'/></filter><order attribute='numberofemployees' descending='true'/></entity></fetch>";
      const request = { collection, fetchXml, includeAnnotations: "*" };
      const first = await api.fetch(request);
      assert.equal(first.PagingInfo.nextPage, 2);
      assert.ok(first.PagingInfo.cookie);
      const names = new Set(first.value.map((row) => row.name));
      let page = first;
      while (page.PagingInfo) {
        page = await api.fetch({ ...request, pageNumber: page.PagingInfo.nextPage, pagingCookie: page.PagingInfo.cookie });
        for (const row of page.value) names.add(row.name);
      }
      assert.equal(names.size, COUNT);
    },
    "FetchXML to the end": async () => {
      const { value } = await api.fetchAll({
        collection,
        fetchXml:
          "<fetch count='5'><entity name='account'><attribute name='name'/><filter><condition attribute='name' operator='like' value='Query %'/></filter></entity></fetch>",
        includeAnnotations: "Microsoft.Dynamics.CRM.fetchxmlpagingcookie",
      });
      assert.equal(value.length, COUNT);
    },
    "FetchXML with an unknown column is refused": async () => {
      const fetchXml = "<fetch><entity name='account'><attribute name='colour'/></entity></fetch>";
      const error = await refusal(() => api.fetch({ collection, fetchXml }));
      assert.deepEqual([error.status, error.code], [400, "0x80041103"]);
    },
    "a long FetchXML goes into a batch by itself": async () => {
      const values = Array.from({ length: 300 }, (_, at) => `<value>Query ${String(at).padStart(2, "0")}</value>`).join("");
      const { value } = await api.fetch({
        collection,
        fetchXml: `<fetch><entity name='account'><attribute name='name'/><filter><condition attribute='name' operator='in'>${values}</condition></filter></entity></fetch>`,
      });
      assert.equal(value.length, COUNT);
    },
    "a saved query": async () => {
      view = await api.create({
        collection: "savedqueries",
        data: {
          name: "Query view",
          returnedtypecode: "account",
          fetchxml:
            "<fetch><entity name='account'><attribute name='name'/><filter><condition attribute='name' operator='like' value='Query %'/></filter></entity></fetch>",
        },
      });
      const { value } = await api.retrieveMultiple({ collection, savedQuery: view });
      assert.equal(value.length, COUNT);
    },
    "what changed since": async () => {
      const first = await api.retrieveMultiple({ collection, select: ["name"], trackChanges: true });
      assert.ok(first.oDataDeltaLink);
      const id = await api.create({ collection, data: { name: "Query changed" } });
      const changes = await api.retrieveMultiple({ collection, select: ["name"] }, first.oDataDeltaLink);
      assert.deepEqual(changes.value.map((row) => row.accountid), [id]);
      await api.deleteRecord({ collection, key: id });
    },
    "an unknown column is refused": async () => {
      const error = await refusal(() => api.retrieveMultiple({ collection, select: ["colour"] }));
      assert.deepEqual([error.status, error.code], [400, "0x80060888"]);
    },
  };
}
