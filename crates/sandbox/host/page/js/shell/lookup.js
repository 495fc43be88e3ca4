// The dialog behind Xrm.Utility.lookupObjects: search by name in the tables allowed, choose one or several.

import { bareId, bracedId, literal, read } from "../data/request.js";
import { columns, label, table } from "../data/metadata.js";
import { button, fill, h, icon, uniqueId } from "../dom.js";
import { text } from "../text/index.js";
import { showDialog } from "./dialog.js";
import { toFilter } from "./filterxml.js";

/** @param {Xrm.LookupOptions} options @returns {Promise<Xrm.LookupValue[]>} empty if cancelled */
export async function lookupObjects(options) {
  const tables = await Promise.all(options.entityTypes.map(table));
  let current = tables.find((one) => one.LogicalName === options.defaultEntityType) ?? tables[0];
  /** @type {Map<string, Xrm.LookupValue>} */
  const chosen = new Map();
  /** @type {{ value: Xrm.LookupValue, item: HTMLLIElement }[]} */
  let found = [];
  let active = -1;

  const listId = uniqueId("lookup");
  const list = h("ul", {
    id: listId,
    class: "results",
    role: "listbox",
    "aria-label": text("lookupTitle"),
    "aria-multiselectable": options.allowMultiSelect ? "true" : null,
  });
  const box = h("input", {
    class: "input",
    type: "search",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-label": text("search"),
    placeholder: text("search"),
    autofocus: true,
    value: options.searchText ?? "",
  });
  const choice = h(
    "select",
    { class: "input", "aria-label": text("lookupTable") },
    ...tables.map((one) =>
      h("option", { value: one.LogicalName, selected: one === current }, label(one.DisplayCollectionName, one.LogicalName)),
    ),
  );
  const status = h("p", { class: "small", role: "status" });

  const dialog = showDialog({
    title: text("lookupTitle"),
    width: 520,
    body: [h("div", { class: "lookup" }, tables.length > 1 && choice, box, status, list)],
    actions: (close) => [
      button({ label: text("add"), kind: "primary", onclick: () => close([...chosen.values()]) }),
      button({ label: text("cancel"), onclick: () => close() }),
    ],
  });

  /** @param {Xrm.LookupValue} value @param {HTMLLIElement} item */
  const toggle = (value, item) => {
    const was = chosen.has(value.id);
    if (!options.allowMultiSelect) {
      chosen.clear();
      for (const other of found) other.item.setAttribute("aria-selected", "false");
    }
    if (was) chosen.delete(value.id);
    else chosen.set(value.id, value);
    item.setAttribute("aria-selected", String(!was));
  };
  /** @param {number} at */
  const activate = (at) => {
    found[active]?.item.classList.remove("active");
    active = at;
    const item = found[active]?.item;
    item?.classList.add("active");
    item?.scrollIntoView({ block: "nearest" });
    if (item) box.setAttribute("aria-activedescendant", item.id);
    else box.removeAttribute("aria-activedescendant");
  };

  let asked = 0;
  const search = async () => {
    asked += 1;
    const mine = asked;
    const { LogicalName, EntitySetName, PrimaryIdAttribute, PrimaryNameAttribute } = current;
    try {
      const filters = (options.filters ?? []).filter((filter) => filter.entityLogicalName === LogicalName);
      const known = filters.length > 0 ? await columns(LogicalName) : new Map();
      const conditions = filters.map((filter) => encodeURIComponent(toFilter(filter.filterXml, known))).filter(Boolean);
      if (box.value.trim()) conditions.push(`contains(${PrimaryNameAttribute},'${literal(box.value.trim())}')`);
      const filter = conditions.length > 0 ? `&$filter=${conditions.join(" and ")}` : "";
      const answer = await read(
        `${EntitySetName}?$select=${PrimaryIdAttribute},${PrimaryNameAttribute}&$orderby=${PrimaryNameAttribute}${filter}`,
        "odata.maxpagesize=50",
      );
      if (mine !== asked) return;
      found = answer.value.map((/** @type {Record<string, any>} */ row) => {
        const value = { id: bracedId(row[PrimaryIdAttribute]), name: row[PrimaryNameAttribute] ?? "", entityType: LogicalName };
        const item = h(
          "li",
          {
            id: uniqueId("result"),
            role: "option",
            "aria-selected": String(chosen.has(value.id)),
            "data-id": bareId(value.id),
            onclick: () => toggle(value, item),
            ondblclick: () => dialog.close([value]),
          },
          icon("record"),
          value.name,
        );
        return { value, item };
      });
      fill(
        list,
        found.map(({ item }) => item),
      );
      fill(status, [found.length === 0 && text("noResults")]);
      activate(found.length > 0 ? 0 : -1);
    } catch (error) {
      fill(status, [error instanceof Error ? error.message : String(error)]);
    }
  };
  box.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      activate((active + step + found.length) % found.length);
    } else if (event.key === "Enter" && found[active]) {
      event.preventDefault();
      toggle(found[active].value, found[active].item);
      if (!options.allowMultiSelect) dialog.close([...chosen.values()]);
    }
  });
  choice.addEventListener("change", () => {
    current = tables[choice.selectedIndex];
    search();
  });
  search();
  return (await dialog.closed) ?? [];
}
