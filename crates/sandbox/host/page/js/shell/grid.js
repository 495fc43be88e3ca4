// A table of records: sorted by its headings, loaded page by page, a row opened by its name.

import { columns, label, table } from "../data/metadata.js";
import { definitionOf } from "../data/tables.js";
import { annotated, bracedId, formatted, literal, lookupTable, read } from "../data/request.js";
import { button, fill, h, icon } from "../dom.js";
import { navigate, pageUrl } from "../router.js";
import { text } from "../text/index.js";
import { propertyOf } from "./filterxml.js";

const pageSize = 50;

/**
 * @param {object} options
 * @param {string} options.table logical name
 * @param {string} [options.filter] $filter, not encoded
 * @param {boolean} [options.selectable]
 * @param {(ids: string[]) => void} [options.onSelect]
 */
export function grid({ table: name, filter, selectable = false, onSelect = () => {} }) {
  const element = h("div", { class: "list" });
  const body = h("tbody", {});
  const head = h("tr", {});
  const status = h("span", { class: "small", role: "status" });
  const more = button({ label: text("loadMore"), kind: "subtle", hidden: true, onclick: () => loadNext() });
  const box = h("div", { class: "gridbox", tabindex: "0" }, h("table", { class: "grid" }, h("thead", {}, head), body));
  fill(element, [box, h("footer", {}, status, more)]);

  /** @type {Set<string>} */
  const selected = new Set();
  let sort = "";
  let search = "";
  let nextLink = "";
  let count = 0;
  let asked = 0;

  /** What the requests need to know of the table. */
  async function schema() {
    const [definition, known] = await Promise.all([table(name), columns(name)]);
    const layout = definitionOf(definition);
    const shown = layout.list.flatMap((column) => known.get(column) ?? []);
    sort ||= shown.some((column) => column.LogicalName === layout.sort.split(" ")[0])
      ? layout.sort
      : definition.PrimaryNameAttribute;
    return { definition, shown };
  }

  async function load() {
    asked += 1;
    const mine = asked;
    const { definition, shown } = await schema();
    const conditions = [
      filter && encodeURIComponent(filter),
      search && `contains(${definition.PrimaryNameAttribute},'${literal(search)}')`,
    ].filter(Boolean);
    const query = [
      `$select=${[definition.PrimaryIdAttribute, ...shown.map(propertyOf)].join(",")}`,
      `$orderby=${encodeURIComponent(sort)}`,
      ...(conditions.length > 0 ? [`$filter=${conditions.join(" and ")}`] : []),
    ];
    const answer = await read(`${definition.EntitySetName}?${query.join("&")}`, `odata.maxpagesize=${pageSize},${annotated}`);
    if (mine !== asked) return;
    selected.clear();
    onSelect([]);
    count = 0;
    showHead(shown);
    body.replaceChildren();
    box.scrollTop = 0;
    append(answer, definition, shown);
  }

  async function loadNext() {
    const mine = asked;
    const { definition, shown } = await schema();
    const answer = await read(nextLink, `odata.maxpagesize=${pageSize},${annotated}`);
    if (mine === asked) append(answer, definition, shown);
  }

  /** @param {any} answer @param {import("../data/metadata.js").Table} definition @param {import("../data/metadata.js").Column[]} shown */
  function append(answer, definition, shown) {
    nextLink = answer["@odata.nextLink"] ?? "";
    more.hidden = nextLink === "";
    count += answer.value.length;
    body.append(...answer.value.map((/** @type {Record<string, any>} */ row) => record(row, definition, shown)));
    if (count === 0) fill(body, [h("tr", {}, h("td", { class: "empty", colspan: String(shown.length + 1) }, text("noRows")))]);
    fill(status, [text(nextLink ? "rowsMore" : "rows", count)]);
  }

  /** @param {import("../data/metadata.js").Column[]} shown */
  function showHead(shown) {
    const headings = shown.map((column) => {
      const ascending = sort === column.LogicalName;
      const descending = sort === `${column.LogicalName} desc`;
      const heading = button({
        label: label(column.DisplayName, column.LogicalName),
        onclick: () => {
          sort = ascending ? `${column.LogicalName} desc` : column.LogicalName;
          load();
        },
      });
      heading.className = "";
      if (ascending || descending) heading.append(icon(ascending ? "up" : "down"));
      return h("th", { scope: "col", "aria-sort": ascending ? "ascending" : descending ? "descending" : "none" }, heading);
    });
    fill(head, [selectable && h("td", { class: "choice" }), ...headings]);
  }

  /** @param {Record<string, any>} row @param {import("../data/metadata.js").Table} definition @param {import("../data/metadata.js").Column[]} shown */
  function record(row, definition, shown) {
    const id = row[definition.PrimaryIdAttribute];
    const name = row[definition.PrimaryNameAttribute] || "—";
    const item = h("tr", { "data-id": id });
    const choose = h("input", {
      type: "checkbox",
      "aria-label": text("select", name),
      onchange: () => {
        if (choose.checked) selected.add(id);
        else selected.delete(id);
        item.setAttribute("aria-selected", String(choose.checked));
        onSelect([...selected]);
      },
    });
    const cells = shown.map((column) => {
      const property = propertyOf(column);
      const value = formatted(row, property) ?? row[property];
      if (column.LogicalName === definition.PrimaryNameAttribute) return h("td", {}, link(definition.LogicalName, id, name));
      const target = lookupTable(row, property);
      if (target && row[property]) return h("td", {}, link(target, row[property], String(value)));
      return h("td", {}, value === null || value === undefined ? "" : String(value));
    });
    fill(item, [selectable && h("td", { class: "choice" }, choose), ...cells]);
    return item;
  }

  return {
    element,
    load,
    /** @param {string} words */
    search(words) {
      search = words.trim();
      return load();
    },
  };
}

/** @param {string} entityName @param {string} id @param {string} name */
function link(entityName, id, name) {
  /** @type {Xrm.Navigation.PageInputEntityRecord} */
  const input = { pageType: "entityrecord", entityName, entityId: bracedId(id) };
  return h(
    "a",
    {
      href: pageUrl(input),
      onclick: (/** @type {MouseEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        navigate(input);
      },
    },
    name,
  );
}
