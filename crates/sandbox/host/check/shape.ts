// Compiles only if what the sandbox offers as `Xrm` and `formContext` has the shape that @types/xrm gives it. Nothing runs.
//
// Two freedoms are taken, and only these:
// - a part may be absent (each list below says what is there), never different;
// - @types/xrm describes promises with `fail` and `always`, of the time before native ones; the Unified Interface gives native promises, and so does the sandbox.

import type { Attribute } from "../page/js/form/attribute.js";
import type {
  BooleanAttribute,
  DateAttribute,
  LookupAttribute,
  NumberAttribute,
  OptionSetAttribute,
  StringAttribute,
} from "../page/js/form/attributes.js";
import type { FieldControl, WebResourceControl } from "../page/js/form/control.js";
import type { FormSection, FormTab, createFormContext } from "../page/js/form/context.js";
import { app } from "../page/js/xrm/app.js";
import { encoding } from "../page/js/xrm/encoding.js";
import { client, globalContext, organizationSettings, userSettings } from "../page/js/xrm/globalcontext.js";
import { navigation } from "../page/js/xrm/navigation.js";
import { utility } from "../page/js/xrm/utility.js";
import { webApi } from "../page/js/xrm/webapi.js";

/** A member with its promises native. */
type Native<T> = T extends (...parameters: infer P) => Xrm.Async.PromiseLike<infer R> ? (...parameters: P) => Promise<R> : T;

/** Those members of T that `Names` lists. */
type Part<T, Names extends keyof T> = { [Name in Names]: Native<T[Name]> };

/** Fails to compile where `actual` lacks a member of the part or has it otherwise. */
function fits<T>(_actual: T): void {}

fits<Part<Xrm.ClientContext, keyof Xrm.ClientContext>>(client);
fits<Part<Xrm.OrganizationSettings, "languageId" | "organizationId" | "uniqueName" | "isAutoSaveEnabled">>(organizationSettings);
fits<
  Part<
    Xrm.UserSettings,
    | "userId"
    | "userName"
    | "languageId"
    | "isRTL"
    | "isHighContrastEnabled"
    | "dateFormattingInfo"
    | "roles"
    | "securityRoles"
    | "getTimeZoneOffsetMinutes"
    | "getSecurityRolePrivilegesInfo"
  >
>(userSettings);
fits<
  Part<
    Omit<Xrm.GlobalContext, "client" | "organizationSettings" | "userSettings">,
    | "getClientUrl"
    | "getCurrentAppName"
    | "getCurrentAppProperties"
    | "getCurrentAppUrl"
    | "getQueryStringParameters"
    | "getVersion"
    | "isOnPremise"
    | "prependOrgName"
    | "getWebResourceUrl"
  >
>(globalContext);
fits<
  Part<
    Xrm.Navigation,
    | "navigateTo"
    | "openForm"
    | "openAlertDialog"
    | "openConfirmDialog"
    | "openErrorDialog"
    | "openUrl"
    | "openWebResource"
    | "openFile"
  >
>(navigation);
fits<
  Part<
    Omit<Xrm.Utility, "getGlobalContext">,
    "showProgressIndicator" | "closeProgressIndicator" | "lookupObjects" | "getAllowedStatusTransitions" | "getPageContext"
  >
>(utility);
fits<Part<Xrm.Encoding, keyof Xrm.Encoding>>(encoding);
fits<Part<Xrm.WebApiOffline, keyof Xrm.WebApiOffline>>(webApi);
fits<
  Part<
    Xrm.WebApiOnline,
    "execute" | "createRecord" | "retrieveRecord" | "retrieveMultipleRecords" | "updateRecord" | "deleteRecord"
  >
>(webApi.online);
fits<Part<Xrm.App, "addGlobalNotification" | "clearGlobalNotification">>(app);

type Panes = Xrm.App["sidePanes"];
fits<Part<Omit<Panes, "createPane" | "getAllPanes" | "getPane" | "getSelectedPane">, "state">>(app.sidePanes);
type Pane = Awaited<ReturnType<typeof app.sidePanes.createPane>>;
declare const pane: Pane;
fits<Part<Xrm.App.PaneObject, keyof Xrm.App.PaneObject>>(pane);

declare const context: ReturnType<typeof createFormContext>;
fits<Part<Omit<Xrm.FormContext, "data" | "ui">, "getAttribute" | "getControl">>(context);
fits<Part<Omit<Xrm.Data, "entity">, "attributes" | "addOnLoad" | "removeOnLoad" | "getIsDirty" | "isValid" | "refresh" | "save">>(
  context.data,
);
fits<Part<Xrm.Entity, Exclude<keyof Xrm.Entity, "getDataXml">>>(context.data.entity);
fits<
  Part<
    Xrm.Ui,
    | "tabs"
    | "controls"
    | "setFormNotification"
    | "clearFormNotification"
    | "close"
    | "getFormType"
    | "getViewPortHeight"
    | "getViewPortWidth"
    | "refreshRibbon"
  >
>(context.ui);

declare const tab: FormTab["api"];
fits<Part<Omit<Xrm.Controls.Tab, "getParent">, Exclude<keyof Xrm.Controls.Tab, "getParent">>>(tab);
declare const section: FormSection["api"];
fits<Part<Omit<Xrm.Controls.Section, "getParent">, Exclude<keyof Xrm.Controls.Section, "getParent">>>(section);
declare const hosted: WebResourceControl;
fits<Part<Xrm.Controls.FramedControl, keyof Xrm.Controls.FramedControl>>(hosted);
declare const field: FieldControl;
fits<
  Part<
    Omit<Xrm.Controls.StandardControl, "getAttribute">,
    | "getName"
    | "getControlType"
    | "getParent"
    | "getLabel"
    | "setLabel"
    | "getVisible"
    | "setVisible"
    | "getDisabled"
    | "setDisabled"
    | "setFocus"
    | "setNotification"
    | "clearNotification"
  >
>(field);
fits<Part<Xrm.Controls.UiCanGetOptionsElement, "getOptions">>(field);

type Common = Exclude<keyof Xrm.Attributes.Attribute, "getParent" | "controls">;
declare const attributes: {
  any: Attribute;
  string: StringAttribute;
  number: NumberAttribute;
  boolean: BooleanAttribute;
  optionset: OptionSetAttribute;
  date: DateAttribute;
  lookup: LookupAttribute;
};
fits<Part<Xrm.Attributes.Attribute, Common>>(attributes.any);
fits<Pick<Xrm.Attributes.StringAttribute, "getMaxLength" | "getValue" | "setValue">>(attributes.string);
fits<Pick<Xrm.Attributes.NumberAttribute, "getMax" | "getMin" | "getPrecision" | "getValue" | "setValue">>(attributes.number);
fits<Pick<Xrm.Attributes.BooleanAttribute, "getInitialValue" | "getValue" | "setValue">>(attributes.boolean);
fits<
  Pick<
    Xrm.Attributes.OptionSetAttribute,
    "getInitialValue" | "getOption" | "getOptions" | "getSelectedOption" | "getText" | "getValue" | "setValue"
  >
>(attributes.optionset);
fits<Pick<Xrm.Attributes.DateAttribute, "getFormat" | "getValue" | "setValue">>(attributes.date);
fits<Pick<Xrm.Attributes.LookupAttribute, "getIsPartyList" | "getValue" | "setValue">>(attributes.lookup);
