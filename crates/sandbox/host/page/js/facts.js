// What the server tells the page about the organisation.

/** @type {{ version: string, mode: "services" | "archive", csp: string, webResources: string }} */
export const facts = JSON.parse(/** @type {HTMLMetaElement} */ (document.querySelector("meta[name=organisation]")).content);

export const appId = "5f0a2f7c-3f0e-4d0b-9a55-6f0e3a6f0001";
export const appName = "Journeyman sandbox";
export const appUniqueName = "jm_journeyman";

/** The app's own page. */
export const appResource = "jm_/journeyman/index.html";

/** Address of a web resource, with the token that changes with its content. @param {string} name */
export function webResourceUrl(name) {
  return `${location.origin}${facts.webResources}${name}`;
}
