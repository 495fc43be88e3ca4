/** The page's own words. `{0}` stands for an argument. */
export const en = {
  appLauncher: "App launcher", siteMap: "Site map", collapse: "Collapse or expand the site map", marketing: "Marketing execution", people: "Customers", insights: "Insights",
  journeys: "Customer journeys", segments: "Segments", journeyman: "Journeyman", contacts: "Contacts", dashboard: "Dashboard",
  sandbox: "Sandbox", language: "Language", timeZone: "Time zone", highContrast: "High contrast", roles: "Security roles", discardFrame: "Discard frame",
  discardFrameHint: "Throws the app's frame away and builds it again, as Dynamics may at any time.", xrmReachable: "Xrm on site map pages", services: "Services alive", archive: "Archive: no services",
  policy: "Content security policy", openPane: "Open in side pane", openDialog: "Open in dialog", signedInAs: "Signed in as {0}",
  save: "Save", saveClose: "Save & close", new: "New", newRecord: "New {0}", delete: "Delete", refresh: "Refresh", back: "Back", saving: "Saving…", commands: "Commands", saved: "Saved", unsaved: "Unsaved", general: "General", designer: "Designer", definition: "Definition", related: "Related",
  summary: "Summary", schedule: "Schedule", settings: "Settings", required: "required", choose: "Choose…", clear: "Clear",
  search: "Search", searchIn: "Search {0}", loadMore: "Load more", rows: "{0} rows", rowsMore: "{0} rows, more to load", noRows: "No data available.", select: "Select {0}", loading: "Loading…",
  chooseRelated: "Choose a relationship.", lookupTitle: "Look up records", lookupTable: "Table", add: "Add", noResults: "No records found.",
  ok: "OK", cancel: "Cancel", close: "Close", details: "Details", errorTitle: "An error has occurred", errorCode: "Error code: {0}", confirmTitle: "Confirm", notifications: "Notifications", sidePanes: "Side panes",
  deleteTitle: "Confirm deletion", deleteText: "Do you want to delete “{0}”? You can't undo this action.", deleteMany: "Do you want to delete {0} records? You can't undo this action.",
  unsavedTitle: "Unsaved changes", unsavedText: "Do you want to save your changes before leaving this page?", saveContinue: "Save and continue", discard: "Discard changes",
  requiredMissing: "{0}: required fields must be filled in.", saveRefused: "A script of the form has refused to save.", unknownPage: "There is no such page: {0}", failed: "This page could not be loaded.", tryAgain: "Try again",
  journeysByStatus: "Journeys by status", dashboardTitle: "Marketing dashboard",
};
