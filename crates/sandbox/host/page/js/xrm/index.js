// window.Xrm: the parts of the client API that a web resource may reach through its parent (reference/hosting.md 3).
// Their shape is checked against @types/xrm; see host/check.

import { session } from "../user/session.js";
import { onNavigate } from "../router.js";
import { app } from "./app.js";
import { encoding } from "./encoding.js";
import { navigation } from "./navigation.js";
import { utility } from "./utility.js";
import { webApi } from "./webapi.js";

export const Xrm = { App: app, Encoding: encoding, Navigation: navigation, Utility: utility, WebApi: webApi };

/** Puts Xrm onto the window; on pages of the site map only as far as the sandbox is told to. */
export function publishXrm() {
  onNavigate((input) => {
    const target = /** @type {any} */ (window);
    if (input.pageType === "webresource" && !session.xrmOnSiteMapPages) delete target.Xrm;
    else target.Xrm = Xrm;
  });
}
