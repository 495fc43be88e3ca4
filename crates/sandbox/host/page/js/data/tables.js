// The tables of the site map: which columns their lists show, and what their forms are made of.

import { appResource } from "../facts.js";

/**
 * @typedef {{ name: string, title: "summary" | "schedule" | "settings", columns: string[] }} SectionDefinition
 * @typedef {{ name: string, title: "designer" | "definition" | "general", webResource?: { control: string, name: string, title: string }, hidden?: string[], sections?: SectionDefinition[] }} TabDefinition
 * @typedef {{ icon: string, list: string[], sort: string, header: string[], tabs: TabDefinition[] }} TableDefinition
 */

/** The app in a tab. @param {string[]} hidden columns that the form holds for it, as the product's own form does */
const app = (/** @type {string[]} */ hidden) => ({
  webResource: { control: "WebResource_journeyman", name: appResource, title: "Journeyman" },
  hidden,
});

/** By logical name. Tab names are those of the product's forms (reference/journeys.md 1.3, reference/segments.md 1.4). @type {Record<string, TableDefinition>} */
const definitions = {
  msdyncrm_customerjourney: {
    icon: "journey",
    list: [
      "msdyncrm_name",
      "statuscode",
      "msdyncrm_entitytarget",
      "msdyncrm_startdatetime",
      "msdyncrm_enddatetime",
      "ownerid",
      "modifiedon",
    ],
    sort: "modifiedon desc",
    header: ["statuscode", "ownerid"],
    tabs: [
      {
        name: "designer_tab",
        title: "designer",
        ...app(["msdyncrm_workflowdefinition", "msdyncrm_customerjourneydesignerstate"]),
      },
      {
        name: "general_tab",
        title: "general",
        sections: [
          {
            name: "summary",
            title: "summary",
            columns: [
              "msdyncrm_name",
              "msdyncrm_description",
              "msdyncrm_purpose",
              "msdyncrm_entitytarget",
              "msdyncrm_type",
              "ownerid",
              "statecode",
              "statuscode",
            ],
          },
          {
            name: "schedule",
            title: "schedule",
            columns: [
              "msdyncrm_startdatetime",
              "msdyncrm_enddatetime",
              "msdyncrm_customerjourneytimezone",
              "msdyncrm_isrecurring",
              "msdyncrm_recurrenceintervaldays",
              "msdyncrm_recurrencecount",
            ],
          },
          {
            name: "settings",
            title: "settings",
            columns: [
              "msdyncrm_contentsettingsid",
              "msdyncrm_suppressionsegmentid",
              "msdyncrm_scope",
              "msgdpr_requiredconsent",
              "msdyncrm_customerjourneytemplate",
            ],
          },
        ],
      },
    ],
  },
  msdyncrm_segment: {
    icon: "segment",
    list: ["msdyncrm_segmentname", "statuscode", "msdyncrm_segmenttype", "msdyncrm_segmentsize", "ownerid", "modifiedon"],
    sort: "modifiedon desc",
    header: ["statuscode", "ownerid"],
    tabs: [
      { name: "definition_tab", title: "definition", ...app(["msdyncrm_segmentquery"]) },
      {
        name: "general_tab",
        title: "general",
        sections: [
          {
            name: "summary",
            title: "summary",
            columns: [
              "msdyncrm_segmentname",
              "msdyncrm_description",
              "msdyncrm_segmenttype",
              "ownerid",
              "statecode",
              "statuscode",
            ],
          },
          {
            name: "settings",
            title: "settings",
            columns: ["msdyncrm_scope", "msdyncrm_segmenttimezone", "msdyncrm_segmenttemplate"],
          },
        ],
      },
    ],
  },
  contact: {
    icon: "contact",
    list: ["fullname", "emailaddress1", "telephone1", "address1_city", "statuscode", "modifiedon"],
    sort: "fullname",
    header: ["statuscode", "ownerid"],
    tabs: [
      {
        name: "SUMMARY_TAB",
        title: "general",
        sections: [
          {
            name: "summary",
            title: "summary",
            columns: [
              "firstname",
              "lastname",
              "emailaddress1",
              "telephone1",
              "jobtitle",
              "parentcustomerid",
              "address1_line1",
              "address1_city",
              "address1_postalcode",
              "address1_country",
              "ownerid",
              "statuscode",
            ],
          },
        ],
      },
    ],
  },
};

/**
 * The table's list and form; a plain pair made of name, status and owner where the sandbox has none of its own.
 * @param {import("./metadata.js").Table} table
 * @returns {TableDefinition}
 */
export function definitionOf(table) {
  const name = table.PrimaryNameAttribute;
  return (
    definitions[table.LogicalName] ?? {
      icon: "record",
      list: [name, "statuscode", "modifiedon"],
      sort: name,
      header: ["statuscode", "ownerid"],
      tabs: [
        {
          name: "general",
          title: "general",
          sections: [{ name: "summary", title: "summary", columns: [name, "ownerid", "statecode", "statuscode"] }],
        },
      ],
    }
  );
}
