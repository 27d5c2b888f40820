import { h, html } from "../h.js";
import { lang, setLang, t } from "../i18n.js";
import { setTheme, theme } from "../theme.js";
import { toast } from "../toasts.js";
import { Segments } from "./segments.js";

/** Each language in its own words: who needs it may not read the other. */
const NAMES = /** @type {const} */ ([
  { value: "fr", label: "Français", lang: "fr" },
  { value: "en", label: "English", lang: "en" },
]);

/** Language and theme of this device, taken at once. */
export function Preferences() {
  const pickLang = (/** @type {"fr" | "en"} */ picked) => {
    setLang(picked).catch(() => toast(t("core.shell.language_failed"), { tone: "wrong" }));
  };
  return html`<div class="preferences">
    <p class="field-label" aria-hidden="true">${t("core.shell.language")}</p>
    ${h(Segments, { label: t("core.shell.language"), options: [...NAMES], value: lang.value, onPick: pickLang, wide: true })}
    <p class="field-label" aria-hidden="true">${t("core.shell.theme")}</p>
    ${h(Segments, {
      label: t("core.shell.theme"),
      options: [
        { value: "auto", label: t("core.shell.theme.auto"), icon: "auto" },
        { value: "light", label: t("core.shell.theme.light"), icon: "sun" },
        { value: "dark", label: t("core.shell.theme.dark"), icon: "moon" },
      ],
      value: theme.value,
      onPick: setTheme,
      wide: true,
    })}
  </div>`;
}
