// Global notifications below the app header (Xrm.App.addGlobalNotification).

import { button, h, icon } from "../dom.js";
import { text } from "../text/index.js";

/** By level 1 to 4. */
const kinds = ["", "success", "error", "warning", "info"];

/** @type {Map<string, HTMLElement>} */
const shown = new Map();

/** @type {HTMLElement} */
let region;

export function notificationRegion() {
  region = h("section", { class: "notifications", "aria-label": text("notifications") });
  return region;
}

/** @param {Xrm.App.Notification} notification @returns {string} its id */
export function addNotification({ level, message, showCloseButton, action }) {
  const id = crypto.randomUUID();
  const kind = kinds[level] ?? "info";
  const bar = h(
    "div",
    { class: `bar ${kind}`, role: kind === "error" || kind === "warning" ? "alert" : "status" },
    icon(kind),
    h("span", { class: "message" }, message),
    action?.actionLabel && button({ label: action.actionLabel, kind: "subtle", onclick: () => action.eventHandler?.() }),
    showCloseButton &&
      button({ icon: "close", label: text("close"), iconOnly: true, kind: "subtle", onclick: () => clearNotification(id) }),
  );
  shown.set(id, bar);
  region.append(bar);
  return id;
}

/** @param {string} id */
export function clearNotification(id) {
  shown.get(id)?.remove();
  shown.delete(id);
}
