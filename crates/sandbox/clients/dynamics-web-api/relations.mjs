// Associating and disassociating; lookups by binding.

import assert from "node:assert/strict";

import { refusal } from "./index.mjs";

export function relations(api) {
  let account, contact, user, role;
  const primary = async () => {
    const row = await api.retrieve({ collection: "accounts", key: account, select: ["_primarycontactid_value"] });
    return row._primarycontactid_value;
  };
  const roles = async () => {
    const row = await api.retrieve({
      collection: "systemusers",
      key: user,
      select: ["fullname"],
      expand: [{ property: "systemuserroles_association", select: ["name"] }],
    });
    return row.systemuserroles_association.map((one) => one.roleid);
  };
  return {
    "records to relate": async () => {
      account = await api.create({ collection: "accounts", data: { name: "Relations" } });
      contact = await api.create({ collection: "contacts", data: { lastname: "Related" } });
      user = (await api.callFunction("WhoAmI")).UserId;
      const found = await api.retrieveMultiple({ collection: "roles", select: ["name"], filter: "startswith(name,'Marketing')" });
      role = found.value[0].roleid;
    },
    "associate one to many": async () => {
      await api.associate({
        collection: "accounts",
        primaryKey: account,
        relationshipName: "contact_customer_accounts",
        relatedCollection: "contacts",
        relatedKey: contact,
      });
      const row = await api.retrieve({ collection: "contacts", key: contact, select: ["_parentcustomerid_value"] });
      assert.equal(row._parentcustomerid_value, account);
    },
    "disassociate one to many": async () => {
      await api.disassociate({
        collection: "accounts",
        primaryKey: account,
        relationshipName: "contact_customer_accounts",
        relatedKey: contact,
      });
      const row = await api.retrieve({ collection: "contacts", key: contact, select: ["_parentcustomerid_value"] });
      assert.equal(row._parentcustomerid_value, null);
    },
    "associate and disassociate many to many": async () => {
      const before = await roles();
      await api.associate({
        collection: "systemusers",
        primaryKey: user,
        relationshipName: "systemuserroles_association",
        relatedCollection: "roles",
        relatedKey: role,
      });
      assert.ok((await roles()).includes(role));
      await api.disassociate({
        collection: "systemusers",
        primaryKey: user,
        relationshipName: "systemuserroles_association",
        relatedKey: role,
      });
      assert.deepEqual(await roles(), before.filter((one) => one !== role));
    },
    "associate a single-valued property": async () => {
      await api.associateSingleValued({
        collection: "accounts",
        primaryKey: account,
        navigationProperty: "primarycontactid",
        relatedCollection: "contacts",
        relatedKey: contact,
      });
      assert.equal(await primary(), contact);
    },
    "retrieve through a single-valued property": async () => {
      const row = await api.retrieve({
        collection: "accounts",
        key: account,
        navigationProperty: "primarycontactid",
        select: ["lastname"],
      });
      assert.equal(row.lastname, "Related");
    },
    "disassociate a single-valued property": async () => {
      await api.disassociateSingleValued({
        collection: "accounts",
        primaryKey: account,
        navigationProperty: "primarycontactid",
      });
      assert.equal(await primary(), null);
    },
    "bind and clear a lookup": async () => {
      const bind = (value) => api.update({ collection: "accounts", key: account, data: { "primarycontactid@odata.bind": value } });
      await bind(`contacts({${contact.toUpperCase()}})`);
      assert.equal(await primary(), contact);
      await bind(null);
      assert.equal(await primary(), null);
    },
    "a binding to a missing record is 404": async () => {
      const data = { "primarycontactid@odata.bind": "contacts(00000000-0000-0000-0000-00000000dead)" };
      const error = await refusal(() => api.update({ collection: "accounts", key: account, data }));
      assert.equal(error.status, 404);
    },
  };
}
