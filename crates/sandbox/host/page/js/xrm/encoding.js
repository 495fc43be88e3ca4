// Xrm.Encoding.

/** @type {Record<string, string>} */
const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** @param {string} text */
const escape = (text) => text.replace(/[&<>"']/g, (character) => entities[character]);

export const encoding = {
  htmlAttributeEncode: escape,
  htmlEncode: escape,
  xmlAttributeEncode: escape,
  xmlEncode: escape,
  /** @param {string} html */
  htmlDecode: (html) => new DOMParser().parseFromString(html, "text/html").documentElement.textContent ?? "",
};
