// An HTML web resource as a whole page: from the site map, in a dialog or in a side pane.

import { h } from "../dom.js";
import { webResourceUrl } from "../facts.js";
import { WebResourceFrame } from "../shell/frame.js";

/** @param {Xrm.Navigation.PageInputHtmlWebResource} input @returns {import("./index.js").Page} */
export function webResourcePage(input) {
  const data = input.data === undefined ? "" : `?data=${encodeURIComponent(input.data)}`;
  const frame = new WebResourceFrame({ src: webResourceUrl(input.webresourceName) + data, title: input.webresourceName });
  return {
    element: h("div", { class: "page webresource" }, frame.element),
    title: input.webresourceName,
    open: async () => frame.build(),
    close: () => frame.discard(),
  };
}
