// Xrm.Navigation.

import { webResourceUrl } from "../facts.js";
import { createPage } from "../pages/index.js";
import { navigate, pageUrl } from "../router.js";
import { alertDialog, confirmDialog, errorDialog, showDialog } from "../shell/dialog.js";

/** @param {number | undefined} size @param {string} name */
const feature = (size, name) => (size ? [`${name}=${size}`] : []);

/** @param {string} url @param {{ width?: number, height?: number }} [options] */
function openWindow(url, options) {
  window.open(url, "_blank", [...feature(options?.width, "width"), ...feature(options?.height, "height")].join(","));
}

/**
 * A page in a dialog; resolved when it is closed, for a record with what was saved (reference/hosting.md 3).
 * @param {import("../pages/index.js").AnyPageInput} input
 * @param {Xrm.Navigation.NavigationOptions} options
 */
async function openPageDialog(input, options) {
  const side = options.position === 2;
  const page = createPage(input, "dialog", () => dialog.close());
  const dialog = showDialog({
    title: options.title ?? "",
    body: [page.element],
    flush: true,
    side,
    width: options.width ?? (side ? 400 : { value: 80, unit: "%" }),
    height: side ? undefined : (options.height ?? { value: 80, unit: "%" }),
    mayClose: page.mayLeave,
  });
  await page.open();
  if (!options.title) dialog.setTitle(page.title);
  await dialog.closed;
  page.close();
  return input.pageType === "entityrecord" ? { savedEntityReference: page.saved?.() ?? [] } : undefined;
}

export const navigation = {
  /** @param {import("../pages/index.js").AnyPageInput} input @param {Xrm.Navigation.NavigationOptions} [options] */
  async navigateTo(input, options) {
    if (options?.target === 2) return openPageDialog(input, options);
    await navigate(input);
    return undefined;
  },

  /** @param {Xrm.Navigation.EntityFormOptions} options @param {Record<string, any>} [parameters] */
  async openForm(options, parameters) {
    /** @type {Xrm.Navigation.PageInputEntityRecord} */
    const input = {
      pageType: "entityrecord",
      entityName: options.entityName ?? "",
      entityId: options.entityId,
      formId: options.formId,
      data: parameters,
    };
    if (options.openInNewWindow) openWindow(pageUrl(input), options);
    else await navigate(input);
    return { savedEntityReference: [] };
  },

  /** @param {Xrm.Navigation.AlertStrings} strings @param {Xrm.Navigation.DialogSizeOptions} [options] */
  openAlertDialog: (strings, options) => alertDialog(strings, options),

  /** @param {Xrm.Navigation.ConfirmStrings} strings @param {Xrm.Navigation.DialogSizeOptions} [options] */
  openConfirmDialog: async (strings, options) => ({ confirmed: await confirmDialog(strings, options) }),

  /** @param {Xrm.Navigation.ErrorDialogOptions} options */
  openErrorDialog: (options) => errorDialog(options),

  /** @param {string} url @param {Xrm.Navigation.DialogSizeOptions} [options] */
  openUrl: (url, options) => openWindow(url, options),

  /** @param {string} name @param {Xrm.Navigation.OpenWebresourceOptions} [options] @param {string} [data] */
  openWebResource(name, options, data) {
    const query = data === undefined ? "" : `?data=${encodeURIComponent(data)}`;
    openWindow(webResourceUrl(name) + query, options);
  },

  /** @param {Xrm.Navigation.FileDetails} file @param {Xrm.Navigation.OpenFileOptions} [options] */
  openFile({ fileContent, fileName, mimeType }, options) {
    const bytes = Uint8Array.from(atob(fileContent), (character) => character.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([bytes], { type: mimeType }));
    const link = document.createElement("a");
    link.href = url;
    // 2 saves; everything else opens.
    if (Number(options?.openMode) === 2) link.download = fileName;
    else link.target = "_blank";
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  },
};
