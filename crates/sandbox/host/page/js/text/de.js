/** @type {typeof import("./en.js").en} */
export const de = {
  appLauncher: "App-Startfeld", siteMap: "Siteübersicht", collapse: "Siteübersicht ein- oder ausklappen", marketing: "Marketingausführung", people: "Kunden", insights: "Erkenntnisse",
  journeys: "Customer Journeys", segments: "Segmente", journeyman: "Journeyman", contacts: "Kontakte", dashboard: "Dashboard",
  sandbox: "Sandbox", language: "Sprache", timeZone: "Zeitzone", highContrast: "Hoher Kontrast", roles: "Sicherheitsrollen", discardFrame: "Rahmen verwerfen",
  discardFrameHint: "Wirft den Rahmen der App weg und baut ihn neu auf, wie es Dynamics jederzeit tun kann.", xrmReachable: "Xrm auf Seiten der Siteübersicht", services: "Dienste aktiv", archive: "Archiv: keine Dienste",
  policy: "Content Security Policy", openPane: "Im Seitenbereich öffnen", openDialog: "Im Dialog öffnen", signedInAs: "Angemeldet als {0}",
  save: "Speichern", saveClose: "Speichern & schließen", new: "Neu", newRecord: "{0}: neu", delete: "Löschen", refresh: "Aktualisieren", back: "Zurück", saving: "Wird gespeichert…", commands: "Befehle", saved: "Gespeichert", unsaved: "Nicht gespeichert", general: "Allgemein", designer: "Designer", definition: "Definition", related: "Verwandt",
  summary: "Zusammenfassung", schedule: "Zeitplan", settings: "Einstellungen", required: "erforderlich", choose: "Auswählen…", clear: "Leeren",
  search: "Suchen", searchIn: "{0} durchsuchen", loadMore: "Mehr laden", rows: "{0} Zeilen", rowsMore: "{0} Zeilen, weitere vorhanden", noRows: "Keine Daten verfügbar.", select: "{0} auswählen", loading: "Wird geladen…",
  chooseRelated: "Wählen Sie eine Beziehung.", lookupTitle: "Datensätze suchen", lookupTable: "Tabelle", add: "Hinzufügen", noResults: "Keine Datensätze gefunden.",
  ok: "OK", cancel: "Abbrechen", close: "Schließen", details: "Details", errorTitle: "Ein Fehler ist aufgetreten", errorCode: "Fehlercode: {0}", confirmTitle: "Bestätigen", notifications: "Benachrichtigungen", sidePanes: "Seitenbereiche",
  deleteTitle: "Löschen bestätigen", deleteText: "Möchten Sie „{0}“ löschen? Dies kann nicht rückgängig gemacht werden.", deleteMany: "Möchten Sie {0} Datensätze löschen? Dies kann nicht rückgängig gemacht werden.",
  unsavedTitle: "Nicht gespeicherte Änderungen", unsavedText: "Möchten Sie Ihre Änderungen speichern, bevor Sie diese Seite verlassen?", saveContinue: "Speichern und fortfahren", discard: "Änderungen verwerfen",
  requiredMissing: "{0}: Erforderliche Felder müssen ausgefüllt werden.", saveRefused: "Ein Skript des Formulars hat das Speichern abgelehnt.", unknownPage: "Diese Seite gibt es nicht: {0}", failed: "Diese Seite konnte nicht geladen werden.", tryAgain: "Erneut versuchen",
  journeysByStatus: "Journeys nach Status", dashboardTitle: "Marketing-Dashboard",
};
