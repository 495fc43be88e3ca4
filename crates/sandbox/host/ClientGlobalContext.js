// As in Dynamics, this script gives a page GetGlobalContext(), and takes away text selection, context menus and dragging
// (reference/hosting.md 3). An app that needs any of these must do without the script.
(function () {
  "use strict";
  window.GetGlobalContext = function () {
    return window.parent.Xrm.Utility.getGlobalContext();
  };
  ["selectstart", "contextmenu", "dragstart"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      event.preventDefault();
      return false;
    });
  });
})();
