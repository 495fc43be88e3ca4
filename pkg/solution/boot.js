// Starts the app from the bytes that this script carries, in parts of base64 that each decode alone: a small module that unpacks
// LZMA, gzipped, and the app's module as it wants it. Without the small one the app's module is gzipped itself.
// Nothing here may need WebAssembly, eval or markup from strings: it is also what explains why the app cannot start.
function journeymanBoot(unpacker, parts) {
  "use strict";

  const WORDS = {
    en: {
      title: "Journeyman cannot start here",
      safe: "Nothing was changed. Your journeys and segments are as they were.",
      todo: "What an administrator can do",
      user: "What you can do",
      details: "Details",
      policy: [
        "The content security policy of this environment forbids WebAssembly, and Journeyman is a WebAssembly app.",
        "In the Power Platform admin center, open this environment's settings for privacy and security and add 'wasm-unsafe-eval' to script-src in the content security policy of model-driven apps, then reload this page. The keyword allows WebAssembly alone; eval stays forbidden. Where the keyword is not accepted, strict mode has to be turned off.",
      ],
      absent: [
        "WebAssembly is switched off in this browser, and Journeyman is a WebAssembly app.",
        "Enhanced security modes and company policies can switch it off. Make an exception for this address, or open the page in another current browser.",
      ],
      old: [
        "This browser cannot unpack the app: it has no DecompressionStream.",
        "Use a current Edge, Chrome, Firefox (from 113) or Safari (from 16.4).",
      ],
      failed: [
        "The app stopped while it was starting.",
        "Reload the page. If this stays, install the solution again, publish all customizations, and pass on the details below.",
      ],
    },
    de: {
      title: "Journeyman kann hier nicht starten",
      safe: "Es wurde nichts geändert. Ihre Journeys und Segmente sind unverändert.",
      todo: "Was eine Administratorin oder ein Administrator tun kann",
      user: "Was Sie tun können",
      details: "Einzelheiten",
      policy: [
        "Die Inhaltssicherheitsrichtlinie (Content Security Policy) dieser Umgebung verbietet WebAssembly, und Journeyman ist eine WebAssembly-App.",
        "Öffnen Sie im Power Platform Admin Center die Einstellungen dieser Umgebung zu Datenschutz und Sicherheit und ergänzen Sie in der Inhaltssicherheitsrichtlinie für modellgesteuerte Apps bei script-src den Eintrag 'wasm-unsafe-eval', und laden Sie danach diese Seite neu. Der Eintrag erlaubt nur WebAssembly; eval bleibt verboten. Wird er nicht angenommen, muss der strikte Modus ausgeschaltet werden.",
      ],
      absent: [
        "WebAssembly ist in diesem Browser abgeschaltet, und Journeyman ist eine WebAssembly-App.",
        "Erweiterte Sicherheitsmodi und Unternehmensrichtlinien können es abschalten. Richten Sie eine Ausnahme für diese Adresse ein, oder öffnen Sie die Seite in einem anderen aktuellen Browser.",
      ],
      old: [
        "Dieser Browser kann die App nicht entpacken: Ihm fehlt DecompressionStream.",
        "Verwenden Sie ein aktuelles Edge, Chrome, Firefox (ab 113) oder Safari (ab 16.4).",
      ],
      failed: [
        "Die App ist beim Starten stehen geblieben.",
        "Laden Sie die Seite neu. Bleibt der Fehler bestehen, installieren Sie die Lösung erneut, veröffentlichen Sie alle Anpassungen, und geben Sie die Einzelheiten unten weiter.",
      ],
    },
  };

  // The low ten bits of an LCID are the language: 7 is German in every country (1031, 2055, 3079).
  function language() {
    const lcid = Number(new URLSearchParams(location.search).get("userlcid"));
    const german = lcid ? (lcid & 0x3ff) === 0x07 : /^de\b/i.test(navigator.language);
    return german ? "de" : "en";
  }

  function explain(reason, error) {
    const lang = language();
    const words = WORDS[lang];
    const add = (parent, name, text) => {
      const element = parent.appendChild(document.createElement(name));
      if (text) element.textContent = text;
      return element;
    };
    const page = document.createElement("main");
    page.className = "boot-failure";
    page.dataset.reason = reason;
    add(page, "h1", words.title);
    add(page, "p", words[reason][0]);
    add(page, "h2", reason === "policy" ? words.todo : words.user);
    add(page, "p", words[reason][1]);
    add(page, "p", words.safe);
    if (error) {
      const details = add(page, "details");
      add(details, "summary", words.details);
      add(details, "pre", String(error));
    }
    document.documentElement.lang = lang;
    document.documentElement.dataset.state = "failed";
    document.title = words.title;
    document.body.replaceChildren(page);
  }

  function decode(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const chars = atob(text);
    const bytes = new Uint8Array(chars.length);
    for (let i = 0; i < chars.length; i++) bytes[i] = chars.charCodeAt(i);
    return bytes;
  }

  async function gunzip(parts) {
    const packed = new Blob(parts.map(decode)).stream();
    return new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }

  async function unpack() {
    if (!unpacker) return gunzip(parts);
    await journeymanUnpack({ module_or_path: await gunzip(unpacker) });
    const bytes = journeymanUnpack.unpack(new Uint8Array(await new Blob(parts.map(decode)).arrayBuffer()));
    if (!bytes) throw new Error("The app's module is damaged.");
    return bytes;
  }

  async function start() {
    if (typeof WebAssembly === "undefined") return explain("absent");
    if (typeof DecompressionStream === "undefined") return explain("old");
    // Browsers word the refusal differently; the violation event is the same everywhere but may come after the error.
    let refused = false;
    document.addEventListener("securitypolicyviolation", (event) => {
      refused ||= event.blockedURI === "wasm-eval";
    });
    try {
      performance.mark("jm:script");
      const bytes = await unpack();
      performance.mark("jm:unpacked");
      await wasm_bindgen({ module_or_path: bytes });
      performance.mark("jm:started");
    } catch (error) {
      console.error(error);
      const policy = refused || /Content.Security.Policy|\bCSP\b|unsafe-eval/i.test(String(error));
      explain(policy ? "policy" : "failed", error);
    }
  }

  // The form's handshake may come before the module has started; the app looks for it here.
  window.setClientApiContext = (xrm, formContext) => {
    window.jmHostContext = { xrm, formContext };
  };

  return start();
}
