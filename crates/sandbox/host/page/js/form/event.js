// What handlers of form events are given (Xrm.Events), and lists of such handlers.

import { globalContext } from "../xrm/globalcontext.js";

/**
 * @param {Xrm.FormContext} formContext
 * @param {any} source
 * @param {any} [args] what getEventArgs answers
 */
function executionContext(formContext, source, args) {
  /** @type {Map<string, any>} */
  const shared = new Map();
  return {
    getContext: () => globalContext,
    getDepth: () => 1,
    getEventSource: () => source,
    getFormContext: () => formContext,
    getSharedVariable: (/** @type {string} */ key) => shared.get(key),
    setSharedVariable: (/** @type {string} */ key, /** @type {any} */ value) => void shared.set(key, value),
    ...(args === undefined ? {} : { getEventArgs: () => args }),
  };
}

export class Handlers {
  /** @type {((context: any) => any)[]} */
  #handlers = [];

  /** @param {(context: any) => any} handler */
  add(handler) {
    this.#handlers.push(handler);
  }

  /** @param {(context: any) => any} handler */
  remove(handler) {
    this.#handlers = this.#handlers.filter((other) => other !== handler);
  }

  /**
   * Calls every handler with one context, and waits for the promises that any of them return.
   * @param {Xrm.FormContext} formContext
   * @param {any} source
   * @param {any} [args]
   */
  async fire(formContext, source, args) {
    const context = executionContext(formContext, source, args);
    await Promise.all(this.#handlers.map((handler) => handler(context)));
  }
}
