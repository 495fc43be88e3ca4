// Modal dialogs. The <dialog> element keeps the focus inside and gives it back.

import { button, fill, h, icon, uniqueId } from "../dom.js";
import { text } from "../text/index.js";

/**
 * @typedef {{ value: number, unit: "%" | "px" } | number} Size
 * @typedef {object} DialogOptions
 * @property {string} title
 * @property {string} [subtitle]
 * @property {Element[]} body
 * @property {(close: (result?: any) => void) => HTMLElement[]} [actions] footer, built with what closes the dialog
 * @property {Size} [width]
 * @property {Size} [height]
 * @property {boolean} [side] along the edge, full height
 * @property {boolean} [flush] body without padding
 * @property {() => Promise<boolean>} [mayClose]
 * @property {string} [role]
 */

/** @param {Size | undefined} size @param {"vw" | "vh"} whole */
function length(size, whole) {
  if (size === undefined) return "";
  if (typeof size === "number") return `${size}px`;
  return `${size.value}${size.unit === "%" ? whole : "px"}`;
}

/**
 * Shows a dialog.
 * @param {DialogOptions} options
 * @returns {{ closed: Promise<any>, close: (result?: any) => void, setTitle: (title: string) => void }} `closed` is resolved with what `close` was given
 */
export function showDialog(options) {
  const id = uniqueId("dialog");
  const heading = h("h2", { id }, options.title);
  /** @type {(result: any) => void} */
  let settle;
  const closed = new Promise((resolve) => {
    settle = resolve;
  });
  /** @param {any} [result] */
  const close = (result) => {
    dialog.remove();
    settle(result);
  };
  const dismiss = async () => {
    if (!options.mayClose || (await options.mayClose())) close();
  };
  const dialog = h(
    "dialog",
    { class: options.side ? "host side" : "host", role: options.role, "aria-labelledby": id },
    h("header", {}, heading, button({ icon: "close", label: text("close"), iconOnly: true, kind: "subtle", onclick: dismiss })),
    h(
      "div",
      { class: options.flush ? "body flush" : "body" },
      options.subtitle && h("p", { class: "small" }, options.subtitle),
      ...options.body,
    ),
    options.actions && h("footer", {}, ...options.actions(close)),
  );
  dialog.style.width = length(options.width, "vw");
  dialog.style.height = length(options.height, "vh");
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dismiss();
  });
  document.body.append(dialog);
  dialog.showModal();
  const first = dialog.querySelector("[autofocus]");
  if (first instanceof HTMLElement) first.focus();
  return { closed, close, setTitle: (title) => fill(heading, [title]) };
}

/** @param {{ text: string, title?: string, confirmButtonLabel?: string }} strings @param {{ width?: number, height?: number }} [size] @returns {Promise<void>} */
export function alertDialog(strings, size = {}) {
  return showDialog({
    title: strings.title ?? "",
    body: [h("p", {}, strings.text)],
    role: "alertdialog",
    width: size.width ?? 440,
    height: size.height,
    actions: (close) => [
      button({ label: strings.confirmButtonLabel ?? text("ok"), kind: "primary", autofocus: true, onclick: () => close() }),
    ],
  }).closed;
}

/**
 * @param {{ text: string, title?: string, subtitle?: string, confirmButtonLabel?: string, cancelButtonLabel?: string }} strings
 * @param {{ width?: number, height?: number }} [size]
 * @returns {Promise<boolean>}
 */
export async function confirmDialog(strings, size = {}) {
  const confirmed = await showDialog({
    title: strings.title ?? text("confirmTitle"),
    subtitle: strings.subtitle,
    body: [h("p", {}, strings.text)],
    role: "alertdialog",
    width: size.width ?? 440,
    height: size.height,
    actions: (close) => [
      button({ label: strings.confirmButtonLabel ?? text("ok"), kind: "primary", autofocus: true, onclick: () => close(true) }),
      button({ label: strings.cancelButtonLabel ?? text("cancel"), onclick: () => close(false) }),
    ],
  }).closed;
  return confirmed === true;
}

/** @param {{ message?: string, details?: string, errorCode?: number }} error @returns {Promise<void>} */
export function errorDialog(error) {
  const code = error.errorCode === undefined ? null : `0x${(error.errorCode >>> 0).toString(16)}`;
  return showDialog({
    title: text("errorTitle"),
    role: "alertdialog",
    width: 480,
    body: [
      h("p", {}, icon("error"), " ", error.message ?? text("errorTitle")),
      ...(code ? [h("p", { class: "small" }, text("errorCode", code))] : []),
      ...(error.details ? [h("details", {}, h("summary", {}, text("details")), h("p", { class: "small" }, error.details))] : []),
    ],
    actions: (close) => [button({ label: text("ok"), kind: "primary", autofocus: true, onclick: () => close() })],
  }).closed;
}

/** The three ways out of a page with unsaved changes. @returns {Promise<"save" | "discard" | "stay">} */
export async function unsavedDialog() {
  const choice = await showDialog({
    title: text("unsavedTitle"),
    body: [h("p", {}, text("unsavedText"))],
    role: "alertdialog",
    width: 480,
    actions: (close) => [
      button({ label: text("saveContinue"), kind: "primary", autofocus: true, onclick: () => close("save") }),
      button({ label: text("discard"), onclick: () => close("discard") }),
      button({ label: text("cancel"), onclick: () => close("stay") }),
    ],
  }).closed;
  return choice ?? "stay";
}
