// Light, dark, or as the system says: `data-theme` on <html>, read by the styles.

import { effect, signal } from "./h.js";
import { KEYS } from "./constants.js";
import { lasting } from "./storage.js";

/** @typedef {"auto" | "light" | "dark"} Theme */

/** @param {string | null} text @returns {Theme} */
const parse = (text) => (text === "light" || text === "dark" ? text : "auto");

export const theme = signal(parse(lasting.read(KEYS.theme)));

/** @param {Theme} chosen */
export function setTheme(chosen) {
  theme.value = chosen;
  lasting.write(KEYS.theme, chosen === "auto" ? null : chosen);
}

/** Keeps the document, and this tab with its siblings, in step. */
export function startTheme() {
  effect(() => {
    const { dataset } = document.documentElement;
    if (theme.value === "auto") delete dataset.theme;
    else dataset.theme = theme.value;
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key === KEYS.theme) theme.value = parse(newValue);
  });
}
