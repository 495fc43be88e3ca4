// The Sandbox menu: what only exists here. Changes of user settings load the page again, as signing in anew would.

import { read } from "../data/request.js";
import { button, fill, h, uniqueId } from "../dom.js";
import { facts } from "../facts.js";
import { currentPage } from "../router.js";
import { text } from "../text/index.js";
import { languages } from "../user/culture.js";
import { allRoles, keep, session, writeLanguage, writeRole, writeTimeZone } from "../user/session.js";
import { navigation } from "../xrm/navigation.js";
import { frames } from "./frame.js";
import { sidePanes } from "./sidepanes.js";

/** Loads the page again, without wishes that its address had. */
function restart() {
  const url = new URL(location.href);
  for (const name of [...url.searchParams.keys()]) if (name.startsWith("sandbox.")) url.searchParams.delete(name);
  location.replace(url);
}

export function sandboxMenu() {
  const id = uniqueId("menu");
  const menu = h("div", { id, class: "menu", hidden: true, role: "group", "aria-label": text("sandbox") });
  const opener = button({
    icon: "sandbox",
    label: text("sandbox"),
    kind: "subtle",
    "aria-expanded": "false",
    "aria-controls": id,
    onclick: () => show(menu.hidden),
  });
  /** @param {boolean} open */
  const show = async (open) => {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open && menu.childElementCount === 0) await build(menu, () => show(false));
    if (open) menu.querySelector("select")?.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.hidden) return;
    show(false);
    opener.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!menu.hidden && !menu.contains(target) && !opener.contains(target)) show(false);
  });
  // A click inside a frame never reaches this document; the focus leaves it.
  window.addEventListener("blur", () => !menu.hidden && show(false));
  return h("div", {}, opener, menu);
}

/** @param {HTMLElement} menu @param {() => void} close */
async function build(menu, close) {
  const [zones, available] = await Promise.all([
    read("timezonedefinitions?$select=timezonecode,userinterfacename&$orderby=bias desc").then((answer) => answer.value),
    allRoles(),
  ]);
  const language = h(
    "select",
    {
      class: "input",
      "data-setting": "language",
      onchange: () => writeLanguage(session.userId, Number(language.value)).then(restart),
    },
    ...languages.map(({ lcid, name }) =>
      h("option", { value: String(lcid), selected: lcid === session.language }, `${name} (${lcid})`),
    ),
  );
  const zone = h(
    "select",
    {
      class: "input",
      "data-setting": "timezone",
      onchange: () => writeTimeZone(session.userId, Number(zone.value)).then(restart),
    },
    ...zones.map((/** @type {any} */ row) =>
      h(
        "option",
        { value: String(row.timezonecode), selected: row.timezonecode === session.timeZoneCode },
        row.userinterfacename,
      ),
    ),
  );
  /** @param {string} words @param {boolean} checked @param {(checked: boolean) => void | Promise<void>} onchange @param {string} setting */
  const check = (words, checked, onchange, setting) => {
    const box = h("input", {
      type: "checkbox",
      checked,
      "data-setting": setting,
      onchange: async () => {
        await onchange(box.checked);
        restart();
      },
    });
    return h("label", { class: "inline" }, box, words);
  };
  const owned = new Set(session.roles.map((role) => role.id));
  const roles = available.map((role) =>
    check(role.name, owned.has(role.id), (checked) => writeRole(session.userId, role.id, checked), role.id),
  );
  const input = currentPage()?.input;
  const resource = input?.pageType === "webresource" ? input : null;
  fill(menu, [
    h("label", {}, text("language"), language),
    h("label", {}, text("timeZone"), zone),
    check(text("highContrast"), session.highContrast, (checked) => keep("contrast", checked ? "on" : "off"), "contrast"),
    check(text("xrmReachable"), session.xrmOnSiteMapPages, (checked) => keep("xrm", checked ? "shown" : "hidden"), "xrm"),
    h("fieldset", {}, h("legend", { class: "small" }, text("roles")), ...roles),
    button({
      icon: "refresh",
      label: text("discardFrame"),
      title: text("discardFrameHint"),
      "data-command": "discard-frame",
      onclick: () => {
        for (const frame of [...frames]) frame.rebuild();
        close();
      },
    }),
    resource &&
      button({
        icon: "pane",
        label: text("openPane"),
        "data-command": "open-pane",
        onclick: async () => {
          const pane = await sidePanes.createPane({ title: "Journeyman", width: 300 });
          await pane.navigate(resource);
          close();
        },
      }),
    resource &&
      button({
        icon: "open",
        label: text("openDialog"),
        "data-command": "open-dialog",
        onclick: () => {
          close();
          navigation.navigateTo(resource, { target: 2, position: 1 });
        },
      }),
    h("p", { class: "small" }, `${text("policy")}: ${facts.csp}`),
  ]);
}
