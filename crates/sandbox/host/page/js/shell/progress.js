// The indicator of Xrm.Utility.showProgressIndicator: one for the whole page, whoever asks.

import { fill, h } from "../dom.js";

const message = h("span", { role: "status" });
const overlay = h("div", { class: "progress", hidden: true }, h("div", {}, h("div", { class: "spinner" }), message));

/** @param {string} words */
export function showProgress(words) {
  if (!overlay.isConnected) document.body.append(overlay);
  overlay.hidden = false;
  fill(message, [words]);
}

export function closeProgress() {
  overlay.hidden = true;
}
