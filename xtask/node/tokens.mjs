// Prints Fluent's design tokens as JSON: {light: {name: value}, dark: {…}, contrast: {…}}.
// `contrast` names the system colour that stands for a token when the user has forced colours.
import { webDarkTheme, webLightTheme } from "@fluentui/tokens";

// First match wins.
const SYSTEM_COLOURS = [
  [/^colorTransparentStroke|^colorNeutralStrokeAlpha/, "CanvasText"],
  [/^color(Transparent|Subtle)Background/, undefined],
  [/^colorStrokeFocus1/, "Canvas"],
  [/^colorStrokeFocus2/, "Highlight"],
  [/^color.*Disabled/, (name) => (/Background/.test(name) ? "Canvas" : "GrayText")],
  [/^color.*Foreground(OnBrand|Inverted|StaticInverted)/, "HighlightText"],
  [/^color.*ForegroundLink|^color.*BrandForegroundLink/, "LinkText"],
  [/^color(Compound)?Brand.*Background/, "Highlight"],
  [/^color.*Background/, "Canvas"],
  [/^color.*(Foreground|Stroke|Border)/, "CanvasText"],
];

function systemColour(name) {
  const rule = SYSTEM_COLOURS.find(([pattern]) => pattern.test(name));
  return typeof rule?.[1] === "function" ? rule[1](name) : rule?.[1];
}

const contrast = Object.fromEntries(
  Object.keys(webLightTheme).map((name) => [name, systemColour(name)]).filter(([, colour]) => colour),
);
console.log(JSON.stringify({ light: webLightTheme, dark: webDarkTheme, contrast }));
