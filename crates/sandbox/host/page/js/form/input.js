// Inputs of fields, by type of column.

import { options } from "../data/metadata.js";
import { bareId } from "../data/request.js";
import { button, fill, h } from "../dom.js";
import { lookupObjects } from "../shell/lookup.js";
import { text } from "../text/index.js";
import { session } from "../user/session.js";
import { instantOf, wallClock } from "../user/timezones.js";
import {
  BooleanAttribute,
  DateAttribute,
  LookupAttribute,
  NumberAttribute,
  OptionSetAttribute,
  StringAttribute,
  localText,
} from "./attributes.js";

/**
 * @typedef {{ disabled: boolean, required: boolean, invalid: boolean, describedBy: string }} Look
 * @typedef {{ element: HTMLElement, draw: (look: Look) => void }} Input
 */

/** @param {HTMLElement} element @param {Look} look */
function describe(element, look) {
  element.toggleAttribute("disabled", look.disabled);
  element.setAttribute("aria-required", String(look.required));
  element.setAttribute("aria-invalid", String(look.invalid));
  if (look.describedBy) element.setAttribute("aria-describedby", look.describedBy);
  else element.removeAttribute("aria-describedby");
}

/**
 * @param {import("./attribute.js").Attribute} attribute
 * @param {string} id of the element that the label names
 * @param {(value: any) => void} change
 * @returns {Input}
 */
export function inputFor(attribute, id, change) {
  if (attribute instanceof LookupAttribute) return lookupInput(attribute, id, change);
  if (attribute instanceof OptionSetAttribute) return choiceInput(attribute, id, attribute.getOptions(), change);
  if (attribute instanceof BooleanAttribute) {
    const both = options(attribute.column).map((option) => ({ text: option.text, value: option.value === 1 }));
    return choiceInput(attribute, id, both, change);
  }
  if (attribute instanceof DateAttribute) return dateInput(attribute, id, change);
  if (attribute instanceof NumberAttribute) return numberInput(attribute, id, change);
  return textInput(/** @type {StringAttribute} */ (attribute), id, change);
}

/** @param {StringAttribute} attribute @param {string} id @param {(value: any) => void} change @returns {Input} */
function textInput(attribute, id, change) {
  const maximum = Number.isFinite(attribute.getMaxLength()) ? attribute.getMaxLength() : null;
  const input = h(attribute.getAttributeType() === "memo" ? "textarea" : "input", {
    id,
    class: "input",
    maxlength: maximum,
    onchange: () => change(input.value),
  });
  return {
    element: input,
    draw: (look) => {
      input.value = attribute.getValue() ?? "";
      describe(input, look);
    },
  };
}

/** @param {NumberAttribute} attribute @param {string} id @param {(value: any) => void} change @returns {Input} */
function numberInput(attribute, id, change) {
  const bound = (/** @type {number} */ number) => (Number.isFinite(number) ? number : null);
  const input = h("input", {
    id,
    class: "input",
    type: "number",
    min: bound(attribute.getMin()),
    max: bound(attribute.getMax()),
    step: attribute.getAttributeType() === "integer" ? 1 : "any",
    onchange: () => change(input.value === "" ? null : input.valueAsNumber),
  });
  return {
    element: input,
    draw: (look) => {
      input.value = attribute.getValue() ?? "";
      describe(input, look);
    },
  };
}

/** @param {import("./attribute.js").Attribute} attribute @param {string} id @param {{ text: string, value: any }[]} choices @param {(value: any) => void} change @returns {Input} */
function choiceInput(attribute, id, choices, change) {
  const select = h(
    "select",
    { id, class: "input", onchange: () => change(choices[select.selectedIndex - 1]?.value ?? null) },
    h("option", { value: "" }, "---"),
    ...choices.map((choice) => h("option", { value: String(choice.value) }, choice.text)),
  );
  return {
    element: select,
    draw: (look) => {
      select.value = String(attribute.getValue() ?? "");
      describe(select, look);
    },
  };
}

/** @param {DateAttribute} attribute @param {string} id @param {(value: any) => void} change @returns {Input} */
function dateInput(attribute, id, change) {
  const dayOnly = attribute.getFormat() === "date";
  const input = h("input", {
    id,
    class: "input",
    type: dayOnly ? "date" : "datetime-local",
    onchange: () => {
      if (input.value === "") change(null);
      else if (attribute.isIndependent) change(new Date(dayOnly ? `${input.value}T00:00:00` : input.value));
      else change(instantOf(new Date(`${input.value}Z`), session.zone));
    },
  });
  return {
    element: input,
    draw: (look) => {
      /** @type {Date | null} */
      const date = attribute.getValue();
      if (!date) input.value = "";
      else if (attribute.isIndependent) input.value = localText(date, dayOnly).slice(0, dayOnly ? 10 : 16);
      else input.value = wallClock(date, session.zone).toISOString().slice(0, 16);
      describe(input, look);
    },
  };
}

/** @param {LookupAttribute} attribute @param {string} id @param {(value: any) => void} change @returns {Input} */
function lookupInput(attribute, id, change) {
  const value = h("span", { class: "value" });
  const choose = button({
    id,
    icon: "search",
    label: text("choose"),
    iconOnly: true,
    kind: "subtle",
    onclick: async () => {
      const [chosen] = await lookupObjects({ entityTypes: attribute.targets, allowMultiSelect: false });
      if (chosen) change([chosen]);
    },
  });
  const clear = button({ icon: "close", label: text("clear"), iconOnly: true, kind: "subtle", onclick: () => change(null) });
  const box = h("div", { class: "lookupbox" }, value, clear, choose);
  return {
    element: box,
    draw: (look) => {
      /** @type {Xrm.LookupValue | undefined} */
      const chosen = attribute.getValue()?.[0];
      fill(value, [chosen ? chosen.name || bareId(chosen.id) : "---"]);
      clear.hidden = look.disabled || !chosen;
      choose.hidden = look.disabled || attribute.targets.length === 0;
      box.classList.toggle("disabled", look.disabled);
      describe(choose, look);
    },
  };
}
