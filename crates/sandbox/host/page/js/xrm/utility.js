// Xrm.Utility.

import { columns } from "../data/metadata.js";
import { bracedId } from "../data/request.js";
import { currentPage } from "../router.js";
import { lookupObjects } from "../shell/lookup.js";
import { closeProgress, showProgress } from "../shell/progress.js";
import { globalContext } from "./globalcontext.js";
import { entityMetadata } from "./metadata.js";

export const utility = {
  getGlobalContext: () => globalContext,
  showProgressIndicator: showProgress,
  closeProgressIndicator: closeProgress,
  lookupObjects,
  getEntityMetadata: entityMetadata,

  /** Status reasons that a new record of that state may have. @param {string} entityName @param {number} stateCode */
  async getAllowedStatusTransitions(entityName, stateCode) {
    const status = (await columns(entityName)).get("statuscode");
    return (status?.OptionSet?.Options ?? []).filter((option) => option.State === stateCode).map((option) => option.Value);
  },

  getPageContext() {
    const input = currentPage()?.input;
    switch (input?.pageType) {
      case "entityrecord":
        return {
          input: {
            pageType: input.pageType,
            entityName: input.entityName,
            entityId: input.entityId && bracedId(input.entityId),
            formId: input.formId,
          },
        };
      case "entitylist":
        return { input: { ...input } };
      default:
        return { input: /** @type {any} */ ({ ...input }) };
    }
  },
};
