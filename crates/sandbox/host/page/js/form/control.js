// Controls on a form: a field of a column (Xrm.Controls.StandardControl) and a web resource (Xrm.Controls.FramedControl).

import { label, options } from "../data/metadata.js";
import { fill, h, uniqueId } from "../dom.js";
import { text } from "../text/index.js";
import { DateAttribute, LookupAttribute } from "./attributes.js";
import { inputFor } from "./input.js";

/** Name, label, visibility and place: what every control has. */
class Control {
  #name;
  #label;
  #visible = true;
  #section;

  /** @param {string} name @param {string} label @param {any} section */
  constructor(name, label, section) {
    this.#name = name;
    this.#label = label;
    this.#section = section;
  }
  getName() {
    return this.#name;
  }
  getParent() {
    return this.#section;
  }
  getLabel() {
    return this.#label;
  }
  /** @param {string} words */
  setLabel(words) {
    this.#label = words;
    this.draw();
  }
  getVisible() {
    return this.#visible;
  }
  /** @param {boolean} visible */
  setVisible(visible) {
    this.#visible = visible;
    this.draw();
  }
  draw() {}
}

export class FieldControl extends Control {
  /** @type {Map<string, string>} */
  #notifications = new Map();
  #disabled;
  #id = uniqueId("field");
  #attribute;
  #input;
  #caption = h("label", { for: this.#id });
  #complaints = h("div", { class: "complaint", id: `${this.#id}_complaint`, role: "alert" });

  /** @param {import("./attribute.js").Attribute} attribute @param {any} section */
  constructor(attribute, section) {
    super(attribute.getName(), label(attribute.column.DisplayName, attribute.getName()), section);
    this.#attribute = attribute;
    this.#disabled = attribute.column.IsValidForUpdate === false || ["State", "Status"].includes(attribute.column.AttributeType);
    this.#input = inputFor(attribute, this.#id, (value) => {
      attribute.setValue(value);
      attribute.fireOnChange();
    });
    this.element = h(
      "div",
      { class: "field", "data-column": attribute.getName() },
      this.#caption,
      h("div", {}, this.#input.element, this.#complaints),
    );
    attribute.fields.push(this);
    this.draw();
  }

  getControlType() {
    if (this.#attribute instanceof LookupAttribute) return "lookup";
    return this.#attribute.getAttributeType() === "optionset" ? "optionset" : "standard";
  }
  getAttribute() {
    return this.#attribute;
  }
  getDisabled() {
    return this.#disabled;
  }
  /** @param {boolean} disabled */
  setDisabled(disabled) {
    this.#disabled = disabled;
    this.draw();
  }
  setFocus() {
    document.getElementById(this.#id)?.focus();
  }
  getOptions() {
    return options(this.#attribute.column);
  }
  getShowTime() {
    return this.#attribute instanceof DateAttribute && this.#attribute.getFormat() === "datetime";
  }
  /** @param {string} message @param {string} id */
  setNotification(message, id) {
    this.#notifications.set(id, message);
    this.draw();
    return true;
  }
  /** @param {string} [id] all, if none is given */
  clearNotification(id) {
    const had = id === undefined ? this.#notifications.size > 0 : this.#notifications.has(id);
    if (id === undefined) this.#notifications.clear();
    else this.#notifications.delete(id);
    this.draw();
    return had;
  }

  draw() {
    this.element.hidden = !this.getVisible();
    const required = this.#attribute.getRequiredLevel() === "required";
    fill(this.#caption, [this.getLabel(), required && h("span", { class: "required", title: text("required") }, " *")]);
    const complaints = [this.#attribute.complaint, ...this.#notifications.values()].filter(Boolean);
    fill(
      this.#complaints,
      complaints.map((complaint) => h("p", {}, complaint)),
    );
    this.#complaints.hidden = complaints.length === 0;
    this.#input.draw({
      disabled: this.#disabled,
      required,
      invalid: complaints.length > 0,
      describedBy: complaints.length > 0 ? this.#complaints.id : "",
    });
  }
}

export class WebResourceControl extends Control {
  /** @param {string} name @param {string} label @param {any} section @param {import("../shell/frame.js").WebResourceFrame} frame */
  constructor(name, label, section, frame) {
    super(name, label, section);
    this.frame = frame;
  }
  getControlType() {
    return /** @type {const} */ ("webresource");
  }
  getContentWindow() {
    return this.frame.contentWindow();
  }
  getObject() {
    return /** @type {HTMLIFrameElement} */ (this.frame.iframe);
  }
  getSrc() {
    return this.frame.src;
  }
  /** @param {string} src */
  setSrc(src) {
    this.frame.src = src;
  }
  draw() {
    this.frame.element.hidden = !this.getVisible();
  }
}
