// Who is signed in, and their settings. What Dataverse keeps (language, time zone) is read from and written to `usersettings`; the rest lasts as long
// as the browser tab. Everything can also be given in the address: `sandbox.language=1031&sandbox.timezone=110&sandbox.contrast=on&sandbox.xrm=hidden`.

import { read, send } from "../data/request.js";
import { isRightToLeft, languages } from "./culture.js";
import { allRoles } from "./roles.js";
import { ianaNames } from "./timezones.js";

/**
 * @typedef {object} Session
 * @property {string} userId
 * @property {string} userName
 * @property {string} businessUnitId
 * @property {string} organizationId
 * @property {string} organizationName unique name
 * @property {number} organizationLanguage LCID
 * @property {number} language LCID
 * @property {boolean} rightToLeft
 * @property {number} timeZoneCode
 * @property {string} zone IANA name
 * @property {boolean} highContrast
 * @property {boolean} xrmOnSiteMapPages whether `parent.Xrm` is there for pages of the site map (reference/hosting.md 3: it may not be)
 * @property {string[]} roleIds
 */

/** @type {Session} */
export let session;

/** @param {string} key @returns {string | null} */
function kept(key) {
  const given = new URLSearchParams(location.search).get(`sandbox.${key}`);
  if (given !== null) sessionStorage.setItem(`sandbox.${key}`, given);
  return sessionStorage.getItem(`sandbox.${key}`);
}

/** Settings that last as long as the tab; takes effect with the next load. @param {"contrast" | "xrm" | "roles"} key @param {string} value */
export function keep(key, value) {
  sessionStorage.setItem(`sandbox.${key}`, value);
}

/** Reads the session; once, before anything is shown. */
export async function loadSession() {
  const who = await read("WhoAmI");
  const [user, organization] = await Promise.all([
    read(`systemusers(${who.UserId})?$select=fullname`),
    read(`organizations(${who.OrganizationId})?$select=name,languagecode`),
  ]);
  const settings = await settingsOf(who.UserId);
  const zone = await read(`timezonedefinitions?$select=standardname&$filter=timezonecode eq ${settings.timezonecode}`);
  const roles = kept("roles");
  session = {
    userId: who.UserId,
    userName: user.fullname,
    businessUnitId: who.BusinessUnitId,
    organizationId: who.OrganizationId,
    organizationName: organization.name,
    organizationLanguage: organization.languagecode,
    language: settings.uilanguageid,
    rightToLeft: isRightToLeft(settings.uilanguageid),
    timeZoneCode: settings.timezonecode,
    zone: ianaNames[zone.value[0]?.standardname] ?? "Etc/UTC",
    highContrast: kept("contrast") === "on",
    xrmOnSiteMapPages: kept("xrm") !== "hidden",
    roleIds: roles === null ? [allRoles[0].id] : roles.split(",").filter(Boolean),
  };
}

/** The user's row of `usersettings`, after the wishes of the address have been written to it. @param {string} userId */
async function settingsOf(userId) {
  const path = `usersettingscollection(${userId})`;
  const address = new URLSearchParams(location.search);
  /** @type {Record<string, number>} */
  const wishes = {};
  const language = Number(address.get("sandbox.language"));
  if (languages.some(({ lcid }) => lcid === language)) wishes.uilanguageid = language;
  const timeZone = address.get("sandbox.timezone");
  if (timeZone !== null && /^\d+$/.test(timeZone)) wishes.timezonecode = Number(timeZone);
  if (Object.keys(wishes).length > 0) await writeSettings(userId, wishes);
  return read(`${path}?$select=uilanguageid,timezonecode`);
}

/** @param {string} userId @param {{ uilanguageid?: number, timezonecode?: number }} values */
export async function writeSettings(userId, values) {
  await send("PATCH", `usersettingscollection(${userId})`, { body: values, headers: { "If-Match": "*" } });
}
