// The Related tab: records of other tables that point at this one.

import { label, oneToMany, table } from "../data/metadata.js";
import { button, fill, h } from "../dom.js";
import { grid } from "../shell/grid.js";
import { text } from "../text/index.js";

/** @param {HTMLElement} panel @param {import("./record.js").FormRecord} record */
export async function relatedPanel(panel, record) {
  const nav = h("nav", { class: "card", "aria-label": text("related") });
  const space = h("div", { class: "list card" }, h("p", { class: "empty" }, text("chooseRelated")));
  fill(panel, [h("div", { class: "related" }, nav, space)]);
  const choices = await Promise.all(
    (await oneToMany(record.entityName)).map(async (relationship) => {
      const other = await table(relationship.ReferencingEntity);
      const choice = button({
        label: label(other.DisplayCollectionName, other.LogicalName),
        kind: "subtle",
        title: relationship.SchemaName,
        onclick: () => {
          for (const sibling of nav.children) sibling.setAttribute("aria-current", String(sibling === choice));
          const records = grid({
            table: other.LogicalName,
            filter: `_${relationship.ReferencingAttribute}_value eq ${record.id}`,
          });
          fill(space, [records.element]);
          records.load();
        },
      });
      return choice;
    }),
  );
  fill(nav, choices);
}
