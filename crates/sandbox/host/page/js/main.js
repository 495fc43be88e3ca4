// The host page: reads who is signed in, builds the shell, shows the page of the address.

import { fill, h } from "./dom.js";
import { startRouter } from "./router.js";
import { header } from "./shell/header.js";
import { notificationRegion } from "./shell/notifications.js";
import { sidePaneRegion } from "./shell/sidepanes.js";
import { siteMap } from "./shell/sitemap.js";
import { useLanguage } from "./text/index.js";
import { languages } from "./user/culture.js";
import { loadSession, session } from "./user/session.js";
import { publishXrm } from "./xrm/index.js";

async function start() {
  await loadSession();
  useLanguage(session.language);
  document.documentElement.lang = languages.find(({ lcid }) => lcid === session.language)?.tag ?? "en";
  document.documentElement.dir = session.rightToLeft ? "rtl" : "ltr";
  if (session.highContrast) document.documentElement.dataset.contrast = "high";
  publishXrm();
  const main = h("main", {});
  fill(document.body, [h("div", { class: "shell" }, header(), notificationRegion(), siteMap(), main, sidePaneRegion())]);
  await startRouter(main);
}

start().catch((error) => {
  fill(document.body, [
    h(
      "div",
      { class: "page" },
      h(
        "div",
        { class: "message card", role: "alert" },
        h("h1", {}, "The host page could not start"),
        h("p", {}, String(error.message ?? error)),
      ),
    ),
  ]);
  throw error;
});
