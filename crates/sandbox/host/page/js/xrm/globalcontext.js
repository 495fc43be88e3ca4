// Xrm.Utility.getGlobalContext(). Members that are not here are not in the sandbox; none of those here makes anything up.

import { appId, appName, appUniqueName, facts, webResourceUrl } from "../facts.js";
import { read, bracedId } from "../data/request.js";
import { collection } from "../form/collection.js";
import { dateFormattingInfo } from "../user/culture.js";
import { session } from "../user/session.js";
import { offsetMinutes } from "../user/timezones.js";

const appUrl = () => `${location.origin}/main.aspx?appid=${appId}`;

/** @returns {Xrm.LookupValue[]} */
const roles = () => session.roles.map(({ id, name }) => ({ id, name, entityType: "role" }));

/** Depths of RetrieveUserPrivileges as the numbers that the client API gives. @type {Record<string, number>} */
const depths = { Basic: 1, Local: 2, Deep: 4, Global: 8 };

export const userSettings = {
  get userId() {
    return bracedId(session.userId);
  },
  get userName() {
    return session.userName;
  },
  get languageId() {
    return session.language;
  },
  get isRTL() {
    return session.rightToLeft;
  },
  get isHighContrastEnabled() {
    return session.highContrast;
  },
  get dateFormattingInfo() {
    return dateFormattingInfo(session.locale);
  },
  get roles() {
    return collection(roles, (role) => role.id);
  },
  /** Ids of the roles; the client API calls them so. */
  get securityRoles() {
    return session.roles.map((role) => role.id);
  },
  getTimeZoneOffsetMinutes: () => offsetMinutes(new Date(), session.zone),
  async getSecurityRolePrivilegesInfo() {
    const { RolePrivileges } = await read(`systemusers(${session.userId})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges`);
    return Object.fromEntries(
      RolePrivileges.map((/** @type {any} */ privilege) => [
        privilege.PrivilegeId,
        {
          id: privilege.PrivilegeId,
          businessUnitId: privilege.BusinessUnitId,
          privilegeName: privilege.PrivilegeName,
          depth: depths[privilege.Depth],
        },
      ]),
    );
  },
};

export const organizationSettings = {
  get languageId() {
    return session.organizationLanguage;
  },
  get organizationId() {
    return session.organizationId;
  },
  get uniqueName() {
    return session.organizationName;
  },
  isAutoSaveEnabled: false,
};

export const client = {
  getClient: () => /** @type {"Web"} */ ("Web"),
  getClientState: () => /** @type {"Online"} */ ("Online"),
  /** 1: desktop. */
  getFormFactor: () => 1,
  isOffline: () => false,
  isNetworkAvailable: () => navigator.onLine,
};

export const globalContext = {
  client,
  organizationSettings,
  userSettings,
  getClientUrl: () => location.origin,
  getCurrentAppName: async () => appName,
  getCurrentAppProperties: async () => ({ appId, displayName: appName, uniqueName: appUniqueName, url: appUrl() }),
  getCurrentAppUrl: appUrl,
  getQueryStringParameters: () => Object.fromEntries(new URLSearchParams(location.search)),
  getVersion: () => facts.version,
  isOnPremise: () => false,
  /** Organisations in the cloud have a host of their own and no path. @param {string} path */
  prependOrgName: (path) => path,
  getWebResourceUrl: webResourceUrl,
};
