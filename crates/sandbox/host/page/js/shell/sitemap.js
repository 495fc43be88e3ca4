// The site map at the left.

import { button, h, icon } from "../dom.js";
import { appResource } from "../facts.js";
import { navigate, onNavigate, pageUrl, startPage } from "../router.js";
import { text } from "../text/index.js";

/** @typedef {import("../pages/index.js").AnyPageInput} PageInput */

/** @returns {{ title: string, areas: { icon: string, title: string, input: PageInput }[] }[]} */
const groups = () => [
  {
    title: text("marketing"),
    areas: [
      { icon: "journey", title: text("journeys"), input: { pageType: "entitylist", entityName: "msdyncrm_customerjourney" } },
      { icon: "segment", title: text("segments"), input: { pageType: "entitylist", entityName: "msdyncrm_segment" } },
      { icon: "app", title: text("journeyman"), input: startPage },
    ],
  },
  {
    title: text("people"),
    areas: [{ icon: "contact", title: text("contacts"), input: { pageType: "entitylist", entityName: "contact" } }],
  },
  { title: text("insights"), areas: [{ icon: "dashboard", title: text("dashboard"), input: { pageType: "dashboard" } }] },
];

/** Whether a page belongs to a sub area: the page itself, or a record of its list. @param {PageInput} page @param {PageInput} area */
function belongs(page, area) {
  if (page.pageType === "webresource") return area.pageType === "webresource" && page.webresourceName === appResource;
  if ("entityName" in page && "entityName" in area) return page.entityName === area.entityName;
  return page.pageType === area.pageType;
}

export function siteMap() {
  /** @type {{ link: HTMLAnchorElement, input: PageInput }[]} */
  const links = [];
  const element = h(
    "nav",
    { class: "sitemap", "aria-label": text("siteMap") },
    button({
      icon: "menu",
      label: text("collapse"),
      iconOnly: true,
      kind: "subtle",
      onclick: () => {
        const narrow = element.offsetWidth < 100;
        element.classList.toggle("narrow", !narrow);
        element.classList.toggle("wide", narrow);
      },
    }),
    ...groups().flatMap((group) => [
      h("h2", {}, group.title),
      h(
        "ul",
        {},
        ...group.areas.map(({ icon: name, title, input }) => {
          const link = h(
            "a",
            {
              href: pageUrl(input),
              title,
              onclick: (/** @type {MouseEvent} */ event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                navigate(input);
              },
            },
            icon(name),
            h("span", { class: "label" }, title),
          );
          links.push({ link, input });
          return h("li", {}, link);
        }),
      ),
    ]),
  );
  onNavigate((page) => {
    for (const { link, input } of links) {
      if (belongs(page, input)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  });
  return element;
}
