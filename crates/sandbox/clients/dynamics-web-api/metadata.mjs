// Definitions of tables, columns, relationships and option sets.

import assert from "node:assert/strict";

import { refusal } from "./index.mjs";

export function metadata(api, named) {
  let account, industry;
  return {
    "tables": async () => {
      const { value } = await api.retrieveEntities({
        select: ["LogicalName", "EntitySetName", "DisplayName"],
        filter: "LogicalName eq 'account'",
      });
      assert.deepEqual(value.map((table) => table.EntitySetName), ["accounts"]);
      account = value[0].MetadataId;
    },
    "a table by id and by name": async () => {
      for (const key of [account, "LogicalName='account'"]) {
        const table = await api.retrieveEntity({
          key,
          select: ["LogicalName", "PrimaryIdAttribute"],
          expand: [{ property: "Attributes", select: ["LogicalName"], filter: "LogicalName eq 'name'" }],
        });
        assert.equal(table.PrimaryIdAttribute, "accountid");
        assert.equal(table.Attributes.length, 1);
      }
    },
    "columns": async () => {
      const { value } = await api.retrieveAttributes({ entityKey: account, select: ["LogicalName", "AttributeType"] });
      industry = value.find((column) => column.LogicalName === "industrycode").MetadataId;
      assert.ok(value.length > 50);
    },
    "columns of one kind": async () => {
      const { value } = await api.retrieveAttributes({
        entityKey: "LogicalName='account'",
        castType: "Microsoft.Dynamics.CRM.PicklistAttributeMetadata",
        select: ["LogicalName"],
        expand: [{ property: "OptionSet" }],
      });
      assert.ok(value.every((column) => column.OptionSet.Options.length > 0));
    },
    "a column": async () => {
      const column = await api.retrieveAttribute({
        entityKey: account,
        attributeKey: industry,
        castType: "Microsoft.Dynamics.CRM.PicklistAttributeMetadata",
        select: ["LogicalName"],
        expand: [{ property: "OptionSet", select: ["Options"] }],
      });
      assert.equal(column.LogicalName, "industrycode");
      assert.ok(column.OptionSet.Options[0].Label.UserLocalizedLabel.Label);
    },
    "relationships": async () => {
      const { value } = await api.retrieveRelationships({
        castType: "Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata",
        select: ["SchemaName", "ReferencingAttribute"],
        filter: "ReferencedEntity eq 'account'",
      });
      const one = value.find((relationship) => relationship.SchemaName === "contact_customer_accounts");
      assert.equal(one.ReferencingAttribute, "parentcustomerid");
      const again = await api.retrieveRelationship({
        key: one.MetadataId,
        castType: "Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata",
        select: ["SchemaName"],
      });
      assert.equal(again.SchemaName, "contact_customer_accounts");
    },
    "option sets": async () => {
      const { value } = await api.retrieveGlobalOptionSets({ select: ["Name"] });
      assert.ok(value.length > 0);
      const set = await api.retrieveGlobalOptionSet({ key: value[0].MetadataId });
      assert.equal(set.Name, value[0].Name);
      const cast = await api.retrieveGlobalOptionSet({
        key: `Name='${value[0].Name}'`,
        castType: "Microsoft.Dynamics.CRM.OptionSetMetadata",
        select: ["Name", "Options"],
      });
      assert.ok(cast.Options.length > 0);
    },
    "the metadata document": async () => {
      const text = await api.retrieveCsdlMetadata({ addAnnotations: true });
      assert.match(text, /<Schema [^>]*Namespace="Microsoft\.Dynamics\.CRM"/);
    },
    "names instead of sets": async () => {
      const { value } = await named.retrieveMultiple({ collection: "account", select: ["name"], top: 1 });
      assert.equal(value.length, 1);
    },
    "an unknown table is 404": async () => {
      const error = await refusal(() => api.retrieveEntity({ key: "LogicalName='nothing'" }));
      assert.equal(error.status, 404);
    },
  };
}
