// Who is signed in, and their settings. Language, time zone and roles are rows of the organisation, as in Dynamics; high contrast and the reach of Xrm
// last as long as the browser tab. All but roles can be given in the address: `sandbox.language=1031&sandbox.timezone=110&sandbox.contrast=on&sandbox.xrm=hidden`.

import { read, send } from "../data/request.js";
import { formatSettings, isRightToLeft, languages } from "./culture.js";
import { ianaNames } from "./timezones.js";

/**
 * @typedef {{ id: string, name: string }} Role
 * @typedef {object} Session
 * @property {string} userId
 * @property {string} userName
 * @property {string} businessUnitId
 * @property {string} organizationId
 * @property {string} organizationName unique name
 * @property {number} organizationLanguage LCID
 * @property {number} language LCID of what is read
 * @property {number} locale LCID of how dates and numbers are written
 * @property {boolean} rightToLeft
 * @property {number} timeZoneCode
 * @property {string} zone IANA name
 * @property {boolean} highContrast
 * @property {boolean} xrmOnSiteMapPages whether `parent.Xrm` is there for pages of the site map (reference/hosting.md 3: it may not be)
 * @property {Role[]} roles
 */

/** @type {Session} */
export let session;

/** @param {string} key @returns {string | null} */
function kept(key) {
  const given = new URLSearchParams(location.search).get(`sandbox.${key}`);
  if (given !== null) sessionStorage.setItem(`sandbox.${key}`, given);
  return sessionStorage.getItem(`sandbox.${key}`);
}

/** Settings that last as long as the tab; they take effect with the next load. @param {"contrast" | "xrm"} key @param {string} value */
export function keep(key, value) {
  sessionStorage.setItem(`sandbox.${key}`, value);
}

/** Reads the session; once, before anything is shown. */
export async function loadSession() {
  const who = await read("WhoAmI");
  const [user, organization, roles, settings] = await Promise.all([
    read(`systemusers(${who.UserId})?$select=fullname`),
    read(`organizations(${who.OrganizationId})?$select=name,languagecode`),
    read(`systemusers(${who.UserId})/systemuserroles_association?$select=name`),
    settingsOf(who.UserId),
  ]);
  const zone = await read(`timezonedefinitions?$select=standardname&$filter=timezonecode eq ${settings.timezonecode}`);
  session = {
    userId: who.UserId,
    userName: user.fullname,
    businessUnitId: who.BusinessUnitId,
    organizationId: who.OrganizationId,
    organizationName: organization.name,
    organizationLanguage: organization.languagecode,
    language: settings.uilanguageid,
    locale: settings.localeid,
    rightToLeft: isRightToLeft(settings.uilanguageid),
    timeZoneCode: settings.timezonecode,
    zone: ianaNames[zone.value[0]?.standardname] ?? "Etc/UTC",
    highContrast: kept("contrast") === "on",
    xrmOnSiteMapPages: kept("xrm") !== "hidden",
    roles: roles.value.map((/** @type {any} */ role) => ({ id: role.roleid, name: role.name })),
  };
}

/** The user's row of `usersettings`, after the wishes of the address have been written to it. @param {string} userId */
async function settingsOf(userId) {
  const address = new URLSearchParams(location.search);
  const language = Number(address.get("sandbox.language"));
  if (languages.some(({ lcid }) => lcid === language)) await writeLanguage(userId, language);
  const zone = address.get("sandbox.timezone");
  if (zone !== null && /^\d+$/.test(zone)) await writeTimeZone(userId, Number(zone));
  return read(`usersettingscollection(${userId})?$select=uilanguageid,localeid,timezonecode`);
}

/** @param {string} userId @param {Record<string, string | number>} values */
async function writeSettings(userId, values) {
  await send("PATCH", `usersettingscollection(${userId})`, { body: values, headers: { "If-Match": "*" } });
}

/** Sets the language, and with it how dates and numbers are written. @param {string} userId @param {number} lcid */
export function writeLanguage(userId, lcid) {
  return writeSettings(userId, { uilanguageid: lcid, localeid: lcid, ...formatSettings(lcid) });
}

/** @param {string} userId @param {number} code */
export function writeTimeZone(userId, code) {
  return writeSettings(userId, { timezonecode: code });
}

/** Every role of the organisation. @returns {Promise<Role[]>} */
export async function allRoles() {
  const { value } = await read("roles?$select=name&$orderby=name");
  return value.map((/** @type {any} */ role) => ({ id: role.roleid, name: role.name }));
}

/** Gives the user a role, or takes it away. @param {string} userId @param {string} roleId @param {boolean} has */
export async function writeRole(userId, roleId, has) {
  const path = `systemusers(${userId})/systemuserroles_association`;
  if (has) await send("POST", `${path}/$ref`, { body: { "@odata.id": `${location.origin}/api/data/v9.2/roles(${roleId})` } });
  else await send("DELETE", `${path}(${roleId})/$ref`);
}
