// Xrm.App.

import { addNotification, clearNotification } from "../shell/notifications.js";
import { sidePanes } from "../shell/sidepanes.js";

export const app = {
  /** @param {Xrm.App.Notification} notification */
  addGlobalNotification: async (notification) => addNotification(notification),
  /** @param {string} id */
  async clearGlobalNotification(id) {
    clearNotification(id);
    return id;
  },
  sidePanes,
};
