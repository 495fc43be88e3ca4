// Loads the parts of the app and shows the one that the address asks for. A part is a script: how its module is called, its
// style, and the module as chunks of base64 that each decode alone, packed as LZMA. What unpacks LZMA is `unpacker`, a small
// module that is gzipped; without it the parts are gzipped themselves.
// Nothing here may need WebAssembly, eval or markup from strings: it is also what explains why the app cannot start.
function journeymanBoot(unpacker) {
  "use strict";

  const WORDS = {
    en: {
      title: "Journeyman cannot start here",
      safe: "Nothing was changed. Your journeys and segments are as they were.",
      todo: "What an administrator can do",
      user: "What you can do",
      details: "Details",
      again: "Try again",
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
      lost: ["A part of the app did not arrive.", "Check the connection, then try again."],
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
      again: "Erneut versuchen",
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
      lost: ["Ein Teil der App ist nicht angekommen.", "Prüfen Sie die Verbindung, und versuchen Sie es dann erneut."],
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
    if (reason === "lost") {
      const again = add(page, "button", words.again);
      again.className = "button primary";
      again.onclick = () => {
        page.remove();
        document.documentElement.dataset.state = "loading";
        start();
      };
    }
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

  async function gunzip(chunks) {
    const packed = new Blob(chunks.map(decode)).stream();
    return new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }

  async function unpack(chunks) {
    if (!unpacker) return gunzip(chunks);
    await journeymanUnpack({ module_or_path: await gunzip(unpacker) });
    const bytes = journeymanUnpack.unpack(new Uint8Array(await new Blob(chunks.map(decode)).arrayBuffer()));
    if (!bytes) throw new Error("The app's module is damaged.");
    return bytes;
  }

  // Parts whose scripts have run, until they are made ready.
  const arrived = {};

  function fetchPart(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${name}.js`;
      script.onload = script.onerror = () => {
        script.remove();
        // Something else than the part may have come in its place, such as a page that asks to sign in.
        if (arrived[name]) resolve(arrived[name]);
        else reject(Object.assign(new Error(`${script.src} did not arrive.`), { reason: "lost" }));
        delete arrived[name];
      };
      document.head.append(script);
    });
  }

  async function prepare(name) {
    const { glue, style, chunks } = await fetchPart(name);
    performance.mark("jm:script");
    const bytes = await unpack(chunks);
    performance.mark("jm:unpacked");
    await glue({ module_or_path: bytes });
    performance.mark("jm:started");
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets.push(sheet);
    return glue;
  }

  const parts = {};

  // Resolves when the part can be shown at once. What failed is tried anew by the next call.
  function load(name) {
    parts[name] ??= prepare(name).catch((error) => {
      delete parts[name];
      console.error(error);
      throw error;
    });
    return parts[name];
  }

  let shown;

  async function show(name) {
    try {
      const part = await load(name);
      shown?.leave();
      shown = part;
      part.enter();
    } catch (error) {
      // Browsers word the refusal differently; the violation event is the same everywhere but may come after the error.
      const policy = refused || /Content.Security.Policy|\bCSP\b|unsafe-eval/i.test(String(error));
      explain(error?.reason ?? (policy ? "policy" : "failed"), error);
    }
  }

  // The part that holds the first screen, read as src/host/params.rs reads it. A part that finds itself in the wrong place
  // asks for the other one, so nothing is lost by a wrong guess but time.
  function first() {
    const query = new URLSearchParams(location.search);
    const view = /\bview(?:=|%3D)(\w+)/i.exec(query.get("data"))?.[1];
    const asked = location.hash.replace(/^#\/*/, "") || view || query.get("typename");
    return /^(segment|definition|drafts|\w+_segment)/.test(asked) ? "segments" : "journeys";
  }

  let refused = false;

  function start() {
    if (typeof WebAssembly === "undefined") return explain("absent");
    if (typeof DecompressionStream === "undefined") return explain("old");
    return show(first());
  }

  document.addEventListener("securitypolicyviolation", (event) => {
    refused ||= event.blockedURI === "wasm-eval";
  });

  // The form's handshake may come before the module has started; the app looks for it here.
  window.setClientApiContext = (xrm, formContext) => {
    window.jmHostContext = { xrm, formContext };
  };

  window.journeyman = {
    // Called by a part's script.
    part(name, glue, style, chunks) {
      arrived[name] = { glue, style, chunks };
    },
    // For the parts themselves.
    load,
    show,
  };

  return start();
}
