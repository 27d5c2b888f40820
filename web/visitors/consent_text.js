// The text that is agreed to, in full, in the language of whoever agrees.

import { get } from "../api.js";
import { Segments } from "../components/segments.js";
import { h, html, useState } from "../h.js";
import { formatDate, lang, t } from "../i18n.js";
import { useLoad } from "../load.js";

/** @typedef {import("./shapes.js").ConsentText} Text */

/** The text that counts now; null when the place has published none. */
export function useConsentText() {
  return useLoad(async (signal) => {
    const { results } = await get("/api/consent-texts/", { published: true, page_size: 200 }, { signal });
    return { text: /** @type {Text[]} */ (results).find(({ is_current }) => is_current) ?? null };
  });
}

/** @param {{ text: Text }} props */
export function ConsentText({ text }) {
  const [read, setRead] = useState(lang.value);
  const body = read === "fr" ? text.body_fr : text.body_en || text.body_fr;
  return html`<div class="consent-text">
    <div class="consent-text-head">
      <p class="small soft">${text.published_at ? t("visitors.consent.version", { version: text.version, date: formatDate(text.published_at, "medium") }) : t("visitors.consent.draft", { version: text.version })}</p>
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
