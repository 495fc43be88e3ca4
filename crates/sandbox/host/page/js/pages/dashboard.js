// A dashboard: components in small frames (reference/hosting.md 3, "Where the page can live").

import { read } from "../data/request.js";
import { columns, options } from "../data/metadata.js";
import { fill, h } from "../dom.js";
import { appResource, webResourceUrl } from "../facts.js";
import { grid } from "../shell/grid.js";
import { WebResourceFrame } from "../shell/frame.js";
import { text } from "../text/index.js";

/** @returns {import("./index.js").Page} */
export function dashboardPage() {
  const data = encodeURIComponent("view=journeys");
  const frame = new WebResourceFrame({ src: `${webResourceUrl(appResource)}?data=${data}`, title: text("journeyman") });
  const counts = h("div", { class: "gridbox", tabindex: "0" });
  const contacts = grid({ table: "contact" });
  const component = (/** @type {string} */ title, /** @type {HTMLElement} */ body) =>
    h("section", { class: "card" }, h("h2", {}, title), body);
  const element = h(
    "div",
    { class: "page" },
    h("h1", {}, text("dashboardTitle")),
    h(
      "div",
      { class: "dashboard" },
      component(text("journeyman"), frame.element),
      component(text("journeysByStatus"), counts),
      component(text("contacts"), contacts.element),
    ),
  );
  return {
    element,
    title: text("dashboardTitle"),
    async open() {
      frame.build();
      await Promise.all([contacts.load(), countJourneys(counts)]);
    },
    close: () => frame.discard(),
  };
}

/** @param {HTMLElement} place */
async function countJourneys(place) {
  const status = (await columns("msdyncrm_customerjourney")).get("statuscode");
  const rows = await Promise.all(
    (status ? options(status) : []).map(async (option) => {
      const found = await read(
        `msdyncrm_customerjourneys?$select=msdyncrm_customerjourneyid&$filter=statuscode eq ${option.value}&$count=true`,
        "odata.maxpagesize=1",
      );
      return h("tr", {}, h("td", {}, option.text), h("td", {}, String(found["@odata.count"])));
    }),
  );
  fill(place, [h("table", { class: "grid" }, h("tbody", {}, ...rows))]);
}
