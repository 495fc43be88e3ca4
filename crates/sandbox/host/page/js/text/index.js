// The page's words in the user's language.

import { ar } from "./ar.js";
import { de } from "./de.js";
import { en } from "./en.js";

let words = en;

/** @param {number} lcid */
export function useLanguage(lcid) {
  words = lcid === 1031 ? de : lcid === 1025 ? ar : en;
}

/** @param {keyof typeof en} key @param {(string | number)[]} values */
export function text(key, ...values) {
  return words[key].replace(/\{(\d)\}/g, (_, at) => String(values[at]));
}
