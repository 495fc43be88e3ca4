// The list of a table's records.

import { send } from "../data/request.js";
import { label, table } from "../data/metadata.js";
import { button, fill, h } from "../dom.js";
import { navigate } from "../router.js";
import { confirmDialog, errorDialog } from "../shell/dialog.js";
import { grid } from "../shell/grid.js";
import { text } from "../text/index.js";

/** @param {Xrm.Navigation.PageInputEntityList} input @returns {import("./index.js").Page} */
export function listPage(input) {
  const element = h("div", { class: "page" });
  /** @type {string[]} */
  let chosen = [];
  const remove = button({ icon: "delete", label: text("delete"), kind: "subtle", disabled: true, onclick: () => removeChosen() });
  const records = grid({
    table: input.entityName,
    selectable: true,
    onSelect: (ids) => {
      chosen = ids;
      remove.disabled = ids.length === 0;
    },
  });

  async function removeChosen() {
    if (
      !(await confirmDialog({
        title: text("deleteTitle"),
        text: text("deleteMany", chosen.length),
        confirmButtonLabel: text("delete"),
      }))
    )
      return;
    const { EntitySetName } = await table(input.entityName);
    for (const id of chosen) {
      try {
        await send("DELETE", `${EntitySetName}(${id})`);
      } catch (error) {
        await errorDialog(/** @type {import("../data/request.js").RequestError} */ (error));
      }
    }
    await records.load();
  }

  return {
    element,
    title: input.entityName,
    async open() {
      const definition = await table(input.entityName);
      const title = label(definition.DisplayCollectionName, definition.LogicalName);
      this.title = title;
      const search = h("input", {
        class: "input",
        type: "search",
        placeholder: text("search"),
        "aria-label": text("searchIn", title),
        oninput: () => records.search(search.value),
      });
      const commands = h(
        "div",
        { class: "commandbar card", role: "toolbar", "aria-label": title },
        button({
          icon: "add",
          label: text("new"),
          kind: "subtle",
          onclick: () => navigate({ pageType: "entityrecord", entityName: input.entityName }),
        }),
        remove,
        button({ icon: "refresh", label: text("refresh"), kind: "subtle", onclick: () => records.load() }),
      );
      const list = h("section", { class: "list card" }, h("header", {}, h("h1", {}, title), search), records.element);
      fill(element, [commands, list]);
      await records.load();
    },
    close() {},
  };
}
