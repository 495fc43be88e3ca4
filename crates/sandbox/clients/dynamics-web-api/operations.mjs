// Functions and actions, bound and not.

import assert from "node:assert/strict";

import { refusal } from "./index.mjs";

export function operations(api) {
  let user;
  return {
    "an unbound function": async () => {
      const answer = await api.callFunction("WhoAmI");
      user = answer.UserId;
      assert.ok(answer.UserId && answer.BusinessUnitId && answer.OrganizationId);
    },
    "an unbound function with parameters": async () => {
      const answer = await api.callFunction({
        name: "RetrieveTotalRecordCount",
        parameters: { EntityNames: ["account", "contact"] },
      });
      assert.deepEqual(answer.EntityRecordCountCollection.Keys, ["account", "contact"]);
    },
    "an enumeration as parameter": async () => {
      const answer = await api.callFunction({
        name: "RetrieveCurrentOrganization",
        parameters: { AccessType: "Microsoft.Dynamics.CRM.EndpointAccessType'Default'" },
      });
      assert.equal(answer.Detail.UniqueName, "sandbox");
    },
    "a bound function": async () => {
      const answer = await api.callFunction({
        collection: "systemusers",
        key: user,
        name: "Microsoft.Dynamics.CRM.RetrieveUserPrivileges",
      });
      assert.ok(answer.RolePrivileges.some((one) => one.PrivilegeName === "prvReadAccount"));
    },
    "a bound function with a record as parameter": async () => {
      const account = await api.create({ collection: "accounts", data: { name: "Rights" } });
      const answer = await api.callFunction({
        collection: "systemusers",
        key: user,
        name: "Microsoft.Dynamics.CRM.RetrievePrincipalAccess",
        parameters: { Target: { "@odata.id": `accounts(${account})` } },
      });
      assert.ok(answer.AccessRights.includes("DeleteAccess"));
    },
    "an action bound to a set": async () => {
      const { Ids } = await api.callAction({
        collection: "accounts",
        actionName: "Microsoft.Dynamics.CRM.CreateMultiple",
        action: {
          Targets: ["Bulk one", "Bulk two"].map((name) => ({ name, "@odata.type": "Microsoft.Dynamics.CRM.account" })),
        },
      });
      assert.equal(Ids.length, 2);
      await api.callAction({
        collection: "accounts",
        actionName: "Microsoft.Dynamics.CRM.UpdateMultiple",
        action: {
          Targets: Ids.map((accountid) => ({
            accountid,
            name: "Bulk",
            "@odata.type": "Microsoft.Dynamics.CRM.account",
          })),
        },
      });
    },
    "an unknown operation is 404": async () => {
      const error = await refusal(() => api.callFunction("WhoAmINot"));
      assert.equal(error.status, 404);
      const action = await refusal(() => api.callAction({ actionName: "DoNothing", action: { A: 1 } }));
      assert.equal(action.status, 404);
    },
  };
}
