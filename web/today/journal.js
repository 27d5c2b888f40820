// What was done here last, for those who run the program.

import { apiUrl, get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { formatRelative, t } from "../i18n.js";
import { useLoad } from "../load.js";

/** @typedef {{ id: number, at: string, summary: string }} Entry */

export default function Journal() {
  const load = useLoad(async (signal) => {
    const answer = await get("/api/logs/", { page_size: 6 }, { signal });
    return /** @type {import("../types/session.js").ListOf<Entry>} */ (answer);
  }, []);
  const tools = h(
    Button,
    { small: true, tone: "plain", href: apiUrl("/admin/"), iconAfter: "external" },
    t("account.journal.open"),
  );
  return h(
    Section,
    { title: t("account.journal.title"), card: true, tools },
    h(Loaded, {
      load,
      shape: "text",
      rows: 4,
      small: true,
      empty: h(Empty, { icon: "list", small: true, title: t("account.journal.empty") }),
      children: (entries) =>
        html`<ol class="journal" role="list">
          ${entries.results.map(
            (entry) =>
              html`<li key=${entry.id}>
                <span>${entry.summary}</span> <span class="soft small">${formatRelative(entry.at)}</span>
              </li>`,
          )}
        </ol>`,
    }),
  );
}
