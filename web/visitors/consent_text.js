// The text that is agreed to, in full, in the language of whoever agrees.

import { get } from "../api.js";
import { ApiError } from "../api_error.js";
import { Segments } from "../components/segments.js";
import { h, html, useState } from "../h.js";
import { formatDate, lang, t } from "../i18n.js";
import { useLoad } from "../load.js";

/** @typedef {import("./shapes.js").ConsentText} Text */

/** The text that counts now; null when the place has published none. */
export function useConsentText() {
  return useLoad(async (signal) => {
    try {
      return { text: /** @type {Text | null} */ (await get("/api/consent-texts/current/", undefined, { signal })) };
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return { text: null };
      throw error;
    }
  });
}

/** @param {{ text: Text }} props */
export function ConsentText({ text }) {
  const [read, setRead] = useState(lang.value);
  const body = read === "fr" ? text.body_fr : text.body_en || text.body_fr;
  return html`<div class="consent-text">
    <div class="consent-text-head">
      <p class="small soft">${t("visitors.consent.version", { version: text.version, date: formatDate(text.published_at, "medium") })}</p>
      ${text.body_en &&
      h(Segments, {
        label: t("visitors.consent.language"),
        value: read,
        onPick: setRead,
        options: [
          { value: "fr", label: "Français", lang: "fr" },
          { value: "en", label: "English", lang: "en" },
        ],
      })}
    </div>
    <div class="consent-text-body" lang=${read} tabindex="0" role="group" aria-label=${t("visitors.consent.text")}>
      ${body.split(/\n{2,}/).map((paragraph, index) => html`<p key=${index}>${paragraph}</p>`)}
    </div>
  </div>`;
}
