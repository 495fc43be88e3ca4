// The frame that a web resource lives in. The host may throw it away and build it again at any time (reference/hosting.md 3).

import { h } from "../dom.js";

/** Every frame on the page, for the sandbox menu's "Discard frame". @type {Set<WebResourceFrame>} */
export const frames = new Set();

export class WebResourceFrame {
  /** @type {HTMLIFrameElement | null} */
  #iframe = null;
  /** @type {((window: Window) => void)[]} */
  #waiting = [];
  #loaded = false;
  #title;
  #src;

  /**
   * @param {{ src: string, title: string }} options
   * @param {(window: Window) => void} [onLoad] each time that the page inside has loaded
   */
  constructor({ src, title }, onLoad = () => {}) {
    this.#src = src;
    this.#title = title;
    this.onLoad = onLoad;
    this.element = h("div", { class: "frame" });
  }

  get src() {
    return this.#src;
  }

  set src(value) {
    this.#src = value;
    if (this.#iframe) this.rebuild();
  }

  /** Null while there is no frame. */
  get iframe() {
    return this.#iframe;
  }

  build() {
    if (this.#iframe) return;
    frames.add(this);
    const iframe = h("iframe", { title: this.#title, src: this.#src });
    iframe.addEventListener("load", () => {
      if (this.#iframe !== iframe || !iframe.contentWindow) return;
      this.#loaded = true;
      this.onLoad(iframe.contentWindow);
      for (const give of this.#waiting.splice(0)) give(iframe.contentWindow);
    });
    this.#iframe = iframe;
    this.element.replaceChildren(iframe);
  }

  /** Removes the frame, without asking the page inside. */
  discard() {
    frames.delete(this);
    this.#iframe?.remove();
    this.#iframe = null;
    this.#loaded = false;
  }

  rebuild() {
    this.discard();
    this.build();
  }

  /** The page's window, as soon as it has loaded. @returns {Promise<Window>} */
  contentWindow() {
    const window = this.#iframe?.contentWindow;
    if (this.#loaded && window) return Promise.resolve(window);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
