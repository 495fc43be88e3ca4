// The app header: waffle, name, how the sandbox was started, its menu, the user.

import { button, h } from "../dom.js";
import { appName, facts } from "../facts.js";
import { navigate, startPage } from "../router.js";
import { text } from "../text/index.js";
import { session } from "../user/session.js";
import { sandboxMenu } from "./sandboxmenu.js";

export function header() {
  const initials = session.userName
    .split(" ")
    .map((word) => word[0])
    .slice(0, 2)
    .join("");
  const name = h(
    "a",
    {
      class: "appname",
      href: "/main.aspx",
      onclick: (/** @type {MouseEvent} */ event) => {
        event.preventDefault();
        navigate(startPage);
      },
    },
    appName,
  );
  return h(
    "header",
    { class: "appheader" },
    button({ icon: "waffle", label: text("appLauncher"), iconOnly: true, kind: "subtle", onclick: () => navigate(startPage) }),
    h("span", { class: "suite" }, "Dynamics 365"),
    name,
    h("span", { class: "space" }),
    h("span", { class: "flag", "data-mode": facts.mode }, text(facts.mode === "archive" ? "archive" : "services")),
    sandboxMenu(),
    h(
      "span",
      { class: "avatar", role: "img", "aria-label": text("signedInAs", session.userName), title: session.userName },
      initials,
    ),
  );
}
